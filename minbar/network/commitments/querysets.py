"""Commitments read together with the records that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.db.models.query import ModelIterable

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User
    from minbar.network.commitments.models.commitments import Commitment


class Commitments(QuerySet["Commitment"]):
    """Commitments; :meth:`with_sources` adds ``source_view`` to each, asking each source once for all of a page."""

    _reader: User | None = None

    def with_sources(self, user: User) -> Commitments:
        """Each with ``source_view``: its record as ``user`` may see it, or None."""
        named: Commitments = self._clone()
        named._reader = user
        return named

    def _clone(self) -> Any:
        clone = super()._clone()  # type: ignore[misc]  # Django's own
        clone._reader = self._reader
        return clone

    def _fetch_all(self) -> None:
        fetched = self._result_cache is not None
        super()._fetch_all()
        if not fetched and self._reader is not None and self._iterable_class is ModelIterable:
            name_sources(self._result_cache or [], self._reader)


def name_sources(commitments: list[Commitment], user: User) -> None:
    """Set ``source_view`` on each: one call for each source that names many."""
    from minbar.network.commitments.sources import sources

    for commitment in commitments:
        commitment.source_view = None
    for key, source in sources().items():
        about = {each.source_uid for each in commitments if each.source_key == key and each.source_uid}
        if not about or source.resolve_many is None:
            continue
        views = source.resolve_many(user, about)
        for commitment in commitments:
            if commitment.source_key == key and commitment.source_uid:
                commitment.source_view = views.get(commitment.source_uid)
