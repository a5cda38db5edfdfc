"""The screens of accounts: one's own, and those that the administrator keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from minbar.doors.admission.emails import send_invitation, written_to_file
from minbar.doors.admission.forms import AcceptForm, HandOverForm, InvitationForm, PreferencesForm, RoleForm
from minbar.doors.admission.tables import (
    AccountTable,
    InvitationTable,
    account_status,
    invitation_status,
    role_names,
)
from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import open_to_all, requires, signed_in
from minbar.foundation.accounts import actions, invitations, queries
from minbar.foundation.accounts.access import AccountsPermission
from minbar.foundation.accounts.handover import hand_over, left_by
from minbar.foundation.accounts.models import Invitation, RoleAssignment, User
from minbar.foundation.screens.cells import Cell, Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, ButtonView, DetailItem, RecordView, Section


@signed_in("Whoever has no second factor yet is led here.")
@never_cache
def choose_second_factor(request: HttpRequest) -> HttpResponse:
    """Explains the two kinds of second factor and leads to either."""
    return render(request, "admission/second_factor.html")


@open_to_all("The token in the link is the key; whoever has no account yet comes in here.")
@never_cache
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Takes an invitation up: name, password, then on to signing in."""
    try:
        invitation = invitations.open_invitation(token)
        form = AcceptForm(request.POST or None, initial={"name": invitation.name})
        if form.is_valid():
            invitations.accept_invitation(token=token, **form.cleaned_data)
            return render(request, "admission/accepted.html", {"invitation": invitation})
    except invitations.InvitationUnusable:
        return render(request, "admission/unusable.html", status=410)
    except ValidationError as error:
        form.add_error(None, error)
    status = 422 if form.is_bound else 200
    return render(request, "admission/accept.html", {"form": form, "invitation": invitation}, status=status)


@signed_in("One's own account.")
class Preferences(FormView):
    idempotent = False  # one's own are changed, not made
    template_name = "admission/preferences.html"
    form_class = PreferencesForm
    title = gettext_lazy("Your account")
    done = gettext_lazy("Your preferences are saved.")

    def form_arguments(self, record: Any, user: User) -> dict[str, Any]:
        return {"instance": User.objects.get(pk=user.pk)}

    def act(self, form: Any, user: User) -> str:
        actions.choose_preferences(account=User.objects.get(pk=user.pk), **form.cleaned_data)
        return reverse("admission:preferences")


@requires(AccountsPermission.VIEW)
class AccountList(ListView):
    table = AccountTable


@requires(AccountsPermission.VIEW)
class InvitationList(ListView):
    table = InvitationTable


@requires(AccountsPermission.VIEW)
class AccountRecord(RecordView):
    template_name = "admission/account.html"
    list_route = "admission:accounts"
    list_title = gettext_lazy("Accounts")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.accounts_visible_to(user)

    def status(self, record: Any) -> Status:
        return account_status(record)

    def sections(self, record: Any) -> Sequence[Section]:
        return [
            Section(
                _("Account"),
                [
                    DetailItem(_("E-mail"), record.email, Cell.CODE),
                    DetailItem(_("Last sign-in"), record.last_login, Cell.DATETIME),
                    DetailItem(_("Made"), record.created_at, Cell.DATETIME),
                    DetailItem(_("Still open"), "" if record.is_active else " ".join(left_by(record))),
                ],
            )
        ]

    def buttons(self, record: Any, user: User) -> Sequence[Button]:
        if not decide(user, AccountsPermission.ADMINISTER):
            return []
        found = [Button(_("Give a role"), reverse("admission:role-grant", args=[record.uid]))]
        readmit = reverse("admission:account-readmit", args=[record.uid])
        found.append(Button(_("Reset sign-in"), readmit, dangerous=True))
        end = "admission:account-deactivate" if record.is_active else "admission:account-reactivate"
        label = _("Deactivate") if record.is_active else _("Activate again")
        found.append(Button(label, reverse(end, args=[record.uid]), post=True, dangerous=record.is_active))
        if not record.is_active and left_by(record):
            found.insert(0, Button(_("Hand over open work"), reverse("admission:account-hand-over", args=[record.uid])))
        return found

    def more_context(self, record: Any, user: User) -> dict[str, Any]:
        may_revoke = bool(decide(user, AccountsPermission.ADMINISTER))
        return {"assignments": queries.roles_in_force(record), "may_revoke": may_revoke}


@requires(AccountsPermission.VIEW)
class InvitationRecord(RecordView):
    list_route = "admission:invitations"
    list_title = gettext_lazy("Invitations")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.invitations_visible_to(user)

    def title(self, record: Invitation) -> str:
        return record.name

    def status(self, record: Invitation) -> Status:
        return invitation_status(record)

    def sections(self, record: Invitation) -> Sequence[Section]:
        items = [
            DetailItem(_("E-mail"), record.email, Cell.CODE),
            DetailItem(_("Roles"), role_names(record.roles)),
            DetailItem(_("Only within"), record.scope),
            DetailItem(_("Expires"), record.expires_at, Cell.DATETIME),
        ]
        return [Section(_("Invitation"), items)]

    def buttons(self, record: Invitation, user: User) -> Sequence[Button]:
        if not (record.is_open and decide(user, AccountsPermission.ADMINISTER)):
            return []
        url = reverse("admission:invitation-revoke", args=[record.uid])
        return [Button(_("Withdraw"), url, post=True, dangerous=True)]


@requires(AccountsPermission.ADMINISTER)
class Invite(FormView):
    form_class: ClassVar[type[forms.BaseForm]] = InvitationForm
    title = gettext_lazy("Invite somebody")
    introduction = gettext_lazy("The person gets a link by e-mail, which opens once, within a week.")
    submit = gettext_lazy("Send the invitation")
    done = lazy(lambda: written_to_file() or gettext("The invitation is on its way."), str)()
    list_route = "admission:invitations"

    def act(self, form: Any, user: User) -> str:
        invitation, token = invitations.invite(**form.cleaned_data, by=user)
        send_invitation(invitation, token=token)
        return reverse("admission:invitations")


@requires(AccountsPermission.ADMINISTER)
class GrantRole(FormView):
    form_class = RoleForm
    title = gettext_lazy("Give a role")
    submit = gettext_lazy("Give the role")
    done = gettext_lazy("The role is given.")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.accounts_visible_to(user)

    def act(self, form: Any, user: User) -> User:
        actions.grant_role(account=self.record, **form.cleaned_data, by=user)
        account: User = self.record
        return account


@requires(AccountsPermission.ADMINISTER)
class Readmit(Invite):
    """For a lost phone: says first what will happen, then does it."""

    form_class = forms.Form
    title = gettext_lazy("Reset sign-in")
    introduction = gettext_lazy(
        "For a lost phone or a forgotten password. The person is signed out everywhere; password, second factor and "
        "recovery codes are forgotten; a link to set them up anew is sent by e-mail. Make sure by voice that the "
        "person asked for it."
    )
    submit = gettext_lazy("Reset and send the link")
    done = lazy(lambda: written_to_file() or gettext("Sign-in is reset and the link is on its way."), str)()

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.accounts_visible_to(user)

    def act(self, form: Any, user: User) -> str:
        invitation, token = invitations.readmit(account=self.record, by=user)
        send_invitation(invitation, token=token)
        return reverse("admission:account", args=[self.record.uid])


class AccountButton(ButtonView):
    """Something that is done to an account at once."""

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.accounts_visible_to(user)


@requires(AccountsPermission.ADMINISTER)
class Deactivate(AccountButton):
    undo_route = "admission:account-reactivate"

    def act(self, record: Any, user: User) -> None:
        actions.deactivate_account(account=record, by=user)
        done = gettext("The account is deactivated and signed out everywhere.")
        self.done = " ".join([done, *left_by(record)])  # type: ignore[misc]  # what is said of this one account


@requires(AccountsPermission.ADMINISTER)
class HandOver(FormView):
    form_class = HandOverForm
    title = gettext_lazy("Hand over open work")
    introduction = gettext_lazy(
        "The colleague gets what the account leaves open, as far as they may see it. The work on cases is handed over "
        "by a case supervisor."
    )
    submit = gettext_lazy("Hand over")
    done = gettext_lazy("The open work is handed over.")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.accounts_visible_to(user).filter(is_active=False)

    def act(self, form: Any, user: User) -> User:
        account: User = self.record
        hand_over(account=account, to=form.cleaned_data["to"], by=user)
        return account


@requires(AccountsPermission.ADMINISTER)
class Reactivate(AccountButton):
    done = gettext_lazy("The account is active again.")

    def act(self, record: Any, user: User) -> None:
        actions.reactivate_account(account=record, by=user)


@requires(AccountsPermission.ADMINISTER)
class RevokeRole(ButtonView):
    done = gettext_lazy("The role is taken away.")

    def rows(self, user: User) -> QuerySet[Any]:
        return RoleAssignment.objects.select_related("user").filter(user__in=queries.accounts_visible_to(user))

    def act(self, record: Any, user: User) -> None:
        actions.revoke_role(assignment=record, by=user)

    def next_url(self, record: RoleAssignment) -> str:
        return record.user.get_absolute_url()


@requires(AccountsPermission.ADMINISTER)
class RevokeInvitation(ButtonView):
    done = gettext_lazy("The invitation is withdrawn.")

    def rows(self, user: User) -> QuerySet[Any]:
        return queries.invitations_visible_to(user)

    def act(self, record: Any, user: User) -> None:
        invitations.revoke_invitation(invitation=record, by=user)

    def next_url(self, record: Invitation) -> str:
        return reverse("admission:invitations")
