"""The forms of a group session: which day, and which of one's own cases were there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.text.bidi import isolate
from minbar.foundation.text.fields import DayField, ReadingIntegerField
from minbar.foundation.text.languages import listed
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place
from minbar.work.casework.cases.models import Case, GroupSession
from minbar.work.casework.cases.numbering import grouped, read_digits
from minbar.work.casework.cases.queries.cases import cases_worked_on_by
from minbar.work.casework.cases.queries.group_sessions import own_open_cases

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

NOBODY_CAME = _("Choose the cases of those who came.")


class CasesForm(forms.Form):
    """Several of one's own cases: ticked, or by their numbers."""

    ticked = forms.TypedMultipleChoiceField(
        label=_("Your open cases"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    numbers = forms.CharField(
        label=_("Others of your cases, by their numbers"),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "autocomplete": "off"}),
        help_text=_("One on each line."),
        required=False,
    )

    def __init__(self, *, user: User, session: GroupSession | None = None, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.user = user
        cases = own_open_cases(user, without=session)
        if cases:
            self.fields["ticked"].choices = [(case.pk, _called(case)) for case in cases]  # type: ignore[attr-defined]  # the stubs know it as a plain field
        else:
            del self.fields["ticked"]

    def clean_numbers(self) -> list[Case]:
        lines = [line.strip() for line in re.split(r"[\n,،]", self.cleaned_data["numbers"]) if line.strip()]
        return by_number(self.user, list(dict.fromkeys(lines)))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named, ticked = cleaned.pop("numbers", []), cleaned.pop("ticked", [])
        cases = {case.pk: case for case in [*cases_worked_on_by(self.user).filter(pk__in=ticked), *named]}
        if not cases and not self.errors:
            raise ValidationError(NOBODY_CAME)
        return cleaned | {"cases": list(cases.values())}


class SessionForm(forms.Form):
    """The session itself."""

    held_on = DayField(label=_("Held on"), initial=timezone.localdate)
    place = forms.ModelChoiceField(Place.objects.filter(level=PlaceLevel.PROVINCE), label=_("Province"), required=False)
    minutes = ReadingIntegerField(label=_("Minutes"), required=False, min_value=1, max_value=600)


class GroupSessionForm(CasesForm, SessionForm):
    """A session with several of one's own cases."""

    field_order = ("held_on", "place", "minutes", "ticked", "numbers")


def by_number(user: User, numbers: Sequence[str]) -> list[Case]:
    """The cases with these numbers, in any digits, with or without spaces, among those of the reader.

    Raises:
        ValidationError: naming the numbers that are none of theirs, whether there are such cases or not.
    """
    wanted = {number: {number, read_digits(number)} for number in numbers}
    found = cases_worked_on_by(user).filter(number__in=set().union(*wanted.values()))
    known = {case.number: case for case in found}
    cases = {number: known[spelled] for number, spellings in wanted.items() for spelled in spellings & known.keys()}
    if strange := [number for number in numbers if number not in cases]:
        message = _("None of your cases has this number: %(numbers)s.")
        raise ValidationError(message % {"numbers": listed(isolate(number, "ltr") for number in strange)})
    return list(cases.values())


def _called(case: Case) -> str:
    return " · ".join(part for part in (isolate(grouped(case.number), "ltr"), isolate(str(case.topic or ""))) if part)
