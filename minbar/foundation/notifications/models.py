"""Messages that wait to be sent, and what became of those before."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.notifications.enums import Status
from minbar.foundation.records.models import Record
from minbar.foundation.vault.fields import SealedField
from minbar.foundation.vault.records import SealedRecord


class Message(Record):
    """One message to one of several people: the first who can be reached. Its words are made when it is sent.

    ``uid`` goes with it (as the Message-ID of an e-mail), so that one which is sent twice is known again.
    """

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(max_length=120, null=True, unique=True, editable=False)  # what is said once
    about = models.UUIDField(null=True, blank=True)
    context = models.JSONField(default=dict, blank=True)  # numbers and codes alone: nothing that tells of a person
    accounts = ArrayField(models.BigIntegerField(), default=list, blank=True)  # who may get it, the nearest first
    channel = models.CharField(
        pgettext_lazy("message", "channel"), max_length=30, blank=True, default=""
    )  # that it must take, or took
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recipient"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=80, blank=True, default="")  # its type, never its text

    if TYPE_CHECKING:
        secret: Secret

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["next_at"], name="notifications_waiting", condition=models.Q(status="waiting")),
            models.Index(fields=["about"], name="notifications_about"),
        ]
        constraints = [
            models.CheckConstraint(name="notifications_status", condition=models.Q(status__in=Status.values)),
            models.CheckConstraint(
                name="notifications_settled",
                condition=models.Q(status="waiting", settled_at=None)
                | (~models.Q(status="waiting") & models.Q(settled_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

    @property
    def subject(self) -> UUID:
        """The record that it is about, for kinds that are about one."""
        assert self.about is not None
        return self.about


class Secret(SealedRecord):
    """What only the recipient may read, such as the key in a link: sealed until the message is settled, then gone."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="secret")
    content = SealedField(kind="json")

    class Meta:
        verbose_name = _("secret of a message")
        verbose_name_plural = _("secrets of messages")

    def __str__(self) -> str:
        return str(self.message_id)
