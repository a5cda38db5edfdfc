"""Imports and what they did, and the headers that readers explained once."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import Record
from minbar.foundation.vault.fields import SealedField
from minbar.foundation.vault.records import SealedRecord

#: An import that says nothing for so long has been interrupted.
SILENCE = dt.timedelta(seconds=90)


class HeaderMapping(Record):
    """What a header means to a reader who corrected the recognition; ``column`` is "" where it is to be left out."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sheet = models.CharField(_("sheet"), max_length=60)
    header = models.CharField(_("header"), max_length=200)  # normalised
    column = models.CharField(_("column"), max_length=60, blank=True, default="")

    class Meta:
        verbose_name = _("meaning of a header")
        verbose_name_plural = _("meanings of headers")
        constraints = [models.UniqueConstraint(fields=["user", "sheet", "header"], name="sheets_header_once")]

    def __str__(self) -> str:
        return f"{self.header}: {self.column}"


class ImportStatus(models.TextChoices):
    """Where an import stands."""

    SENT = "sent", _("sent, not checked yet")
    CHECKED = "checked", _("checked, nothing written yet")
    APPLIED = "applied", _("taken over")
    REFUSED = "refused", _("not taken over")
    UNREADABLE = "unreadable", _("unreadable")
    STOPPED = "stopped", _("stopped")
    UNDONE = "undone", _("undone")
    LAPSED = "lapsed", _("not decided in time")


class Import(SealedRecord):
    """One file that somebody sent. Its rows are taken over in one transaction, or none is.

    ``content`` is the file: sealed, since nobody knows yet whom it tells of, under a key of its own, and kept until it
    is decided (:mod:`minbar.foundation.sheets.keeping`); ``choices`` how the reader corrected the recognition,
    by worksheet; ``result`` what the last run found, see :mod:`minbar.foundation.sheets.results`; ``walled`` the sheets
    behind a wall that were found in it.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="imports"
    )
    subject = models.UUIDField(default=uuid.uuid4, db_index=True, editable=False)
    batch = models.UUIDField(default=uuid.uuid4, db_index=True)  # files sent together
    file_name = models.CharField(_("file"), max_length=255)
    content = SealedField(kind="bytes")
    status = models.CharField(_("status"), max_length=12, choices=ImportStatus.choices, default=ImportStatus.SENT)
    partial = models.BooleanField(_("without the rejected rows"), default=False)
    choices = models.JSONField(default=dict)
    walled = ArrayField(models.CharField(max_length=60), default=list, editable=False)
    result = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    applied_at = models.DateTimeField(_("taken over at"), null=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta(SealedRecord.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class ImportedRow(models.Model):
    """What an import did to one record; ``before`` holds the values that it replaced (None: the record is new)."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=60)
    row = models.PositiveIntegerField()
    record = models.UUIDField(db_index=True)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.sheet}: {self.row}"


class Progress(models.Model):
    """How far a run has come. Written past the run's own transaction, so that others see it."""

    of = models.OneToOneField(Import, on_delete=models.CASCADE, primary_key=True, related_name="progress")
    task = models.CharField(max_length=12)  # "check", "apply" or "undo"
    stage = models.CharField(max_length=20, default="waiting")
    worksheet = models.CharField(max_length=255, blank=True, default="", db_column="tab")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    beat_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")

    def __str__(self) -> str:
        return f"{self.stage}: {self.done}/{self.total}"

    @property
    def is_interrupted(self) -> bool:
        """The run began and has been silent for too long: its process is gone, and with it all it had not finished."""
        return self.stage != "waiting" and timezone.now() - self.beat_at > SILENCE

    @property
    def share(self) -> int:
        """Per cent done of the present stage."""
        return min(100, self.done * 100 // self.total) if self.total else 0


JSON = dict[str, Any]
