"""The screens of erasing: what is due, proposing it, entry it as a second person, the certificate; and how long cases
are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views import View

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell, Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, ButtonView, DetailItem, RecordView, Section
from minbar.foundation.screens.requests import user_of
from minbar.foundation.text.languages import Language
from minbar.work.casework.cases import queries
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.models import Case, Topic
from minbar.work.casework.cases.views.base import BehindTheWall, OfCase
from minbar.work.casework.data_rights.actions import erasures as actions
from minbar.work.casework.data_rights.actions.retention import set_retention
from minbar.work.casework.data_rights.enums import ErasureGround
from minbar.work.casework.data_rights.forms import EraseForm, ProposeErasureForm, RetentionForm
from minbar.work.casework.data_rights.models import Erasure
from minbar.work.casework.data_rights.queries import erasures_visible_to
from minbar.work.casework.data_rights.tables import DueTable, ErasureTable, RetentionTable, erasure_status

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.ERASE, hides=True)
class ErasureList(BehindTheWall, ListView):
    table = ErasureTable


@requires(CasePermission.ERASE, hides=True)
class DueList(BehindTheWall, ListView):
    table = DueTable


@requires(CasePermission.ERASE, hides=True)
class ErasureRecord(BehindTheWall, RecordView):
    list_route = "casework:erasures"
    list_title = _("Erasures")

    def rows(self, user: User) -> QuerySet[Erasure]:
        return erasures_visible_to(user)

    def status(self, record: Erasure) -> Status:
        return erasure_status(record)

    def sections(self, record: Erasure) -> Sequence[Section]:
        items = [
            DetailItem(_("Ground"), record.get_ground_display()),
            DetailItem(_("Proposed"), record.created_at, Cell.DATETIME),
            DetailItem(_("Proposed by"), record.proposed_by and record.proposed_by.name),
            DetailItem(_("Erased"), record.erased_at, Cell.DATETIME),
            DetailItem(_("Erased by"), record.done_by and record.done_by.name),
            DetailItem(_("Number in the journal"), record.sequence, Cell.CODE),
            DetailItem(_("Digest"), record.digest, Cell.CODE),
        ]
        counts = [DetailItem(label, count, Cell.NUMBER) for label, count in what_was_erased(record)]
        return [Section(_("Erasure"), items), Section(_("What was erased"), counts)]

    def buttons(self, record: Erasure, user: User) -> Sequence[Button]:
        if record.erased_at:
            return [
                Button(str(name), reverse("casework:erasure-certificate", args=[record.uid, code]))
                for code, name in CERTIFICATES
            ]
        found = []
        if record.is_open and record.proposed_by_id != user.pk:
            found.append(Button(_("Erase"), reverse("casework:erasure-do", args=[record.uid])))
        if record.is_open:
            found.append(Button(_("Drop"), reverse("casework:erasure-drop", args=[record.uid]), post=True))
        return found


CERTIFICATES = (
    (Language.ARABIC, _("Certificate in Arabic")),
    (Language.TURKISH, _("Certificate in Turkish")),
    (Language.ENGLISH, _("Certificate in English")),
)


def what_was_erased(erasure: Erasure) -> list[tuple[str, int]]:
    """Kinds of records by name, with how many of each there were."""
    found = []
    for label, count in erasure.counts.items():
        if count:
            name = str(apps.get_model(label)._meta.verbose_name_plural)
            found.append((name[:1].upper() + name[1:], count))
    return found


@requires(CasePermission.ERASE, hides=True)
class ErasurePropose(OfCase):
    form_class = ProposeErasureForm
    title = _("Propose erasure")
    introduction = _(
        "All that is kept about the client of this case is to be erased, in all of their cases. Another person has to "
        "do it. What was erased can't be brought back, nor read in any backup."
    )
    submit = _("Propose")
    done = _("The erasure is proposed. Another person can do it now.")
    idempotent = True

    def initial(self, record: Case | None) -> dict[str, Any]:
        over = record is not None and record.erase_after is not None and record.erase_after < timezone.localdate()
        return {"ground": ErasureGround.RETENTION if over else ErasureGround.REQUEST}

    def act(self, form: ProposeErasureForm, user: User) -> Erasure:
        return actions.propose_erasure(by=user, case=self.record, **form.cleaned_data)

    def rows(self, user: User) -> QuerySet[Case]:
        return queries.cases_visible_to(user)


@requires(CasePermission.ERASE, hides=True)
class ErasureDo(BehindTheWall, FormView):
    form_class = EraseForm
    title = _("Erase")
    introduction = _(
        "All that is kept about one client becomes unreadable, in all of their cases, their files and every backup. "
        "It can't be undone. What the year's counts need stays, without day and without name."
    )
    submit = _("Erase for good")
    done = _("All that was kept about the client is erased. This is the proof.")
    list_route = "casework:erasures"
    list_title = _("Erasures")

    def rows(self, user: User) -> QuerySet[Erasure]:
        return erasures_visible_to(user)

    def heading(self, record: Any | None) -> str:
        return f"{_('Erase')} · {record}"

    def act(self, form: EraseForm, user: User) -> Erasure:
        if form.cleaned_data["code"].strip().upper() != self.record.code:
            raise ValidationError({"code": _("This is another code.")})
        return actions.erase_client(by=user, erasure=self.record)


@requires(CasePermission.ERASE, hides=True)
class ErasureDrop(BehindTheWall, ButtonView):
    done = _("The proposal is dropped.")

    def rows(self, user: User) -> QuerySet[Erasure]:
        return erasures_visible_to(user)

    def act(self, record: Erasure, user: User) -> None:
        actions.drop_erasure(by=user, erasure=record)


@requires(CasePermission.ERASE, hides=True)
class ErasureCertificate(BehindTheWall, View):
    """The proof as a page to print, in the client's language. Accounts are not named."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, uid: Any, language: str) -> HttpResponse:
        done = erasures_visible_to(user_of(request)).filter(erased_at__isnull=False)
        erasure = get_object_or_404(done, uid=uid)
        with translation.override(language):
            context = {
                "erasure": erasure,
                "counts": what_was_erased(erasure),
                "by_two": erasure.proposed_by_id != erasure.done_by_id,
                "language": Language(language),
                "holds": actions.digest_of(erasure) == erasure.digest,
            }
            return render(request, "casework/certificate.html", context)


@requires(CasePermission.EDIT_TOPICS, hides=True)
class RetentionList(BehindTheWall, ListView):
    table = RetentionTable


@requires(CasePermission.EDIT_TOPICS, hides=True)
class RetentionEdit(BehindTheWall, FormView):
    form_class = RetentionForm
    title = _("How long cases are kept")
    introduction = _("Counted from the day of closing. Until when each closed case is kept is counted anew at once.")
    list_route = "casework:retention"
    list_title = _("How long cases are kept")

    def rows(self, user: User) -> QuerySet[Topic]:
        return Topic.objects.all() if decide(user, CasePermission.EDIT_TOPICS) else Topic.objects.none()

    def heading(self, record: Any | None) -> str:
        return f"{self.title} · {record}"

    def initial(self, record: Topic | None) -> dict[str, Any]:
        return {"years": record.retention_years if record else None}

    def act(self, form: RetentionForm, user: User) -> str:
        set_retention(by=user, topic=self.record, years=form.cleaned_data["years"])
        return reverse("casework:retention")
