"""People who sign in, the roles that they hold, and those who are invited."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.roles import ROLE_LABELS, Role
from minbar.foundation.accounts.enums import DigitChoice
from minbar.foundation.records.models import Record

ROLE_CHOICES = [(role.value, ROLE_LABELS[role]) for role in Role]  # lazy: written in the reader's language


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        """Make an account. Without a password nobody can sign in to it until one is set by invitation."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, Record):
    """An account. Django's superuser flag is left out on purpose: rights come from roles alone."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2, default="ar")
    digits = models.CharField(
        _("digits in Arabic"), max_length=12, choices=DigitChoice.choices, default=DigitChoice.WESTERN
    )
    is_active = models.BooleanField(_("active"), default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_ci")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_absolute_url(self) -> str:
        return reverse("admission:account", args=[self.uid])

    def roles_held(self) -> list[tuple[str, str]]:
        """``(role, scope)`` pairs in force now; read once a request (the object lives no longer)."""
        if not hasattr(self, "_roles_held"):
            now = timezone.now()
            self._roles_held = [
                (held.role, held.scope)
                for held in self.role_assignments.all()
                if held.ends_at is None or held.ends_at > now
            ]
        return self._roles_held

    def take_rights_from_annotations(self) -> None:
        """Keep what :func:`accounts.queries.accounts_with_rights` read, so that the request asks no more."""
        # annotated by accounts_with_rights
        self._roles_held = [(held["role"], held["scope"]) for held in self.roles_now]  # type: ignore[attr-defined]
        self._second_factor = bool(self.second_factor_now)  # type: ignore[attr-defined]  # annotated by the query

    def has_second_factor(self) -> bool:
        """Whether a TOTP application or a passkey is set up; recovery codes alone are none. Read once a request."""
        from allauth.mfa.models import Authenticator  # needs this model first

        if not hasattr(self, "_second_factor"):
            factors = Authenticator.objects.filter(user=self).exclude(type=Authenticator.Type.RECOVERY_CODES)
            self._second_factor = bool(factors.exists())
        return self._second_factor


class RoleAssignment(Record):
    """A role that someone holds, for the whole network (scope "") or within one scope, perhaps until a date."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_assignments")
    role = models.CharField(_("role"), max_length=40, choices=ROLE_CHOICES)
    scope = models.CharField(_("scope"), max_length=80, blank=True, default="")
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [models.UniqueConstraint(fields=["user", "role", "scope"], name="accounts_role_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"


class Invitation(Record):
    """An account offered to an e-mail address. Of the token in the link only the digest is kept."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2, default="ar")
    roles = ArrayField(
        models.CharField(max_length=40, choices=ROLE_CHOICES), verbose_name=_("roles"), default=list, blank=True
    )
    scope = models.CharField(_("scope"), max_length=80, blank=True, default="")
    token_digest = models.BinaryField(max_length=32, unique=True)
    invited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations_sent"
    )
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="accounts_one_open_invitation",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(revoked_at=None), name="accounts_accepted_or_revoked"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()
