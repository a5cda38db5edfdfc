"""The answer to "may this person do this?", with a reason that the person can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.permissions import Permission, permissions_of
from minbar.foundation.access.roles import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from minbar.foundation.accounts.models import User


@runtime_checkable
class Scoped(Protocol):
    """A record that belongs to a scope. The scope of the whole network is ""."""

    def access_scopes(self) -> frozenset[str]:
        """The scopes in which a role reaches this record, such as {"branch:7"}."""


@dataclass(frozen=True)
class Decision:
    """Allowed, or denied with a translated reason. True where allowed."""

    allowed: bool
    reason: str | _StrPromise = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(True)


def denied(reason: str | _StrPromise) -> Decision:
    """A refusal; ``reason`` is a sentence for the person who asked."""
    return Decision(False, reason)


class Denied(PermissionDenied):
    """Raised by actions; carries the decision."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(str(decision.reason))
        self.decision = decision


def decide(user: Any, permission: Permission, *, subject: object = None) -> Decision:
    """Whether a role that ``user`` holds now grants ``permission``, within the scope of ``subject`` if it has one.

    A role held for the whole network reaches every scope. Nothing declared means denied.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return denied(_("Sign in first."))
    # Asking whether None is Scoped takes longer than all the rest.
    scopes = subject.access_scopes() if subject is not None and isinstance(subject, Scoped) else None
    for role, scope in user.roles_held():
        if permission in permissions_of(Role(role)) and (scope == "" or (scopes is not None and scope in scopes)):
            return ALLOWED
    return denied(_("Your role does not allow this. Ask an administrator if your work needs it."))


def require(user: User, permission: Permission, *, subject: object = None) -> None:
    """Raise Denied unless :func:`decide` allows it."""
    if not (decision := decide(user, permission, subject=subject)):
        raise Denied(decision)
