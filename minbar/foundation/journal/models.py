"""The journal: what was done, by whom, to what; append-only and chained by hashes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One action. Rows are never changed or deleted; the database refuses it.

    ``hash`` covers every other column and the hash before it. ``subject`` is "app.model:uid" of the record acted
    upon; ``changes`` maps a field to ``[before, after]``.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(_("at"))
    actor = models.CharField(_("by"), max_length=64)  # uid of the account, or "system"
    action = models.CharField(_("action"), max_length=80)  # "directory.person_added"
    subject = models.CharField(_("subject"), max_length=120, blank=True, default="")
    changes = models.JSONField(_("changes"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["sequence"]
        indexes = [models.Index(fields=["subject", "sequence"], name="journal_subject")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.action}"
