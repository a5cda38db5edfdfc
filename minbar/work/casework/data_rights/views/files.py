"""A client's whole file: shown, packed under a passphrase, saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from minbar.foundation.access.decisions import Denied
from minbar.foundation.access.routes import requires
from minbar.foundation.attachments.serving import as_download
from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.records import Button, DetailItem, RecordView, Section
from minbar.foundation.screens.requests import user_of
from minbar.foundation.text.languages import reader_language
from minbar.foundation.vault.errors import Unreadable
from minbar.work.casework.cases import queries
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.numbering import case_name, grouped
from minbar.work.casework.cases.views.base import BehindTheWall, OfCase
from minbar.work.casework.data_rights.actions import exports as actions
from minbar.work.casework.data_rights.forms import ExportForm
from minbar.work.casework.data_rights.models import FileExport
from minbar.work.casework.data_rights.queries import exports_visible_to

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(CasePermission.EXPORT_FILE, hides=True)
class ClientFilePage(BehindTheWall, View):
    """All that is kept about the client. Whoever may not read all of it is told nothing of it."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, uid: Any) -> HttpResponse:
        user = user_of(request)
        case = get_object_or_404(queries.cases_visible_to(user), uid=uid)
        context: dict[str, Any] = {"case": case}
        try:
            context["file"] = actions.show_file(by=user, case=case)
        except Denied as denial:
            context["refusal"] = denial.decision.reason
        except Unreadable as error:
            raise Http404 from error
        return render(request, "casework/client_file.html", context)


@requires(CasePermission.EXPORT_FILE, hides=True)
class FileExportAdd(OfCase):
    form_class = ExportForm
    title = _("Pack the whole file")
    introduction = _(
        "For the client alone. It is packed under a passphrase that is shown once, on the next page, and can be saved "
        "three times within 24 hours. Tell the client the passphrase by another way than the file."
    )
    submit = _("Pack")
    done = _("The file is packed.")

    def initial(self, record: Any | None) -> dict[str, Any]:
        return {"language": reader_language()}

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.made: actions.MadeExport | None = None

    def act(self, form: ExportForm, user: User) -> FileExport:
        self.made = actions.export_file(by=user, case=self.record, **form.cleaned_data)
        return self.made.export

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = super().post(request, **kwargs)
        if self.made is None:
            return response
        # Not by a redirect: the passphrase is on this answer alone, which no browser keeps.
        page = render(
            request,
            "casework/file_packed.html",
            {"made": self.made, "case": self.record},
        )
        page["Cache-Control"] = "no-store, private"
        return page


@requires(CasePermission.EXPORT_FILE, hides=True)
class FileExportRecord(BehindTheWall, RecordView):
    template_name = "casework/of_case.html"
    show_history = False

    def rows(self, user: User) -> QuerySet[FileExport]:
        return exports_visible_to(user)

    def title(self, record: FileExport) -> str:
        return str(_("Packed file"))

    def sections(self, record: FileExport) -> Sequence[Section]:
        items = [
            DetailItem(_("Case number"), grouped(record.case.number), Cell.CODE, url=record.case.get_absolute_url()),
            DetailItem(_("Reason"), record.reveal("reason")),
            DetailItem(_("Packed by"), record.made_by and record.made_by.name),
            DetailItem(_("Can be saved until"), record.expires_at, Cell.DATETIME),
            DetailItem(_("Downloads left"), record.downloads_left, Cell.NUMBER),
        ]
        return [Section(_("Packed file"), items)]

    def more_context(self, record: FileExport, user: User) -> dict[str, Any]:
        return {"case": record.case, "case_name": case_name(record.case.number)}

    def buttons(self, record: FileExport, user: User) -> Sequence[Button]:
        return [Button(_("Save the file"), reverse("casework:file-export-save", args=[record.uid]), post=True)]


@requires(CasePermission.EXPORT_FILE, hides=True)
class FileExportSave(BehindTheWall, View):
    """The packed file itself. Each time is counted, so it answers to POST alone."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, uid: Any) -> HttpResponse:
        user = user_of(request)
        export = get_object_or_404(exports_visible_to(user), uid=uid)
        try:
            content = actions.save_export(by=user, export=export)
        except (Denied, Unreadable) as error:
            raise Http404 from error
        return as_download(content, name="file.zip", media_type="application/zip")
