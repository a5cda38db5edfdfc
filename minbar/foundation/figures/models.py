"""Figures are data: what is counted, or, where nothing can be counted, the value and who says it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minbar.foundation.figures.definition import DefinitionError
from minbar.foundation.figures.enums import FigureKind
from minbar.foundation.figures.reading import read_definition
from minbar.foundation.records.fields import LabelsField
from minbar.foundation.records.models import Record
from minbar.foundation.text.languages import in_language


class Figure(Record):
    """A number that is cited by its key.

    A traced figure's ``definition`` says what is counted (see :mod:`.definition`); it is checked against the declared
    datasets whenever it is saved. A declared figure has ``value``, ``source`` and ``as_of`` instead.
    """

    key = models.SlugField(_("key"), max_length=80, unique=True)
    labels = LabelsField(_("name"))
    note = LabelsField(_("note"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=FigureKind.choices, default=FigureKind.TRACED)
    unit = LabelsField(_("unit"), blank=True)
    definition = models.JSONField(_("definition"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    source = LabelsField(_("source"), blank=True)
    source_url = models.URLField(_("address of the source"), blank=True, default="")
    as_of = models.DateField(_("as of"), null=True, blank=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=FigureKind.TRACED, definition__isnull=False, value__isnull=True)
                | Q(kind=FigureKind.DECLARED, definition__isnull=True, value__isnull=False),
                name="figures_traced_or_declared",
                violation_error_message=_(
                    "A traced figure has a definition, a declared one a value; neither has both."
                ),
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.labels) or self.key

    def clean(self) -> None:
        """Check the definition, or that a declared figure says where its value comes from."""
        super().clean()
        if self.kind == FigureKind.TRACED:
            self._check_definition()
        elif not any(self.source.values()) and not self.source_url:
            raise ValidationError({"source": _("Say where a declared figure comes from.")})

    def _check_definition(self) -> None:
        if self.definition is None:
            raise ValidationError({"definition": _("Say what a traced figure counts.")})
        try:
            read_definition(self.definition, values=True)
        except DefinitionError as error:
            raise ValidationError(
                {"definition": [ValidationError(problem.message, code=problem.part) for problem in error.problems]}
            ) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to keep a figure that can't be evaluated."""
        self.full_clean()
        super().save(*args, **kwargs)


class PublicFigures(models.Model):
    """What the public may know of a protected dataset's figures, as it was counted at one moment (see :mod:`.kept`)."""

    dataset = models.CharField(max_length=80, primary_key=True, db_column="fact")
    mark = models.CharField(max_length=64)
    as_of = models.DateTimeField()
    results = models.JSONField()

    class Meta:
        db_table = "figures_toldfact"
        verbose_name = _("figures of a dataset, as they may be told")
        verbose_name_plural = _("figures of datasets, as they may be told")

    def __str__(self) -> str:
        return self.dataset
