"""What a client agreed to, and when they took it back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import Record
from minbar.work.casework.cases.enums import ConsentForm, ConsentGiver, ConsentKind
from minbar.work.casework.cases.models.cases import Case


class Consent(Record):
    """One consent of one kind. Who gave it for a child is named in the client's sealed record only."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(_("consent to"), max_length=8, choices=ConsentKind.choices)
    given_at = models.DateTimeField(_("given"))
    given_by = models.CharField(_("given by"), max_length=8, choices=ConsentGiver.choices, default=ConsentGiver.CLIENT)
    form = models.CharField(_("form"), max_length=8, choices=ConsentForm.choices, default=ConsentForm.SPOKEN)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta(Record.Meta):
        app_label = "casework"
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(withdrawn_at=None), name="casework_one_live_consent"
            ),
            models.CheckConstraint(
                name="casework_consent_choices",
                condition=Q(kind__in=ConsentKind.values, given_by__in=ConsentGiver.values, form__in=ConsentForm.values),
            ),
            models.CheckConstraint(
                name="casework_consent_withdrawn_after_given",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
