"""What the office adds is there once, also where its form came twice (S19)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from minbar.evidence.editions.actions import start_edition
from minbar.network.directory.models import EngagementCategory
from minbar.voice.publishing.models import ContentKind
from minbar.work.casework.cases import wall
from minbar.work.engagement.models import Offer
from minbar.work.engagement.registers import VISIT_PLANS
from minbar.work.programmes.models import ActivityKind, Programme, Track
from tests.architecture.forms import makers
from tests.builders.entries import organisation, person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY = dt.date(2023, 5, 12)
NAMES = {"name_ar": "اسم", "name_tr": "Ad", "name_en": "Name", "code": "new-one", "position": 9}
LABELS = {"labels_ar": "نساء", "labels_tr": "Kadınlar", "labels_en": "Women", "key": "women"}
HEADINGS = {f"heading_{language}": "Work" for language in ("ar", "tr", "en")}
TITLES = {f"title_{language}": "Report" for language in ("ar", "tr", "en")}


class There:
    """What is there before: whom a form may name, and what it adds to."""

    def __init__(self, cast: Cast) -> None:
        office = cast.secretariat_officer
        self.director = cast.director
        self.body = organisation(office, "Partner")
        self.someone = person(office, "ليلى حداد")
        self.plan = VISIT_PLANS.create_or_update(by=office, title="Plan", starts_on=DAY, ends_on=DAY)
        titles = {"ar": "r", "tr": "r", "en": "r"}
        self.edition = start_edition(by=cast.director, slug="r", titles=titles, period_from=DAY, period_to=DAY)
        self.track, self.programme = Track.objects.first(), Programme.objects.first()
        self.training = ActivityKind.objects.get(code="training")
        self.category = EngagementCategory.objects.get(code="turkish_public_bodies")
        self.study, self.offer = ContentKind.objects.get(code="study"), Offer.objects.first()


@dataclass
class Form:
    """What is typed, where a field may name what is ``There``; and what is made of it."""

    makes: str
    typed: dict[str, Any]
    at: str = ""

    def fields(self, there: There) -> dict[str, Any]:
        chosen = {name: vars(there)[value.name].pk for name, value in self.typed.items() if isinstance(value, Chosen)}
        return self.typed | chosen


@dataclass
class Chosen:
    name: str


#: Who fills in the forms of a room.
OFFICERS = {
    "directory": "secretariat_officer", "commitments": "secretariat_officer", "engagement": "secretariat_officer",
    "programmes": "programme_officer", "publishing": "editor", "advocacy": "editor", "editions": "director",
    "figures": "director", "exchange": "secretariat_officer", "admission": "administrator",
    "casework": "case_supervisor",
}  # fmt: skip
ON = DAY.isoformat()
FORMS = {
    "directory:person-add": Form("directory.Person", {"name": "خضر السوطري", "sex": "unknown", "consent": "unknown"}),
    "directory:organisation-add": Form("directory.Organisation", {"name": "جمعية الأمل", "consent": "unknown"}),
    "directory:contact-add": Form(
        "directory.ContactPoint", {"kind": "phone", "value": "0532 000 11 22", "consent": "unknown"}, at="someone"
    ),
    "directory:affiliation-add": Form("directory.Affiliation", {"organisation": "Partner", "title": "x"}, at="someone"),
    "directory:list-add": Form("directory.NamedList", {"title": "ضيوف"}),
    "commitments:commitment-add": Form(
        "commitments.Commitment", {"what": "Answer", "owed_by_user": Chosen("director"), "due_on": "2031-03-05"}
    ),
    "programmes:activity-add": Form(
        "programmes.Activity",
        {"kind": Chosen("training"), "title": "A", "starts_on": ON, "status": "done", "track": Chosen("track")},
    ),
    "programmes:track-add": Form("programmes.Track", NAMES),
    "programmes:programme-add": Form("programmes.Programme", NAMES | {"track": Chosen("track")}),
    "programmes:project-add": Form("programmes.Project", NAMES | {"programme": Chosen("programme")}),
    "programmes:kind-add": Form("programmes.ActivityKind", NAMES | {"counts": ["hours"]}),
    "engagement:meeting-add": Form(
        "engagement.Meeting",
        {"held_on": ON, "counterparts": "Partner", "category": Chosen("category"), "subject": "Permits"},
    ),
    "engagement:visit-plan-add": Form("engagement.VisitPlan", {"title": "Spring", "starts_on": ON, "ends_on": ON}),
    "engagement:visit-add": Form(
        "engagement.PlannedVisit", {"party": "Partner", "purpose": "Permits", "due_on": ON}, at="plan"
    ),
    "engagement:delegation-add": Form(
        "engagement.Delegation", {"received_on": ON, "name": "Envoys", "sender": "Partner", "size": "4"}
    ),
    "engagement:partnership-add": Form(
        "engagement.Partnership", {"organisation": "Partner", "kind": "turkish", "starts_on": ON}
    ),
    "engagement:solution-partner-add": Form(
        "engagement.SolutionPartner", {"organisation": "Partner", "offers": Chosen("offer")}
    ),
    "publishing:item-add": Form(
        "publishing.ContentItem", {"title": "دراسة", "kind": Chosen("study"), "published_on": ON}
    ),
    "advocacy:issue-add": Form(
        "advocacy.CommunityIssue", {"title": "تصاريح", "identified_on": ON, "status": "identified"}
    ),
    "editions:edition-add": Form(
        "editions.Edition", TITLES | {"slug": "report-2025", "period_from": "2025-01-01", "period_to": "2025-12-31"}
    ),
    "editions:section-add": Form("editions.Section", HEADINGS | {"key": "work"}, at="edition"),
    "figures:figure-declare": Form("figures.Figure", LABELS | {"value": "12500", "source_en": "The platform"}),
    "exchange:import-add": Form("sheets.Import", {"spreadsheets": SimpleUploadedFile("a.csv", b"x;y\n1;2\n")}),
    "admission:invite": Form(
        "accounts.Invitation",
        {"name": "Rana", "email": "rana@example.org", "language": "ar", "roles": ["editor"], "scope": ""},
    ),
    "casework:topic-add": Form(
        "casework.Topic", {"ar": "أمر", "tr": "İş", "en": "Matter", "code": "matter", "position": 9}
    ),
    "casework:breach-add": Form(
        "casework.Breach", {"kind": "loss", "noticed_at": "2026-01-05T09:00", "account": "A locked phone was lost."}
    ),
}


@pytest.mark.parametrize("route", FORMS)
def test_what_the_office_adds_is_there_once(cast: Cast, client: Client, route: str) -> None:
    form, there = FORMS[route], There(cast)
    client.force_login(getattr(cast, OFFICERS[route.partition(":")[0]]))
    address = reverse(route, args=[vars(there)[form.at].uid] if form.at else [])
    [key] = re.findall(r'name="form_key" value="([^"]+)"', client.get(address).content.decode())
    made: type[Model] = apps.get_model(form.makes)
    before = counted(made)
    answers = [client.post(address, form.fields(there) | {"form_key": key}) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302], answers[0].context["form"].errors
    assert counted(made) == before + 1
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


def counted(model: type[Model]) -> int:
    with wall.system_access():
        return model._default_manager.count()


def test_every_form_of_the_rooms_before_the_wall_is_sent_twice_here() -> None:
    before_the_wall = {name for name in makers() if not name.startswith("casework:")}
    assert before_the_wall - FORMS.keys() == {
        "figures:figure-define"
    }  # as figure-declare; its fields are its dataset's
