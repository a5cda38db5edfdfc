"""Roles are job titles; what each may do is declared by the rooms, in their ``access.py``."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(StrEnum):
    """A role that a signed-in person can hold, for the whole network or within a scope."""

    ADMINISTRATOR = "administrator"
    DIRECTOR = "director"
    SECRETARIAT_OFFICER = "secretariat_officer"
    PROGRAMME_OFFICER = "programme_officer"
    EDITOR = "editor"
    ADVOCACY_OFFICER = "advocacy_officer"
    CASE_WORKER = "case_worker"
    CASE_SUPERVISOR = "case_supervisor"
    DELEGATE = "delegate"

    @property
    def label(self) -> str:
        return str(ROLE_LABELS[self])


ROLE_LABELS = {
    Role.ADMINISTRATOR: _("Administrator"),
    Role.DIRECTOR: pgettext_lazy("role", "Director"),
    Role.SECRETARIAT_OFFICER: _("Secretariat officer"),
    Role.PROGRAMME_OFFICER: _("Programme officer"),
    Role.EDITOR: pgettext_lazy("role", "Editor"),
    Role.ADVOCACY_OFFICER: _("Advocacy officer"),
    Role.CASE_WORKER: _("Case worker"),
    Role.CASE_SUPERVISOR: _("Case supervisor"),
    Role.DELEGATE: pgettext_lazy("role", "Delegate"),
}
