"""Ways to gather entries: tags that many share, and lists that somebody keeps for a purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.fields import LabelsField
from minbar.foundation.records.models import Record
from minbar.foundation.text.languages import in_language

if TYPE_CHECKING:
    from minbar.network.directory.models.parties import Party


class Tag(Record):
    """A word for finding entries again; ``key`` is its first spelling as compared, so that none is made twice."""

    key = models.CharField(max_length=100, unique=True, editable=False)
    labels = LabelsField(_("labels"))

    class Meta(Record.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["key"]

    def __str__(self) -> str:
        return in_language(self.labels)


class NamedList(Record):
    """Entries gathered for a purpose: guests of a conference, those who receive the magazine."""

    title = models.CharField(_("title"), max_length=200, unique=True)
    description = models.TextField(_("description"), blank=True, default="")
    parties: models.ManyToManyField[Party, ListEntry] = models.ManyToManyField(
        "Party", through="ListEntry", related_name="lists"
    )

    class Meta(Record.Meta):
        verbose_name = _("list")
        verbose_name_plural = _("lists")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("directory:list", args=[self.uid])


class ListEntry(Record):
    """An entry's place on a list."""

    named_list = models.ForeignKey(NamedList, on_delete=models.CASCADE, related_name="entries")
    party = models.ForeignKey("Party", on_delete=models.CASCADE, related_name="list_entries")
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = _("place on a list")
        verbose_name_plural = _("places on lists")
        constraints = [models.UniqueConstraint(fields=["named_list", "party"], name="directory_list_entry_once")]

    def __str__(self) -> str:
        return str(self.pk)
