"""What ties parties together and to the outside: affiliations and contact points."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.records.models import Record
from minbar.network.directory.enums import Consent, ContactKind
from minbar.network.directory.models.parties import Organisation, Party, Person


class Affiliation(Record):
    """A person's place in an organisation, with its title and dates (Popolo: membership)."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="affiliations"
    )
    title = models.CharField(pgettext_lazy("affiliation", "title"), max_length=200, blank=True, default="")
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = [models.F("ended_on").desc(nulls_first=True), models.F("started_on").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="directory_affiliation_dates",
                condition=models.Q(started_on=None)
                | models.Q(ended_on=None)
                | models.Q(ended_on__gte=models.F("started_on")),
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "title", "started_on"],
                name="directory_affiliation_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("directory:affiliation", args=[self.uid])


class ContactPoint(Record):
    """A way to reach a party (Popolo: contact detail), and whether its holder agreed to be reached by it.

    ``is_personal`` hides it from those who may not see contacts: always so for people, by choice for organisations.
    ``key`` is the value as compared (digits of a phone number, an address in lower case).
    """

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("kind"), max_length=8, choices=ContactKind.choices)
    value = models.CharField(_("value"), max_length=400)
    key = models.CharField(max_length=400, editable=False)
    label = models.CharField(_("what it is"), max_length=100, blank=True, default="")
    is_personal = models.BooleanField(_("personal"), default=True)
    consent = models.CharField(_("consent"), max_length=10, choices=Consent.choices, default=Consent.UNKNOWN)
    consent_on = models.DateField(_("consent recorded on"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        ordering = ["party_id", "kind", "pk"]
        indexes = [models.Index(fields=["key"], name="directory_contact_key")]
        constraints = [
            models.UniqueConstraint(fields=["party", "kind", "key"], name="directory_contact_once"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
