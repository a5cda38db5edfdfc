"""Texts: what they cite is there, what they count is cited, and the languages say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from minbar.evidence.editions.checks.findings import Finding, Material, place_in
from minbar.evidence.editions.enums import Severity
from minbar.evidence.editions.markup import Text
from minbar.foundation.text.languages import Language
from minbar.foundation.text.numbers import NumberError, parse_number, parse_share

_DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
#: Addresses, dates, and years that stand alone, are not counts.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S+@\S+")
_DATE = re.compile(rf"{_DIGIT}{{1,4}}[/.\-]{_DIGIT}{{1,2}}[/.\-]{_DIGIT}{{1,4}}")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?(?![\d%٪])")
_NUMBER = re.compile(rf"(?<![A-Za-z0-9])[%٪]?{_DIGIT}(?:[{_DIGIT[1:-1]}.,٫٬]*{_DIGIT})?\s?[%٪]?")


def references_are_known(material: Material) -> Iterator[Finding]:
    """Figures and exhibits that a text names belong to the edition, and braces mean something."""
    exhibits = {exhibit.key for exhibit in material.exhibits}
    for section, language, narrative in material.texts():
        unknown = [
            *(f"{{figure:{key}}}" for key in narrative.figures() if key not in material.ledger),
            *(f"{{exhibit:{key}}}" for key in narrative.exhibits() if key not in exhibits),
            *(problem.text for problem in narrative.problems),
        ]
        for text in unknown:
            yield Finding(
                "unknown", Severity.ERROR, place_in(section, language),
                _("%(text)s names nothing in this edition.") % {"text": text}, section=section,
            )  # fmt: skip


def numbers_are_cited(material: Material) -> Iterator[Finding]:
    """A number that was typed can't be traced and will not follow its records: cite the figure instead."""
    by_value = {entry.value: entry.key for entry in material.ledger.values() if entry.value is not None}
    for section, language, narrative in material.texts():
        for part in narrative.inlines():
            if not isinstance(part, Text):
                continue
            for typed in typed_numbers(part.text):
                hint = _hint(typed, by_value)
                yield Finding(
                    "typed", Severity.WARNING, place_in(section, language),
                    _("The number %(typed)s is typed by hand in “%(context)s”.")
                    % {"typed": typed, "context": _around(part.text, typed)}
                    + (" " + _("Cite it as {figure:%(key)s}.") % {"key": hint} if hint else ""),
                    (hint,) if hint else (), section,
                )  # fmt: skip


def typed_numbers(text: str) -> list[str]:
    """The numbers in a text that are neither dates nor years, nor part of an address."""
    western = text.translate({base + digit: str(digit) for base in (0x660, 0x6F0) for digit in range(10)})
    for pattern in (_ADDRESS, _DATE, _YEARS):
        western = pattern.sub(lambda match: " " * len(match[0]), western)
    return [text[match.start() : match.end()].strip() for match in _NUMBER.finditer(western)]


def _hint(typed: str, by_value: Mapping[Decimal, str]) -> str:
    try:
        value = parse_share(typed) if "%" in typed or "٪" in typed else parse_number(typed, decimal=".")
    except NumberError:
        return ""
    return by_value.get(value, "")


def _around(text: str, typed: str, width: int = 24) -> str:
    at = text.find(typed)
    start, end = max(0, at - width), at + len(typed) + width
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def languages_are_complete(material: Material) -> Iterator[Finding]:
    """Every section has its heading and its text in each language."""
    for section in material.sections:
        texts = [bool(section.narratives.get(language, "").strip()) for language in Language]
        for language, there in zip(Language, texts, strict=True):
            if not section.headings.get(language, "").strip() or (any(texts) and not there):
                yield Finding(
                    "untranslated", Severity.ERROR, place_in(section, language),
                    _("The heading or the text is missing in this language."), section=section,
                )  # fmt: skip


def languages_cite_the_same(material: Material) -> Iterator[Finding]:
    """The three texts of a section cite the same figures and show the same exhibits."""
    for section in material.sections:
        cited = {
            language: {*narrative.figures(), *narrative.exhibits()}
            for language in Language
            if (narrative := material.narratives[section.key, language]).blocks
        }
        everything = set().union(*cited.values())
        for language, keys in cited.items():
            if missing := sorted(everything - keys):
                yield Finding(
                    "languages_differ", Severity.ERROR, place_in(section, language),
                    _("The other languages cite %(missing)s here.") % {"missing": _(", ").join(missing)},
                    tuple(key for key in missing if key in material.ledger), section,
                )  # fmt: skip
