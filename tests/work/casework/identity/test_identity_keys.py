"""The same phone, document or name is one, however it is written."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from minbar.work.casework.identity.identity_keys import document_key, name_pair_keys, read_phone


@pytest.mark.parametrize(
    "typed", ["0532 123 45 67", "+90 (532) 123-45-67", "00905321234567", "5321234567", "٠٥٣٢ ١٢٣ ٤٥ ٦٧"]
)
def test_a_turkish_number_is_one_however_it_is_written(typed: str) -> None:
    assert read_phone(typed) == "+905321234567"


def test_a_number_without_a_country_is_taken_for_a_near_one() -> None:
    assert read_phone("0944 123 456") == "+963944123456"


@pytest.mark.parametrize("typed", ["12", "call me", "05321234567890"])
def test_what_cannot_be_called_is_told(typed: str) -> None:
    with pytest.raises(ValidationError):
        read_phone(typed)


def test_no_number_is_no_number() -> None:
    assert read_phone("  ") == ""


def test_a_document_number_is_one_in_any_digits() -> None:
    assert document_key("99 123-٤٥٦ b") == document_key("99123456B")


def test_names_share_a_key_across_scripts_and_with_words_left_out() -> None:
    assert name_pair_keys("خضر محمد السوطري") & name_pair_keys("Hıdır Sotari")
    assert not name_pair_keys("خضر محمد السوطري") & name_pair_keys("Hıdır Demir")


def test_one_word_of_a_name_is_too_common_to_compare() -> None:
    assert not name_pair_keys("محمد")
