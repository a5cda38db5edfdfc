"""The forms for opening a case in an emergency, and for reviewing that."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from minbar.work.casework.emergency_access.enums import EmergencyReason, ReviewVerdict

HOURS = (1, 2, 4, 8, 24)


def hours() -> list[tuple[int, str]]:
    return [(count, ngettext("%(count)s hour", "%(count)s hours", count) % {"count": count}) for count in HOURS]


class OpenCaseForm(forms.Form):
    """Opens the case on whose page it stands."""

    category = forms.ChoiceField(label=_("Reason"), choices=EmergencyReason.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why this is needed now"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_(
            "For the person who reviews it. Name nobody and give no number: they must not learn whose case it is."
        ),
    )
    hours = forms.TypedChoiceField(label=_("Open it for"), choices=hours, coerce=int, initial=1)


class OpenByNumberForm(OpenCaseForm):
    """Opens a case by its number, which stands in no address."""

    number = forms.CharField(
        label=_("Case number"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"})
    )
    field_order = ("number",)


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Was it justified?"), choices=ReviewVerdict.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=pgettext_lazy("review of an opened case", "Why"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.fields["verdict"].help_text = _("“Not justified” shuts the case at once if it is still open.")
