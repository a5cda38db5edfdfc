"""Tags by the words that people write; a word that is new becomes a tag."""

from __future__ import annotations

from collections.abc import Iterable

from minbar.foundation.text.languages import Language
from minbar.foundation.text.normalise import normalise, tidy
from minbar.network.directory.models import Tag
from minbar.network.directory.naming import language_of


def tags_named(words: Iterable[str]) -> list[Tag]:
    """The tags of these words, each once, made where there is none; spellings that compare equal are one tag."""
    wanted = {key: tidy(word) for word in words if (key := normalise(word)[:100])}
    present = {tag.key: tag for tag in Tag.objects.filter(key__in=wanted)}
    new = [
        Tag(key=key, labels={language_of(word) or Language.ENGLISH.value: word})
        for key, word in wanted.items()
        if key not in present
    ]
    Tag.objects.bulk_create(new)
    present |= {tag.key: tag for tag in new}
    return [present[key] for key in wanted]
