"""The fixed choices of the directory; those that a network may extend are records (see models/catalogues.py)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Nature(models.TextChoices):
    """What a directory entry is."""

    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")


class Script(models.TextChoices):
    """The script of a name; the value is its ISO 15924 code."""

    ARABIC = "arab", _("Arabic script")
    LATIN = "latn", _("Latin script")
    OTHER = "zyyy", _("Other script")


class NameKind(models.TextChoices):
    """Why an entry bears a name."""

    OFFICIAL = "official", _("Official name")
    SHORT = "short", _("Short name")
    FORMER = "former", _("Former name")
    TRANSLITERATION = "transliteration", _("Transliteration")
    ALIAS = "alias", _("Also known as")


class Sex(models.TextChoices):
    """As recorded for disaggregation; unknown is a value of its own and is never guessed."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    UNKNOWN = "unknown", pgettext_lazy("sex", "Unknown")


class ContactKind(models.TextChoices):
    """A way to reach an entry."""

    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    WEBSITE = "website", _("Website")
    ADDRESS = "address", _("Address")
    SOCIAL = "social", _("Social media")


class Consent(models.TextChoices):
    """Whether the holder agreed that the network may use a contact point."""

    UNKNOWN = "unknown", _("Not asked")
    GIVEN = "given", _("Consent given")
    REFUSED = "refused", _("Consent refused")
    WITHDRAWN = "withdrawn", _("Consent withdrawn")


class PlaceLevel(models.IntegerChoices):
    """Depth in the hierarchy of places, as in the common operational datasets."""

    COUNTRY = 0, _("Country")
    PROVINCE = 1, _("Province or governorate")
    DISTRICT = 2, _("District")
