"""The list of a case's files."""

from __future__ import annotations

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.tables import Column, Table
from minbar.work.casework.models import CaseDocument


def size_of(document: CaseDocument) -> str:
    return filesizeformat(document.size)


def sender_of(document: CaseDocument) -> str:
    if document.from_client:
        return str(_("The client"))
    return document.added_by.name if document.added_by else ""


class DocumentTable(Table):
    title = _("Files")
    columns = (
        Column("name", _("Name"), value=lambda document: document.reveal("name"), link=True),
        Column("kind", _("Kind"), value=lambda document: document.get_kind_display()),
        Column("size", _("Size"), value=size_of, sort="size"),
        Column("from", pgettext_lazy("file", "From"), value=sender_of),
        Column("added", pgettext_lazy("file", "Added"), Cell.DATETIME, value="created_at", sort="created_at"),
    )
    order = ("-created_at", "-id")
    record_route = "casework:document"
    empty = _("No file is in this case.")
