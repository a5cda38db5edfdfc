"""What the network publishes, counted item by item."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.records.catalogues import Catalogue
from minbar.foundation.records.models import TitledRecord
from minbar.voice.publishing.enums import ContentLanguage


class ContentKind(Catalogue):
    """Video, reel, study, guide … A network adds its own."""

    class Meta(Catalogue.Meta):
        verbose_name = _("kind of content")
        verbose_name_plural = _("kinds of content")


class Channel(Catalogue):
    """Where content appears."""

    class Meta(Catalogue.Meta):
        verbose_name = _("channel")
        verbose_name_plural = _("channels")


class ContentItem(TitledRecord):
    """Something that was published once: on one day, in one place, in one language.

    ``programme_code`` names the programme that it was made for by its code alone: what is said stands beside what is
    done, and neither room leans on the other.
    """

    title = models.CharField(pgettext_lazy("content", "title"), max_length=300)
    kind = models.ForeignKey(
        ContentKind, on_delete=models.PROTECT, related_name="items", verbose_name=_("kind of content")
    )
    published_on = models.DateField(_("published on"))
    channel = models.ForeignKey(
        Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("channel")
    )
    language = models.CharField(_("language"), max_length=5, choices=ContentLanguage.choices, blank=True)
    words = models.PositiveIntegerField(pgettext_lazy("content", "words"), null=True, blank=True)
    pages = models.PositiveIntegerField(pgettext_lazy("content", "pages"), null=True, blank=True)
    programme_code = models.CharField(_("programme code"), max_length=60, blank=True)
    url = models.URLField(_("address on the web"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("content item")
        verbose_name_plural = _("content items")
        ordering = ["-published_on", "-id"]
        indexes = [models.Index(fields=["kind", "published_on"], name="publishing_kind_and_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "kind", "published_on"],
                name="publishing_content_once",
                violation_error_message=_(
                    "Content of this kind with this title and date is already here. Open that one, or change this one."
                ),
            ),
            models.CheckConstraint(
                name="publishing_content_languages", condition=models.Q(language__in=["", *ContentLanguage.values])
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("publishing:item", args=[self.uid])
