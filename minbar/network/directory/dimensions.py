"""What datasets are commonly split by, here and in the rooms above: places, engagement categories."""

from __future__ import annotations

from functools import partial

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from minbar.foundation.figures.declare import Dimension
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.queries import engagement_categories, place_labels

PLACES = (
    Dimension("country", _("Country"), values=partial(place_labels, PlaceLevel.COUNTRY), column="country_code"),
    Dimension(
        "province",
        _("Province or governorate"),
        values=partial(place_labels, PlaceLevel.PROVINCE),
        within="country",
        column="province_code",
    ),
    Dimension(
        "district",
        _("District"),
        values=partial(place_labels, PlaceLevel.DISTRICT),
        within="province",
        column="district_code",
    ),
)
CATEGORY = Dimension("category", _("Engagement category"), values=engagement_categories, column="category_code")


def place_columns(path: str = "place") -> dict[str, F]:
    """The columns of :data:`PLACES` for rows that reach their place by ``path``."""
    return {f"{level}_code": F(f"{path}__{level}__code") for level in ("country", "province", "district")}
