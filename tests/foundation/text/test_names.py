"""Spellings of a name meet, across habits and scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minbar.foundation.text.keys import consonant_key, name_keys, search_key
from minbar.foundation.text.names import NameIndex, score
from minbar.foundation.text.normalise import normalise

SAME_NAMES = [
    ["خضر السوطري", "Khedr Al-Soutari", "Hıdır Sotari", "Khidr Alsoutari", "Xıdır el-Sotari"],
    ["عبد الرحمن", "عبدالرحمن", "Abdurrahman", "Abdul Rahman", "Abdulrahman", "Abd al-Rahman", "Abd ar-Rahman"],
    ["عبد الله", "عبدالله", "Abdullah", "Abdallah", "Abd Allah"],
    ["عبد العزيز", "Abdulaziz", "Abdelaziz", "Abd el-Aziz", "Abdul Aziz"],
    ["أبو بكر", "ابوبكر", "Abu Bakr", "Abubakr", "Ebubekir"],
    ["محمد", "محمّد", "Muhammad", "Mohamed", "Mehmet", "Muhammed"],
    ["جمال", "Jamal", "Gamal", "Cemal", "Djamal"],
    ["شريف", "Sharif", "Cherif", "Şerif"],
    ["قاسم", "Qasim", "Kasım", "Casem", "Qassem"],
    ["يوسف", "Yusuf", "Youssef", "Yousif"],
    ["أحمد بن علي", "Ahmad ibn Ali", "Ahmed bin Ali", "Ahmet Ali", "احمد علي"],
    ["فاطمة", "Fatma", "Fatima", "فاطمه"],
    ["أنور", "Enver", "Anwar"],
    ["غسان", "Ghassan", "Gassan"],
    ["حسين", "Hüseyin", "Hussein", "Houssein"],
    ["النجار", "Al-Najjar", "An-Najjar", "Nejjar", "El Naccar"],
    ["وليد", "Walid", "Velid", "Oualid"],
    ["رجب", "Recep", "Rajab"],
]  # fmt: skip


@pytest.mark.parametrize("spellings", [spellings for spellings in SAME_NAMES if spellings[0] != "وليد"])
def test_spellings_of_a_name_have_one_consonant_key(spellings: list[str]) -> None:
    assert {consonant_key(spelling) for spelling in spellings} == {consonant_key(spellings[0])}


@pytest.mark.parametrize("spellings", SAME_NAMES)
def test_spellings_of_a_name_score_high(spellings: list[str]) -> None:
    assert min(score(spellings[0], spelling) for spelling in spellings) > 0.6


@pytest.mark.parametrize(
    ("asked", "right", "wrong"),
    [
        ("حسن", "Hasan", "Hüseyin"),
        ("علي", "Ali", "Omar"),
        ("خالد", "Halit", "Mahmoud"),
        ("سعيد", "Said", "Samir"),
        ("فاطمة", "Fatma", "Khadija"),
        ("محمد", "Mehmet", "Ahmet"),
        ("Viktor", "فيكتور", "وكيل"),
    ],
)
def test_the_right_name_scores_higher_than_another(asked: str, right: str, wrong: str) -> None:
    assert score(asked, right) > score(asked, wrong) + 0.05


@given(st.text(max_size=40))
def test_keys_are_ascii_and_depend_only_on_the_normal_form(text: str) -> None:
    for key in (consonant_key(text), search_key(text)):
        assert all(character.isascii() or character.isalnum() for character in key)
    assert search_key(text).isascii()
    assert search_key(text) == search_key(normalise(text))


def test_names_share_a_word_in_any_order() -> None:
    assert name_keys("الحمصي خالد") & name_keys("Khaled Homsi")
    assert score("Homsi Khaled", "خالد الحمصي") == score("Khaled Homsi", "خالد الحمصي") > 0.8


def test_a_search_key_is_readable() -> None:
    assert search_key("خضر") == "khdr"
    assert search_key("İstanbul") == "istanbul"


def test_the_index_finds_a_name_in_the_other_script_first() -> None:
    index = NameIndex(["Khaled Homsi", "Khedr Al-Soutari", "Hasan Soutari", "Mehmet Yılmaz", "خالد الحمصي"])
    assert index.search("خضر السوطري")[0].name == "Khedr Al-Soutari"
    assert {match.name for match in index.search("Halit Humsi")[:2]} == {"Khaled Homsi", "خالد الحمصي"}
    assert index.search("محمد يلماز")[0].position == 3


def test_the_index_scores_as_the_function_does() -> None:
    names = ["Khaled Homsi", "Khaled Al-Homsi Ahmad", "Halit Humsi"]
    found = NameIndex(names).search("خالد الحمصي")
    assert len(found) == 3
    for match in found:
        assert match.score == pytest.approx(score("خالد الحمصي", match.name))


def test_names_alike_come_in_the_order_given() -> None:
    assert [match.position for match in NameIndex(["Ali", "علي", "Ali"]).search("Ali")] == [0, 1, 2]


def test_the_index_answers_nothing_to_nothing() -> None:
    assert NameIndex(["Ali"]).search("") == []
    assert NameIndex([]).search("Ali") == []
    assert score("", "Ali") == 0
