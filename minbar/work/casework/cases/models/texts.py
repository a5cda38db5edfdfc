"""What is written in a case as the work goes on: notes of those who help, messages between them and the client."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minbar.foundation.vault.fields import SealedField
from minbar.foundation.vault.records import SealedRecord
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models.cases import Case
from minbar.work.casework.cases.models.services import CaseService


class CaseNote(SealedRecord):
    """A text of those who help, about the case or about one service."""

    system_access = staticmethod(wall.system_access)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    service = models.ForeignKey(
        CaseService, db_column="action_id", null=True, blank=True, on_delete=models.CASCADE, related_name="notes"
    )
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = SealedField(kind="text")

    class Meta(SealedRecord.Meta):
        app_label = "casework"
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class CaseMessage(SealedRecord):
    """A message that the client reads or writes with their code. A question waits until it is answered."""

    system_access = staticmethod(wall.system_access)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    from_client = models.BooleanField(_("from the client"), default=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_question = models.BooleanField(_("a question"), default=False)
    answers = models.OneToOneField("self", null=True, blank=True, on_delete=models.CASCADE, related_name="answered_by")
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    text = SealedField(kind="text")

    class Meta(SealedRecord.Meta):
        app_label = "casework"
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="casework_message_sides",
                condition=Q(from_client=True, is_question=False, written_by=None) | Q(from_client=False, answers=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
