"""Partnerships and solution partners: lists, pages, forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell, Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, DetailItem, Due, RecordView, Section
from minbar.foundation.text.languages import listed
from minbar.work.engagement import actions, queries
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.forms import PartnershipForm, SolutionPartnerForm
from minbar.work.engagement.models import Partnership, SolutionPartner
from minbar.work.engagement.status import status_of_partnership
from minbar.work.engagement.tables import PartnershipTable, SolutionPartnerTable
from minbar.work.engagement.views.parts import line_items, party_url, place_item

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(EngagementPermission.VIEW)
class PartnershipList(ListView):
    table = PartnershipTable


@requires(EngagementPermission.VIEW)
class PartnershipRecord(RecordView):
    list_route = "engagement:partnerships"
    list_title = _("Partnerships")

    def rows(self, user: User) -> QuerySet[Partnership]:
        return queries.partnerships_visible_to(user)

    def title(self, record: Partnership) -> str:
        return str(record.organisation)

    def summary(self, record: Partnership) -> str:
        return record.purpose or str(record._meta.verbose_name)

    def status(self, record: Partnership) -> Status:
        return status_of_partnership(record)

    def due(self, record: Partnership) -> Sequence[Due]:
        if record.ends_soon():
            return [Due(_("The partnership ends: renew it, or take leave."), record.ends_on)]
        return []

    def sections(self, record: Partnership) -> Sequence[Section]:
        items = [
            DetailItem(_("Organisation"), record.organisation, url=party_url(record.organisation)),
            DetailItem(_("Kind of partnership"), record.get_kind_display()),
            DetailItem(_("Purpose"), record.purpose),
            *line_items(record.track),
        ]
        dates = [
            DetailItem(_("Signed on"), record.starts_on, Cell.DATE),
            DetailItem(_("Ends on"), record.ends_on, Cell.DATE, always=True),
            DetailItem(_("Document"), record.document_reference),
        ]
        return [
            Section(_("Partnership"), items),
            Section(_("Dates and document"), dates),
            Section(_("Notes"), [DetailItem(_("Notes"), record.notes, Cell.LONG)]),
        ]

    def buttons(self, record: Partnership, user: User) -> Sequence[Button]:
        if not decide(user, EngagementPermission.EDIT, subject=record):
            return []
        return [Button(_("Edit"), reverse("engagement:partnership-edit", args=[record.uid]))]


@requires(EngagementPermission.EDIT)
class PartnershipAdd(FormView):
    form_class = PartnershipForm
    title = _("Add a partnership")
    done = _("The partnership is recorded.")
    list_route = "engagement:partnerships"
    list_title = _("Partnerships")

    def initial(self, record: Any | None) -> dict[str, Any]:
        return PartnershipForm.initial_of(record) if record else {}

    def act(self, form: Any, user: User) -> Partnership:
        return actions.keep_partnership(partnership=self.record, **form.cleaned_data, by=user)


@requires(EngagementPermission.EDIT)
class PartnershipEdit(PartnershipAdd):
    title = _("Edit the partnership")

    def rows(self, user: User) -> QuerySet[Partnership]:
        return queries.partnerships_visible_to(user)


@requires(EngagementPermission.VIEW)
class SolutionPartnerList(ListView):
    table = SolutionPartnerTable


@requires(EngagementPermission.VIEW)
class SolutionPartnerRecord(RecordView):
    list_route = "engagement:solution-partners"
    list_title = _("Solution partners")

    def rows(self, user: User) -> QuerySet[SolutionPartner]:
        levels = ("country", "province", "district")
        paths = [f"organisation__place__{level}" for level in levels]
        return queries.solution_partners_visible_to(user).select_related(*paths)

    def sections(self, record: SolutionPartner) -> Sequence[Section]:
        items = [
            DetailItem(_("Organisation"), record.organisation, url=party_url(record.organisation)),
            DetailItem(_("What it offers"), listed(record.offers.all())),
            DetailItem(_("On what terms"), record.terms),
            DetailItem(_("Since"), record.since, Cell.DATE),
            place_item(record.organisation.place),
        ]
        notes = [DetailItem(_("Notes"), record.notes, Cell.LONG)]
        return [Section(_("Solution partner"), items), Section(_("Notes"), notes)]

    def buttons(self, record: SolutionPartner, user: User) -> Sequence[Button]:
        if not decide(user, EngagementPermission.EDIT, subject=record):
            return []
        return [Button(_("Edit"), reverse("engagement:solution-partner-edit", args=[record.uid]))]


@requires(EngagementPermission.EDIT)
class SolutionPartnerAdd(FormView):
    form_class = SolutionPartnerForm
    title = _("Add a solution partner")
    done = _("The solution partner is recorded.")
    list_route = "engagement:solution-partners"
    list_title = _("Solution partners")

    def initial(self, record: Any | None) -> dict[str, Any]:
        return SolutionPartnerForm.initial_of(record) if record else {}

    def act(self, form: Any, user: User) -> SolutionPartner:
        return actions.keep_solution_partner(partner=self.record, **form.cleaned_data, by=user)


@requires(EngagementPermission.EDIT)
class SolutionPartnerEdit(SolutionPartnerAdd):
    title = _("Edit the solution partner")

    def rows(self, user: User) -> QuerySet[SolutionPartner]:
        return queries.solution_partners_visible_to(user)
