"""What the work rooms' facts are commonly split by: places and lines of work, with their labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db.models import F, Model
from django.utils.translation import gettext_lazy as _

from minbar.foundation.figures.declare import Dimension
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place
from minbar.work.programmes.models import ActivityKind, Programme, Project, Track

Labels = Mapping[str, Mapping[str, str]]


def catalogue_labels(model: type[Model]) -> Callable[[], Labels]:
    """Code → labels of a catalogue's entries in their order, read from the database when called."""
    return lambda: dict(model._default_manager.values_list("code", "labels"))


def place_labels(level: PlaceLevel) -> Callable[[], Labels]:
    """P-code → labels of the places of one level."""
    return lambda: dict(Place.objects.filter(level=level).values_list("code", "labels"))


PLACES = (
    Dimension("country", _("Country"), values=place_labels(PlaceLevel.COUNTRY), column="country_code"),
    Dimension(
        "province",
        _("Province or governorate"),
        values=place_labels(PlaceLevel.PROVINCE),
        within="country",
        column="province_code",
    ),
    Dimension(
        "district",
        _("District"),
        values=place_labels(PlaceLevel.DISTRICT),
        within="province",
        column="district_code",
    ),
)
TRACK = Dimension("track", _("Track"), values=catalogue_labels(Track), column="track_code")
LINES = (
    TRACK,
    Dimension("programme", _("Programme"), values=catalogue_labels(Programme), within="track", column="programme_code"),
    Dimension("project", _("Project"), values=catalogue_labels(Project), within="programme", column="project_code"),
)
KIND = Dimension("kind", _("Kind of activity"), values=catalogue_labels(ActivityKind), column="kind_code")


def place_columns(path: str = "place") -> dict[str, F]:
    """The columns of :data:`PLACES` for rows that reach their place by ``path``."""
    return {f"{level}_code": F(f"{path}__{level}__code") for level in ("country", "province", "district")}


def line_columns(prefix: str = "") -> dict[str, F]:
    """The columns of :data:`LINES` for rows that reach their activity by ``prefix``."""
    return {f"{line}_code": F(f"{prefix}{line}__code") for line in ("track", "programme", "project")}
