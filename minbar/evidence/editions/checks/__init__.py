"""What an edition is checked for before it is finished. A report should notice its own contradictions."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from minbar.evidence.editions.checks import counts, dates, hidden, parts, shares, texts, twice
from minbar.evidence.editions.checks.findings import Finding, Material
from minbar.evidence.editions.entries import Ledger
from minbar.evidence.editions.enums import Severity
from minbar.evidence.editions.ledger import read_ledger
from minbar.evidence.editions.models import Edition

Check = Callable[[Material], Iterable[Finding]]

#: In the order in which findings are shown.
CHECKS: tuple[Check, ...] = (
    parts.parts_make_the_whole,
    parts.splits_make_the_total,
    shares.shares_fit_their_counts,
    shares.same_counts_same_share,
    shares.shares_have_counts,
    twice.one_value_for_one_figure,
    twice.same_figure_in_other_editions,
    dates.effects_follow_their_causes,
    counts.something_was_counted,
    hidden.small_numbers_are_hidden,
    hidden.words_suit_what_is_hidden,
    hidden.nothing_was_told_before,
    texts.references_are_known,
    texts.numbers_are_cited,
    texts.languages_are_complete,
    texts.languages_cite_the_same,
)


def findings_of(edition: Edition, ledger: Ledger | None = None) -> list[Finding]:
    """Every finding, errors first; texts in the language that is active.

    Args:
        ledger: the edition's figures where the caller has read them already.
    """
    material = Material.gather(edition, read_ledger(edition) if ledger is None else ledger)
    found = [finding for check in CHECKS for finding in check(material)]
    return sorted(found, key=lambda finding: finding.severity is not Severity.ERROR)
