"""Datasets that several pages of this room show alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.records import DetailItem
from minbar.network.directory.enums import Nature
from minbar.network.directory.models import Party, Place
from minbar.work.programmes.models import Track

PLACE = _("Place")


def line_items(track: Track | None) -> list[DetailItem]:
    return [DetailItem(_("Track"), track, url=track.get_absolute_url())] if track else []


def place_item(place: Place | None, label: Any = PLACE) -> DetailItem:
    levels = [place.country, place.province, place.district] if place else []
    return DetailItem(label, " › ".join(str(level) for level in levels if level))


def party_items(parties: Iterable[Party]) -> list[DetailItem]:
    """Entries of the directory, each leading to its page."""
    return [DetailItem(Nature(party.nature).label, party, url=party_url(party)) for party in parties]


def party_url(party: Party) -> str:
    try:
        return reverse(f"directory:{party.nature}", args=[party.uid])
    except NoReverseMatch:
        return ""
