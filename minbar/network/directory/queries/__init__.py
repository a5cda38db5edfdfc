"""What can be read from the directory."""

from minbar.network.directory.queries.choices import (
    engagement_categories,
    list_choices,
    organisation_kinds,
    tag_choices,
)
from minbar.network.directory.queries.describing import Described, describe
from minbar.network.directory.queries.entries import entries, organisations, parties_called, people
from minbar.network.directory.queries.places import lies_within, place_labels, places_inside, places_named
from minbar.network.directory.queries.resolving import Resolution, as_their_kind, resolve, tag_of, written
from minbar.network.directory.queries.search import Found, narrowed_by_name, search

__all__ = [
    "Described",
    "Found",
    "Resolution",
    "as_their_kind",
    "describe",
    "engagement_categories",
    "entries",
    "lies_within",
    "list_choices",
    "narrowed_by_name",
    "organisation_kinds",
    "organisations",
    "parties_called",
    "people",
    "place_labels",
    "places_inside",
    "places_named",
    "resolve",
    "search",
    "tag_choices",
    "tag_of",
    "written",
]
