"""Editions: reports in preparation, their sections, the figures that they cite and what must hold between these."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minbar.evidence.editions.enums import EditionState, ExhibitForm, RelationKind, Style
from minbar.foundation.figures.audiences import Audience
from minbar.foundation.figures.models import Figure
from minbar.foundation.records.fields import LabelsField
from minbar.foundation.records.models import Record

key_is_plain = RegexValidator(r"^[a-z0-9][a-z0-9_-]*\Z", _("Use small Latin letters, digits, hyphens and underscores."))


class Edition(Record):
    """One report over one period, in three languages that cite the same figures.

    While it is a draft its figures are counted live. Checking it freezes them: value, records and the moment stand in
    :class:`EditionFigure` from then on. What of them is told depends on ``audience``. ``definition_digest`` tells
    which definition it was last loaded from.
    """

    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True)
    titles = LabelsField(_("title"))
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    audience = models.CharField(_("readers"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC)
    state = models.CharField(_("state"), max_length=12, choices=EditionState.choices, default=EditionState.DRAFT)
    frozen_at = models.DateTimeField(_("figures as of"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    definition_digest = models.CharField(max_length=64, blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-period_to", "slug"]
        constraints = [
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="edition_period_runs_forward"),
            models.CheckConstraint(
                condition=Q(state=EditionState.DRAFT, frozen_at__isnull=True)
                | (~Q(state=EditionState.DRAFT) & Q(frozen_at__isnull=False)),
                name="edition_is_frozen_unless_draft",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(state=EditionState.DRAFT),
                name="edition_published_is_not_draft",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class Section(Record):
    """A part of an edition: a heading and a narrative in each language. ``track`` is the programme track's code."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sections")
    key = models.CharField(_("name"), max_length=60, validators=[key_is_plain])
    position = models.PositiveSmallIntegerField(_("position"))
    track = models.CharField(_("track"), max_length=60, blank=True, default="")
    headings = LabelsField(_("heading"))
    narratives = LabelsField(_("narrative"))

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="section_key_once"),
            models.UniqueConstraint(
                fields=["edition", "position"], name="section_position_once", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.key}"


class EditionFigure(Record):
    """A figure that an edition cites, and, once the edition is checked, what it was at that moment.

    ``definition`` is the figure's definition as it was then, ``rows`` the value split by its dimensions: a list of
    ``[[value of each dimension], number as text, records]``.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="figures")
    figure = models.ForeignKey(Figure, models.PROTECT, related_name="in_editions")
    position = models.PositiveSmallIntegerField(_("position"))
    style = models.CharField(_("written as"), max_length=12, choices=Style.choices, default=Style.NUMBER)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6, null=True, blank=True, editable=False)
    definition = models.JSONField(_("definition"), null=True, blank=True, editable=False)
    rows = models.JSONField(default=list, blank=True, editable=False)
    records = models.PositiveIntegerField(_("records"), null=True, blank=True, editable=False)
    as_of = models.DateTimeField(_("as of"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("figure of an edition")
        verbose_name_plural = _("figures of an edition")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "figure"], name="edition_cites_figure_once"),
            models.CheckConstraint(
                condition=Q(as_of__isnull=False) | Q(value__isnull=True, records__isnull=True),
                name="frozen_value_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.figure_id}"


class Release(Record):
    """What an edition told of protected figures when it was published; it stays when the edition is reopened.

    ``numbers`` is a list of ``{"figure": key, "definition", "records", "rows": [[values, records]], "hidden":
    {audience: [how the total is hidden, [how each row is] or null where none is named]}}``.
    """

    edition = models.ForeignKey(Edition, models.SET_NULL, null=True, related_name="releases")
    counted_at = models.DateTimeField(_("figures as of"))
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    numbers = models.JSONField(default=list)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["counted_at", "pk"]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.counted_at:%Y-%m-%d}"


class Exhibit(Record):
    """A table or a chart with its table: some figures, or one figure by a dimension.

    With ``whole``, the rows are the parts of that figure: shares are worked out, a total stands below, and the parts
    are checked against it.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="exhibits")
    key = models.CharField(_("name"), max_length=60, validators=[key_is_plain])
    form = models.CharField(_("shown as"), max_length=12, choices=ExhibitForm.choices, default=ExhibitForm.TABLE)
    titles = LabelsField(_("title"))
    figures: models.ManyToManyField[EditionFigure, ExhibitFigure] = models.ManyToManyField(
        EditionFigure, through="ExhibitFigure", related_name="in_exhibits"
    )
    by = models.CharField(_("split by"), max_length=60, blank=True, default="")
    whole = models.ForeignKey(EditionFigure, models.CASCADE, null=True, blank=True, related_name="whole_of")

    class Meta:
        verbose_name = _("table or chart")
        verbose_name_plural = _("tables and charts")
        ordering = ["edition", "key"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="exhibit_key_once")]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.key}"


class ExhibitFigure(models.Model):
    """A figure's place in an exhibit."""

    exhibit = models.ForeignKey(Exhibit, models.CASCADE, related_name="places")
    figure = models.ForeignKey(EditionFigure, models.CASCADE, related_name="exhibit_places")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["exhibit", "position"]
        constraints = [models.UniqueConstraint(fields=["exhibit", "position"], name="exhibit_place_once")]

    def __str__(self) -> str:
        return f"{self.exhibit_id}/{self.position}"


class Relation(Record):
    """What must hold between figures of an edition: parts of a whole, a share of a count, dates in order."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="relations")
    kind = models.CharField(_("kind"), max_length=12, choices=RelationKind.choices)
    subject = models.ForeignKey(EditionFigure, models.CASCADE, related_name="relations")
    terms: models.ManyToManyField[EditionFigure, RelationTerm] = models.ManyToManyField(
        EditionFigure, through="RelationTerm", related_name="term_of"
    )

    class Meta:
        verbose_name = _("relation between figures")
        verbose_name_plural = _("relations between figures")
        ordering = ["edition", "pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject_id}"


class RelationTerm(models.Model):
    """A figure's place in a relation."""

    relation = models.ForeignKey(Relation, models.CASCADE, related_name="places")
    figure = models.ForeignKey(EditionFigure, models.CASCADE, related_name="relation_places")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["relation", "position"]
        constraints = [models.UniqueConstraint(fields=["relation", "position"], name="relation_place_once")]

    def __str__(self) -> str:
        return f"{self.relation_id}/{self.position}"
