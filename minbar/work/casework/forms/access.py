"""Who has a case, and who else reads it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minbar.foundation.accounts.models import User
from minbar.foundation.text.numbers import format_number
from minbar.work.casework.enums import AccessWay
from minbar.work.casework.forms.doings import OfCaseForm
from minbar.work.casework.queries.workers import Load, loads, workers


class WorkerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no class takes arguments when it runs
    """Workers, each with the number of open cases they have."""

    def __init__(self, loads: list[Load] | None = None, **arguments: Any) -> None:
        super().__init__(workers(), empty_label="—", **arguments)
        self.loads = {load.worker.pk: load.open_cases for load in loads or ()}

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} · {format_number(self.loads.get(obj.pk, 0))}"


class AssignForm(forms.Form):
    worker = forms.ModelChoiceField(User.objects.none(), label=_("Case worker"))

    def __init__(self, *, loads_now: list[Load] | None = None, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.fields["worker"] = WorkerField(
            loads() if loads_now is None else loads_now,
            label=_("Case worker"),
            help_text=_("With the number of open cases that each has."),
        )


class AccessForm(OfCaseForm):
    user_given = forms.ModelChoiceField(User.objects.none(), label=_("Who"))
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
        self.fields["user_given"].queryset = workers().exclude(pk=self.user.pk)  # type: ignore[attr-defined]
        if not gives_identity:
            del self.fields["identity"]
