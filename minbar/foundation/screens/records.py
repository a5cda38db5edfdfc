"""The view of one record. A room writes::

@requires(EngagementPermission.VIEW)
class MeetingRecord(RecordView):
    list_route = "engagement:meetings"
    def rows(self, user): return queries.meetings_visible_to(user)
    def title(self, record): return record.subject
    def status(self, record): return Status(record.get_state_display(), Severity.GOOD)
    def sections(self, record): return [Section(_("Meeting"), [DetailItem(_("Date"), record.held_on, Cell.DATE)])]
    def buttons(self, record, user): return [Button(_("Edit"), reverse("engagement:meeting-edit", args=[record.uid]))]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext_lazy
from django.views import View

from minbar.foundation.access.decisions import Denied
from minbar.foundation.journal.history import history
from minbar.foundation.screens.cells import Cell, Severity, Status, writer
from minbar.foundation.screens.related import related_actions_of, shown_panels
from minbar.foundation.screens.requests import user_of
from minbar.foundation.screens.undoing import succeeded

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from minbar.foundation.accounts.models import User

    Label = str | _StrPromise


@dataclass(frozen=True)
class DetailItem:
    """A label and a value of a record. An item without a value is left out unless ``always``."""

    label: Label
    value: Any
    kind: Cell = Cell.TEXT
    url: str = ""
    always: bool = False

    @property
    def known(self) -> bool:
        return self.always or not (self.value is None or self.value == "")

    def html(self) -> SafeString:
        return writer(self.kind)(self.value)


@dataclass(frozen=True)
class Section:
    """Items that belong together."""

    title: Label
    items: Sequence[DetailItem]

    @property
    def known(self) -> list[DetailItem]:
        return [item for item in self.items if item.known]

    def html(self) -> SafeString:
        """Title and the items that are known, written in one go, as the rows of lists are."""
        parts = [f'<section class="section"><h2>{escape(str(self.title))}</h2><dl class="detail-list">']
        for item in self.known:
            shown = f'<a href="{escape(item.url)}">{item.html()}</a>' if item.url else item.html()
            parts.append(f"<div><dt>{escape(str(item.label))}</dt><dd>{shown}</dd></div>")
        return mark_safe("".join([*parts, "</dl></section>"]))  # noqa: S308  (escaped above, and in cells.writer)


@dataclass(frozen=True)
class Due:
    """Something that is to be done about the record, by a day. Once that is over it is marked late, in words.

    Attributes:
        is_late: where the day alone does not tell.
    """

    text: Label
    on: date | None = None
    url: str = ""
    is_late: bool | None = None

    @property
    def late(self) -> Status | None:
        late = self.is_late if self.is_late is not None else self.on is not None and self.on < timezone.localdate()
        return Status(pgettext_lazy("something due", "Late"), Severity.BAD) if late else None


@dataclass(frozen=True)
class Button:
    """Something to do with the record. ``post`` acts at once (and offers undo); otherwise the address is a page.

    Dangerous ones stand apart.
    """

    label: Label
    url: str
    post: bool = False
    dangerous: bool = False


@dataclass
class RecordPage:
    """What the template shows."""

    title: str
    status: Status | None
    summary: str
    sections: list[Section] = field(default_factory=list)
    due: Sequence[Due] = ()
    buttons: list[Button] = field(default_factory=list)
    dangerous: list[Button] = field(default_factory=list)

    @property
    def posts(self) -> list[Button]:
        """Those that act at once."""
        return [button for button in self.buttons if button.post]


class RecordView(View):
    """Name and status first, then what is due, the details in groups, what the record is tied to, and its history."""

    template_name: ClassVar[str] = "screens/record.html"
    #: Where its list is, and what the list is called, for the way back.
    list_route: ClassVar[str] = ""
    list_title: ClassVar[Label] = ""
    #: Whether its history from the journal is shown.
    show_history: ClassVar[bool] = True

    def rows(self, user: User) -> QuerySet[Any]:
        """The records that ``user`` may see; any other is not found."""
        raise NotImplementedError

    def record(self, user: User, uid: Any) -> Any:
        """The record of this page, out of :meth:`rows`."""
        return get_object_or_404(self.rows(user), uid=uid)

    def title(self, record: Any) -> str:
        return str(record)

    def summary(self, record: Any) -> Label:
        """One line under the name: what it is."""
        return str(record._meta.verbose_name)

    def status(self, record: Any) -> Status | None:
        return None

    def sections(self, record: Any) -> Sequence[Section]:
        return []

    def due(self, record: Any) -> Sequence[Due]:
        return []

    def buttons(self, record: Any, user: User) -> Sequence[Button]:
        """What this user may do with it now; ask the rules."""
        return []

    def more_context(self, record: Any, user: User) -> dict[str, Any]:
        """More for the template of a view that has its own (``template_name``)."""
        return {}

    def get(self, request: HttpRequest, uid: Any, **kwargs: Any) -> HttpResponse:
        user = user_of(request)
        record: Model = self.record(user, uid)
        buttons = list(self.buttons(record, user))
        buttons += [Button(action.label, action.url(record)) for action in related_actions_of(record, user)]
        page = RecordPage(
            title=self.title(record),
            status=self.status(record),
            summary=str(self.summary(record)),
            sections=[section for section in self.sections(record) if section.known],
            due=self.due(record),
            buttons=[button for button in buttons if not button.dangerous],
            dangerous=[button for button in buttons if button.dangerous],
        )
        context = {
            "record": record,
            "page": page,
            "list_route": self.list_route,
            "list_title": self.list_title,
            "panels": shown_panels(record, user),
            "history": history(record, limit=20) if self.show_history else None,
        }
        return render(request, self.template_name, context | self.more_context(record, user))


class ButtonView(View):
    """Does one thing to a record at once, and says so with a way to take it back. Answers POST only::

    @requires(EngagementPermission.EDIT)
    class MeetingCancel(ButtonView):
        done = _("The meeting is cancelled.")
        undo_route = "engagement:meeting-restore"
        def rows(self, user): return queries.meetings_visible_to(user)
        def act(self, record, user): actions.cancel_meeting(meeting=record, by=user)
    """

    http_method_names = ["post", "options"]
    done: ClassVar[Label] = ""
    undo_route: ClassVar[str] = ""

    def rows(self, user: User) -> QuerySet[Any]:
        raise NotImplementedError

    def act(self, record: Any, user: User) -> None:
        raise NotImplementedError

    def next_url(self, record: Any) -> str:
        """Where to go afterwards; by default to the record's ``get_absolute_url``."""
        return str(record.get_absolute_url())

    def post(self, request: HttpRequest, uid: Any, **kwargs: Any) -> HttpResponse:
        user = user_of(request)
        record = get_object_or_404(self.rows(user), uid=uid)
        try:
            self.act(record, user)
        except Denied as denial:
            messages.error(request, str(denial.decision.reason))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            succeeded(request, self.done, undo=(self.undo_route, record.uid) if self.undo_route else None)
        return HttpResponseRedirect(self.next_url(record))
