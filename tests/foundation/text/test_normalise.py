"""Text is made comparable, and mended, whatever wrote it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minbar.foundation.text.casing import lower, turkish_lower, turkish_upper, upper
from minbar.foundation.text.normalise import ARABIC_LETTERS, LATIN_LETTERS, normalise, tidy

#: Pieces of text that really came out of PDF files, and what was meant.
FROM_PDF = [
    ("تنفيــذ عدة زيارات إلى أنقرة", "تنفيذ عدة زيارات إلى أنقرة"),
    ("لشـركاء الحلول", "لشركاء الحلول"),
    ("68 لقاء مـع منظمات المجتمع المدنـي التركية", "68 لقاء مع منظمات المجتمع المدني التركية"),
    ("اللجنة المشـتركة، المجلـس الإسلامـي السـوري", "اللجنة المشتركة، المجلس الإسلامي السوري"),
    ("تنظیم لقاءات مع مئات الأطراف السوریة والترکیة", "تنظيم لقاءات مع مئات الأطراف السورية والتركية"),
    ("کتابة خطة زیارات تهدف إلى التواصل والتشبیك", "كتابة خطة زيارات تهدف إلى التواصل والتشبيك"),
    ("المــؤسســات", "المؤسسات"),
    ("ﻣﻨﺒﺮ ﻣﻨﻈﻤﺎﺕ ﺍﻟﻤﺠﺘﻤﻊ ﺍﻟﻤﺪﻧﻲ", "منبر منظمات المجتمع المدني"),
    ("ﷲ", "الله"),
    ("\u200fالسنة\u200f \u202b2023\u202c", "السنة 2023"),
]  # fmt: skip


@pytest.mark.parametrize(("extracted", "meant"), FROM_PDF)
def test_what_pdf_extraction_leaves_is_mended(extracted: str, meant: str) -> None:
    assert tidy(extracted) == meant
    assert normalise(extracted) == normalise(meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("إدلب", "ادلب"),
        ("آمنة", "امنه"),
        ("مؤسسة", "موسسه"),
        ("شؤون", "شوون"),
        ("لاجئين", "لاجيين"),
        ("هدى", "هدي"),
        ("سماء", "سما"),
        ("أنشَّطة", "انشطة"),
        ("قانونيًا", "قانونيا"),
        ("مـــنـــبـــر", "منبر"),
        ("ﻻجئ", "لاجئ"),
        ("٢٠٢٣", "2023"),
        ("۲۰۲۳", "2023"),
        ("٪٣٤", "%34"),
        ("گول", "كول"),
        ("ہمایون", "همايون"),
        ("من\u200cبر", "منبر"),
        ("İSTANBUL", "istanbul"),
        ("İstanbul", "ISTANBUL"),
        ("ıstanbul", "Istanbul"),
        ("I\u0307stanbul", "istanbul"),
        ("Şanlıurfa", "sanliurfa"),
        ("ÇEYO", "ceyo"),
        ("ʿAbd al-Raḥmān", "abd al rahman"),
        ("Straße", "STRASSE"),
        ("Al-Soutari", "al  soutari"),
        ("Türkiye'de", "turkiyede"),
        ("Ğğ Üü Öö", "gg uu oo"),
    ],
)
def test_spellings_that_mean_the_same_compare_equal(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("علي", "عالي"), ("نور", "نار"), ("Ali", "Alia"), ("2023", "2024"), ("12%", "12"), ("حسن", "حسين")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@given(st.text())
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0xFEFF, categories=["L", "M", "N", "Cf"])))
def test_normalising_again_changes_nothing_in_arabic_blocks(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text())
def test_tidying_again_changes_nothing_and_does_not_change_what_text_compares_as(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert normalise(once) == normalise(text)


def test_every_letter_of_the_tables_becomes_a_plain_one() -> None:
    plain = set("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
    assert {normalise(letter) for letter in ARABIC_LETTERS} <= plain | {""}
    assert all(normalise(letter).isascii() for letter in LATIN_LETTERS)


def test_every_arabic_presentation_form_becomes_plain_letters() -> None:
    for code in [*range(0xFB50, 0xFDFF), *range(0xFE70, 0xFEFD)]:
        if unicodedata.name(chr(code), "").startswith("ARABIC") and unicodedata.category(chr(code)) == "Lo":
            assert all("\u0621" <= letter <= "\u064a" or letter in "ٴ " for letter in normalise(chr(code))), hex(code)


def test_persian_text_keeps_its_own_letters_when_it_is_mended() -> None:
    assert tidy("پیشگیری") == "پیشگیری"


def test_lines_stay_lines_when_text_is_mended() -> None:
    assert tidy("  سطر  أول \n سطر ثان ") == "سطر أول\nسطر ثان"


def test_turkish_casing_keeps_the_two_letters_i_apart() -> None:
    assert turkish_lower("İSTANBUL IĞDIR") == "istanbul ığdır"
    assert turkish_upper("istanbul ığdır") == "İSTANBUL IĞDIR"
    assert turkish_lower("I\u0307zmir") == "izmir"


def test_casing_follows_the_language_of_the_text() -> None:
    assert upper("istanbul", "tr") == "İSTANBUL"
    assert upper("istanbul", "en") == "ISTANBUL"
    assert lower("IŞIK", "tr") == "ışık"
    assert lower("IRAQ", "en") == "iraq"


@given(st.text(alphabet="abcçdefgğhıijklmnoöprsştuüvyz "))
def test_turkish_words_come_back_from_capitals(text: str) -> None:
    assert turkish_lower(turkish_upper(text)) == text
