"""What can be read from the directory."""

from minbar.network.directory.queries.choices import (
    engagement_categories,
    list_choices,
    organisation_kinds,
    tag_choices,
)
from minbar.network.directory.queries.entries import entries, organisations, people
from minbar.network.directory.queries.places import lies_within, place_labels, places_inside, places_named
from minbar.network.directory.queries.search import Found, called, narrowed_by_name, search

__all__ = [
    "Found",
    "called",
    "engagement_categories",
    "entries",
    "lies_within",
    "list_choices",
    "narrowed_by_name",
    "organisation_kinds",
    "organisations",
    "people",
    "place_labels",
    "places_inside",
    "places_named",
    "search",
    "tag_choices",
]
