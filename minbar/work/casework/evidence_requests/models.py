"""How single cases become evidence: an advocacy officer asks, case workers write, two others check, words go out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import Record
from minbar.foundation.vault.fields import SealedField
from minbar.foundation.vault.records import SealedRecord
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models.cases import Case
from minbar.work.casework.cases.models.topics import Topic
from minbar.work.casework.evidence_requests.enums import CheckItem, TestimonyStatus

USER = settings.AUTH_USER_MODEL
QUARTERS = (
    (1, pgettext_lazy("part of a year", "First quarter")),
    (2, pgettext_lazy("part of a year", "Second quarter")),
    (3, pgettext_lazy("part of a year", "Third quarter")),
    (4, pgettext_lazy("part of a year", "Fourth quarter")),
)


def words_of_period(year: int, quarter: int | None = None) -> str:
    """A year, or a quarter of it, in the reader's language."""
    if quarter is None:
        return str(year)
    return gettext("%(year)s, %(quarter)s") % {"year": year, "quarter": dict(QUARTERS)[quarter]}


class EvidenceRequest(Record):
    """What an advocacy officer asks those who work with cases of a topic: of any time, a year, or a quarter of it, and
    of anywhere, or a province. It knows no case.

    A province within a quarter is not asked for, as its numbers are not told (``queries.advocacy``). The community
    issue that it is for belongs to another room: it is kept by its identifier and its name.
    """

    topic = models.ForeignKey(Topic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    quarter = models.PositiveSmallIntegerField(_("quarter"), null=True, blank=True, choices=QUARTERS)
    province = models.ForeignKey(
        Place,
        verbose_name=_("province"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"level": PlaceLevel.PROVINCE},
    )
    question = models.TextField(_("question"), max_length=2000)
    issue_uid = models.UUIDField(null=True, blank=True, db_index=True)
    issue_label = models.CharField(_("community issue"), max_length=250, blank=True)
    wanted_until = models.DateField(_("wanted until"))
    asked_by = models.ForeignKey(USER, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta(Record.Meta):
        app_label = "casework"
        verbose_name = _("request for testimonies")
        verbose_name_plural = _("requests for testimonies")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="casework_evidence_grid",
                condition=Q(quarter=None) | Q(quarter__range=(1, 4), year__isnull=False, province=None),
                violation_error_message=_("Ask for a province in a whole year: a quarter's numbers are too small."),
            )
        ]

    def __str__(self) -> str:
        return self.issue_label or str(self.topic)

    def get_absolute_url(self) -> str:
        return reverse("casework:evidence-request", args=[self.uid])

    @property
    def period(self) -> str:
        """The time that is asked about, or ""."""
        return words_of_period(self.year, self.quarter) if self.year else ""

    def cases(self) -> Q:
        """Which cases are asked about, their topic apart."""
        asked = Q()
        if self.year:
            asked &= Q(opened_on__year=self.year)
        if self.quarter:
            asked &= Q(opened_on__quarter=self.quarter)
        return asked & Q(place__province=self.province_id) if self.province_id else asked

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.wanted_until >= timezone.localdate()


class Testimony(SealedRecord):
    """What happened in one case, told so that nobody can be known by it; sealed, and the case's, until it is released.

    With its release the row is deleted: what is left is a text without a case (:class:`ReleasedTestimony`).
    """

    system_access = staticmethod(wall.system_access)

    request = models.ForeignKey(EvidenceRequest, on_delete=models.CASCADE, related_name="testimonies")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="testimonies")
    author = models.ForeignKey(USER, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+")
    text = SealedField(_("testimony"), kind="text")
    status = models.CharField(
        _("status"), db_column="standing", max_length=8, choices=TestimonyStatus.choices, default=TestimonyStatus.DRAFT
    )
    objections = ArrayField(
        models.CharField(max_length=10, choices=CheckItem.choices),
        verbose_name=_("objections"),
        default=list,
        blank=True,
    )

    class Meta(SealedRecord.Meta):
        app_label = "casework"
        verbose_name = _("testimony")
        verbose_name_plural = _("testimonies")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "case"], name="casework_one_testimony_a_case"),
            models.CheckConstraint(name="casework_testimony_standing", condition=Q(status__in=TestimonyStatus.values)),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return reverse("casework:testimony", args=[self.uid])


class TestimonyCheck(Record):
    """That somebody who did not write it found a testimony safe. ``author`` is repeated for the database to compare."""

    testimony = models.ForeignKey(Testimony, on_delete=models.CASCADE, related_name="checks")
    checked_by = models.ForeignKey(USER, verbose_name=_("checked by"), on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        app_label = "casework"
        verbose_name = _("check of a testimony")
        verbose_name_plural = _("checks of testimonies")
        constraints = [
            models.UniqueConstraint(fields=["testimony", "checked_by"], name="casework_testimony_checked_once_each"),
            models.CheckConstraint(name="casework_testimony_checked_by_another", condition=~Q(checked_by=F("author"))),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class ReleasedTestimony(models.Model):
    """A text that has left its case: topic, year and words. Nothing leads back to the case or to who wrote it.

    It has no identifier but a random one, and no moment but its year: neither the order nor the hour of its release
    tells which of the day's entries in the journal is its own.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    request = models.ForeignKey(EvidenceRequest, on_delete=models.CASCADE, related_name="released")
    topic = models.ForeignKey(Topic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    text = models.TextField(_("testimony"))

    class Meta:
        app_label = "casework"
        verbose_name = _("released testimony")
        verbose_name_plural = _("released testimonies")
        ordering = ["-year", "id"]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def uid(self) -> object:
        return self.pk
