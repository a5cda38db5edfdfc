"""The PDF: tagged, complete, safe."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

import minbar
from minbar.evidence.editions.loading import load_edition
from minbar.evidence.editions.models import Edition, Section
from minbar.evidence.rendering.composing import compose
from minbar.evidence.rendering.fonts import MISSING, printable
from minbar.evidence.rendering.pdf import render_pdf
from minbar.foundation.text.languages import Language
from tests.builders.report import SAMPLE

MINBAR = Path(minbar.__file__).parent


@pytest.fixture
def edition(db: None) -> Edition:
    return load_edition(definition=SAMPLE, by=None)


@pytest.mark.parametrize("language", Language)
def test_the_pdf_is_tagged_and_says_its_language_and_title(edition: Edition, language: Language) -> None:
    reader = PdfReader(io.BytesIO(render_pdf(compose(edition, language))))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith(language)
    assert reader.metadata is not None and reader.metadata.title == edition.titles[language]
    assert [item.title for item in reader.outline if not isinstance(item, list)]


def text_of(edition: Edition, language: Language) -> str:
    return "\n".join(
        page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(compose(edition, language)))).pages
    )


def test_the_pdf_has_the_figures_their_definitions_and_their_sources(edition: Edition) -> None:
    text = text_of(edition, Language.TURKISH)
    assert "1.820" in text and "%39" in text and "108 bin" in text
    assert "Çalışmalar: ğ ş İ ı" in text
    assert text.count("Ofis defteri") >= 3


HOSTILE = (
    '#read("/etc/passwd")', '#import "@preview/cetz:0.3.0": *', "#panic()", "$ x^2 $", "= not a heading", "@reference",
    "<label>", "\\u{0}", "*strong*", "`code`", "#set page(width: 1pt)", '"); panic("',
)  # fmt: skip


#: PostgreSQL keeps no NUL.
TYPED = st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), TYPED), min_size=1, max_size=5).map(" ".join))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_typed_text_is_never_read_as_typst(edition: Edition, text: str) -> None:
    """S23: whatever stands in a narrative is printed, not obeyed."""
    Section.objects.filter(edition=edition).update(narratives={"en": text}, headings={"en": text or "x"})
    edition.titles = {"en": text}
    assert render_pdf(compose(edition, Language.ENGLISH)).startswith(b"%PDF")


def test_hostile_text_stands_in_the_document_as_it_was_typed(edition: Edition) -> None:
    Section.objects.filter(edition=edition).update(narratives={"en": 'Look: #read("/etc/passwd") and $x$ and #panic()'})
    assert '#read("/etc/passwd") and $x$ and #panic()' in text_of(edition, Language.ENGLISH)


def test_the_compiler_reads_no_other_file(tmp_path: Path) -> None:
    """S23: a template that tried to read a file or fetch a package would not compile."""
    import typst

    from minbar.evidence.rendering import pdf

    pdf.fonts_directory()
    for source in ('#read("/etc/passwd")', '#read("../pdf.py")', '#import "@preview/cetz:0.3.0"'):
        hostile = tmp_path / "hostile.typ"
        hostile.write_text(source)
        with pytest.raises(typst.TypstError):
            typst.Compiler(
                hostile, root=tmp_path, package_path=tmp_path / "none", package_cache_path=tmp_path / "none"
            ).compile(format="pdf")


def test_every_letter_of_the_languages_and_the_catalogues_can_be_shown() -> None:
    """Fonts that lack a letter say nothing: so every text that may be printed is looked up in them."""
    needed = set("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئةى،؛؟٠١٢٣٤٥٦٧٨٩٪٫٬«»ًٌٍَُِّْ")
    needed |= set("abcçdefgğhıijklmnoöprsştuüvyzqwxABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZQWX0123456789âîû")
    needed |= set("–—“”‘’…·•†%+-±×/()[]{}@#&*:;.,!?'\"")
    for catalogue in MINBAR.glob("**/locale/*/LC_MESSAGES/django.po"):
        with catalogue.open("rb") as file:
            needed |= {letter for message in read_po(file) if isinstance(message.string, str)
                       for letter in message.string}  # fmt: skip
    for narrative in MINBAR.glob("doors/demonstration/annual_report/*"):
        needed |= set(narrative.read_text(encoding="utf-8"))
    lost = {letter for letter in needed if letter not in "\n\t" and printable(letter) != letter}
    assert not lost, f"no font has {sorted(lost)}"


def test_letters_that_no_font_has_are_replaced_and_not_lost() -> None:
    assert printable("ﻻ بأس") == "لا بأس"  # a presentation form, as PDF extraction leaves them
    assert printable("中文") == MISSING * 2
    assert printable("نعم 🎉") == "نعم "
