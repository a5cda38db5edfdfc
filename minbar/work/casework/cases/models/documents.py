"""Files of a case, sealed with their names."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.attachments.kinds import FORMATS, Kind
from minbar.foundation.vault.fields import SealedField
from minbar.foundation.vault.records import SealedRecord
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models.cases import Case
from minbar.work.casework.cases.models.services import CaseService

KINDS = [
    (Kind.PHOTO.value, pgettext_lazy("kind of a file", "Photo")),
    (Kind.PDF.value, "PDF"),
    (Kind.DOCUMENT.value, pgettext_lazy("kind of a file", "Text document")),
    (Kind.WORKBOOK.value, pgettext_lazy("kind of a file", "Workbook")),
    (Kind.TEXT.value, pgettext_lazy("kind of a file", "Plain text")),
    (Kind.VOICE.value, pgettext_lazy("kind of a file", "Voice message")),
]


class CaseDocument(SealedRecord):
    """A file that the client or an adviser put into a case: as it was checked and set anew, never as it was sent.

    Lists leave ``content`` out (``queries.documents``).
    """

    system_access = staticmethod(wall.system_access)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="documents")
    service = models.OneToOneField(
        CaseService,
        db_column="action_id",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="document",
        editable=False,
    )
    from_client = models.BooleanField(_("from the client"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS)
    extension = models.CharField(max_length=5)
    size = models.PositiveIntegerField(_("size"))
    name = SealedField(kind="text")
    content = SealedField(kind="bytes")

    class Meta(SealedRecord.Meta):
        app_label = "casework"
        verbose_name = _("file of a case")
        verbose_name_plural = _("files of cases")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="casework_document_kind",
                condition=Q(kind__in=[kind.value for kind in Kind], extension__in=sorted(FORMATS)),
            ),
            models.CheckConstraint(
                name="casework_document_side", condition=Q(from_client=False) | Q(added_by=None, service=None)
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return reverse("casework:document", args=[self.uid])
