"""Letters that the engine owes: written with the step that causes them, sent afterwards."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import Record
from minbar.network.commitments.enums import NoticeKind
from minbar.network.commitments.models.commitments import Commitment


class Notice(Record):
    """One letter to one account. There is one for each commitment, round and reason, whatever is tried again."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    round = models.PositiveIntegerField()  # a new one begins with another deadline, or another who does it or is told
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], name="commitments_to_send", condition=models.Q(sent_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "kind", "round"], name="commitments_notice_once"),
            models.CheckConstraint(name="commitments_notice_kind", condition=models.Q(kind__in=NoticeKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"
