"""Who may read a case, and until when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import Record
from minbar.foundation.text.languages import label_of
from minbar.work.casework.cases.enums import (
    AccessWay,
)
from minbar.work.casework.cases.models.cases import Case


class CaseAccess(Record):
    """One person's right to read one case, until it ends. Without a live one, content and identity stay shut."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="accesses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="case_accesses")
    way = models.CharField(_("way"), max_length=11, choices=AccessWay.choices)
    identity = models.BooleanField(_("reads the identity"), default=False)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta(Record.Meta):
        app_label = "casework"
        verbose_name = _("access to a case")
        verbose_name_plural = _("accesses to cases")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user", "way"], condition=Q(ended_at=None), name="casework_access_once"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(way=AccessWay.ASSIGNED, ended_at=None), name="casework_one_assigned"
            ),
            models.CheckConstraint(
                name="casework_broken_glass_ends", condition=~Q(way=AccessWay.EMERGENCY) | Q(until__isnull=False)
            ),
            models.CheckConstraint(name="casework_access_way", condition=Q(way__in=AccessWay.values)),
        ]
        indexes = [
            # All that row security asks of an access, so that it reads the index alone.
            models.Index(
                fields=["user", "case"],
                include=["way", "until"],
                condition=Q(ended_at=None),
                name="casework_access_live",
            ),
            models.Index(fields=["user", "way"], condition=Q(ended_at=None), name="casework_access_ways"),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def get_way_display(self) -> str:  # type: ignore[no-redef]  # Django's own puts all choices together each time
        return label_of(AccessWay, self.way)

    @property
    def is_live(self) -> bool:
        return self.ended_at is None and (self.until is None or self.until > timezone.now())
