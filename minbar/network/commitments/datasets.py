"""What can be counted of commitments. Those behind a wall are counted apart, and nothing else of them is visible."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Greatest, Now, TruncDate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.figures.declare import Count, Dataset, Dimension, Sensitivity, Sum, declare
from minbar.foundation.text.languages import choice_labels, in_all_languages
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.enums import Standing
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.sources import sources
from minbar.network.commitments.status import OVERDUE

ALONE = "alone"
LATE_NOW = Q(standing=Standing.OPEN, due_at__lt=Now())


def rows(*, walled: bool) -> QuerySet[Any, Any]:
    """One for each commitment. An open one changes by itself when its deadline passes."""
    return (
        Commitment.objects.filter(walled=walled)
        .order_by()
        .values(
            "id",
            "uid",
            "reopened",
            changed=Case(When(LATE_NOW, then=Greatest("updated_at", "due_at")), default=F("updated_at")),
            due_on=TruncDate("due_at"),
            stands=Case(When(LATE_NOW, then=Value("overdue")), default=F("standing")),
            kept=Case(
                When(standing=Standing.DONE, closed_at__lte=F("due_at"), then=Value("in_time")),
                When(standing=Standing.DONE, then=Value("late")),
                default=Value("not_done"),
            ),
            source=Case(When(source_key="", then=Value(ALONE)), default=F("source_key")),
        )
    )


def standings() -> dict[str, dict[str, str]]:
    return choice_labels(Standing) | {"overdue": in_all_languages(OVERDUE)}


def timeliness() -> dict[str, dict[str, str]]:
    return {
        "in_time": in_all_languages(pgettext_lazy("follow-up", "Done in time")),
        "late": in_all_languages(pgettext_lazy("follow-up", "Done late")),
        "not_done": in_all_languages(pgettext_lazy("follow-up", "Not done")),
    }


def subjects() -> dict[str, dict[str, str]]:
    labels = {key: in_all_languages(source.label) for key, source in sources().items()}
    return labels | {ALONE: in_all_languages(_("On its own"))}


DIMENSIONS = (
    Dimension("standing", _("Status"), values=standings, column="stands"),
    Dimension("kept", pgettext_lazy("follow-up", "Whether in time"), values=timeliness),
    Dimension("source", pgettext_lazy("follow-up", "About"), values=subjects),
)
MEASURES = (Count(), Sum("reopened", _("Times reopened"), column="reopened"))

declare(
    Dataset(
        key="commitments",
        label=_("Follow-ups"),
        rows=partial(rows, walled=False),
        period="due_on",
        dimensions=DIMENSIONS,
        measures=MEASURES,
        sensitivity=Sensitivity.INTERNAL,
        record_route="commitments:commitment",
        records_permission=CommitmentPermission.VIEW_OFFICE,
    )
)
declare(
    Dataset(
        key="walled_commitments",
        label=_("Follow-ups behind the wall"),
        rows=partial(rows, walled=True),
        period="due_on",
        dimensions=DIMENSIONS,
        measures=MEASURES,
        sensitivity=Sensitivity.PROTECTED,
    )
)
