"""The list of follow-ups, their pages, and the form of a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell, Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.listing import Listing
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, DetailItem, RecordView, Section
from minbar.foundation.screens.requests import user_of
from minbar.network.commitments import actions, queries, rules
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.enums import Standing
from minbar.network.commitments.forms import CommitmentForm
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.sources import Source, SourceView, source_of
from minbar.network.commitments.status import deadline_of, left, status_of
from minbar.network.commitments.tables import CommitmentTable
from minbar.network.commitments.views.parts import ReadingSources

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


#: What most come for, as the list's own filters.
READY_VIEWS = (
    (_("I am to do"), "whose=mine&standing=open"),
    (_("Others are to do for me"), "whose=owed&standing=open"),
    (_("All that is overdue"), "standing=overdue"),
    (_("All that I may see"), ""),
)


@requires(CommitmentPermission.VIEW)
class CommitmentList(ReadingSources, ListView):
    table = CommitmentTable
    template_name = "commitments/list.html"

    def context(self, listing: Listing) -> dict[str, Any]:
        return super().context(listing) | {"ready": READY_VIEWS}


@requires(CommitmentPermission.VIEW)
class CommitmentRecord(ReadingSources, RecordView):  # type: ignore[misc]  # mixed in before its view
    template_name = "commitments/commitment.html"
    show_history = False  # its steps are its history

    def record(self, user: User, uid: UUID) -> Commitment:
        found: Commitment = super().record(user, uid)
        source = source_of(found.source_key)
        #: What it is about, as the reader may see it; asked for once.
        self.view = source.resolve(user, found.source_uid) if source and found.source_uid else None
        return found

    def status(self, record: Commitment) -> Status:
        return status_of(record)

    def sections(self, record: Commitment) -> Sequence[Section]:
        source, view = source_of(record.source_key), self.view
        agreed = [
            DetailItem(source.label if source else "", view.title if view else "", url=view.url if view else ""),
            DetailItem(_("Kind"), dict(source.kinds).get(record.kind, "") if source and record.what else ""),
            DetailItem(_("Deadline"), deadline_of(record)),
            DetailItem(_("Time left"), left(record)),
            DetailItem(_("Recorded by"), record.made_by),
        ]
        who = [
            DetailItem(_("Who does it"), record.owed_by),
            DetailItem(_("For whom"), record.owed_to),
            DetailItem(_("If it is late, notify"), record.escalate_to),
            DetailItem(_("After so many days"), record.escalate_after_days or None, Cell.NUMBER),
        ]
        return [Section(_("What was agreed"), agreed), Section(_("Who"), who), self._end(record, source)]

    def _end(self, record: Commitment, source: Source | None) -> Section:
        shown: Any = None
        if source and record.evidence_uid and record.evidence_uid == record.source_uid:
            shown = self.view
        elif source and source.evidence and record.source_uid and record.evidence_uid:
            found = source.evidence(user_of(self.request), record.source_uid)
            shown = next((each for each in found if each.uid == record.evidence_uid), None)
        items = [
            DetailItem(
                _("How it was done") if record.standing == Standing.DONE else _("Reason"),
                record.closing_note,
                Cell.LONG,
            ),
            DetailItem(_("Record that shows it"), shown.title if shown else "", url=shown.url if shown else ""),
            DetailItem(_("Link to what shows it"), record.closing_link, Cell.CODE, url=record.closing_link),
            DetailItem(_("Closed on"), record.closed_at, Cell.DATETIME),
            DetailItem(_("Closed by"), record.closed_by),
        ]
        return Section(pgettext_lazy("follow-up", "How it ended"), items)

    def buttons(self, record: Commitment, user: User) -> Sequence[Button]:
        def to(what: str) -> str:
            return reverse(f"commitments:commitment-{what}", args=[record.uid])

        ways = rules.ways_with(user, record)
        change = bool(ways.change)
        if record.standing != Standing.OPEN:
            return [Button(_("Reopen"), to("reopen"))] if change else []
        offered = [*self._in_its_record(record)]
        if ways.close:
            offered.append(Button(pgettext_lazy("follow-up", "It is done"), to("close")))
        if ways.reassign:
            offered.append(Button(_("Reassign"), to("reassign")))
        if change:
            offered += [
                Button(_("Move the deadline"), to("move")),
                Button(_("Edit"), to("edit")),
                Button(_("Cancel the follow-up"), to("cancel"), post=True, dangerous=True),
            ]
        return offered

    def _in_its_record(self, record: Commitment) -> Iterator[Button]:
        """The way to where it is done, where that is the record itself."""
        source = source_of(record.source_key)
        if source and source.by_its_record and self.view and self.view.url:
            yield Button(_("Open the record"), self.view.url)

    def more_context(self, record: Commitment, user: User) -> dict[str, Any]:
        return {"steps": queries.steps_of(record)}


@requires(CommitmentPermission.EDIT)
class CommitmentAdd(ReadingSources, FormView):  # type: ignore[misc]  # mixed in before its view
    """A follow-up on its own, or about the record that the address names."""

    form_class = CommitmentForm
    title = _("Add a follow-up")
    done = _("The follow-up is noted.")
    idempotent = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.source: Source | None = None
        self.about: UUID | None = None
        self.view: SourceView | None = None

    def rows(self, user: User) -> None:
        """It makes a new one; whoever may not follow up the record named is told that nothing is there."""
        if key := self.request.GET.get("source", ""):
            self.source, self.about = source_of(key), _uid(self.request.GET.get("of", ""))
            if self.source is None or not rules.may_make(user, key, self.about):
                raise Http404
            self.view = self.source.resolve(user, self.about)  # type: ignore[arg-type]  # without it none may be made

    def heading(self, record: Any | None) -> Any:
        if self.source is None or self.view is None or self.source.walled:  # a heading is a browser's title too
            return self.title
        return f"{self.title}: {self.source.label} {self.view.title}"

    def initial(self, record: Any | None) -> dict[str, Any]:
        return CommitmentForm.first_values(user_of(self.request))

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"user": user, "source": self.source}

    def act(self, form: Any, user: User) -> str:
        made = actions.make_commitment(
            by=user,
            owed_by=form.somebody("owed_by"),
            due_at=form.deadline(),
            source_key=self.source.key if self.source else "",
            source_uid=self.about,
            **form.agreed(),
        )
        return self.view.url if self.view and self.view.url else made.get_absolute_url()

    def _back_url(self) -> str:
        return self.view.url if self.view and self.view.url else reverse(self.list_route)


@requires(CommitmentPermission.EDIT)
class CommitmentEdit(ReadingSources, FormView):  # type: ignore[misc]  # mixed in before its view
    form_class = CommitmentForm
    title = _("Edit the follow-up")

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        assert record is not None
        return {"user": user, "source": source_of(record.source_key), "commitment": record}

    def initial(self, record: Any | None) -> dict[str, Any]:
        return CommitmentForm.values_of(record) if record else {}

    def act(self, form: Any, user: User) -> Commitment:
        return actions.change_commitment(commitment=self.record, by=user, **form.agreed())


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
