"""What the public pages keep for a while."""

from __future__ import annotations

from django.db import models

from minbar.foundation.vault.fields import SealedField
from minbar.foundation.vault.records import SealedRecord


class Draft(SealedRecord):
    """The answers of somebody who has not sent them yet, for an hour; then, for as long, the number and code.

    The browser's session names the draft, and nothing in either table says whose it is. When it goes, its key goes.
    """

    answers = SealedField(kind="json")
    receipt = SealedField(kind="json")

    def __str__(self) -> str:
        return "draft"


class DraftFile(SealedRecord):
    """A file that is sent along with a draft, checked and set anew as the case will keep it."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    extension = models.CharField(max_length=5)
    name = SealedField(kind="text")
    content = SealedField(kind="bytes")

    class Meta(SealedRecord.Meta):
        ordering = ["pk"]

    def __str__(self) -> str:
        return "file of a draft"


class Tally(models.Model):
    """How often something was done within a span of time; see ``limits.py``. Names nobody: its key is a keyed hash."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key[:8]
