"""A woman asks for help about a refused document: triage, adviser, mediation, follow-up, result, closed; in Arabic."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minbar.foundation.accounts.models import User
from minbar.foundation.figures.declare import datasets
from minbar.foundation.journal.models import Entry
from minbar.network.commitments.models import Commitment
from minbar.work.casework.cases.enums import Channel, ConsentForm, ConsentGiver
from minbar.work.casework.cases.models import Case
from minbar.work.casework.client_access.queries import find_own_case
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.intake.actions.taking_in import Taken, given_consents, take_in
from tests.cast import Cast

pytestmark = pytest.mark.django_db
REQUEST = "رُفض تجديد وثيقة الحماية المؤقتة ولم يُبيَّن السبب"
NAME = "مريم الخالد"
ANSWER = "صارت وثيقتك جاهزة، راجعي الدائرة لاستلامها"


def today(ahead: int = 0) -> str:
    return (timezone.localdate() + dt.timedelta(days=ahead)).isoformat()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def mediated() -> int:
    dataset = datasets()["cases"]
    with dataset.within():
        return dataset.rows().filter(mediated="migration_directorate", outcome="result_positive").count()


def do(client: Client, name: str, case: Case, **values: Any) -> None:
    answer = client.post(reverse(f"casework:{name}", args=[case.uid]), values)
    assert answer.status_code == 302, answer.content.decode()


def ask() -> Taken:
    """She asks through the web."""
    return take_in(
        by=None,
        channel=Channel.WEB_FORM,
        request=REQUEST,
        consents=given_consents(service=True, sharing=False, by=ConsentGiver.CLIENT, form=ConsentForm.WEB),
        identity=Identity(name=NAME, phone="0532 123 45 67"),
    )


def assign(case: Case, cast: Cast) -> None:
    """The supervisor reads what is asked, not by whom, and not once an adviser has it."""
    supervisor = signed_in(cast.case_supervisor)
    page = supervisor.get(reverse("casework:triage")).content.decode()
    assert 'dir="rtl"' in page
    assert REQUEST in page
    assert NAME not in page
    assert signed_in(cast.case_worker).get(case.get_absolute_url()).status_code == 404
    do(supervisor, "case-assign", case, worker=cast.case_worker.pk)
    assert REQUEST not in supervisor.get(case.get_absolute_url()).content.decode()


def advise(case: Case, adviser: Client) -> None:
    """From what the adviser sees first to the answer, with a follow-up between."""
    assert case.get_absolute_url() in adviser.get(reverse("casework:cases")).content.decode()
    assert NAME in adviser.post(reverse("casework:case-identity", args=[case.uid])).content.decode()
    do(adviser, "case-assess", case, urgency="high", risk="medium", assessment="الرفض شفهي", plan="وساطة مع الدائرة")
    do(
        adviser, "mediation-add", case, body="migration_directorate", done_on=today(), note="طلبوا تقريرًا طبيًا",
        next_kind="contact_directorate", next_on=today(7),
    )  # fmt: skip
    due = Commitment.objects.get(source_uid=case.uid)
    page = adviser.get(case.get_absolute_url()).content.decode()
    assert "طلبوا تقريرًا طبيًا" in page
    assert "التواصل مع دائرة الهجرة" in page
    do(adviser, "note-add", case, done_on=today(), note="وافقوا على التجديد", fulfils=due.pk)
    due.refresh_from_db()
    assert due.standing == "done"
    do(adviser, "result-add", case, done_on=today(), result="result_positive")
    do(adviser, "case-close", case, result="result_positive", answer=ANSWER)


def test_from_a_refused_document_to_its_collection(cast: Cast) -> None:
    taken = ask()
    before = mediated()
    assign(taken.case, cast)
    advise(taken.case, signed_in(cast.case_worker))

    assert mediated() == before + 1
    own = find_own_case(taken.number, taken.code)
    assert own is not None
    assert own.pk == taken.case.pk
    for role in ("director", "administrator", "advocacy_officer"):
        answer = signed_in(getattr(cast, role)).get(taken.case.get_absolute_url())
        assert answer.status_code == 404
    told = " ".join(f"{entry.event} {entry.changes} {entry.subject}" for entry in Entry.objects.all())
    assert not any(word in told for word in (REQUEST, NAME, ANSWER, "migration", "positive", taken.number))
    assert not Case.objects.exists()  # with nothing said, row security shows nothing
