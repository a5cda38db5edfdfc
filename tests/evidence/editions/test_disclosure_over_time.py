"""What was told before: an edition keeps to it, and a later one gives nothing away by difference."""

from __future__ import annotations

from datetime import date

from django.test import Client

from minbar.evidence.editions import actions
from minbar.evidence.editions.checks import findings_of
from minbar.evidence.editions.ledger import read_ledger
from minbar.evidence.editions.loading import load_edition
from minbar.evidence.editions.models import Edition, Release
from minbar.foundation.figures.audiences import Hidden
from minbar.foundation.figures.declare import Dataset
from tests.builders.attended import (
    counted,
    people,
    plain,
    published,
)
from tests.cast import Cast


def test_a_published_edition_keeps_to_what_it_told(edition: Edition, cast: Cast) -> None:
    actions.check_edition(edition=edition, by=cast.director)
    edition = actions.publish_edition(edition=edition, by=cast.director)
    client = Client()
    page = client.get(f"/editions/{edition.slug}/en/").content.decode()
    assert "5,007" in page and "5,003" not in page
    assert client.get(f"/editions/{edition.slug}/en/?audience=internal").status_code == 404
    told = {key: entry.hidden for key, entry in read_ledger(edition).items()}
    published(plain("other", counted("others", filters={"sex": ["m", None]})), cast)
    assert {key: entry.hidden for key, entry in read_ledger(edition).items()} == told


def test_a_later_edition_does_not_give_away_by_difference_what_came_since(protected: Dataset, cast: Cast) -> None:
    people(men=60, women=0)
    published(plain("of-2022", counted("in_2022")), cast)
    people(men=4, women=0, day=date(2023, 3, 3))
    both = plain("of-both-years", counted("in_both"), period_to=date(2023, 12, 31))
    assert read_ledger(load_edition(definition=both, by=None))["in_both"].hidden is Hidden.WITHHELD
    people(men=20, women=0, day=date(2023, 4, 4))
    assert read_ledger(Edition.objects.get(slug="of-both-years"))["in_both"].value == 84


def test_what_was_told_is_remembered_when_the_edition_is_reopened(protected: Dataset, cast: Cast) -> None:
    people(men=60, women=0)
    edition = published(plain("of-2022", counted("in_2022")), cast)
    actions.reopen_edition(edition=edition, by=cast.director)
    people(men=3, women=0)
    edition.refresh_from_db()
    assert read_ledger(edition)["in_2022"].hidden is Hidden.WITHHELD
    assert Release.objects.count() == 1


def test_what_an_earlier_edition_exposed_is_said(protected: Dataset, cast: Cast) -> None:
    """Formerly a number may have been published before anything was hidden."""
    people(men=60, women=4)
    edition = published(plain("former", counted("w", filters={"sex": ["f"]})), cast)
    release = edition.releases.get()
    release.numbers[0]["hidden"]["public"] = [None, []]
    release.save()
    again = load_edition(definition=plain("again", counted("w2", filters={"sex": ["f"]})), by=None)
    assert [finding.check for finding in findings_of(again) if finding.check == "exposed"] == ["exposed"]


def test_what_can_no_longer_be_counted_is_passed_over(protected: Dataset, cast: Cast) -> None:
    people(men=60, women=0)
    edition = published(plain("former", counted("m", filters={"sex": ["m"]})), cast)
    release = edition.releases.get()
    for definition in ({"dataset": "gone"}, {"dataset": "attendance", "filters": {"gone": ["x"]}}):
        release.numbers[0]["definition"] = definition
        release.save()
        other = load_edition(definition=plain("other", counted("others")), by=None)
        assert read_ledger(other)["others"].value == 60
