"""Reading editions."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

from minbar.evidence.editions.access import EditionPermission
from minbar.evidence.editions.models import Edition, Section
from minbar.foundation.access.decisions import decide
from minbar.foundation.figures.models import Figure


def editions_visible_to(user: Any) -> QuerySet[Edition]:
    """All editions for those who may view them, else the published ones."""
    editions = Edition.objects.all()
    return editions if decide(user, EditionPermission.VIEW) else editions.filter(published_at__isnull=False)


def editions_listed_for(user: Any) -> QuerySet[Edition]:
    """Those, with the number of their sections and figures."""
    return editions_visible_to(user).annotate(
        section_count=Count("sections", distinct=True), figure_count=Count("figures", distinct=True)
    )


def sections_visible_to(user: Any) -> QuerySet[Section]:
    """The sections of the editions that the user may see."""
    return Section.objects.filter(edition__in=editions_visible_to(user)).select_related("edition")


def figures_to_cite(edition: Edition) -> list[Figure]:
    """Every figure that a text may cite, those of the edition first, in its order."""
    own = [place.figure for place in edition.figures.select_related("figure")]
    return [*own, *Figure.objects.exclude(pk__in=[figure.pk for figure in own])]
