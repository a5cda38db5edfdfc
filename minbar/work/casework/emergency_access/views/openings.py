"""Opening one case in an emergency, what was opened, and its review. None of these pages names a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.access.routes import requires
from minbar.foundation.journal.descriptions import description_of
from minbar.foundation.screens.cells import Cell, Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, ButtonView, DetailItem, RecordView, Section
from minbar.foundation.vault.errors import Shredded
from minbar.work.casework.cases import queries
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.views.base import BehindTheWall
from minbar.work.casework.emergency_access import actions, rules
from minbar.work.casework.emergency_access import queries as reading
from minbar.work.casework.emergency_access.forms import OpenByNumberForm, OpenCaseForm, ReviewForm
from minbar.work.casework.emergency_access.models import EmergencyAccess
from minbar.work.casework.emergency_access.tables import EmergencyAccessTable, OwnEmergencyAccessTable, status

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.OPEN_IN_EMERGENCY, hides=True)
class EmergencyAccessAdd(BehindTheWall, FormView):
    """Opens a case by its number: also one that is limited to others, which is in no list."""

    form_class: ClassVar[type[OpenCaseForm]] = OpenByNumberForm
    title = _("Open a case in an emergency")
    introduction = _(
        "You will read everything in one case, and whose it is, for some hours. Others are told before it opens, and "
        "one of them reviews it within 72 hours. Every page that you read is recorded."
    )
    submit = _("Tell them and open the case")
    done = _("The case is open to you. The others were told.")
    list_route = "casework:own-emergency-accesses"
    list_title = _("What I opened")
    idempotent = False  # the journal keeps also what was refused

    def act(self, form: Any, user: User) -> str:
        return own_page(actions.open_in_emergency(by=user, **form.cleaned_data))


@requires(CasePermission.OPEN_IN_EMERGENCY, hides=True)
class CaseEmergencyAccess(EmergencyAccessAdd):
    """Opens the case on whose page one is."""

    form_class = OpenCaseForm
    list_route = "casework:cases"
    list_title = _("Cases")

    def rows(self, user: User) -> QuerySet[Case]:
        return queries.cases_visible_to(user)

    def act(self, form: Any, user: User) -> str:
        return own_page(actions.open_in_emergency(by=user, uid=self.record.uid, **form.cleaned_data))


@requires(CasePermission.OPEN_IN_EMERGENCY, hides=True)
class OwnEmergencyAccessList(BehindTheWall, ListView):
    table = OwnEmergencyAccessTable


@requires(CasePermission.OPEN_IN_EMERGENCY, hides=True)
class OwnEmergencyAccessRecord(BehindTheWall, RecordView):
    """What one opened oneself; while it is open, the way to the case."""

    list_route = "casework:own-emergency-accesses"
    list_title = _("What I opened")
    show_history = False

    def rows(self, user: User) -> QuerySet[EmergencyAccess]:
        return reading.emergency_accesses_of(user).select_related("case")

    def title(self, record: EmergencyAccess) -> str:
        return record.get_category_display()

    def status(self, record: EmergencyAccess) -> Status:
        return status(record)

    def sections(self, record: EmergencyAccess) -> Sequence[Section]:
        return [opening(record), review(record)]

    def buttons(self, record: EmergencyAccess, user: User) -> Sequence[Button]:
        if not record.is_live or record.case is None:
            return []
        return [
            Button(_("To the case"), record.case.get_absolute_url()),
            Button(_("Shut it again"), reverse("casework:emergency-access-end", args=[record.uid]), post=True),
        ]


@requires(CasePermission.REVIEW_EMERGENCY_ACCESS, hides=True)
class EmergencyAccessList(BehindTheWall, ListView):
    table = EmergencyAccessTable


@requires(CasePermission.REVIEW_EMERGENCY_ACCESS, hides=True)
class EmergencyAccessRecord(BehindTheWall, RecordView):
    """What somebody else opened: who, when, why and how much was read."""

    list_route = "casework:emergency-accesses"
    list_title = _("Emergency openings")
    show_history = False

    def rows(self, user: User) -> QuerySet[EmergencyAccess]:
        return reading.emergency_accesses_to_review(user)

    def title(self, record: EmergencyAccess) -> str:
        return record.get_category_display()

    def status(self, record: EmergencyAccess) -> Status:
        return status(record)

    def sections(self, record: EmergencyAccess) -> Sequence[Section]:
        read = [
            DetailItem(description_of(action), count, Cell.NUMBER)
            for action, count in reading.readings_of(record).items()
        ] or [DetailItem(_("Pages of the case"), 0, Cell.NUMBER)]
        return [opening(record), Section(_("What was read meanwhile"), read), review(record)]

    def buttons(self, record: EmergencyAccess, user: User) -> Sequence[Button]:
        found = []
        if not record.verdict and rules.can_review_emergency_access(user, record):
            found.append(Button(_("Review it"), reverse("casework:emergency-access-review", args=[record.uid])))
        if record.is_live:
            found.append(
                Button(_("Shut it at once"), reverse("casework:emergency-access-end", args=[record.uid]), post=True)
            )
        return found


@requires(CasePermission.REVIEW_EMERGENCY_ACCESS, hides=True)
class EmergencyAccessReview(BehindTheWall, FormView):
    form_class = ReviewForm
    title = _("Review the opening")
    submit = _("Keep the review")
    done = _("The review is saved.")
    list_route = "casework:emergency-accesses"
    list_title = _("Emergency openings")

    def rows(self, user: User) -> QuerySet[EmergencyAccess]:
        return reading.emergency_accesses_to_review(user).filter(verdict="")

    def act(self, form: Any, user: User) -> EmergencyAccess:
        return actions.review_emergency_access(by=user, emergency_access=self.record, **form.cleaned_data)


@requires(CasePermission.REVIEW_EMERGENCY_ACCESS, hides=True)
class EmergencyAccessEnd(BehindTheWall, ButtonView):
    done = _("The case is shut again.")

    def rows(self, user: User) -> QuerySet[EmergencyAccess]:
        return reading.emergency_accesses_visible_to(user)

    def act(self, record: EmergencyAccess, user: User) -> None:
        actions.end_emergency_access(by=user, emergency_access=record)

    def next_url(self, record: EmergencyAccess) -> str:
        own = record.opened_by_id == self.request.user.pk
        return own_page(record) if own else record.get_absolute_url()


def own_page(emergency_access: EmergencyAccess) -> str:
    """Where whoever opened the case finds the way to it."""
    return reverse("casework:own-emergency-access", args=[emergency_access.uid])


def opening(emergency_access: EmergencyAccess) -> Section:
    return Section(
        _("The opening"),
        [
            DetailItem(_("Opened by"), emergency_access.opened_by.name),
            DetailItem(_("Opened"), emergency_access.opened_at, Cell.DATETIME),
            DetailItem(
                _("Ended") if emergency_access.ended_at else _("Until"), emergency_access.shut_at, Cell.DATETIME
            ),
            DetailItem(_("Reason"), emergency_access.get_category_display()),
            DetailItem(_("Why this was needed"), words_of(emergency_access, "reason"), Cell.LONG),
        ],
    )


def review(emergency_access: EmergencyAccess) -> Section:
    return Section(
        _("Review"),
        [
            DetailItem(_("Due"), None if emergency_access.verdict else emergency_access.review_due, Cell.DATETIME),
            DetailItem(_("Result of the review"), emergency_access.get_verdict_display()),
            DetailItem(_("Reviewed by"), emergency_access.reviewed_by and emergency_access.reviewed_by.name),
            DetailItem(_("Reviewed"), emergency_access.reviewed_at, Cell.DATETIME),
            DetailItem(
                pgettext_lazy("review of an opened case", "Why"), words_of(emergency_access, "words"), Cell.LONG
            ),
        ],
    )


def words_of(emergency_access: EmergencyAccess, field: str) -> str:
    """The sealed words; after the client's erasure, that they are gone."""
    try:
        return str(emergency_access.reveal(field))
    except Shredded as error:
        return str(error)
