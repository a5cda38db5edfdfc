"""What the audience is not told, and the words that speak of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minbar.evidence.editions.checks.findings import Finding, Material, place_in
from minbar.evidence.editions.enums import Severity
from minbar.foundation.figures.audiences import Hidden
from minbar.foundation.text.languages import in_language
from minbar.foundation.text.numbers import format_number


def small_numbers_are_hidden(material: Material) -> Iterator[Finding]:
    """Says how many numbers the audience is not told, and of which figures."""
    hidden: Counter[Hidden] = Counter()
    keys: list[str] = []
    for entry in material.ledger.values():
        found = [how for how in (entry.hidden, *(row.hidden for row in entry.rows)) if how]
        hidden.update(found)
        keys += [entry.key] if found else []
    if not keys:
        return
    count = hidden.total()
    names = _("; ").join(material.ledger[key].label() for key in keys)
    yield Finding(
        "hidden", Severity.WARNING, in_language(material.edition.titles),
        ngettext(
            "%(count)s number is hidden from its readers (%(audience)s): %(few)s because it is small, %(withheld)s "
            "because a small one could be worked out from it. Figures: %(names)s.",
            "%(count)s numbers are hidden from its readers (%(audience)s): %(few)s because they are small, "
            "%(withheld)s because small ones could be worked out from them. Figures: %(names)s.",
            count,
        ) % {
            "count": format_number(count), "audience": material.ledger.audience.label,
            "few": format_number(hidden[Hidden.FEW]), "withheld": format_number(hidden[Hidden.WITHHELD]),
            "names": names,
        },
        tuple(keys),
    )  # fmt: skip


def words_suit_what_is_hidden(material: Material) -> Iterator[Finding]:
    """A sentence that was written around a number may need other words where the number is not told."""
    for section, language, narrative in material.texts():
        for key in narrative.figures():
            entry = material.ledger.get(key)
            if entry is not None and entry.hidden:
                yield Finding(
                    "hidden_in_text", Severity.WARNING, place_in(section, language),
                    _("“%(name)s” reads “%(words)s” here. See that the sentence still says what it should.")
                    % {"name": entry.label(), "words": entry.hidden.words(material.ledger.audience)},
                    (key,), section,
                )  # fmt: skip


def nothing_was_told_before(material: Material) -> Iterator[Finding]:
    """What earlier editions told can't be taken back."""
    if exposed := material.ledger.exposed:
        yield Finding(
            "exposed", Severity.WARNING, in_language(material.edition.titles),
            ngettext(
                "%(count)s small number can be worked out from earlier editions, whatever this one hides.",
                "%(count)s small numbers can be worked out from earlier editions, whatever this one hides.", exposed,
            ) % {"count": format_number(exposed)},
        )  # fmt: skip
