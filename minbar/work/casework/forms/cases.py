"""The forms of a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.permissions import roles_with
from minbar.foundation.accounts.models import User
from minbar.foundation.text.fields import ReadingDateField
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place
from minbar.work.casework.access import CasePermission
from minbar.work.casework.enums import Advice, CaseResult, CourtOrientation, MediationBody, Stage

NONE = ("", "—")


class CaseForm(forms.Form):
    number = forms.CharField(label=_("Case number"), max_length=40)
    opened_on = ReadingDateField(label=_("Opened on"))
    place = forms.ModelChoiceField(Place.objects.filter(level=PlaceLevel.PROVINCE), label=_("Province"), required=False)
    advice = forms.ChoiceField(label=_("Legal advice"), choices=[NONE, *Advice.choices], required=False)
    mediation = forms.ChoiceField(label=_("Mediation"), choices=[NONE, *MediationBody.choices], required=False)
    court_orientation = forms.ChoiceField(
        label=_("Orientation to court"), choices=[NONE, *CourtOrientation.choices], required=False
    )
    result = forms.ChoiceField(label=_("Result"), choices=[NONE, *CaseResult.choices], required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)


class AssignForm(forms.Form):
    worker = forms.ModelChoiceField(User.objects.none(), label=_("Case worker"))

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        roles = [role.value for role in roles_with(CasePermission.WORK)]
        workers = User.objects.filter(is_active=True, role_assignments__role__in=roles).distinct()
        self.fields["worker"].queryset = workers.order_by("name")  # type: ignore[attr-defined]
