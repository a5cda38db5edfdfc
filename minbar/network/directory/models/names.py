"""Names of people and organisations, in every script and language in which they are written."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import Record
from minbar.network.directory.enums import NameKind, Script
from minbar.network.directory.models.parties import Party


class WordsOf(models.Func):
    """A text of words as an array of them, so that an index finds those that hold certain words."""

    function = "string_to_array"
    arity = 1
    output_field = ArrayField(models.TextField())
    template = "%(function)s(%(expressions)s, ' ')"


class Name(Record):
    """One name of a party.

    Three keys are derived from it by :mod:`minbar.network.directory.naming`: ``search_key``, the text as compared, in
    ASCII, for likeness by trigrams; ``consonant_key``, a key for each word that is the same in Arabic and Latin
    spelling; ``match_key``, the keys of the first and the last word, under which likely duplicates meet.
    """

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(_("name"), max_length=300)
    language = models.CharField(_("language"), max_length=3, blank=True, default="")
    script = models.CharField(_("script"), max_length=4, choices=Script.choices)
    kind = models.CharField(_("kind of name"), max_length=16, choices=NameKind.choices, default=NameKind.OFFICIAL)
    preferred = models.BooleanField(_("shown by default in its language"), default=False)
    search_key = models.CharField(max_length=300, editable=False)
    consonant_key = models.CharField(max_length=300, editable=False)
    match_key = models.CharField(max_length=120, editable=False, db_collation="C")

    class Meta(Record.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["party_id", "pk"]
        indexes = [
            GinIndex(OpClass("search_key", "gin_trgm_ops"), name="directory_name_search"),
            GinIndex(WordsOf("consonant_key"), name="directory_name_sounds"),
            models.Index(fields=["match_key"], name="directory_name_match"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "language"],
                condition=models.Q(preferred=True),
                name="directory_name_one_preferred",
            ),
            models.CheckConstraint(condition=models.Q(text__regex=r"\S"), name="directory_name_not_blank"),
        ]

    def __str__(self) -> str:
        return self.text
