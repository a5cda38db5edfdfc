"""Screens of the door of spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from minbar.doors.exchange.access import ExchangePermission
from minbar.doors.exchange.exporting import listed
from minbar.doors.exchange.forms import ExportForm, FilesForm, WorksheetForm
from minbar.doors.exchange.presenting import shown
from minbar.doors.exchange.tables import ImportTable
from minbar.foundation.access.decisions import require
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.undoing import succeeded
from minbar.foundation.sheets import actions, queries
from minbar.foundation.sheets.declare import Sheet
from minbar.foundation.sheets.exporting import columns_for, export, template
from minbar.foundation.sheets.models import Import
from minbar.foundation.sheets.rejects import rejected_rows

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(ExchangePermission.IMPORT)
class ImportList(ListView):
    table = ImportTable


@requires(ExchangePermission.IMPORT)
class ImportAdd(FormView):
    form_class = FilesForm
    template_name = "exchange/send.html"
    title = _("Import spreadsheets")
    introduction = _("The files are checked first. You see what would become of each row before anything is written.")
    submit = _("Send and check")
    done = _("The files have arrived.")
    list_route = "exchange:imports"
    list_title = _("Imports")

    def act(self, form: FilesForm, user: User) -> str:
        batch = actions.send_files(by=user, files=form.cleaned_data["spreadsheets"])
        return reverse("exchange:import", args=[queries.sent_together(user, batch)[0].uid])


def _own(request: HttpRequest, uid: UUID) -> Import:
    return get_object_or_404(queries.imports_of(request.user), uid=uid)


def _context(request: HttpRequest, uid: UUID) -> dict[str, Any]:
    record = _own(request, uid)
    sending = shown(queries.sent_together(request.user, record.batch), request.user)
    return {"record": record, "sending": sending, "progress": sending.progress}


@requires(ExchangePermission.IMPORT)
def import_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The files that were sent together: what becomes of them, and what the reader decides."""
    return render(request, "exchange/import.html", _context(request, uid))


@requires(ExchangePermission.IMPORT)
def import_progress(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far the run has come; once it is done, the page is loaded anew."""
    context = _context(request, uid)
    response = render(request, "exchange/progress.html", context)
    if context["progress"] is None:
        response["HX-Refresh"] = "true"
    return response


@requires(ExchangePermission.IMPORT)
@require_POST
def explain(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """Take the reader's corrections of how a worksheet was read."""
    record = _own(request, uid)
    result = queries.result_of(record)
    if result is None or number >= len(result.worksheets):
        raise Http404
    known = {sheet.key: sheet for sheet in queries.importable(request.user)}
    form = WorksheetForm(request.POST, worksheet=result.worksheets[number], known=known)
    if form.is_valid():
        worksheet = result.worksheets[number]
        actions.explain_worksheet(
            by=_user(request),
            record=record,
            worksheet=worksheet.worksheet,
            choice=form.choice(),
            headers=worksheet.headers,
        )
    return _back(record)


@requires(ExchangePermission.IMPORT)
@require_POST
def apply(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Have the files taken over."""
    record = _own(request, uid)
    actions.start_applying(by=_user(request), record=record, partial=request.POST.get("partial") == "yes")
    return _back(record)


@requires(ExchangePermission.IMPORT)
@require_POST
def check(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Check the files once more."""
    record = _own(request, uid)
    actions.check_again(by=_user(request), record=record)
    return _back(record)


@requires(ExchangePermission.IMPORT)
@require_POST
def stop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask the run to stop."""
    record = _own(request, uid)
    actions.ask_to_stop(by=_user(request), record=record)
    return _back(record)


@requires(ExchangePermission.IMPORT)
@require_POST
def undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Have a whole import taken back."""
    record = _own(request, uid)
    actions.start_undoing(by=_user(request), record=record)
    return _back(record)


@requires(ExchangePermission.IMPORT)
@require_POST
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Forget a file."""
    actions.discard(by=_user(request), record=_own(request, uid))
    succeeded(request, _("The file is discarded. Nothing of it was written."))
    return HttpResponseRedirect(reverse("exchange:imports"))


@requires(ExchangePermission.IMPORT)
def rejected(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The rejected rows, to be mended and sent again."""
    record = _own(request, uid)
    if record.content is None:
        raise Http404
    name = record.file_name.rpartition(".")[0]
    return _file(rejected_rows(record), f"{name} - {gettext('rejected rows')}.xlsx")


@requires(ExchangePermission.EXPORT)
def exports(request: HttpRequest) -> HttpResponse:
    """What can be taken out, and empty spreadsheets to fill in."""
    context = {"exportable": queries.exportable(request.user), "importable": queries.importable(request.user)}
    return render(request, "exchange/exports.html", context)


@requires(ExchangePermission.EXPORT)
def export_page(request: HttpRequest, key: str) -> HttpResponse:
    """Take a list out: in which form, and why where it holds personal data."""
    sheet = _sheet(request, key)
    require(_user(request), sheet.permission_export)
    columns = columns_for(sheet, request.user)
    personal = [column for column in columns if column.personal]
    form = ExportForm(request.POST or None, personal=bool(personal))
    uids = listed(request.user, sheet, request.GET)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        content = export(key, by=request.user, uids=uids, reason=chosen.get("reason", ""), form=chosen["form"])
        return _file(content, f"{sheet.label}.{chosen['form']}")
    context = {"sheet": sheet, "form": form, "columns": columns, "personal": personal, "count": uids and len(uids)}
    return render(request, "exchange/export.html", context, status=422 if form.errors else 200)


@requires(ExchangePermission.EXPORT)
def empty_template(request: HttpRequest, key: str) -> HttpResponse:
    """An empty spreadsheet with the right headers."""
    sheet = _sheet(request, key)
    return _file(template(key, by=request.user), f"{sheet.label}.xlsx")


def _sheet(request: HttpRequest, key: str) -> Sheet:
    sheet = queries.sheet_for(request.user, key)
    if sheet is None:
        raise Http404
    return sheet


def _user(request: HttpRequest) -> User:
    user: Any = request.user
    return user  # type: ignore[no-any-return]  # kept as Any


def _back(record: Import) -> HttpResponse:
    return HttpResponseRedirect(reverse("exchange:import", args=[record.uid]))


def _file(content: bytes, name: str) -> HttpResponse:
    """A download; the name in two spellings, for programs that know ASCII alone."""
    kind = XLSX if name.endswith(".xlsx") else "text/csv; charset=utf-8"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition(name)})


def disposition(name: str) -> str:
    """The header that names a download (RFC 6266)."""
    stem, _dot, suffix = name.rpartition(".")
    return f"attachment; filename=\"{slugify(stem) or 'file'}.{suffix}\"; filename*=UTF-8''{quote(name)}"
