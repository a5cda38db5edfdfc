"""A breach of data, noted and followed on its pages."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minbar.work.casework.cases import wall
from minbar.work.casework.data_rights.actions.breaches import note_breach
from minbar.work.casework.data_rights.enums import BreachKind
from minbar.work.casework.data_rights.models import Breach
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ACCOUNT = "CANARY: a phone was left in a bus."


def written(moment: dt.datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def director(cast: Cast, client: Client) -> Client:
    client.force_login(cast.director)
    return client


@pytest.fixture
def breach(cast: Cast) -> Breach:
    noticed = timezone.now() - dt.timedelta(hours=80)
    return note_breach(by=cast.director, kind=BreachKind.LOST_DEVICE, noticed_at=noticed, account=ACCOUNT)


def kept() -> list[Breach]:
    with wall.system_access():
        return list(Breach.objects.all())


def test_a_breach_is_noted_and_its_page_counts_the_hours(director: Client) -> None:
    noticed = timezone.now() - dt.timedelta(hours=2)
    given = {"kind": "lost_device", "noticed_at": written(noticed), "people_affected": "12", "account": ACCOUNT}
    director.post(reverse("casework:breach-add"), given)
    (breach,) = kept()
    assert (breach.reveal("account"), breach.people_affected) == (ACCOUNT, 12)
    page = director.get(breach.get_absolute_url()).content.decode()
    assert ACCOUNT in page and "فات موعده" not in page
    assert ACCOUNT not in director.get(reverse("casework:breaches")).content.decode()


def test_what_is_missing_is_said_and_what_was_typed_is_kept(director: Client) -> None:
    answer = director.post(reverse("casework:breach-add"), {"kind": "lost_device", "account": ACCOUNT})
    assert answer.status_code == 422 and ACCOUNT in answer.content.decode()
    assert kept() == []


def test_a_late_breach_says_so_until_the_authority_is_told(director: Client, breach: Breach) -> None:
    assert "فات موعده" in director.get(breach.get_absolute_url()).content.decode()
    follow = reverse("casework:breach-follow", args=[breach.uid])
    director.post(follow, {"authority_told_at": written(timezone.now()), "measures": "CANARY measures"})
    (told,) = kept()
    assert told.authority_told_at and told.reveal("measures") == "CANARY measures" and told.closed_at is None
    page = director.get(breach.get_absolute_url()).content.decode()
    assert "فات موعده" not in page and "CANARY measures" in page
    assert "CANARY measures" in director.get(follow).content.decode()


def test_it_is_not_closed_before_it_is_said_what_was_done(director: Client, breach: Breach) -> None:
    follow = reverse("casework:breach-follow", args=[breach.uid])
    assert director.post(follow, {"closed": "on", "people_affected": "3"}).status_code == 422
    assert kept()[0].closed_at is None
    director.post(follow, {"closed": "on", "people_affected": "3", "measures": "Locked from afar."})
    (closed,) = kept()
    assert closed.closed_at is not None and closed.people_affected == 3
