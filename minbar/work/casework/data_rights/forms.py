"""The forms of what clients claim, of breaches, of exports and erasures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.text.languages import Language
from minbar.work.casework.data_rights.enums import BreachKind, ErasureGround, RightKind

LONG = forms.Textarea(attrs={"rows": 5})
MOMENT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A day and a time, as browsers ask for them."""

    def __init__(self, **options: Any) -> None:
        picker = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        super().__init__(widget=picker, input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **options)


class ClaimForm(forms.Form):
    kind = forms.ChoiceField(label=_("What the client asks for"), choices=RightKind.choices)
    asked_at = MomentField(label=_("When it was asked for"), help_text=_("The answer is due 30 days after that."))
    wish = forms.CharField(label=_("In the client's words"), widget=LONG, required=False)


class AnswerForm(forms.Form):
    granted = forms.TypedChoiceField(
        label=pgettext_lazy("right of a client", "Answer"),
        choices=[("yes", _("Granted")), ("no", _("Refused"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("What the client is told"),
        help_text=_("A refusal says why, and where the client can complain."),
        widget=LONG,
        required=False,
    )


class ExportForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the file is given out"), help_text=_("It is kept with the export."), max_length=500
    )
    language = forms.TypedChoiceField(
        label=_("Language of the file"),
        choices=settings.LANGUAGES,
        coerce=Language,
    )


class BreachForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of breach"), choices=BreachKind.choices)
    noticed_at = MomentField(
        label=_("When it was noticed"), help_text=_("The authority is to be told within 72 hours of that.")
    )
    people_affected = forms.IntegerField(label=_("People affected, at most"), min_value=0, required=False)
    account = forms.CharField(label=_("Account of what happened"), help_text=_("Name no client here."), widget=LONG)


class BreachFollowForm(forms.Form):
    authority_told_at = MomentField(label=_("Authority told"), required=False)
    clients_told_at = MomentField(label=_("Those affected told"), required=False)
    people_affected = forms.IntegerField(label=_("People affected, at most"), min_value=0, required=False)
    measures = forms.CharField(
        label=_("What was done"),
        help_text=_("If nobody was told, say why. Name no client here."),
        widget=LONG,
        required=False,
    )
    closed = forms.BooleanField(label=_("The matter is closed"), required=False)


class ProposeErasureForm(forms.Form):
    ground = forms.ChoiceField(label=_("Ground"), choices=ErasureGround.choices)


class EraseForm(forms.Form):
    code = forms.CharField(label=_("Code of the erasure"), help_text=_("Type it as it stands above."), max_length=20)


class RetentionForm(forms.Form):
    years = forms.IntegerField(
        label=_("Years kept after closing"),
        help_text=_("Leave it empty where the wider topic's years hold."),
        min_value=0,
        max_value=100,
        required=False,
    )
