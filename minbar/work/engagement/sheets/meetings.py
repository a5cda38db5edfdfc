"""Rows of the register of meetings: a meeting with its counterparts, place and participants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from minbar.foundation.text.normalise import normalise
from minbar.network.directory.models import EngagementCategory, Place
from minbar.work.engagement.models import Counterpart, Meeting
from minbar.work.programmes.models import Track
from minbar.work.programmes.sheets.columns import (
    Codes,
    Row,
    by_record,
    has_place,
    place_cells,
    place_paths,
    place_said,
)

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

PLAIN = ("held_on", "subject", "form", "venue", "notes")
CATALOGUES = {"category": EngagementCategory, "track": Track}
Identity = tuple[Any, str, frozenset[int]]


class MeetingRows:
    """See :class:`minbar.foundation.sheets.declare.RowHandler`."""

    def match(self, rows: Sequence[Row]) -> Sequence[Meeting | None]:
        """By day, subject and counterparts, in whatever order these are written."""
        days = {row["held_on"] for row in rows if row.get("held_on")}
        meetings = Meeting.objects.filter(held_on__in=days).prefetch_related("counterparts")
        there: dict[Identity, Meeting] = {
            _identity(each.held_on, each.subject, (tie.party_id for tie in each.counterparts.all())): each
            for each in meetings
        }
        return [
            there.get(_identity(row.get("held_on"), row.get("subject", ""), row.get("counterparts", ())))
            for row in rows
        ]

    def state(self, records: Sequence[models.Model]) -> Sequence[Row]:
        ids = [record.pk for record in records]
        found = Meeting.objects.select_related("category", "track", *place_paths()).in_bulk(ids)
        counterparts = Counterpart.objects.filter(meeting__in=ids).order_by("position", "pk")
        attended = Meeting.attended_by.through.objects.filter(meeting__in=ids).order_by("pk")
        ties = {
            "counterparts": by_record(counterparts.values_list("meeting_id", "party_id")),
            "attended_by": by_record(attended.values_list("meeting_id", "person_id")),
        }
        return [_cells(found[pk]) | {key: tied.get(pk, ()) for key, tied in ties.items()} for pk in ids]

    def create(self, rows: Sequence[Row], *, by: User | None) -> Sequence[Meeting]:
        codes = Codes()
        pairs = [(Meeting(), row) for row in rows]
        for meeting, row in pairs:
            _fill(meeting, row, codes)
        Meeting.objects.bulk_create(meeting for meeting, _row in pairs)
        _tie(pairs)
        return [meeting for meeting, _row in pairs]

    def update(self, records: Sequence[models.Model], changes: Sequence[Row], *, by: User | None) -> None:
        codes, now = Codes(), timezone.now()
        found = Meeting.objects.select_related(*place_paths()).in_bulk([record.pk for record in records])
        pairs = [(found[record.pk], row) for record, row in zip(records, changes, strict=True)]
        for meeting, row in pairs:
            _fill(meeting, row, codes)
            meeting.updated_at = now
        fields = [*PLAIN, *CATALOGUES, "is_official", "place", "updated_at"]
        Meeting.objects.bulk_update(found.values(), fields, batch_size=500)
        _untie(pairs)
        _tie(pairs)

    def delete(self, records: Sequence[models.Model], *, by: User | None) -> None:
        Meeting.objects.filter(pk__in=[record.pk for record in records]).delete()


def _identity(held_on: Any, subject: str, parties: Any) -> Identity:
    return held_on, normalise(subject), frozenset(parties)


def _cells(meeting: Meeting) -> dict[str, Any]:
    cells: dict[str, Any] = {name: getattr(meeting, name) for name in (*PLAIN, "is_official")}
    for name in CATALOGUES:
        entry = getattr(meeting, name)
        cells[name] = entry.code if entry else ""
    return cells | place_cells(meeting.place)


def _fill(meeting: Meeting, row: Row, codes: Codes) -> None:
    for name in PLAIN:
        if name in row:
            setattr(meeting, name, row[name])
    for name, model in CATALOGUES.items():
        if name in row:
            setattr(meeting, f"{name}_id", codes.pk(model, row[name]))
    if "is_official" in row:
        meeting.is_official = bool(row["is_official"])
    if has_place(row):
        meeting.place_id = codes.pk(Place, place_said(row, meeting.place))


def _untie(pairs: Sequence[tuple[Meeting, Row]]) -> None:
    Counterpart.objects.filter(meeting__in=[each for each, row in pairs if "counterparts" in row]).delete()
    attended = Meeting.attended_by.through.objects
    attended.filter(meeting__in=[each for each, row in pairs if "attended_by" in row]).delete()


def _tie(pairs: Sequence[tuple[Meeting, Row]]) -> None:
    Counterpart.objects.bulk_create(
        Counterpart(meeting=meeting, party_id=pk, position=position)
        for meeting, row in pairs
        for position, pk in enumerate(row.get("counterparts", ()))
    )
    through = Meeting.attended_by.through
    through.objects.bulk_create(
        through(meeting_id=meeting.pk, person_id=pk) for meeting, row in pairs for pk in row.get("attended_by", ())
    )
