"""Case numbers and secret codes can be dictated, typed in any digits, and are checked before they are looked up."""

from __future__ import annotations

from math import log2

from hypothesis import given
from hypothesis import strategies as st

from minbar.work.casework.cases.numbering import (
    CODE_DIGITS,
    check_digit,
    code_digest,
    code_fits,
    grouped,
    is_whole,
    new_code,
    new_number,
    read_digits,
)

digits = st.text("0123456789", min_size=2, max_size=25)


def test_numbers_and_codes_pass_their_own_check() -> None:
    assert all(is_whole(new_number()) and is_whole(new_code()) for _ in range(200))


def test_a_code_is_too_long_to_be_guessed() -> None:
    # Leaving out what is hard to dictate costs some codes: how many is counted here, exactly.
    once, twice = 9.0, 0.0
    for _ in range(CODE_DIGITS - 2):
        once, twice = (once + twice) * 9, once
    assert log2(once + twice) >= 60


@given(digits, st.integers(0, 30), st.integers(1, 9))
def test_one_wrong_digit_is_found(body: str, place: int, change: int) -> None:
    whole = body + check_digit(body)
    place %= len(whole)
    wrong = whole[:place] + str((int(whole[place]) + change) % 10) + whole[place + 1 :]
    assert is_whole(whole) and not is_whole(wrong)


@given(digits, st.integers(0, 30))
def test_two_neighbours_swapped_are_found(body: str, place: int) -> None:
    whole = body + check_digit(body)
    place %= len(whole) - 1
    swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
    assert swapped == whole or not is_whole(swapped)


def test_a_code_may_be_typed_as_it_is_read_out() -> None:
    code = new_code()
    arabic = grouped(code).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert read_digits(arabic) == read_digits(f" {code[:3]}-{code[3:]}\u200f") == code


def test_a_number_from_elsewhere_keeps_its_letters() -> None:
    assert read_digits("hm-2023/٠٠١٧") == "HM20230017"


def test_only_the_code_itself_fits_its_digest() -> None:
    code = new_code()
    digest = code_digest(code)
    assert code not in digest
    assert code_fits(code, digest)
    assert not code_fits(new_code(), digest)
    assert not code_fits(code, "")
