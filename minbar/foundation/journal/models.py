"""The journal: what was done, by whom, to what; append-only and chained by hashes."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.journal.descriptions import description_of


class Entry(models.Model):
    """One event. Rows are never changed or deleted; a trigger refuses it (see the first migration).

    ``content`` holds the changes as canonical JSON, ``{"field": [before, after]}``. The chain covers only its salted
    digest, so that a later erasure of content leaves the chain whole. ``hash`` covers the other columns, that digest
    and the hash of the entry before.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(_("at"))
    actor = models.CharField(_("by"), max_length=64)  # uid of the account, or "system"
    event = models.CharField(_("event"), max_length=80, db_column="action")  # "directory.person_added"
    subject = models.CharField(pgettext_lazy("journal", "subject"), max_length=120, blank=True, default="")
    salt = models.BinaryField(max_length=16)
    content = models.TextField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["sequence"]
        indexes = [
            # Subjects are random and their entries few: a hash index takes half the time of a B-tree to write.
            HashIndex(fields=["subject"], name="journal_subject", condition=~models.Q(subject="")),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.event}"

    @cached_property
    def changes(self) -> dict[str, Any]:
        """Field → [before, after]."""
        changes: dict[str, Any] = json.loads(self.content)
        return changes

    @property
    def description(self) -> str:
        """What was done, in the reader's language."""
        return description_of(self.event)
