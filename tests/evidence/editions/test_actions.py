"""Writing, checking, reopening and publishing an edition."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from minbar.evidence.editions import actions
from minbar.evidence.editions.ledger import read_ledger
from minbar.evidence.editions.loading import load_edition
from minbar.evidence.editions.markup import LONGEST
from minbar.evidence.editions.models import Edition, EditionFigure
from minbar.foundation.access.decisions import Denied
from minbar.foundation.figures.actions import change_figure, define_figure
from minbar.foundation.figures.models import Figure
from minbar.foundation.journal.models import Entry
from tests.builders.report import SAMPLE
from tests.cast import Cast


@pytest.fixture
def edition(db: None) -> Edition:
    return load_edition(definition=SAMPLE, by=None)


def test_the_same_definition_twice_changes_nothing(edition: Edition) -> None:
    section = edition.sections.get()
    section.narratives = section.narratives | {"en": "Rewritten here."}
    section.save()
    entries = Entry.objects.count()
    load_edition(definition=SAMPLE, by=None)
    assert edition.sections.get().narratives["en"] == "Rewritten here."
    assert Entry.objects.count() == entries


def test_a_changed_definition_renews_the_edition_and_sections_keep_their_identifiers(edition: Edition) -> None:
    before = edition.sections.get().uid
    load_edition(definition=replace(SAMPLE, titles={"ar": "جديد", "tr": "Yeni", "en": "New"}), by=None)
    edition.refresh_from_db()
    assert edition.titles["en"] == "New"
    assert edition.sections.get().uid == before


def test_a_definition_does_not_touch_a_checked_edition(edition: Edition, cast: Cast) -> None:
    actions.check_edition(edition=edition, by=cast.director)
    with pytest.raises(actions.EditionIsFrozen):
        load_edition(definition=replace(SAMPLE, titles={"en": "New"}), by=None)


def test_a_text_that_is_longer_than_a_report_s_is_refused(edition: Edition, cast: Cast) -> None:
    section = edition.sections.get()
    longest = "*a" * (LONGEST // 2)
    actions.write_section(section=section, headings=section.headings, narratives={"en": longest}, by=cast.editor)
    with pytest.raises(ValidationError) as refusal:
        actions.write_section(
            section=section, headings=section.headings, narratives={"en": longest + "x"}, by=cast.editor
        )
    assert "100" in refusal.value.message_dict["narratives"][0]


def test_checking_freezes_the_figures(edition: Edition, cast: Cast) -> None:
    actions.check_edition(edition=edition, by=cast.editor)
    change_figure(figure=Figure.objects.get(key="meetings"), by=None, value=Decimal(9))
    edition.refresh_from_db()
    assert read_ledger(edition)["meetings"].value == 1820
    reopened = actions.reopen_edition(edition=edition, by=cast.editor)
    assert read_ledger(reopened)["meetings"].value == 9


def test_an_edition_with_errors_is_not_frozen(edition: Edition, cast: Cast) -> None:
    change_figure(figure=Figure.objects.get(key="media"), by=None, value=Decimal(1))
    with pytest.raises(actions.NotReady) as refusal:
        actions.check_edition(edition=edition, by=cast.editor)
    assert {finding.check for finding in refusal.value.findings} == {"parts"}
    edition.refresh_from_db()
    assert not edition.is_frozen


def test_a_section_of_a_checked_edition_can_not_be_written(edition: Edition, cast: Cast) -> None:
    actions.check_edition(edition=edition, by=cast.editor)
    section = edition.sections.get()
    with pytest.raises(actions.EditionIsFrozen):
        actions.write_section(section=section, headings=section.headings, narratives={"en": "x"}, by=cast.editor)


def test_a_text_that_cites_an_unknown_figure_is_refused_by_name(edition: Edition, cast: Cast) -> None:
    section = edition.sections.get()
    with pytest.raises(ValidationError) as refusal:
        actions.write_section(
            section=section, headings=section.headings, by=cast.editor,
            narratives=section.narratives | {"en": "{figure:unheard-of} and {exhibit:nowhere}"},
        )  # fmt: skip
    said = " ".join(refusal.value.message_dict["narratives"])
    assert "unheard-of" in said and "nowhere" in said
    assert edition.sections.get().narratives["en"] == SAMPLE.sections[0].narratives["en"]


def test_a_figure_cited_for_the_first_time_joins_the_edition(edition: Edition, cast: Cast) -> None:
    define_figure(by=None, key="volunteers", labels={"en": "Volunteers"}, kind="declared", value=Decimal(12),
                  source={"en": "the list"})  # fmt: skip
    section = edition.sections.get()
    actions.write_section(
        section=section, headings=section.headings, narratives={"en": "{figure:volunteers}"}, by=cast.editor
    )
    assert read_ledger(edition)["volunteers"].value == 12


def test_only_a_checked_edition_is_published_and_only_by_the_director(edition: Edition, cast: Cast) -> None:
    with pytest.raises(ValidationError):
        actions.publish_edition(edition=edition, by=cast.director)
    actions.check_edition(edition=edition, by=cast.editor)
    with pytest.raises(Denied):
        actions.publish_edition(edition=edition, by=cast.editor)
    assert actions.publish_edition(edition=edition, by=cast.director).published_at


def test_a_published_edition_is_reopened_only_by_those_who_publish(edition: Edition, cast: Cast) -> None:
    actions.check_edition(edition=edition, by=cast.editor)
    actions.publish_edition(edition=edition, by=cast.director)
    with pytest.raises(Denied):
        actions.reopen_edition(edition=edition, by=cast.editor)
    assert actions.reopen_edition(edition=edition, by=cast.director).published_at is None


@pytest.mark.parametrize("who", ["stranger", "delegate", "case_worker", "secretariat_officer", "administrator"])
def test_others_do_not_write_editions(edition: Edition, cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        actions.check_edition(edition=edition, by=getattr(cast, who))


def test_every_step_is_in_the_journal(edition: Edition, cast: Cast) -> None:
    actions.check_edition(edition=edition, by=cast.editor)
    actions.publish_edition(edition=edition, by=cast.director)
    actions.reopen_edition(edition=edition, by=cast.director)
    told = Entry.objects.filter(event__startswith="editions.").order_by("sequence")
    assert [(entry.event, entry.actor) for entry in told] == [
        ("editions.edition_loaded", "system"),
        ("editions.edition_checked", str(cast.editor.uid)),
        ("editions.edition_published", str(cast.director.uid)),
        ("editions.edition_reopened", str(cast.director.uid)),
    ]


def test_the_database_holds_no_frozen_value_without_its_moment(edition: Edition) -> None:
    place = EditionFigure.objects.filter(edition=edition)[:1].get()
    with pytest.raises(IntegrityError), transaction.atomic():
        EditionFigure.objects.filter(pk=place.pk).update(value=5, as_of=None)
