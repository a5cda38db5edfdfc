"""The lists of accounts and of invitations."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.roles import ROLE_LABELS, Role
from minbar.foundation.accounts import queries
from minbar.foundation.accounts.access import AccountsPermission
from minbar.foundation.accounts.models import Invitation, User
from minbar.foundation.notifications.channels import channel_of
from minbar.foundation.notifications.enums import Status as Outcome
from minbar.foundation.notifications.kinds import kind_of
from minbar.foundation.notifications.models import Message
from minbar.foundation.notifications.queries import messages
from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.filters import ChoiceFilter, YesNoFilter
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.foundation.text.languages import listed


def role_names(roles: list[str]) -> str:
    """Roles by their names in the reader's language."""
    return listed(ROLE_LABELS[Role(role)] for role in roles)


def account_status(account: Any) -> Status:
    """Deactivated, without second factor (can do nothing yet), or active."""
    if not account.is_active:
        return Status(_("Deactivated"), Severity.BAD)
    if not account.second_factor_now:
        return Status(_("Without a second factor"), Severity.WAITING)
    return Status(_("Active"), Severity.GOOD)


def invitation_status(invitation: Invitation) -> Status:
    if invitation.accepted_at:
        return Status(_("Accepted"), Severity.GOOD)
    if invitation.revoked_at:
        return Status(_("Withdrawn"), Severity.BAD)
    return Status(_("Open"), Severity.WAITING) if invitation.is_open else Status(_("Run out"), Severity.BAD)


class AccountTable(Table):
    key = "admission.accounts"
    title = _("Accounts")
    columns = (
        Column("name", _("Name"), sort="name", link=True),
        Column("email", _("E-mail"), Cell.CODE, sort="email"),
        Column("roles", _("Roles"), value=lambda account: role_names([held["role"] for held in account.roles_now])),
        Column("standing", _("Status"), Cell.STATUS, value=account_status),
        Column("last_login", _("Last sign-in"), Cell.DATETIME, sort="last_login"),
    )
    filters = (YesNoFilter("active", _("Active"), Q(is_active=True)),)
    order = ("name",)
    record_route = "admission:account"
    add = Add("admission:invite", _("Invite somebody"), AccountsPermission.ADMINISTER)
    empty = _("No accounts. Invite the first colleague.")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.accounts_visible_to(user)

    def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        return rows.filter(Q(name__icontains=text) | Q(email__icontains=text))


class InvitationTable(Table):
    key = "admission.invitations"
    title = _("Invitations")
    columns = (
        Column("name", _("Name"), sort="name", link=True),
        Column("email", _("E-mail"), Cell.CODE, sort="email"),
        Column("roles", _("Roles"), value=lambda invitation: role_names(invitation.roles)),
        Column("standing", _("Status"), Cell.STATUS, value=invitation_status),
        Column("expires_at", _("Expires"), Cell.DATETIME, sort="expires_at"),
    )
    order = ("-created_at",)
    record_route = "admission:invitation"
    add = Add("admission:invite", _("Invite somebody"), AccountsPermission.ADMINISTER)
    empty = _("Nobody has been invited yet. An invitation is the only way to an account.")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.invitations_visible_to(user)


OUTCOMES = {
    Outcome.WAITING: Severity.WAITING,
    Outcome.SENT: Severity.GOOD,
    Outcome.FILED: Severity.BAD,
    Outcome.FAILED: Severity.BAD,
    Outcome.NOBODY: Severity.BAD,
}


def message_kind(message: Message) -> str:
    """What kind of message it is; nothing of what it says."""
    kind = kind_of(message.kind)
    return str(kind.label) if kind else message.kind


def message_channel(message: Message) -> str:
    channel = channel_of(message.channel)
    return str(channel.label) if channel else ""


class MessageTable(Table):
    """Whom Minbar wrote to and when; what it wrote is kept nowhere."""

    key = "admission.messages"
    title = _("Outgoing messages")
    columns = (
        Column("kind", _("Kind"), value=message_kind, sort="kind"),
        Column("recipient", _("To"), sort="recipient__name"),
        Column("channel", _("By"), value=message_channel, sort="channel"),
        Column(
            "status",
            _("Status"),
            Cell.STATUS,
            value=lambda message: Status(message.get_status_display(), OUTCOMES[Outcome(message.status)]),
        ),
        Column("created_at", _("Written"), Cell.DATETIME, sort="created_at"),
        Column("settled_at", pgettext_lazy("message", "Sent or given up"), Cell.DATETIME, sort="settled_at"),
    )
    filters = (ChoiceFilter("status", _("Status"), "status", lambda: Outcome.choices),)
    order = ("-created_at",)
    empty = _("No messages yet.")

    def rows(self, user: User) -> QuerySet[Any]:
        return messages() if decide(user, AccountsPermission.VIEW) else Message.objects.none()
