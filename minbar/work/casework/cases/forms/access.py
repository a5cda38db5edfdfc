"""Who has a case, and who else reads it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.accounts.models import User
from minbar.foundation.text.numbers import format_number
from minbar.work.casework.cases.enums import AccessWay
from minbar.work.casework.cases.forms.services import OfCaseForm
from minbar.work.casework.cases.queries.workers import Load, loads, workers


class AssignForm(forms.Form):
    worker = forms.ModelChoiceField(
        User.objects.none(), label=_("Case worker"), help_text=_("With the number of open cases that each has.")
    )

    def __init__(self, *, loads_now: list[Load] | None = None, **arguments: Any) -> None:
        super().__init__(**arguments)
        field: Any = self.fields["worker"]
        field.queryset = workers()
        named = [
            (load.worker.pk, f"{load.worker} · {format_number(load.open_cases)}")
            for load in (loads() if loads_now is None else loads_now)
        ]
        field.choices = [("", "—"), *named]


class AccessForm(OfCaseForm):
    user_given = forms.ModelChoiceField(User.objects.none(), label=pgettext_lazy("reads a case", "Who"))
    way = forms.ChoiceField(
        label=_("As"),
        choices=[
            (AccessWay.CO_WORKER.value, _("Co-worker: reads, and acts in the case")),
            (AccessWay.NAMED.value, _("Named reader: reads only")),
        ],
        widget=forms.RadioSelect,
        initial=AccessWay.CO_WORKER.value,
    )
    identity = forms.BooleanField(label=_("May also learn whose case it is"), required=False)

    def __init__(self, *, gives_identity: bool, **arguments: Any) -> None:
        super().__init__(**arguments)
        # the stubs know it as a plain field
        self.fields["user_given"].queryset = workers().exclude(pk=self.user.pk)  # type: ignore[attr-defined]
        if not gives_identity:
            del self.fields["identity"]
