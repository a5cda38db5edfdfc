"""The tree of topics: edited by supervisors, never cut."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.urls import reverse

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.models import Entry
from minbar.work.casework.cases.actions.topics import restore_topic, retire_topic, save_topic
from minbar.work.casework.cases.models import Topic
from minbar.work.casework.cases.queries.topics import topic_choices, topic_tree
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LABELS = {"ar": "موضوع", "tr": "Konu", "en": "Matter"}


def topic(code: str) -> Topic:
    return Topic.objects.get(code=code)


def test_a_topic_is_added_and_moved_with_what_is_within_it(cast: Cast) -> None:
    added = save_topic(by=cast.case_supervisor, code="matter", labels=LABELS, parent=topic("deportation"), position=1)
    save_topic(by=cast.case_supervisor, topic=topic("deportation"), parent=topic("safety"))
    (safety,) = [root for root in topic_tree() if root.topic.code == "safety"]
    assert [branch.topic for branch in safety if branch.topic.pk == added.pk] == [added]
    assert Entry.objects.filter(event="casework.topic_changed").count() == 1


@pytest.mark.parametrize("into", ["legal_status", "deportation"])
def test_no_topic_comes_to_lie_within_itself(cast: Cast, into: str) -> None:
    with pytest.raises(ValidationError) as error:
        save_topic(by=cast.case_supervisor, topic=topic("legal_status"), parent=topic(into))
    assert set(error.value.message_dict) == {"parent"}


def test_a_topic_is_retired_with_those_within_it_and_taken_up_from_above(cast: Cast) -> None:
    retire_topic(by=cast.case_supervisor, topic=topic("legal_status"))
    assert not topic("deportation").is_active
    assert topic("deportation").pk not in dict(topic_choices())
    with pytest.raises(ValidationError):
        restore_topic(by=cast.case_supervisor, topic=topic("deportation"))
    with pytest.raises(ValidationError):
        save_topic(by=cast.case_supervisor, code="matter", labels=LABELS, parent=topic("deportation"))
    for code in ("legal_status", "deportation"):
        restore_topic(by=cast.case_supervisor, topic=topic(code))
    assert topic("deportation").is_active


def test_years_hold_for_what_is_within_unless_it_has_its_own(cast: Cast) -> None:
    save_topic(by=cast.case_supervisor, topic=topic("legal_status"), retention_years=7)
    save_topic(by=cast.case_supervisor, topic=topic("deportation"), retention_years=10)
    years = {branch.topic.code: branch.retention_years for root in topic_tree() for branch in root}
    assert (years["legal_status"], years["residence"], years["deportation"]) == (7, 7, 10)


@pytest.mark.parametrize("role", ["case_worker", "director", "administrator", "editor"])
def test_others_edit_no_topics_and_find_no_page(cast: Cast, client: Browser, role: str) -> None:
    user = getattr(cast, role)
    for act in (save_topic, retire_topic, restore_topic):
        with pytest.raises(Denied):
            act(by=user, topic=topic("deportation"))
    client.force_login(user)
    pages = [reverse("casework:topics"), reverse("casework:topic-add")]
    names = ("topic", "topic-edit")
    pages += [reverse(f"casework:{name}", args=[topic("deportation").uid]) for name in names]
    assert {client.get(page).status_code for page in pages} == {404}


def test_each_name_is_typed_in_the_direction_of_its_language(cast: Cast, client: Browser) -> None:
    client.force_login(cast.case_supervisor)
    form = client.get(reverse("casework:topic-edit", args=[topic("security_code").uid])).context["form"]
    typed = {name: str(form[name]) for name in ("ar", "tr", "en")}
    assert 'dir="rtl"' in typed["ar"] and all('dir="ltr"' in typed[name] for name in ("tr", "en"))


def test_supervisors_add_edit_and_retire_on_the_screen(cast: Cast, client: Browser) -> None:
    client.force_login(cast.case_supervisor)
    given: dict[str, Any] = LABELS | {"code": "matter", "parent": topic("safety").pk, "position": 9}
    client.post(reverse("casework:topic-add"), given)
    added = topic("matter")
    assert added.parent == topic("safety")
    client.post(reverse("casework:topic-edit", args=[added.uid]), given | {"en": "Other matter", "parent": ""})
    assert (topic("matter").labels["en"], topic("matter").parent) == ("Other matter", None)
    client.post(reverse("casework:topic-retire", args=[added.uid]))
    assert not topic("matter").is_active
    page = client.get(reverse("casework:topics"), headers={"accept-language": "en"}).content.decode()
    assert reverse("casework:topic", args=[added.uid]) in page
