"""Erasing a client: by two, of everything, with a proof that holds nothing; and how long cases are kept."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config import roles
from config.postgres import EmbeddedServer
from minbar.foundation.access.decisions import Denied
from minbar.foundation.figures.declare import datasets
from minbar.foundation.journal.models import Entry
from minbar.foundation.text.languages import Language
from minbar.foundation.vault.errors import KeyMissing, Shredded
from minbar.foundation.vault.index import blind_candidates
from minbar.network.commitments.actions import make_commitment
from minbar.network.commitments.models import Commitment
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.enums import FollowUpKind, Stage
from minbar.work.casework.cases.models import Case, CaseContent, Topic
from minbar.work.casework.cases.queries.retention import due_for_erasure
from minbar.work.casework.data_rights.actions import erasures, exports
from minbar.work.casework.data_rights.actions.retention import count_anew, set_retention
from minbar.work.casework.data_rights.enums import ErasureGround
from minbar.work.casework.data_rights.models import Erasure
from minbar.work.casework.emergency_access.enums import EmergencyReason
from minbar.work.casework.emergency_access.models import EmergencyAccess
from minbar.work.casework.identity.identities import PARTY
from minbar.work.casework.identity.models import Client as CaseClient
from minbar.work.casework.identity.models import PartyKey
from tests.builders.clients import CANARY, PHONE, close, full_case
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return close(full_case(cast))


def propose(cast: Cast, case: Case) -> Erasure:
    return erasures.propose_erasure(by=cast.case_supervisor, case=case, ground=ErasureGround.REQUEST)


def erase(cast: Cast, case: Case) -> Erasure:
    return erasures.erase_client(by=cast.director, erasure=propose(cast, case))


# By two


def test_it_takes_two(cast: Cast, case: Case) -> None:
    proposed = propose(cast, case)
    with pytest.raises(Denied):
        erasures.erase_client(by=cast.case_supervisor, erasure=proposed)
    for role in ("case_worker", "administrator", "secretariat_officer", "stranger"):
        with pytest.raises(Denied):
            erasures.erase_client(by=getattr(cast, role), erasure=proposed)
    with wall.system_access():
        assert CaseContent.objects.get().reveal("plan") == CANARY
    assert erasures.erase_client(by=cast.director, erasure=proposed).erased_at


def test_the_database_too_refuses_one_person_for_both(cast: Cast, case: Case) -> None:
    from django.db import IntegrityError, transaction

    done = erase(cast, case)
    with wall.system_access(), pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.filter(pk=done.pk).update(done_by=cast.case_supervisor)


def test_an_open_case_is_not_erased(cast: Cast, case: Case) -> None:
    proposed = propose(cast, case)
    with wall.system_access():
        Case.objects.update(stage=Stage.REOPENED)
    with pytest.raises(ValidationError):
        erasures.erase_client(by=cast.director, erasure=proposed)
    with pytest.raises(ValidationError):
        propose(cast, case)


def test_it_is_done_once(cast: Cast, case: Case) -> None:
    done = erase(cast, case)
    with pytest.raises(ValidationError):
        erasures.erase_client(by=cast.director, erasure=done)
    with pytest.raises(ValidationError):
        erasures.drop_erasure(by=cast.director, erasure=done)


def test_a_dropped_proposal_can_be_made_anew(cast: Cast, case: Case) -> None:
    first = propose(cast, case)
    with pytest.raises(ValidationError):
        propose(cast, case)
    erasures.drop_erasure(by=cast.case_supervisor, erasure=first)
    assert propose(cast, case).is_open


# Of everything


def test_all_is_erased_and_what_is_counted_stays(cast: Cast, case: Case) -> None:
    exports.export_file(by=cast.case_worker, case=case, reason="asked at the office", language=Language.ARABIC)
    dataset = datasets()["cases"]
    with wall.counting():
        before = list(dataset.rows().values_list("mediated", "outcome", "advised"))
    uid, subject, number = case.uid, case.subject, case.number
    done = erase(cast, case)
    with wall.system_access():
        for model in (CaseClient, CaseContent, PartyKey):
            assert not model._default_manager.exists()
        left = Case.objects.get()
        assert (left.opened_on, left.closed_on) == (dt.date(2018, 3, 1), dt.date(2018, 9, 1))
        assert left.vulnerabilities == [] and left.assigned_to is None and left.secret == ""
        assert left.uid != uid and left.subject != subject and left.number != number
        days = set(left.services.values_list("done_on", flat=True))
        assert days and all(day.day == 1 for day in days)
        assert set(left.services.values_list("done_by", flat=True)) == {None}
        assert not PartyKey.objects.filter(token__in=blind_candidates(PARTY, f"phone:{PHONE}")).exists()
    with wall.counting():
        assert list(dataset.rows().values_list("mediated", "outcome", "advised")) == before
    assert done.counts["casework.CaseDocument"] == 1
    assert done.counts["casework.FileExport"] == 1
    assert done.counts["casework.Referral"] == 1
    assert done.counts["vault.SubjectKey"] == 1


def test_follow_ups_go_with_the_case_and_the_account_of_an_emergency_stays_without_it(cast: Cast, case: Case) -> None:
    make_commitment(
        by=None, owed_by=cast.case_worker, due_at=timezone.localdate(), source_key="casework.case",
        source_uid=case.uid, kind=FollowUpKind.CALL_CLIENT,
    )  # fmt: skip
    now = timezone.now()
    with wall.system_access():
        emergency_access = EmergencyAccess(
            subject=case.subject, case=case, opened_by=cast.case_supervisor, category=EmergencyReason.values[0],
            opened_at=now, until=now + dt.timedelta(hours=1), review_due=now + dt.timedelta(hours=72),
        )  # fmt: skip
        emergency_access.seal(reason=f"acil {CANARY}")
        emergency_access.save()
    erase(cast, case)
    assert not Commitment.objects.exists()
    with wall.system_access():
        left = EmergencyAccess.objects.get()
        assert left.case is None
        with pytest.raises(Shredded):
            left.reveal("reason")


def test_all_of_a_client_s_cases_are_erased(cast: Cast, case: Case) -> None:
    with wall.system_access():
        client = Case.objects.get(pk=case.pk).client
    close(full_case(cast, "N-2", client=client))
    assert erase(cast, case).counts["casework.Case"] == 2
    with wall.system_access():
        assert Case.objects.filter(erased_on=None).count() == 0


def test_another_client_s_case_stays_as_it_was(cast: Cast, case: Case) -> None:
    other = close(full_case(cast, "N-2"))
    erase(cast, case)
    with wall.system_access():
        assert CaseContent.objects.get(case=other).reveal("plan") == CANARY
        assert PartyKey.objects.filter(case=other).exists()


def test_who_worked_on_it_finds_it_no_more(cast: Cast, case: Case, client: Client) -> None:
    page = case.get_absolute_url()
    client.force_login(cast.case_worker)
    assert client.get(page).status_code == 200
    erase(cast, case)
    assert client.get(page).status_code == 404
    assert CANARY not in client.get(reverse("casework:cases")).content.decode()


# The proof


def test_the_proof_tells_how_many_when_and_who_and_nothing_else(cast: Cast, case: Case) -> None:
    done = erase(cast, case)
    assert done.subject is None
    assert done.digest == erasures.digest_of(done)
    entry = Entry.objects.get(sequence=done.sequence)
    assert (entry.event, entry.actor) == ("casework.client_erased", str(cast.director.uid))
    assert str(case.uid) not in entry.subject
    done.counts["casework.CaseNote"] = 7
    assert done.digest != erasures.digest_of(done)


@pytest.mark.parametrize(("language", "word"), [("ar", "شهادة"), ("tr", "belgesi"), ("en", "Certificate")])
def test_the_certificate_is_in_the_client_s_language(
    cast: Cast, case: Case, client: Client, language: str, word: str
) -> None:
    done = erase(cast, case)
    client.force_login(cast.director)
    page = client.get(reverse("casework:erasure-certificate", args=[done.uid, language])).content.decode()
    assert word in page and done.digest in page and done.code in page
    assert CANARY not in page and cast.case_supervisor.name not in page


def test_on_the_web_one_proposes_and_another_erases(cast: Cast, case: Case, client: Client) -> None:
    client.force_login(cast.case_supervisor)
    client.post(reverse("casework:erasure-propose", args=[case.uid]), {"ground": "request"})
    with wall.system_access():
        proposed = Erasure.objects.get()
    do = reverse("casework:erasure-do", args=[proposed.uid])
    assert client.post(do, {"code": proposed.code}).status_code == 403
    client.force_login(cast.director)
    assert CANARY not in client.get(proposed.get_absolute_url()).content.decode()
    assert client.post(do, {"code": "X"}).status_code == 422
    assert client.post(do, {"code": proposed.code.lower()}).status_code == 302
    with wall.system_access():
        assert Erasure.objects.get().erased_at


@pytest.mark.parametrize("role", ["case_worker", "administrator", "editor", "stranger"])
def test_erasures_are_hidden_from_others(cast: Cast, case: Case, client: Client, role: str) -> None:
    proposed = propose(cast, case)
    client.force_login(getattr(cast, role))
    pages = [reverse(f"casework:{name}") for name in ("erasures", "due")] + [proposed.get_absolute_url()]
    pages += [reverse("casework:erasure-do", args=[proposed.uid]), reverse("casework:erasure-propose", args=[case.uid])]
    assert {client.get(page).status_code for page in pages} == {404}


# How long


def test_a_closed_case_is_kept_as_long_as_its_topic_says(cast: Cast, case: Case) -> None:
    topic = Topic.objects.get(code="work_permit")
    with wall.system_access():
        Case.objects.update(topic=topic)
        count_anew()
        assert Case.objects.get().erase_after == dt.date(2018 + settings.CASES_KEPT_YEARS, 9, 30)
    assert topic.parent is not None
    set_retention(by=cast.case_supervisor, topic=topic.parent, years=10)
    with wall.system_access():
        assert Case.objects.get().erase_after == dt.date(2028, 9, 30)
    set_retention(by=cast.case_supervisor, topic=topic, years=2)
    with wall.system_access():
        assert Case.objects.get().erase_after == dt.date(2020, 9, 30)
        Case.objects.update(stage=Stage.REOPENED)
        count_anew()
        assert Case.objects.get().erase_after is None


def test_only_who_edits_topics_sets_the_years(cast: Cast) -> None:
    with pytest.raises(Denied):
        set_retention(by=cast.case_worker, topic=Topic.objects.earliest("pk"), years=1)


def test_a_case_is_due_the_day_after_and_not_before(cast: Cast, case: Case) -> None:
    with wall.system_access():
        count_anew()
        last = Case.objects.get().erase_after
        assert last is not None
        assert not due_for_erasure(last).exists()
        assert due_for_erasure(last + dt.timedelta(days=1)).count() == 1


def test_a_client_with_another_case_that_is_kept_is_not_due(cast: Cast, case: Case, client: Client) -> None:
    with wall.system_access():
        same = Case.objects.get(pk=case.pk).client
    later = full_case(cast, "N-2", client=same)
    with wall.system_access():
        count_anew()
        assert not due_for_erasure().exists()
    close(later)
    with wall.system_access():
        count_anew()
        assert due_for_erasure().count() == 2
    client.force_login(cast.case_supervisor)
    assert case.number in client.get(reverse("casework:due")).content.decode()


# In copies


def dump(server: EmbeddedServer, database: str, *arguments: str) -> str:
    """A copy as docs/operations.md says: by the cluster's owner."""
    command = [str(server.binaries / "pg_dump"), "-h", str(server.socket_directory), "-U", roles.OWNER_OF_THE_CLUSTER]
    done = subprocess.run([*command, *arguments, database], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def restored() -> Iterator[str]:
    name = f"restored_{os.getpid()}"
    server = EmbeddedServer(Path(os.environ["MINBAR_DATA"]))
    owner = f"host={server.socket_directory} user={roles.OWNER_OF_THE_CLUSTER} dbname=postgres"
    with psycopg.connect(owner, autocommit=True) as c:
        c.execute(f'CREATE DATABASE "{name}" OWNER {roles.APPLICATION}')
    yield name
    with psycopg.connect(owner, autocommit=True) as c:
        c.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def readable_forms() -> list[str]:
    """The canary as it would stand in a dump: as text, and as bytes."""
    return [CANARY, CANARY.encode().hex(), PHONE, PHONE.encode().hex(), "99123456789"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="takes copies as the embedded cluster's owner")
def test_after_erasure_no_copy_tells_anything_not_even_one_taken_before(
    cast: Cast, restored: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = close(full_case(cast, number="N-1"))
    kept = close(full_case(cast, number="N-2"))
    server = EmbeddedServer(Path(os.environ["MINBAR_DATA"]))
    database = str(connection.settings_dict["NAME"])
    before = dump(server, database, "--exclude-table-data=vault_subjectkey")
    with wall.system_access():
        sealed = CaseContent.objects.get(case=case)
        content, subject = bytes(sealed.plan or b""), case.subject
        assert sealed.reveal("plan") == CANARY
    assert content.hex() in before
    erase(cast, case)
    after = dump(server, database)
    assert str(kept.uid) in after
    for copy in (before, after):
        assert not [form for form in readable_forms() if form in copy]
    for gone in (content.hex(), str(case.uid), "N-1"):
        assert gone not in after.replace(f"casework.case:{case.uid}", "")
    # The old copy with today's halves of keys: what was erased stays shut, what was not opens.
    halves = dump(server, database, "--data-only", "--table=vault_subjectkey")
    psql = [str(server.binaries / "psql"), "-q", "-h", str(server.socket_directory), "-U", roles.OWNER_OF_THE_CLUSTER]
    for part in (before, halves):
        subprocess.run([*psql, "-d", restored], input=part, text=True, check=True, capture_output=True)
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", restored)
    with wall.system_access():
        with pytest.raises(Shredded):
            CaseContent.objects.get(case__subject=subject).reveal("plan")
        assert CaseContent.objects.get(case__subject=kept.subject).reveal("plan") == CANARY
        assert erasures.erase_shredded() == 1
        assert erasures.erase_shredded() == 0
        assert not Case.objects.filter(number="N-1").exists()
        assert CaseContent.objects.count() == PartyKey.objects.values("case").distinct().count() == 1
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM vault_subjectkey")
        with pytest.raises(KeyMissing):
            CaseContent.objects.get(case__subject=kept.subject).reveal("plan")
    connection.close()
