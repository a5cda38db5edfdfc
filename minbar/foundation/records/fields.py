"""Model fields shared by all rooms."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from minbar.foundation.text.languages import Language


class LabelsField(models.JSONField):
    """A short text in the three languages: ``{"ar": "…", "tr": "…", "en": "…"}``.

    Read it with :func:`minbar.foundation.text.languages.in_language`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        known = set(Language)
        if not isinstance(value, dict) or any(
            key not in known or not isinstance(text, str) for key, text in value.items()
        ):
            raise ValidationError(_("Give a text for each of the languages ar, tr and en."), code="labels")
