"""What identifies a person, brought to one form, so that it can be compared without being read.

These forms go into blind indexes (see ``foundation/vault``): they are keyed and hashed, never kept as they are.
"""

from __future__ import annotations

from itertools import combinations

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumbers import CountryCodeSource

from minbar.foundation.text.keys import name_keys
from minbar.foundation.text.normalise import normalise

#: Where a number without a country's code may be from, the likelier first.
REGIONS = ("TR", "SY", "LB", "JO", "IQ", "EG")
NOT_A_PHONE = _("This does not look like a phone number. Write all its digits, for example 0532 123 45 67.")


def read_phone(typed: str) -> str:
    """A phone number in any digits as "+905321234567"; "" for nothing.

    Raises:
        ValidationError: it is no number that can be called from anywhere near.
    """
    if not typed.strip():
        return ""
    for region in REGIONS:
        try:
            number = phonenumbers.parse(typed, region, keep_raw_input=True)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if number.country_code_source == CountryCodeSource.FROM_NUMBER_WITH_PLUS_SIGN:
            break  # it means the same from everywhere
    raise ValidationError(NOT_A_PHONE)


def document_key(typed: str) -> str:
    """A document's number without signs and spaces, digits and letters in one form: "99 123-٤٥٦" is 99123456."""
    return "".join(normalise(typed).split())


def name_pair_keys(name: str) -> frozenset[str]:
    """A key for each two words of a name, equal across scripts and for any order of the words.

    Two people may be one where they share a pair: خالد أحمد العلي and Halit Ali do. A name of one word has no key; too
    many share it.
    """
    return frozenset(" ".join(pair) for pair in combinations(sorted(name_keys(name)), 2))
