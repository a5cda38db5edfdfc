"""What clients may ask for, what was given out, what went wrong with data, and what was erased."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.records.models import Record
from minbar.foundation.vault.fields import SealedField
from minbar.foundation.vault.records import SealedRecord
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models.cases import Case
from minbar.work.casework.data_rights.enums import BreachKind, ErasureGround, RightKind, RightStatus


class RightsRequest(SealedRecord):
    """A right that a client claims. Those who see the case see that it was claimed and when it is due; the words of
    both sides are content."""

    system_access = staticmethod(wall.system_access)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="rights_requests")
    kind = models.CharField(_("right"), max_length=10, choices=RightKind.choices)
    from_client = models.BooleanField(_("by the client's code"), default=False)
    asked_at = models.DateTimeField(_("asked"))
    due_on = models.DateField(_("due"))
    status = models.CharField(
        _("status"), db_column="standing", max_length=8, choices=RightStatus.choices, default=RightStatus.OPEN
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    wish = SealedField(kind="text")
    answer = SealedField(kind="text")

    class Meta(SealedRecord.Meta):
        app_label = "casework"
        verbose_name = _("request of a right")
        verbose_name_plural = _("requests of rights")
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(status=RightStatus.OPEN), name="casework_rights_due"),
        ]
        constraints = [
            models.CheckConstraint(
                name="casework_rights_choices",
                condition=Q(kind__in=RightKind.values, status__in=RightStatus.values),
            ),
            models.CheckConstraint(
                name="casework_rights_answered",
                condition=Q(status=RightStatus.OPEN, answered_at=None)
                | (~Q(status=RightStatus.OPEN) & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return reverse("casework:rights-request", args=[self.uid])

    @property
    def is_late(self) -> bool:
        return self.status == RightStatus.OPEN and self.due_on < timezone.localdate()


class FileExport(SealedRecord):
    """A client's whole file, packed under a passphrase for the client, until it expires. The passphrase is nowhere."""

    system_access = staticmethod(wall.system_access)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="file_exports")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField(_("can be saved until"), db_index=True)
    downloads_left = models.PositiveSmallIntegerField(_("downloads left"))
    reason = SealedField(kind="text")
    content = SealedField(kind="bytes")

    class Meta(SealedRecord.Meta):
        app_label = "casework"
        verbose_name = _("export of a client's file")
        verbose_name_plural = _("exports of clients' files")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return reverse("casework:file-export", args=[self.uid])


class Breach(SealedRecord):
    """Something that happened to personal data. What exactly, and what was done, is sealed for a subject of its own;
    no client is named in it."""

    system_access = staticmethod(wall.system_access)

    kind = models.CharField(_("kind of breach"), max_length=15, choices=BreachKind.choices)
    noticed_at = models.DateTimeField(_("noticed"))
    due_at = models.DateTimeField(_("authority to be told by"))
    people_affected = models.PositiveIntegerField(_("people affected, at most"), null=True, blank=True)
    authority_told_at = models.DateTimeField(_("authority told"), null=True, blank=True)
    clients_told_at = models.DateTimeField(_("those affected told"), null=True, blank=True)
    closed_at = models.DateTimeField(pgettext_lazy("breach of data", "closed"), null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    account = SealedField(kind="text")
    measures = SealedField(kind="text")

    class Meta(SealedRecord.Meta):
        app_label = "casework"
        verbose_name = _("breach of data")
        verbose_name_plural = _("breaches of data")
        ordering = ["-noticed_at", "-id"]
        constraints = [
            models.CheckConstraint(name="casework_breach_kind", condition=Q(kind__in=BreachKind.values)),
            models.CheckConstraint(name="casework_breach_due", condition=Q(due_at__gt=F("noticed_at"))),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("casework:breach", args=[self.uid])

    @property
    def waits(self) -> bool:
        """Whether the authority is still to be told."""
        return self.authority_told_at is None and self.closed_at is None

    @property
    def is_late(self) -> bool:
        """Whether the authority was told late, or is late to be told now."""
        return (self.authority_told_at or timezone.now()) > self.due_at and (
            self.closed_at is None or self.authority_told_at is not None
        )


class Erasure(Record):
    """The erasure of all that is kept about one client: proposed by one, done by another, and then its proof.

    ``subject`` is forgotten once it is done. The proof holds counts, moments, who did it, the journal's number, and a
    digest over these; nothing of the client.
    """

    code = models.CharField(_("code"), max_length=16, unique=True)
    subject = models.UUIDField(null=True, editable=False)
    ground = models.CharField(_("ground"), max_length=10, choices=ErasureGround.choices)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    dropped_at = models.DateTimeField(_("dropped"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)
    counts = models.JSONField(_("what was erased"), default=dict, encoder=DjangoJSONEncoder)
    sequence = models.BigIntegerField(_("number in the journal"), null=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)

    class Meta(Record.Meta):
        app_label = "casework"
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(dropped_at=None), name="casework_one_erasure_of_a_client"
            ),
            models.CheckConstraint(
                name="casework_erasure_by_two",
                condition=Q(erased_at=None) | (Q(done_by=None) | Q(proposed_by=None) | ~Q(done_by=F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="casework_erasure_done",
                condition=Q(erased_at=None, digest="")
                | Q(erased_at__isnull=False, subject=None, dropped_at=None, sequence__isnull=False) & ~Q(digest=""),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("casework:erasure", args=[self.uid])

    @property
    def is_open(self) -> bool:
        return self.erased_at is None and self.dropped_at is None
