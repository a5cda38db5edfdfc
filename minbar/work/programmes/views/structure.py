"""Lines of work and kinds of activity: lists, pages and forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, DetailItem, RecordView, Section
from minbar.foundation.text.languages import listed
from minbar.work.programmes import actions, queries
from minbar.work.programmes.access import ProgrammesPermission
from minbar.work.programmes.forms import KindForm, LabelledForm, ProgrammeForm, ProjectForm, TrackForm
from minbar.work.programmes.tables import KindTable, ProgrammeTable, ProjectTable, TrackTable

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(ProgrammesPermission.VIEW)
class TrackList(ListView):
    table = TrackTable


@requires(ProgrammesPermission.VIEW)
class ProgrammeList(ListView):
    table = ProgrammeTable


@requires(ProgrammesPermission.VIEW)
class ProjectList(ListView):
    table = ProjectTable


@requires(ProgrammesPermission.VIEW)
class KindList(ListView):
    table = KindTable


class LineRecord(RecordView):
    """The page of something named in three languages; ``name`` is its route."""

    name: ClassVar[str]

    def items(self, record: Any) -> Sequence[DetailItem]:
        return []

    def sections(self, record: Any) -> Sequence[Section]:
        names = [
            DetailItem(_("Arabic"), record.labels.get("ar")),
            DetailItem(_("Turkish"), record.labels.get("tr")),
            DetailItem(_("English"), record.labels.get("en")),
            DetailItem(_("Code"), record.code, Cell.CODE),
        ]
        return [Section(_("Name"), names), Section(_("Line of work"), self.items(record))]

    def buttons(self, record: Any, user: User) -> Sequence[Button]:
        if not decide(user, ProgrammesPermission.EDIT):
            return []
        return [Button(_("Edit"), reverse(f"programmes:{self.name}-edit", args=[record.uid]))]


@requires(ProgrammesPermission.VIEW)
class TrackRecord(LineRecord):
    name = "track"
    list_route, list_title = "programmes:tracks", _("Tracks")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.tracks_visible_to(user)


@requires(ProgrammesPermission.VIEW)
class ProgrammeRecord(LineRecord):
    name = "programme"
    list_route, list_title = "programmes:programmes", _("Programmes")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.programmes_visible_to(user)

    def items(self, record: Any) -> Sequence[DetailItem]:
        return [DetailItem(_("Track"), record.track, url=record.track.get_absolute_url())]


@requires(ProgrammesPermission.VIEW)
class ProjectRecord(LineRecord):
    name = "project"
    list_route, list_title = "programmes:projects", _("Projects")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.projects_visible_to(user)

    def items(self, record: Any) -> Sequence[DetailItem]:
        return [
            DetailItem(_("Programme"), record.programme, url=record.programme.get_absolute_url()),
            DetailItem(_("Begins"), record.starts_on, Cell.DATE),
            DetailItem(_("Ends"), record.ends_on, Cell.DATE),
        ]


@requires(ProgrammesPermission.VIEW)
class KindRecord(LineRecord):
    name = "kind"
    list_route, list_title = "programmes:kinds", _("Kinds of activity")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.kinds_visible_to(user)

    def items(self, record: Any) -> Sequence[DetailItem]:
        return [DetailItem(_("What it counts"), listed(record.counted()))]


class LineForm(FormView):
    """Adds or changes something named in three languages; ``keep`` is the action, ``name`` its argument."""

    form_class: ClassVar[type[LabelledForm]]
    keep: ClassVar[Callable[..., Any]]
    name: ClassVar[str]

    def initial(self, record: Any | None) -> dict[str, Any]:
        return self.form_class.initial_of(record) if record else {}

    def act(self, form: Any, user: User) -> Any:
        return type(self).keep(by=user, **{self.name: self.record}, **form.values())


@requires(ProgrammesPermission.EDIT)
class TrackAdd(LineForm):
    form_class, keep, name, title = TrackForm, actions.keep_track, "track", _("Add a track")
    list_route, list_title = "programmes:tracks", _("Tracks")


@requires(ProgrammesPermission.EDIT)
class TrackEdit(TrackAdd):
    title = _("Edit the track")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.tracks_visible_to(user)


@requires(ProgrammesPermission.EDIT)
class ProgrammeAdd(LineForm):
    form_class, keep, name, title = ProgrammeForm, actions.keep_programme, "programme", _("Add a programme")
    list_route, list_title = "programmes:programmes", _("Programmes")


@requires(ProgrammesPermission.EDIT)
class ProgrammeEdit(ProgrammeAdd):
    title = _("Edit the programme")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.programmes_visible_to(user)


@requires(ProgrammesPermission.EDIT)
class ProjectAdd(LineForm):
    form_class, keep, name, title = ProjectForm, actions.keep_project, "project", _("Add a project")
    list_route, list_title = "programmes:projects", _("Projects")


@requires(ProgrammesPermission.EDIT)
class ProjectEdit(ProjectAdd):
    title = _("Edit the project")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.projects_visible_to(user)


@requires(ProgrammesPermission.EDIT)
class KindAdd(LineForm):
    form_class, keep, name, title = KindForm, actions.keep_kind, "kind", _("Add a kind of activity")
    list_route, list_title = "programmes:kinds", _("Kinds of activity")


@requires(ProgrammesPermission.EDIT)
class KindEdit(KindAdd):
    title = _("Edit the kind of activity")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.kinds_visible_to(user)
