"""How a file is told of."""

from __future__ import annotations

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from minbar.work.casework.cases.models import CaseDocument


def size_of(document: CaseDocument) -> str:
    return filesizeformat(document.size)


def sender_of(document: CaseDocument) -> str:
    if document.from_client:
        return str(_("The client"))
    return document.added_by.name if document.added_by else ""
