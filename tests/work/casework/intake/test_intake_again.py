"""Who referred a client, and the client of an earlier case."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.network.directory.models import Organisation
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases.enums import CaseResult, Channel
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.numbering import grouped
from minbar.work.casework.data_rights.actions.erasures import erase_client, propose_erasure
from minbar.work.casework.data_rights.enums import ErasureGround
from minbar.work.casework.identity.enums import KeyKind
from minbar.work.casework.identity.models import Client as Person
from minbar.work.casework.identity.models import PartyKey
from minbar.work.casework.identity.queries.duplicates import matches_of
from tests.builders.entries import organisation
from tests.builders.intake import SALMA, form, take
from tests.cast import Cast

pytestmark = pytest.mark.django_db


# Who referred the client


@pytest.fixture
def clinic(cast: Cast) -> Organisation:
    return organisation(cast.secretariat_officer, "عيادة السلام")


def test_a_referral_names_the_organisation_or_says_that_nobody_knows(worker: Client, clinic: Organisation) -> None:
    address = reverse("casework:case-add")
    assert worker.post(address, form(channel="referral")).status_code == 422
    assert worker.post(address, form(channel="phone", referred_by=str(clinic))).status_code == 422
    assert worker.post(address, form(channel="referral", referred_by=str(clinic), phone="")).status_code == 200
    unknown = form(channel="referral", referrer_unknown="on", phone="", name="")
    assert worker.post(address, unknown).status_code == 200
    with wall.system_access():
        first, second = Case.objects.order_by("pk")
    assert (first.referred_by, second.referred_by) == (clinic, None)
    page = worker.get(first.get_absolute_url()).content.decode()
    assert str(clinic) in page and clinic.get_absolute_url() in page


def test_the_referring_organisation_is_corrected_with_the_head(
    worker: Client, cast: Cast, clinic: Organisation, system_access: None
) -> None:
    case = take(cast.case_worker, channel=Channel.REFERRAL, referred_by=clinic).case
    edit = reverse("casework:case-edit", args=[case.uid])
    assert str(clinic) in worker.get(edit).content.decode()
    head = {"number": case.number, "opened_on": case.opened_on.isoformat(), "urgency": "low"}
    assert worker.post(edit, head | {"channel": "office", "referred_by": str(clinic)}).status_code == 422
    assert worker.post(edit, head | {"channel": "referral", "referrer_unknown": "on"}).status_code == 302
    case.refresh_from_db()
    assert (case.channel, case.referred_by) == ("referral", None)


def test_no_case_of_another_channel_has_a_referring_organisation(cast: Cast, clinic: Organisation) -> None:
    with pytest.raises(ValidationError):
        take(cast.case_worker, channel=Channel.PHONE, referred_by=clinic)


# The client of an earlier case


def test_a_case_is_opened_for_the_client_of_an_earlier_one_also_a_closed_one(
    worker: Client, cast: Cast, system_access: None
) -> None:
    earlier = take(cast.case_worker, identity=SALMA).case
    actions.close_case(by=cast.case_worker, case=earlier, result=CaseResult.POSITIVE, answer="x")
    again = form(name="سلمى الأحمد", safe_contact="mornings")
    page = worker.post(reverse("casework:case-add"), again).content.decode()
    assert f'value="{earlier.uid}"' in page and str(KeyKind.PHONE.label) in page
    chosen = again | {"looked_at": "on", "same_as": str(earlier.uid)}
    assert worker.post(reverse("casework:case-add"), chosen).status_code == 200
    case = Case.objects.exclude(pk=earlier.pk).get()
    assert (case.client, case.subject) == (earlier.client, earlier.subject)
    kept = Person.objects.get()
    assert (kept.reveal("name"), kept.reveal("other_names")) == ("سلمى الأحمد", ["سلمى خالد الأحمد"])
    assert (kept.reveal("safe_contact"), kept.reveal("document_number")) == ("mornings", "99123456789")
    found = {match.case for match in matches_of(identity=SALMA, opponent=None, reader=cast.case_worker)}
    assert found == {earlier, case}


def test_what_was_found_may_still_be_somebody_elses(worker: Client, cast: Cast, system_access: None) -> None:
    earlier = take(cast.case_worker, identity=SALMA).case
    again = form() | {"looked_at": "on", "same_as": ""}
    assert worker.post(reverse("casework:case-add"), again).status_code == 200
    assert Case.objects.exclude(pk=earlier.pk).get().client != earlier.client
    assert Person.objects.count() == 2


def test_no_client_of_anothers_case_or_of_a_limited_one_is_offered_or_taken(
    worker: Client, cast: Cast, second: User, system_access: None
) -> None:
    theirs, limited = take(second, identity=SALMA).case, take(cast.case_worker, identity=SALMA).case
    actions.limit_case(by=cast.case_worker, case=limited, limited=True)
    page = worker.post(reverse("casework:case-add"), form()).content.decode()
    assert grouped(limited.number) in page and "same_as" not in page
    for case in (theirs, limited):
        assert case.client is not None
        with pytest.raises(Denied):
            take(cast.case_worker, client=case.client)
        chosen = form(looked_at="on", same_as=str(case.uid))
        assert worker.post(reverse("casework:case-add"), chosen).status_code == 422
    assert Case.objects.count() == 2


def test_a_supervisor_who_sees_heads_alone_opens_no_case_for_the_client(cast: Cast) -> None:
    case = take(cast.case_worker, identity=SALMA).case
    (match,) = matches_of(identity=SALMA, opponent=None, reader=cast.case_supervisor)
    assert match.case == case and not match.is_known
    with pytest.raises(Denied):
        take(cast.case_supervisor, client=case.client)


def test_all_cases_of_one_client_are_erased_together(cast: Cast, system_access: None) -> None:
    earlier = take(cast.case_worker, identity=SALMA).case
    later = take(cast.case_worker, client=earlier.client).case
    actions.close_case(by=cast.case_worker, case=earlier, result=CaseResult.POSITIVE, answer="x")
    with pytest.raises(ValidationError):
        propose_erasure(by=cast.case_supervisor, case=earlier, ground=ErasureGround.REQUEST)
    actions.close_case(by=cast.case_worker, case=later, result=CaseResult.POSITIVE, answer="x")
    erase_client(
        by=cast.director,
        erasure=propose_erasure(by=cast.case_supervisor, case=earlier, ground=ErasureGround.REQUEST),
    )
    assert not Person.objects.exists() and not PartyKey.objects.exists()
    assert Case.objects.exclude(erased_on=None).count() == 2
