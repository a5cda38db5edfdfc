"""Case numbers and the secret codes that clients keep.

Both are digits alone: they can be said over the phone in any language, have nothing to confuse, and may be typed in
Arabic or Western digits, with or without spaces. Both are random, and end in a check digit that finds every single
wrong digit and every swap of two neighbours before anything is looked up.
"""

from __future__ import annotations

import re
import secrets
from itertools import pairwise

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext

from minbar.foundation.text.bidi import isolate
from minbar.foundation.text.normalise import normalise

NUMBER_DIGITS = 9
#: Nineteen random digits are 63 bits; the twentieth checks them.
CODE_DIGITS = 20

#: H. M. Damm's quasigroup of order ten, which is totally anti-symmetric.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2), (7, 0, 9, 2, 1, 5, 4, 8, 6, 3), (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6), (6, 1, 2, 3, 0, 4, 5, 9, 7, 8), (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4), (8, 9, 4, 5, 3, 6, 2, 0, 1, 7), (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)  # fmt: skip
#: Of a code that belongs to no case: checking against it takes as long as against a real one.
_NOBODYS: list[str] = []


def check_digit(digits: str) -> str:
    """The digit to put after ``digits`` (0-9 only)."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return str(interim)


def is_whole(digits: str) -> bool:
    """Whether the last digit checks those before it."""
    return digits.isdecimal() and digits.isascii() and check_digit(digits) == "0"


def _random_digits(count: int) -> str:
    """Random, with no 0 in front, and never a digit three times over, which is hard to dictate."""
    while True:
        first = str(secrets.randbelow(9) + 1)
        body = first + "".join(str(secrets.randbelow(10)) for _ in range(count - 2))
        digits = body + check_digit(body)
        if not any(a == b == c for (a, b), (_b, c) in pairwise(pairwise(digits))):
            return digits


def new_number() -> str:
    """A case number, random: it tells neither order nor time."""
    return _random_digits(NUMBER_DIGITS)


def new_code() -> str:
    """A secret code. Show it once, keep :func:`code_digest` of it."""
    return _random_digits(CODE_DIGITS)


def grouped(digits: str) -> str:
    """As people read and dictate it: 482 910 347; 4829 1034 7756 9920 1183. What is no number of ours stays."""
    size = {NUMBER_DIGITS: 3, CODE_DIGITS: 4}.get(len(digits))
    if size is None or not digits.isdecimal():
        return digits
    return " ".join(digits[start : start + size] for start in range(0, len(digits), size))


def case_name(number: str) -> str:
    """How a page that is for its readers calls a case: by its number, grouped.

    The groups keep their order in Arabic text by no-break spaces, which stay where isolates are taken out.
    """
    return gettext("Case %(number)s") % {"number": isolate(grouped(number).replace(" ", "\u00a0"), "ltr")}


def read_digits(typed: str) -> str:
    """What was typed, in any digits, without spaces, dashes and the like; letters stay, in capitals.

    Numbers that came with an import may hold letters.
    """
    return re.sub(r"\s", "", normalise(typed)).upper()


def code_digest(code: str) -> str:
    """The slow hash of a code, the only form in which it is kept."""
    return make_password(code)


def code_fits(code: str, digest: str | None) -> bool:
    """Whether ``code`` is the one that was hashed. Takes as long where there is no hash (None or "")."""
    if not digest:
        if not _NOBODYS:
            _NOBODYS.append(code_digest(new_code()))
        check_password(code, _NOBODYS[0])
        return False
    return check_password(code, digest)
