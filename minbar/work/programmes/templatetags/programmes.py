"""Tags for tables of sex × age."""

from __future__ import annotations

from collections.abc import Iterator

from django import template

from minbar.network.directory.enums import Sex
from minbar.work.programmes.enums import AgeBand
from minbar.work.programmes.sadd import Breakdown

register = template.Library()


@register.simple_tag
def sexes() -> list[Sex]:
    """The columns of the table."""
    return list(Sex)


@register.filter
def by_age(breakdown: Breakdown) -> Iterator[tuple[AgeBand, list[int], int]]:
    """The rows of the table, of ages that somebody has: age band, heads of each sex, their sum."""
    for band in AgeBand:
        if total := breakdown.of_age(band):
            yield band, [breakdown.heads(sex, band) for sex in Sex], total


@register.filter
def by_sex(breakdown: Breakdown) -> list[int]:
    """The sums of the columns."""
    return [breakdown.of_sex(sex) for sex in Sex]
