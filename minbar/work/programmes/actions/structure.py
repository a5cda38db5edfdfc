"""Making and changing what activities stand in: tracks, programmes, projects, kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction

from minbar.foundation.access.decisions import require
from minbar.foundation.journal.record import record
from minbar.foundation.records.catalogues import Catalogue
from minbar.foundation.records.changes import set_fields
from minbar.work.programmes.access import ProgrammesPermission
from minbar.work.programmes.models import ActivityKind, Programme, Project, Track

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

Line = TypeVar("Line", bound=Catalogue)


def keep_track(*, by: User, track: Track | None = None, **values: Any) -> Track:
    """Add a track, or change the one given."""
    return _keep(by, track or Track(), "track", values)


def keep_programme(*, by: User, programme: Programme | None = None, **values: Any) -> Programme:
    """Add a programme, or change the one given. If its track changes, its activities go with it."""
    return _keep(by, programme or Programme(), "programme", values)


def keep_project(*, by: User, project: Project | None = None, **values: Any) -> Project:
    """Add a project, or change the one given. If its programme changes within the track, its activities go with it."""
    return _keep(by, project or Project(), "project", values)


def keep_kind(*, by: User, kind: ActivityKind | None = None, **values: Any) -> ActivityKind:
    """Add a kind of activity, or change the one given."""
    return _keep(by, kind or ActivityKind(), "kind", values)


@transaction.atomic
def _keep(by: User, line: Line, name: str, values: dict[str, Any]) -> Line:
    require(by, ProgrammesPermission.EDIT)
    verb = "added" if line._state.adding else "changed"
    changes = set_fields(line, values)
    line.full_clean()
    line.save()
    if changes:
        record(by=by, event=f"programmes.{name}_{verb}", subject=line, changes=changes)
    return line
