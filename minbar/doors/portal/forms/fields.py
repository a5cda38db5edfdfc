"""Fields as the public pages write them. Browsers are asked to remember nothing that is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise

FORGET = {"autocomplete": "off", "dir": "auto"}
TOO_LONG = 8000


def one_of(
    question: Label, missing: Label, *, choices: Sequence[tuple[str, Label]] = (), help_text: Label = ""
) -> forms.ChoiceField:
    """One answer of a few, none of them chosen beforehand."""
    return forms.ChoiceField(
        label=question,
        choices=choices,
        help_text=help_text,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


class Words(forms.CharField):
    """A line that may stay empty."""

    def __init__(self, question: Label, help_text: Label = "", *, max_length: int = 120, **more: Any) -> None:
        more.setdefault("widget", forms.TextInput(attrs=FORGET))
        super().__init__(label=question, help_text=help_text, required=False, max_length=max_length, **more)


class ManyWords(forms.CharField):
    """As much as somebody wants to tell."""

    def __init__(self, question: Label, help_text: Label = "", *, missing: Label = "") -> None:
        super().__init__(
            label=question,
            help_text=help_text,
            widget=forms.Textarea(attrs=FORGET | {"rows": 8}),
            error_messages={"required": missing},
            validators=[_not_too_long],
        )


class Box(forms.CharField):
    """A line for programs to fall into: out of sight, out of the order of the tab key, out of autofill."""

    def __init__(self, label: Label) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
        super().__init__(label=label, required=False, widget=widget)


class _FilesInput(forms.FileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files, or none. What they are, their content alone tells (see ``foundation/attachments``)."""

    def __init__(self, question: Label, help_text: Label = "", *, required: bool = False, missing: Label = "") -> None:
        widget = _FilesInput(attrs={"accept": "image/*,application/pdf", "multiple": True})
        super().__init__(label=question, help_text=help_text, required=required, widget=widget)
        self.error_messages["required"] = missing

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        listed = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not listed:
            raise ValidationError(self.error_messages["required"], code="required")
        return list(listed)


def _not_too_long(text: str) -> None:
    # Not "maxlength", which cuts what is pasted without a word.
    if len(text) > TOO_LONG:
        raise ValidationError(_("This is too long for one page. Tell the most important now; you can add more later."))
