"""What a model's fields are called on screens, in sheets and in figures.

A field is named once, by its ``verbose_name``; where it stands alone (a column's head, a form's label) it begins with a
capital, as the reader's language has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import lazy

from minbar.foundation.text.languages import capitalised

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise


def _begun(name: object) -> str:
    return capitalised(str(name))


_begun_lazily = lazy(_begun, str)


def label_of(field: models.Field[Any, Any]) -> Label:
    """The name of a field, translated when it is read: "Identified on"."""
    return _begun_lazily(field.verbose_name)


def label_of_model(model: type[models.Model], *, plural: bool = False) -> Label:
    """The name of a model, translated when it is read: "Community issue"."""
    return _begun_lazily(model._meta.verbose_name_plural if plural else model._meta.verbose_name)
