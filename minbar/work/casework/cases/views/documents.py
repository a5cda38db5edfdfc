"""The screens of a case's files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views import View

from minbar.foundation.access.decisions import Denied
from minbar.foundation.access.routes import requires
from minbar.foundation.attachments.serving import as_download
from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.records import Button, ButtonView, DetailItem, RecordView, Section
from minbar.foundation.screens.requests import user_of
from minbar.foundation.vault.errors import Unreadable
from minbar.work.casework.cases import queries, rules
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.actions import documents as actions
from minbar.work.casework.cases.forms.documents import DocumentForm
from minbar.work.casework.cases.models import Case, CaseDocument
from minbar.work.casework.cases.numbering import case_name
from minbar.work.casework.cases.queries.documents import documents_visible_to
from minbar.work.casework.cases.tables.documents import sender_of, size_of
from minbar.work.casework.cases.views.base import BehindTheWall

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.WORK, hides=True)
class DocumentAdd(BehindTheWall, FormView):
    form_class = DocumentForm
    title = _("Add a file")
    introduction = _("It is checked, and kept sealed without where and by what it was made. Its name is sealed too.")
    submit = _("Add")
    done = _("The file is saved.")
    list_route = "casework:cases"
    list_title = _("Cases")

    def rows(self, user: User) -> QuerySet[Case]:
        return queries.cases_visible_to(user)

    def act(self, form: DocumentForm, user: User) -> Case:
        actions.add_document(by=user, case=self.record, **form.cleaned_data)
        return self.record  # type: ignore[no-any-return]  # the view's own kind


@requires(CasePermission.WORK, hides=True)
class DocumentRecord(BehindTheWall, RecordView):
    """What a file is; from here it is saved or removed."""

    template_name = "casework/of_case.html"
    show_history = False  # it is the case's

    def rows(self, user: User) -> QuerySet[CaseDocument]:
        return documents_visible_to(user).defer("content").select_related("added_by")

    def title(self, record: CaseDocument) -> str:
        return str(record.reveal("name"))

    def sections(self, record: CaseDocument) -> Sequence[Section]:
        items = [
            DetailItem(_("Kind"), record.get_kind_display()),
            DetailItem(_("Size"), size_of(record)),
            DetailItem(pgettext_lazy("file", "From"), sender_of(record)),
            DetailItem(pgettext_lazy("file", "Added"), record.created_at, Cell.DATETIME),
        ]
        return [Section(_("File"), items)]

    def more_context(self, record: CaseDocument, user: User) -> dict[str, Any]:
        return {"case": record.case, "case_name": case_name(record.case.number)}

    def buttons(self, record: CaseDocument, user: User) -> Sequence[Button]:
        found = [Button(_("Save the file"), reverse("casework:document-file", args=[record.uid]))]
        if rules.can_act(user, record.case):
            remove = reverse("casework:document-remove", args=[record.uid])
            found.append(Button(_("Remove for good"), remove, post=True, dangerous=True))
        return found


@requires(CasePermission.WORK, hides=True)
class DocumentFile(BehindTheWall, View):
    """The file itself, saved by the browser and never shown in it."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, uid: Any) -> HttpResponse:
        user = user_of(request)
        document = get_object_or_404(documents_visible_to(user), uid=uid)
        try:
            opened = actions.read_document(by=user, document=document)
        except (Denied, Unreadable) as error:
            raise Http404 from error
        return as_download(opened.content, name=opened.name, media_type=opened.media_type)


@requires(CasePermission.WORK, hides=True)
class DocumentRemove(BehindTheWall, ButtonView):
    done = _("The file is gone for good.")

    def rows(self, user: User) -> QuerySet[CaseDocument]:
        return documents_visible_to(user).defer("content")

    def act(self, record: CaseDocument, user: User) -> None:
        actions.remove_document(by=user, document=record)

    def next_url(self, record: CaseDocument) -> str:
        return record.case.get_absolute_url()
