"""Tags by the words that people write; a word that is new becomes a tag."""

from __future__ import annotations

from collections.abc import Iterable

from minbar.foundation.text.languages import Language
from minbar.foundation.text.normalise import normalise, tidy
from minbar.network.directory.models import Tag
from minbar.network.directory.naming import language_of


def tags_named(words: Iterable[str]) -> list[Tag]:
    """The tags of these words, each once, made where there is none."""
    return list(dict.fromkeys(tags_by_word(words).values()))


def tags_by_word(words: Iterable[str]) -> dict[str, Tag]:
    """Word → its tag, made where there is none; spellings that compare equal are one tag."""
    keys = {word: normalise(word)[:100] for word in words}
    wanted = {key: word for word, key in reversed(keys.items()) if key}
    present = {tag.key: tag for tag in Tag.objects.filter(key__in=wanted)}
    new = [
        Tag(key=key, labels={language_of(word) or Language.ENGLISH.value: tidy(word)})
        for key, word in wanted.items()
        if key not in present
    ]
    Tag.objects.bulk_create(new)
    present |= {tag.key: tag for tag in new}
    return {word: present[key] for word, key in keys.items() if key}
