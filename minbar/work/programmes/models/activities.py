"""What is done: activities of any kind, the kinds themselves, and who stands behind them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.catalogues import Catalogue
from minbar.foundation.records.models import Record
from minbar.network.directory.models import Organisation, Place
from minbar.work.programmes.enums import STORED_QUANTITIES, ActivityStatus, PartyRole, Quantity, WorkKind
from minbar.work.programmes.models.structure import Programme, Project, Track


class ActivityKind(Catalogue):
    """A kind of activity and what it counts. Kinds are data: a network adds its own."""

    counts = ArrayField(
        models.CharField(max_length=20, choices=Quantity.choices), default=list, blank=True, verbose_name=_("counts")
    )

    class Meta(Catalogue.Meta):
        verbose_name = _("kind of activity")
        verbose_name_plural = _("kinds of activity")
        constraints = [
            models.CheckConstraint(
                name="programmes_kind_counts", condition=models.Q(counts__contained_by=list(Quantity.values))
            )
        ]

    def quantities(self) -> tuple[Quantity, ...]:
        """The columns of an activity that mean something for this kind, in their usual order."""
        return tuple(quantity for quantity in STORED_QUANTITIES if quantity in self.counts)

    def counted(self) -> list[str]:
        """What it counts, in the reader's language."""
        return [str(quantity.label) for quantity in Quantity if quantity in self.counts]

    def get_absolute_url(self) -> str:
        return reverse("programmes:kind", args=[self.uid])


class Work(Record):
    """A book or a film that activities are about, entered once however often it is read or shown."""

    kind = models.CharField(_("kind"), max_length=10, choices=WorkKind.choices, default=WorkKind.BOOK)
    title = models.CharField(_("title"), max_length=250)
    title_key = models.CharField(max_length=250, editable=False)  # the title as compared, see text.normalise
    author = models.CharField(_("author or director"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("book or film")
        verbose_name_plural = _("books and films")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "title_key"],
                name="programmes_work_once",
                violation_error_message=_("This title is already here. Look for it in the list, or write another."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Activity(Record):
    """Something that was, is being or will be done, with what it counts.

    The number of people is not a column: it is the sum of the activity's participation.
    """

    code = models.CharField(
        _("number in the register"), max_length=40, blank=True, help_text=_("Such as T001; sheets refer to it.")
    )
    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="activities", verbose_name=_("kind"))
    title = models.CharField(_("title"), max_length=250)
    starts_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"), null=True, blank=True, help_text=_("Leave empty where it took one day."))
    status = models.CharField(
        _("status"), max_length=12, choices=ActivityStatus.choices, default=ActivityStatus.PLANNED
    )
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="activities", verbose_name=_("track"))
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("programme"),
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("project")
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    work = models.ForeignKey(
        Work,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("book or film"),
    )
    organisations = models.ManyToManyField(Organisation, through="ActivityOrganisation", related_name="+")
    hours = models.DecimalField(_("hours"), max_digits=8, decimal_places=2, null=True, blank=True)
    sessions = models.PositiveIntegerField(_("sessions"), null=True, blank=True)
    registrations = models.PositiveIntegerField(_("registrations"), null=True, blank=True)
    copies = models.PositiveIntegerField(_("copies"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-starts_on", "-id"]
        indexes = [
            models.Index(fields=["kind", "starts_on"], name="programmes_activity_kind"),
            models.Index(fields=["track", "starts_on"], name="programmes_activity_track"),
            models.Index(fields=["starts_on", "id"], name="programmes_activity_start"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="programmes_activity_code",
                condition=~models.Q(code=""),
                violation_error_message=_("Another activity has this number. Choose another number."),
            ),
            models.CheckConstraint(
                name="programmes_activity_dates",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("An activity can't end before it begins. Correct one of the dates."),
            ),
            models.CheckConstraint(
                name="programmes_activity_chain",
                condition=models.Q(project=None) | models.Q(programme__isnull=False),
                violation_error_message=_("A project comes with its programme. Choose the programme."),
            ),
            models.CheckConstraint(
                name="programmes_activity_hours",
                condition=models.Q(hours=None) | models.Q(hours__gte=0),
                violation_error_message=_("Hours can't be less than nothing. Correct the number."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programmes:activity", args=[self.uid])


class ActivityOrganisation(models.Model):
    """An organisation that hosts, funds or takes part in carrying out an activity."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="involvements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="involvements")
    role = models.CharField(_("role"), max_length=10, choices=PartyRole.choices)

    class Meta:
        verbose_name = _("host or partner")
        verbose_name_plural = _("hosts and partners")
        constraints = [
            models.UniqueConstraint(fields=["activity", "organisation", "role"], name="programmes_organisation_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"
