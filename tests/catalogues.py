"""What migrations bring, and a test that commits empties with the other tables when it is cleared up."""

from __future__ import annotations


def restore_catalogues() -> None:
    """Add what is missing of the catalogues that rooms start with."""
    from minbar.voice.publishing.catalogue import CHANNELS, KINDS, add_missing
    from minbar.voice.publishing.models import Channel, ContentKind
    from minbar.work.casework.catalogue import add_missing_topics
    from minbar.work.casework.models import Topic
    from minbar.work.engagement.catalogue import add_missing_offers
    from minbar.work.engagement.models import Offer
    from minbar.work.programmes.catalogue import add_first_lines, add_missing_kinds
    from minbar.work.programmes.models import ActivityKind, Programme, Track

    add_missing_kinds(ActivityKind)
    add_first_lines(Track, Programme)
    add_missing_offers(Offer)
    add_missing(ContentKind, KINDS)
    add_missing(Channel, CHANNELS)
    add_missing_topics(Topic)
