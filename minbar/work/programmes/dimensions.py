"""What the work rooms' datasets are commonly split by: lines of work and kinds of activity."""

from __future__ import annotations

from functools import partial

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from minbar.foundation.figures.declare import Dimension
from minbar.foundation.records.catalogues import labels_by_code
from minbar.work.programmes.models import ActivityKind, Programme, Project, Track

TRACK = Dimension("track", _("Track"), values=partial(labels_by_code, Track), column="track_code")
LINES = (
    TRACK,
    Dimension(
        "programme",
        _("Programme"),
        values=partial(labels_by_code, Programme),
        within="track",
        column="programme_code",
    ),
    Dimension(
        "project", _("Project"), values=partial(labels_by_code, Project), within="programme", column="project_code"
    ),
)
KIND = Dimension("kind", _("Kind of activity"), values=partial(labels_by_code, ActivityKind), column="kind_code")


def line_columns(prefix: str = "") -> dict[str, F]:
    """The columns of :data:`LINES` for rows that reach their activity by ``prefix``."""
    return {f"{line}_code": F(f"{prefix}{line}__code") for line in ("track", "programme", "project")}
