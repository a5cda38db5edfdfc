"""What the parts of an identity are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    pass


IDENTITY = (
    *("name", "other_names", "phone", "other_contact", "document_number", "birth_date", "nationality"),
    *("address", "proxy", "safe_contact", "remarks"),
)


def IDENTITY_LABELS() -> dict[str, str]:  # noqa: N802  # a table, translated when it is asked for
    """What the fields of an identity are called."""
    return {
        "name": _("Name"),
        "other_names": _("Other names"),
        "phone": _("Phone"),
        "other_contact": _("Other contact"),
        "document_number": _("Document number"),
        "birth_date": _("Date of birth"),
        "nationality": _("Nationality"),
        "address": _("Home address"),
        "proxy": _("Who speaks for the client"),
        "safe_contact": _("How to reach the client safely"),
        "remarks": _("Remarks"),
    }
