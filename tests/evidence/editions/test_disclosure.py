"""What an edition tells to whom: nothing small, nothing that it follows from, nowhere in any form."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from minbar.doors.demonstration.edition import DEFINITION
from minbar.evidence.editions import actions, rules
from minbar.evidence.editions.checks import findings_of
from minbar.evidence.editions.definition import (
    EditionDefinition,
    ExhibitDefinition,
    FigureDefinition,
    RelationDefinition,
    SectionDefinition,
    read_edition,
)
from minbar.evidence.editions.enums import ExhibitForm, RelationKind, Style
from minbar.evidence.editions.ledger import read_ledger
from minbar.evidence.editions.loading import load_edition
from minbar.evidence.editions.models import Edition, Release
from minbar.evidence.rendering.outputs import Form, render
from minbar.foundation.access.decisions import Denied
from minbar.foundation.figures.audiences import Audience, Hidden
from minbar.foundation.figures.declare import Fact
from minbar.foundation.text.languages import Language
from tests.cast import Cast
from tests.evidence.sample import SOURCE
from tests.foundation.figures.attacker import Attacker, interesting
from tests.foundation.figures.attendance import Attendance, attend
from tests.foundation.figures.test_suppression import cell

MEN, WOMEN, COST = 5003, 4, "73918.25"
#: How the hidden numbers would be written, in any language; those of the few are too common to look for.
PLANTED = ("5003", "5,003", "5.003", "٥٬٠٠٣", "73918", "73,918", "73.918", "99.92", "99,92", "0.9992")


def labels(text: str) -> dict[str, str]:
    return dict.fromkeys(("ar", "tr", "en"), text)


def counted(key: str, measure: str = "count", **more: Any) -> FigureDefinition:
    definition = {"fact": "attendance", "measure": measure, "period": "edition", **more}
    return FigureDefinition(key, labels(f"Figure {key}"), definition=definition)


def report(slug: str = "people", **changes: Any) -> EditionDefinition:
    """All people, of whom four are women; a share of the men; every kind of exhibit."""
    share = FigureDefinition(
        "share", labels("Share"), Style.PERCENT, value=Decimal("0.9992"), source=SOURCE, as_of=date(2023, 1, 1)
    )
    text = " ".join(f"{{figure:{key}}}" for key in ("all", "men", "women", "cost", "share", "each", "by_sex"))
    exhibits = tuple(
        ExhibitDefinition(f"as-{form}", form, labels(form.value), ("men", "women"), whole="all") for form in ExhibitForm
    ) + tuple(
        ExhibitDefinition(f"split-{form}", form, labels(form.value), ("by_sex",), by="sex") for form in ExhibitForm
    )
    text += "\n\n" + "\n\n".join(f"{{exhibit:{exhibit.key}}}" for exhibit in exhibits)
    settings: dict[str, Any] = {
        "slug": slug, "titles": labels(slug), "period_from": date(2022, 1, 1), "period_to": date(2022, 12, 31),
        "figures": (
            counted("all"), counted("men", filters={"sex": ["m"]}), counted("women", filters={"sex": ["f"]}),
            counted("cost", "cost", filters={"sex": ["f"]}), counted("each", "hours_each", filters={"sex": ["m"]}),
            counted("by_sex", by=["sex"]), share,
        ),
        "sections": (SectionDefinition("one", labels("One"), labels(text)),),
        "exhibits": exhibits,
        "relations": (RelationDefinition(RelationKind.SHARE, "share", ("men", "all")),),
    }  # fmt: skip
    return EditionDefinition(**(settings | changes))


def people(men: int = MEN, women: int = WOMEN, day: date = date(2022, 5, 5)) -> None:
    attend(*({"sex": "m", "day": day, "person": number, "hours": number % 3 + 1} for number in range(men)))
    costs = [Decimal(COST) - 100 * (women - 1), *[Decimal(100)] * (women - 1)]
    attend(*({"sex": "f", "day": day, "cost": cost} for cost in costs[:women]))


@pytest.fixture
def edition(protected: Fact) -> Edition:
    people()
    return load_edition(definition=report(), by=None)


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


def test_a_small_whole_is_hidden_with_all_its_parts(protected: Fact) -> None:
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


def published(definition: EditionDefinition, cast: Cast) -> Edition:
    edition = load_edition(definition=definition, by=None)
    actions.check_edition(edition=edition, by=cast.director)
    return actions.publish_edition(edition=edition, by=cast.director)


def plain(slug: str, *figures: FigureDefinition, **changes: Any) -> EditionDefinition:
    text = " ".join(f"{{figure:{figure.key}}}" for figure in figures)
    bare: dict[str, Any] = {"exhibits": (), "relations": (), "figures": figures}
    return report(slug, **(bare | {"sections": (SectionDefinition("one", labels("One"), labels(text)),)} | changes))


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


def test_a_later_edition_does_not_give_away_by_difference_what_came_since(protected: Fact, cast: Cast) -> None:
    people(men=60, women=0)
    published(plain("of-2022", counted("in_2022")), cast)
    people(men=4, women=0, day=date(2023, 3, 3))
    both = plain("of-both-years", counted("in_both"), period_to=date(2023, 12, 31))
    assert read_ledger(load_edition(definition=both, by=None))["in_both"].hidden is Hidden.WITHHELD
    people(men=20, women=0, day=date(2023, 4, 4))
    assert read_ledger(Edition.objects.get(slug="of-both-years"))["in_both"].value == 84


def test_what_was_told_is_remembered_when_the_edition_is_reopened(protected: Fact, cast: Cast) -> None:
    people(men=60, women=0)
    edition = published(plain("of-2022", counted("in_2022")), cast)
    actions.reopen_edition(edition=edition, by=cast.director)
    people(men=3, women=0)
    edition.refresh_from_db()
    assert read_ledger(edition)["in_2022"].hidden is Hidden.WITHHELD
    assert Release.objects.count() == 1


def test_what_an_earlier_edition_exposed_is_said(protected: Fact, cast: Cast) -> None:
    """Formerly a number may have been published before anything was hidden."""
    people(men=60, women=4)
    edition = published(plain("former", counted("w", filters={"sex": ["f"]})), cast)
    release = edition.releases.get()
    release.numbers[0]["hidden"]["public"] = [None, []]
    release.save()
    again = load_edition(definition=plain("again", counted("w2", filters={"sex": ["f"]})), by=None)
    assert [finding.check for finding in findings_of(again) if finding.check == "exposed"] == ["exposed"]


def test_what_can_no_longer_be_counted_is_passed_over(protected: Fact, cast: Cast) -> None:
    people(men=60, women=0)
    edition = published(plain("former", counted("m", filters={"sex": ["m"]})), cast)
    release = edition.releases.get()
    for definition in ({"fact": "gone"}, {"fact": "attendance", "filters": {"gone": ["x"]}}):
        release.numbers[0]["definition"] = definition
        release.save()
        other = load_edition(definition=plain("other", counted("others")), by=None)
        assert read_ledger(other)["others"].value == 60


def test_partners_are_told_more_than_the_public_and_nothing_by_laying_both_side_by_side(protected: Fact) -> None:
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


def test_a_whole_that_was_typed_is_withheld_where_it_would_give_a_part_away(protected: Fact) -> None:
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


DOCUMENT: Mapping[str, tuple[int, dict[str, str]]] = {
    "not available": (647, {"advice": "advice_not_available"}),
    "procedure": (316 - 54, {"advice": "advice_available_procedure"}),
    "migration": (50, {"advice": "advice_available_procedure", "mediation": "migration_directorate"}),
    "other body": (4, {"advice": "advice_available_procedure", "mediation": "other_body"}),
    "judicial": (606 - 8 - 13, {"advice": "advice_judicial_procedure"}),
    "open": (13, {"advice": "advice_judicial_procedure", "stage": "in_progress"}),
    "sponsored": (
        2,
        {"advice": "advice_judicial_procedure", "court_orientation": "sponsorship", "result": "result_positive"},
    ),
    "mediator": (
        2,
        {"advice": "advice_judicial_procedure", "court_orientation": "mediator", "result": "result_negative"},
    ),
    "own lawyer": (
        4,
        {"advice": "advice_judicial_procedure", "court_orientation": "own_lawyer", "result": "result_positive"},
    ),
    "out of scope": (131, {"advice": "out_of_scope"}),
}


def cases_of_the_document() -> None:
    from minbar.work.casework import wall
    from minbar.work.casework.models import Case

    rows = [
        {"stage": "closed", **values} for count, values in DOCUMENT.values() for _number in range(count)
    ]  # fmt: skip
    with wall.keeping():
        Case.objects.bulk_create(
            Case(number=f"D-{number}", subject=f"00000000-0000-4000-8000-{number:012}", opened_on=date(2023, 5, 5),
                 closed_on=date(2023, 9, 9) if row["stage"] == "closed" else None, **row)
            for number, row in enumerate(rows)
        )  # fmt: skip


@pytest.mark.django_db
def test_nobody_works_out_a_small_number_of_the_demonstration_s_report() -> None:
    cases_of_the_document()
    edition = load_edition(definition=read_edition(DEFINITION), by=None)
    exact, told = read_ledger(edition), read_ledger(edition, Audience.PUBLIC)
    assert not exact.hides
    assert {key: int(exact[key].value or 0) for key in KINDS} == {
        "cases": 1700, "cases_not_available": 647, "cases_available_procedure": 316, "cases_judicial_procedure": 606,
        "cases_out_of_scope": 131, "court_orientations": 8, "court_sponsored": 2, "court_mediator": 2,
        "mediations": 54, "mediations_migration": 50, "cases_open": 13,
    }  # fmt: skip
    hidden = {key: entry.hidden for key, entry in told.items() if entry.hidden}
    assert hidden == {
        "court_orientations": Hidden.FEW, "court_sponsored": Hidden.FEW, "court_mediator": Hidden.FEW,
        "mediations_migration": Hidden.WITHHELD,
    }  # fmt: skip
    cells = [cell(key, int(exact[key].value or 0), **box) for key, box in KINDS.items()]
    sizes = {"advice": 4, "court": 4, "mediation": 3, "open": 2}
    attacker = Attacker(cells, sizes, hidden, Audience.PUBLIC.threshold)
    assert not [places for places in interesting(attacker, cells) if attacker.finds(places)]


#: The demonstration's figures of cases over what they tell apart.
KINDS: Mapping[str, dict[str, list[int]]] = {
    "cases": {}, "cases_not_available": {"advice": [0]}, "cases_available_procedure": {"advice": [1]},
    "cases_judicial_procedure": {"advice": [2]}, "cases_out_of_scope": {"advice": [3]},
    "court_orientations": {"court": [0, 1, 2]}, "court_sponsored": {"court": [0]}, "court_mediator": {"court": [1]},
    "mediations": {"mediation": [0, 1]}, "mediations_migration": {"mediation": [0]}, "cases_open": {"open": [0]},
}  # fmt: skip


@pytest.mark.django_db
def test_the_demonstration_s_report_for_the_public_does_not_say_what_internal_readers_read() -> None:
    cases_of_the_document()
    edition = load_edition(definition=read_edition(DEFINITION), by=None)
    page = render(edition, Language.ENGLISH, Form.HTML, read_ledger(edition, Audience.PUBLIC)).decode()
    mediation = page[page.index('id="exhibit-mediation"') :].split("</figure>")[0]
    assert re.findall(r"<bdi[^>]*>([^<]+)</bdi>", mediation) == ["54", "withheld"]
    assert "Of <a" in page and "fewer than 11" in page
