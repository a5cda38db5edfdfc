"""The same edition in every form: what a reader, a workbook and a machine get."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minbar.evidence.editions.ledger import read_ledger
from minbar.evidence.editions.loading import load_edition
from minbar.evidence.editions.models import Edition, Section
from minbar.evidence.rendering.composing import compose
from minbar.evidence.rendering.isolating import split_isolated
from minbar.evidence.rendering.outputs import Form, render
from minbar.evidence.rendering.web import section_html
from minbar.evidence.rendering.xlsx import render_xlsx
from minbar.foundation.text.languages import Language
from tests.builders.report import SAMPLE

TOTALS = {Language.ARABIC: "المجموع", Language.TURKISH: "Toplam", Language.ENGLISH: "Total"}


@pytest.fixture
def edition(db: None) -> Edition:
    return load_edition(definition=SAMPLE, by=None)


def workbook(edition: Edition, language: Language = Language.ARABIC) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render(edition, language, Form.XLSX)))


@pytest.mark.parametrize("language", Language)
def test_nothing_of_the_page_is_left_in_another_language(edition: Edition, language: Language) -> None:
    page = render(edition, language, Form.HTML).decode()
    assert f'<html lang="{language}" dir="{language.direction}">' in page
    for other, word in TOTALS.items():
        assert (f">{word}<" in page) == (other is language)


def test_every_figure_of_the_page_leads_to_its_definition(edition: Edition) -> None:
    page = render(edition, Language.ENGLISH, Form.HTML).decode()
    for key in read_ledger(edition):
        assert f'id="figure-{key}"' in page
    assert 'href="#figure-meetings"' in page


def test_declared_figures_are_marked_with_their_source_in_every_form(edition: Edition) -> None:
    page = render(edition, Language.ENGLISH, Form.HTML).decode()
    assert page.count("†</a></sup>") >= 3
    data = json.loads(render(edition, Language.ENGLISH, Form.JSON))
    assert data["figures"]["followers"]["kind"] == "declared"
    assert data["figures"]["followers"]["source"]["en"] == "The office's book"
    sheet = workbook(edition, Language.ENGLISH).worksheets[0]
    row = next(row for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("Followers"))
    assert row[0] == "Followers †" and row[3] == "declared" and row[7] == "The office's book"


def test_the_workbook_has_a_sheet_for_each_section_in_the_readers_direction(edition: Edition) -> None:
    book = workbook(edition)
    assert book.sheetnames == ["العمل", "كل الأرقام"]
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    assert not any(sheet.sheet_view.rightToLeft for sheet in workbook(edition, Language.TURKISH))


def test_values_in_the_workbook_are_numbers(edition: Edition) -> None:
    sheet = workbook(edition, Language.ENGLISH).worksheets[0]
    values = {row[0].value: row[1] for row in sheet.iter_rows() if row[0].value}
    assert values["Meetings †"].value == 1820
    assert values["Share of public bodies †"].value == 0.39
    assert values["Share of public bodies †"].number_format == "0%"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.sampled_from("=+-@\t\r"))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_text_never_starts_a_formula(edition: Edition, text: str, sign: str) -> None:
    for section in edition.sections.all():
        Section.objects.filter(pk=section.pk).update(headings={"en": sign + text})
    edition.titles = {"en": sign + text}
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(compose(edition, Language.ENGLISH))))
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ settings.SECRET_KEY }}", "javascript:alert(1)",
    "</bdi></section>", "&lt;b&gt;",
)  # fmt: skip


#: PostgreSQL keeps no NUL.
TYPED = st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), TYPED), min_size=1, max_size=6).map(" ".join))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_typed_text_never_becomes_markup_of_the_page(edition: Edition, text: str) -> None:
    import html

    Section.objects.filter(edition=edition).update(narratives={"en": text})
    (section,) = compose(edition, Language.ENGLISH).sections
    written = section_html(section)
    assert "<script" not in written and "<img" not in written and "</section>" not in written
    assert "<script>alert(1)</script>" not in text or "<script>alert(1)</script>" in html.unescape(written)


@given(st.text())
def test_isolating_loses_no_letter(text: str) -> None:
    assert "".join(piece for piece, _isolated in split_isolated(text)) == text


def test_the_json_has_the_documented_shape(edition: Edition) -> None:
    data = json.loads(render(edition, Language.TURKISH, Form.JSON))
    assert data["edition"] == "sample" and data["language"] == "tr"
    assert data["period"] == {"from": "2022-01-01", "to": "2024-12-31"}
    assert data["figures"]["public_share"]["value"] == 0.39
    (section,) = data["sections"]
    assert section["heading"] == "Çalışmalar: ğ ş İ ı"
    by_kind = next(exhibit for exhibit in section["exhibits"] if exhibit["key"] == "by-kind")
    assert [(row["figure"], row["value"], row["share"]) for row in by_kind["rows"]] == [
        ("public", 710, 0.3901), ("civil", 680, 0.3736), ("media", 430, 0.2363),
    ]  # fmt: skip
    assert by_kind["total"]["value"] == 1820


def test_charts_are_mirrored_for_arabic(edition: Edition) -> None:
    def first_column(language: Language) -> float:
        (section,) = compose(edition, language).sections
        plot = next(block.plot for block in section.blocks if getattr(block, "plot", None))
        return next(shape.x for shape in plot.shapes if shape.type == "rect")

    assert first_column(Language.ENGLISH) < 0.5 < first_column(Language.ARABIC)


@pytest.mark.parametrize("figures", [1, 30])
def test_composing_takes_as_many_queries_for_thirty_figures_as_for_one(
    db: None, figures: int, django_assert_max_num_queries: Any
) -> None:
    from dataclasses import replace

    from tests.builders.report import figure

    many = tuple(figure(f"extra-{number}", number, f"رقم {number}", "x", "x") for number in range(figures))
    loaded = load_edition(definition=replace(SAMPLE, figures=(*SAMPLE.figures, *many)), by=None)
    with django_assert_max_num_queries(8):
        compose(loaded, Language.ARABIC)


def test_dates_are_written_as_the_language_does(edition: Edition) -> None:
    assert date(2022, 7, 17).isoformat() in render(edition, Language.ARABIC, Form.HTML).decode()
    assert "17 تموز 2022" in render(edition, Language.ARABIC, Form.HTML).decode()
    assert "17 Temmuz 2022" in render(edition, Language.TURKISH, Form.HTML).decode()
