"""What people keep of screens: views of lists by name; and which forms were sent already."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import Record


class SavedView(Record):
    """A list as somebody narrowed and ordered it. ``query`` is the query string of its address."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    table = models.CharField(_("list"), max_length=80)
    name = models.CharField(_("name"), max_length=80)
    query = models.TextField(_("filters"), blank=True)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "table", "name"], name="screens_view_name_once")]

    def __str__(self) -> str:
        return self.name


class SentForm(Record):
    """That a form was sent and done, and where it led. ``uid`` follows from who sent what (see ``idempotency.py``)."""

    leads_to = models.TextField()

    class Meta(Record.Meta):
        verbose_name = _("form that was sent")
        verbose_name_plural = _("forms that were sent")
        indexes = [models.Index(fields=["created_at"], name="screens_sentform_age")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
