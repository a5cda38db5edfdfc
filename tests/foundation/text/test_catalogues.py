"""Every text of every room is there in Arabic and Turkish, and a text that two rooms share reads the same in both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
LANGUAGES = ["ar", "tr"]
PLURAL_FORMS = {"ar": 6, "tr": 2}
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
#: Context (or None) and text; of a text with a plural, its singular.
Key = tuple[str | None, str]


def texts_of(room: str) -> Iterator[Key]:
    """What the room's code and templates say."""
    folder = ROOT / room.replace(".", "/")
    for path in [*folder.rglob("*.py"), *folder.rglob("templates/**/*.html"), *folder.rglob("templates/**/*.txt")]:
        if "migrations" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        code = source if path.suffix == ".py" else _without_indentation(templatize(source, origin=str(path)))
        for _line, message, _comments, context in extract("python", BytesIO(code.encode()), keywords=KEYWORDS):
            text = message[0] if isinstance(message, tuple) else message
            if text:
                yield context, text


def _without_indentation(code: str) -> str:
    """What Django makes of a template is read as Python, to which a template's indentation means nothing."""
    return "\n".join(line.lstrip() for line in code.splitlines())


@cache
def catalogue(room: str, language: str) -> Catalog:
    path = ROOT / room.replace(".", "/") / "locale" / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def translations(room: str, language: str) -> dict[Key, str | tuple[str, ...]]:
    """The room's finished translations; an unfinished plural or an unsure one is none."""
    found: dict[Key, str | tuple[str, ...]] = {}
    for message in catalogue(room, language):
        text = message.id[0] if isinstance(message.id, tuple) else message.id
        whole = all(message.string) if isinstance(message.string, tuple) else bool(message.string)
        if text and whole and not message.fuzzy:
            found[message.context, text] = message.string
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", settings.ROOMS)
def test_every_text_of_a_room_is_translated(room: str, language: str) -> None:
    missing = sorted({text for _context, text in set(texts_of(room)) - set(translations(room, language))})
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", settings.ROOMS)
def test_plurals_have_all_forms_of_their_language(room: str, language: str) -> None:
    for text in translations(room, language).values():
        if isinstance(text, tuple):
            assert len(text) == PLURAL_FORMS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_rooms_share_reads_the_same_in_each(language: str) -> None:
    """Django knows one translation of a text, that of the first room: others need a context (pgettext)."""
    readings: dict[Key, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for room in settings.ROOMS:
        for key, text in translations(room, language).items():
            readings[key][str(text)].add(room)
    assert {key: dict(said) for key, said in readings.items() if len(said) > 1} == {}
