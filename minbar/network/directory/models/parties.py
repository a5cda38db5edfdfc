"""People and organisations: both are parties, so that whatever ties, lists or finds one does so for the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.fields import LabelsField
from minbar.foundation.records.models import Record
from minbar.foundation.text.languages import in_language
from minbar.network.directory.enums import Consent, Nature, Sex
from minbar.network.directory.models.catalogues import EngagementCategory, OrganisationKind
from minbar.network.directory.models.groupings import Tag
from minbar.network.directory.models.places import Place

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from minbar.network.directory.models.names import Name


class Party(Record):
    """An entry of the directory: a :class:`Person` or an :class:`Organisation`, as ``nature`` says.

    Names are rows of their own (see :class:`Name`). ``labels`` repeats the one to show in each language and
    ``sort_key`` the one to sort by; :mod:`minbar.network.directory.naming` derives both whenever names change.
    """

    nature = models.CharField(_("nature"), max_length=12, choices=Nature.choices, editable=False)
    labels = LabelsField(_("names shown"), editable=False)
    sort_key = models.CharField(max_length=300, editable=False, default="", db_collation="C")
    category = models.ForeignKey(
        EngagementCategory, verbose_name=_("engagement category"), null=True, blank=True, on_delete=models.PROTECT
    )
    place = models.ForeignKey(Place, verbose_name=_("place"), null=True, blank=True, on_delete=models.PROTECT)
    languages = ArrayField(models.CharField(max_length=3), verbose_name=_("languages"), default=list, blank=True)
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="parties")
    #: To be contacted at all; a contact point may say otherwise of itself.
    consent = models.CharField(
        _("consent to be contacted"), max_length=10, choices=Consent.choices, default=Consent.UNKNOWN
    )
    notes = models.TextField(_("notes"), blank=True, default="")

    if TYPE_CHECKING:
        names: RelatedManager[Name]

    class Meta(Record.Meta):
        verbose_name = _("directory entry")
        verbose_name_plural = _("directory entries")
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["nature", "sort_key", "id"], name="directory_party_by_name")]
        constraints = [
            models.CheckConstraint(name="directory_party_nature", condition=models.Q(nature__in=Nature.values))
        ]

    def __str__(self) -> str:
        return in_language(self.labels)

    def get_absolute_url(self) -> str:
        return reverse(f"directory:{self.nature}", args=[self.uid])


class Person(Party):
    """Someone whom the network knows."""

    sex = models.CharField(_("sex"), max_length=8, choices=Sex.choices, default=Sex.UNKNOWN)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_key", "pk"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:  # not from a row of the database
            kwargs["nature"] = Nature.PERSON
        super().__init__(*args, **kwargs)


class Organisation(Party):
    """A body: association, municipality, party, newspaper, agency."""

    kind = models.ForeignKey(OrganisationKind, verbose_name=_("kind"), null=True, blank=True, on_delete=models.PROTECT)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.SET_NULL, related_name="parts"
    )
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True, default="")
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                name="directory_organisation_dates",
                condition=models.Q(founded_on=None)
                | models.Q(dissolved_on=None)
                | models.Q(dissolved_on__gte=models.F("founded_on")),
            )
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:  # not from a row of the database
            kwargs["nature"] = Nature.ORGANISATION
        super().__init__(*args, **kwargs)
