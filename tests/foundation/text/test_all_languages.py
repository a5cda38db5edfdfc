"""Texts of the code become labels in three languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from minbar.foundation.text.languages import choice_labels, in_all_languages


class Answer(models.TextChoices):
    MONDAY = "monday", _("Monday")


def test_a_text_is_given_in_each_language_whatever_the_reader_reads() -> None:
    with override("tr"):
        assert in_all_languages(_("Monday")) == {"ar": "الاثنين", "tr": "Pazartesi", "en": "Monday"}


def test_choices_are_labelled_by_value() -> None:
    assert choice_labels(Answer)["monday"]["tr"] == "Pazartesi"
