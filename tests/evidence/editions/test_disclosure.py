"""What an edition tells to whom: nothing small, nothing that it follows from, nowhere in any form."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from minbar.evidence.editions import actions, rules
from minbar.evidence.editions.checks import findings_of
from minbar.evidence.editions.definition import (
    FigureDefinition,
    RelationDefinition,
)
from minbar.evidence.editions.enums import RelationKind
from minbar.evidence.editions.ledger import read_ledger
from minbar.evidence.editions.loading import load_edition
from minbar.evidence.editions.models import Edition
from minbar.evidence.rendering.outputs import Form, render
from minbar.foundation.access.decisions import Denied
from minbar.foundation.figures.audiences import Audience, Hidden
from minbar.foundation.figures.declare import Dataset
from minbar.foundation.text.languages import Language
from tests.builders.attendance import Attendance
from tests.builders.attended import (
    MEN,
    PLANTED,
    WOMEN,
    counted,
    labels,
    people,
    plain,
    report,
)
from tests.builders.report import SOURCE
from tests.cast import Cast


def texts(edition: Edition, language: Language, form: Form, audience: Audience) -> str:
    """Everything that a file says, to the last attribute."""
    content = render(edition, language, form, read_ledger(edition, audience))
    if form is Form.PDF:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if form is Form.XLSX:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    return content.decode()


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("language", Language)
def test_no_form_in_no_language_has_a_hidden_number_anywhere(edition: Edition, language: Language, form: Form) -> None:
    whole = {Language.ENGLISH: "5,007", Language.TURKISH: "5.007", Language.ARABIC: "5,007"}[language]
    text = texts(edition, language, form, Audience.PUBLIC)
    assert whole in text or "5007" in text
    assert [planted for planted in PLANTED if planted in text] == []


@pytest.mark.parametrize("form", Form)
def test_the_same_forms_for_internal_use_have_them_all_and_say_for_whom_they_are(edition: Edition, form: Form) -> None:
    text = texts(edition, Language.ENGLISH, form, Audience.INTERNAL)
    assert [one for one in ("5,003", "5003") if one in text]
    assert [one for one in ("73,918", "73918") if one in text]
    assert "internal" in text


def test_the_machine_s_form_has_nothing_in_the_place_of_what_is_hidden(edition: Edition) -> None:
    data = json.loads(render(edition, Language.ENGLISH, Form.JSON, read_ledger(edition, Audience.PUBLIC)))
    figures = data["figures"]
    assert (data["audience"], figures["all"]["value"], figures["all"]["hidden"]) == ("public", WOMEN + MEN, None)
    how = {key: figure["hidden"] for key, figure in figures.items() if figure["hidden"]}
    assert how == {
        "men": "withheld", "women": "few", "cost": "few", "each": "withheld", "share": "withheld"
    }  # fmt: skip
    assert all(figures[key]["value"] is None and figures[key]["records"] is None for key in how)
    rows = {row["values"][0]: (row["value"], row["hidden"]) for row in figures["by_sex"]["rows"]}
    assert rows == {"m": (None, "withheld"), "f": (None, "few")}
    for exhibit in data["sections"][0]["exhibits"]:
        assert [(row["value"], row["share"], row["hidden"]) for row in exhibit["rows"]] == [(None, None, True)] * 2
        assert exhibit["note"]


def test_a_small_whole_is_hidden_with_all_its_parts(protected: Dataset) -> None:
    people(men=3, women=5)
    edition = load_edition(definition=report(), by=None)
    ledger = read_ledger(edition, Audience.PUBLIC)
    assert (ledger["by_sex"].hidden, ledger["by_sex"].rows) == (Hidden.FEW, ())
    for form in Form:
        assert "fewer than 11" in texts(edition, Language.ENGLISH, form, Audience.PUBLIC) or form is Form.JSON


def test_a_frozen_edition_hides_the_same(edition: Edition, cast: Cast) -> None:
    before = read_ledger(edition, Audience.PUBLIC)
    actions.check_edition(edition=edition, by=cast.editor)
    Attendance.objects.all().delete()
    edition.refresh_from_db()
    after = read_ledger(edition, Audience.PUBLIC)
    assert {key: (entry.value, entry.hidden) for key, entry in after.items()} == {
        key: (entry.value, entry.hidden) for key, entry in before.items()
    }


def test_the_checks_name_what_is_hidden_and_where_words_may_have_to_change(edition: Edition) -> None:
    with translation.override("en"):
        findings = findings_of(edition)
    (told,) = [finding for finding in findings if finding.check == "hidden"]
    assert told.message.startswith("7 numbers are hidden from its readers (The public): 3 because they are small, 4")
    assert {finding.figures for finding in findings if finding.check == "hidden_in_text"} == {
        (key,) for key in ("men", "women", "cost", "each", "share")
    }
    assert not [planted for planted in PLANTED for one in findings if planted in one.message]
    internal = findings_of(edition, read_ledger(edition, Audience.INTERNAL))
    assert not [finding for finding in internal if finding.check.startswith("hidden")]


def test_an_edition_of_the_same_period_is_compared_by_what_both_tell(edition: Edition, cast: Cast) -> None:
    actions.check_edition(edition=edition, by=cast.editor)
    people(men=20, women=1)
    other = load_edition(definition=report("other"), by=None)
    drifts = [finding for finding in findings_of(other) if finding.check == "drift"]
    assert [finding.figures for finding in drifts] == [("all",), ("by_sex",)]
    assert not [planted for planted in PLANTED for one in drifts if planted in one.message]


def test_a_typed_number_is_not_matched_with_a_hidden_one(edition: Edition) -> None:
    """Else one could type number after number until the checks say whose it is."""
    section = edition.sections.get()
    section.narratives = labels(f"There were {MEN} of them. " + section.narratives["en"])
    section.save()
    typed = [finding for finding in findings_of(edition) if finding.check == "typed"]
    assert typed and all(finding.figures == () for finding in typed)


def test_who_may_view_editions_reads_an_internal_one_also_as_the_public_will(edition: Edition, cast: Cast) -> None:
    actions.address_edition(edition=edition, audience=Audience.INTERNAL, by=cast.editor)
    client = Client()
    client.force_login(cast.programme_officer)
    page = f"/editions/{edition.slug}/en/"
    own, public = client.get(page).content.decode(), client.get(page + "?audience=public").content.decode()
    assert "5,003" in own and "for internal use" in own
    assert "5,003" not in public and "withheld" in public and "for internal use" not in public
    assert "report.pdf?audience=public" in public
    assert json.loads(client.get(page + "report.json?audience=public").content)["audience"] == "public"
    assert client.get(page + "?audience=everybody").status_code == 404


def test_an_edition_for_the_public_is_read_exactly_by_nobody(edition: Edition, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.director)
    assert client.get(f"/editions/{edition.slug}/en/?audience=internal").status_code == 404
    assert client.get(f"/editions/{edition.slug}/en/?audience=partners").status_code == 404


def test_a_page_as_the_public_reads_it_leads_to_no_protected_record(edition: Edition, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.programme_officer)
    assert "/figures/" not in client.get(f"/editions/{edition.slug}/en/").content.decode().split("report-head")[1]


def test_an_internal_edition_cannot_be_published(edition: Edition, cast: Cast) -> None:
    actions.address_edition(edition=edition, audience=Audience.INTERNAL, by=cast.editor)
    actions.check_edition(edition=edition, by=cast.editor)
    edition.refresh_from_db()
    assert not rules.can_publish(cast.director, edition)
    with pytest.raises(ValidationError):
        actions.publish_edition(edition=edition, by=cast.director)
    actions.address_edition(edition=edition, audience=Audience.PUBLIC, by=cast.editor)
    published = actions.publish_edition(edition=edition, by=cast.director)
    assert not rules.can_address(cast.director, published)
    with pytest.raises(ValidationError):
        actions.address_edition(edition=published, audience=Audience.INTERNAL, by=cast.director)
    with pytest.raises(Denied):
        actions.address_edition(edition=published, audience=Audience.INTERNAL, by=cast.stranger)


def test_partners_are_told_more_than_the_public_and_nothing_by_laying_both_side_by_side(protected: Dataset) -> None:
    people(men=60, women=7)
    edition = load_edition(
        definition=plain("p", counted("a"), counted("w", filters={"sex": ["f"]}), counted("m", filters={"sex": ["m"]})),
        by=None,
    )
    public, partners = (read_ledger(edition, audience) for audience in (Audience.PUBLIC, Audience.PARTNERS))
    assert (public["w"].hidden, public["m"].hidden) == (Hidden.FEW, Hidden.WITHHELD)
    assert (partners["w"].value, partners["m"].value, partners.hides) == (7, 60, False)
    Attendance.objects.filter(pk__in=Attendance.objects.filter(sex="f")[:4]).delete()
    public, partners = (read_ledger(edition, audience) for audience in (Audience.PUBLIC, Audience.PARTNERS))
    assert {key for key, entry in partners.items() if entry.hidden} == {"w", "m"}


def test_a_whole_that_was_typed_is_withheld_where_it_would_give_a_part_away(protected: Dataset) -> None:
    people(men=60, women=4)
    total = FigureDefinition("total", labels("Total"), value=Decimal(64), source=SOURCE, as_of=date(2023, 1, 1))
    figures = (counted("m", filters={"sex": ["m"]}), counted("w", filters={"sex": ["f"]}), total)
    parts = (RelationDefinition(RelationKind.PARTS, "total", ("m", "w")),)
    for figure in (total, counted("all")):
        relations = (RelationDefinition(RelationKind.PARTS, figure.key, ("m", "w")),)
        edition = load_edition(definition=plain("p", *figures[:2], figure, relations=relations), by=None)
        hidden = {key for key, entry in read_ledger(edition).items() if entry.hidden}
        assert "w" in hidden and len(hidden) == 2
    assert parts
