"""Names from text: which script they are in, the keys by which they are found, which of them is shown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from minbar.foundation.text.keys import consonant_key, search_key
from minbar.foundation.text.languages import Language
from minbar.foundation.text.normalise import normalise, tidy
from minbar.network.directory.enums import NameKind, Script
from minbar.network.directory.models import Name

LONGEST = 300
#: Names of which a process keeps what it worked out: more than those of one batch of an import.
KEPT = 20_000
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_TURKISH_ONLY = re.compile("[ğĞıİşŞ]")


@dataclass(frozen=True)
class NameGiven:
    """A name as somebody gives it. ``language`` "" leaves it to the script; ``preferred`` shows it in its language."""

    text: str
    language: str = ""
    kind: NameKind = NameKind.OFFICIAL
    preferred: bool = False


@dataclass(frozen=True)
class Keys:
    """What a name is found by; see :class:`~minbar.network.directory.models.Name`."""

    search: str
    consonant: str
    match: str


@lru_cache(maxsize=KEPT)
def script_of(text: str) -> Script:
    """The script of most of the letters."""
    if text.isascii():
        return Script.LATIN if _LATIN.search(text) else Script.OTHER
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    if not arabic and not latin:
        return Script.OTHER
    return Script.ARABIC if arabic >= latin else Script.LATIN


def language_of(text: str) -> str:
    """The language that the letters alone make sure of: Arabic for its script, Turkish for ğ ı ş; else ""."""
    if script_of(text) is Script.ARABIC:
        return Language.ARABIC
    return Language.TURKISH if _TURKISH_ONLY.search(text) else ""


@lru_cache(maxsize=KEPT)
def keys_of(text: str) -> Keys:
    """The keys of a name; kept for a while, since an import asks for those of a row three times."""
    sounds = consonant_key(text)[:LONGEST]
    return Keys(search_key(text)[:LONGEST], sounds, match_key_of(sounds))


def match_key_of(sounds: str) -> str:
    """The first and the last word of a consonant key, in the order of the alphabet: middle names come and go."""
    words = sounds.split()
    return " ".join(sorted({words[0], words[-1]}))[:120] if words else ""


def name_of(party_id: int, given: NameGiven) -> Name:
    """The row of a name, not saved."""
    text = tidy(given.text)[:LONGEST]
    keys = keys_of(text)
    return Name(
        party_id=party_id,
        text=text,
        language=given.language or language_of(text),
        script=script_of(text),
        kind=given.kind,
        preferred=given.preferred,
        search_key=keys.search,
        consonant_key=keys.consonant,
        match_key=keys.match,
    )


def with_preferences(names: Iterable[NameGiven]) -> list[NameGiven]:
    """The names without blanks and repetitions, one of them preferred in each language: the first, unless said."""
    kept: dict[tuple[str, str], NameGiven] = {}
    for name in names:
        text = tidy(name.text)
        if text:
            language = name.language or language_of(text)
            kept.setdefault((text, language), NameGiven(text, language, name.kind, name.preferred))
    chosen: dict[str, NameGiven] = {}
    for name in sorted(kept.values(), key=_standing):
        chosen.setdefault(name.language, name)
    return [
        NameGiven(name.text, name.language, name.kind, preferred=chosen[name.language] is name)
        for name in kept.values()
    ]


def _standing(name: NameGiven) -> tuple[bool, bool]:
    return not name.preferred, name.kind in {NameKind.FORMER, NameKind.ALIAS}


def shown(names: Sequence[NameGiven]) -> dict[str, str]:
    """The name to show in each language: the preferred one; a Latin name serves both Turkish and English readers."""
    preferred = {name.language: name.text for name in names if name.preferred}
    latin = next((name.text for name in names if script_of(name.text) is Script.LATIN), "")
    labels = {
        Language.ARABIC: preferred.get(Language.ARABIC, ""),
        Language.TURKISH: preferred.get(Language.TURKISH) or preferred.get("") or latin,
        Language.ENGLISH: preferred.get(Language.ENGLISH) or preferred.get("") or latin,
    }
    filled = {language.value: text for language, text in labels.items() if text}
    return filled or {Language.ENGLISH.value: names[0].text if names else ""}


def sort_key_of(labels: dict[str, str]) -> str:
    """What the entry is sorted by: its Arabic name where it has one, else any."""
    return normalise(labels.get(Language.ARABIC) or next(iter(labels.values()), ""))[:LONGEST]


# Names in columns, as forms and sheets have them

NAMES = ("name", "name_tr", "name_latin")
#: Which language stands in the column "name": the first of these that the entry has a name in.
FIRST = (Language.ARABIC.value, "", Language.TURKISH.value, Language.ENGLISH.value)


def names_of_row(row: Mapping[str, Any]) -> list[NameGiven]:
    """The names in a row; that in the column "name" is in the language of its letters."""
    names = [
        NameGiven(row.get("name") or "", preferred=True),
        NameGiven(row.get("name_tr") or "", Language.TURKISH),
        NameGiven(row.get("name_latin") or "", Language.ENGLISH),
    ]
    names += [NameGiven(text, kind=NameKind.ALIAS) for text in row.get("other_names") or ()]
    return [name for name in names if name.text]


def names_as_columns(names: Iterable[Name]) -> dict[str, Any]:
    """The names of one entry, in the columns of a sheet."""
    waiting: dict[str, list[str]] = defaultdict(list)
    others = []
    for name in sorted(names, key=lambda name: (not name.preferred, name.pk)):
        if name.kind in {NameKind.OFFICIAL, NameKind.TRANSLITERATION} and name.language in FIRST:
            waiting[name.language].append(name.text)
        else:
            others.append(name.text)

    def take(language: str) -> str:
        return waiting[language].pop(0) if waiting[language] else ""

    columns: dict[str, Any] = {"name": next((text for language in FIRST if (text := take(language))), "")}
    if not columns["name"] and others:
        columns["name"] = others.pop(0)
    columns |= {"name_tr": take(Language.TURKISH), "name_latin": take(Language.ENGLISH)}
    columns["other_names"] = tuple([text for language in FIRST for text in waiting[language]] + others)
    return columns


def keeping_kinds(names: Sequence[NameGiven], before: Mapping[str, Name]) -> list[NameGiven]:
    """The names, those given merely as other names with the kind and language that they had ``before`` (by text)."""
    return [
        replace(name, kind=NameKind(was.kind), language=name.language or was.language)
        if name.kind is NameKind.ALIAS and (was := before.get(name.text))
        else name
        for name in names
    ]
