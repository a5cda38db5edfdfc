"""What is asked when something is done for a case: what belongs to its kind, then a note, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.accounts.models import User as Account
from minbar.foundation.text.dates import format_date_long
from minbar.foundation.text.fields import DayField, ReadingIntegerField
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.queries import open_commitments_about
from minbar.work.casework.cases.actions.parts import SOURCE, FollowUp, ServiceEntry
from minbar.work.casework.cases.actions.referrals import MOST_DAYS, USUAL_DAYS
from minbar.work.casework.cases.enums import (
    Advice,
    CaseResult,
    CourtOrientation,
    FollowUpKind,
    MediationBody,
    SharedPart,
)
from minbar.work.casework.cases.forms.fields import OrganisationField
from minbar.work.casework.cases.models import Case, CaseService, CourtProceeding
from minbar.work.casework.cases.queries.workers import colleagues_in, workers

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

NONE = ("", "—")
SEALED = _("Sealed: only those who have access to the case read it.")


class DueField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no class takes arguments when it runs
    """Follow-ups by what is due, when."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} · {format_date_long(obj.due_on)}"


class OfCaseForm(forms.Form):
    """A form within a case, for one who works on it."""

    def __init__(self, *, case: Case, user: User, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.case, self.user = case, user


class ServiceForm(OfCaseForm):
    """What every service has; the fields of a kind stand before."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.fields["done_on"] = DayField(label=_("Done on"), initial=timezone.localdate)
        self.fields["note"] = forms.CharField(
            label=_("Note"), widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}), help_text=SEALED, required=False
        )
        self._add_what_it_fulfils()
        self._add_what_follows()

    def _add_what_it_fulfils(self) -> None:
        due: QuerySet[Commitment] = open_commitments_about(SOURCE, self.case.uid)
        if due.exists():
            self.fields["fulfils"] = DueField(
                due,
                label=_("It was due as"),
                required=False,
                empty_label="—",
                help_text=_("Closes the follow-up that this answers."),
            )

    def _add_what_follows(self) -> None:
        self.fields["next_kind"] = forms.ChoiceField(
            label=_("What is to be done next"), choices=[NONE, *FollowUpKind.choices], required=False
        )
        self.fields["next_on"] = DayField(label=_("Until when"), required=False)
        others: QuerySet[Account] = colleagues_in(self.case)
        if others.exclude(pk=self.user.pk).exists():
            self.fields["next_by"] = forms.ModelChoiceField(
                others, label=_("By whom"), required=False, empty_label=_("Myself")
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, day = cleaned.get("next_kind"), cleaned.get("next_on")
        if kind and not day and "next_on" not in self.errors:
            self.add_error("next_on", _("Say until when."))
        if day and not kind:
            self.add_error("next_kind", _("Say what is to be done."))
        if day and day < timezone.localdate():
            self.add_error("next_on", _("This day is past."))
        return cleaned

    def entry(self) -> ServiceEntry:
        values = self.cleaned_data
        follows = None
        if values.get("next_kind"):
            follows = FollowUp(FollowUpKind(values["next_kind"]), values["next_on"], values.get("next_by"))
        return ServiceEntry(
            done_on=values["done_on"], note=values["note"], follow_up=follows, fulfils=values.get("fulfils")
        )

    def particulars(self) -> dict[str, Any]:
        """What belongs to the kind alone."""
        return {name: self.cleaned_data[name] for name in self.base_fields}


class AdviceForm(ServiceForm):
    advice = forms.ChoiceField(label=_("What the advice came to"), choices=Advice.choices, widget=forms.RadioSelect)


class MediationForm(ServiceForm):
    body = forms.ChoiceField(label=_("With whom"), choices=MediationBody.choices, widget=forms.RadioSelect)
    organisation = OrganisationField(label=pgettext_lazy("party to a case", "Organisation"), required=False)
    mediator = forms.ModelChoiceField(
        Account.objects.none(), label=_("Mediator"), required=False, empty_label=_("Myself")
    )

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.fields["mediator"].queryset = workers()  # type: ignore[attr-defined]  # the stubs know it as a plain field


class SessionForm(OfCaseForm):
    held_on = DayField(label=_("Held on"), initial=timezone.localdate)
    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}), help_text=SEALED, required=False
    )


class CourtDaysForm(OfCaseForm):
    filed_on = DayField(label=_("Filed on"), required=False)
    hearing_on = DayField(label=_("Hearing"), required=False, help_text=_("It is followed up by itself."))
    limitation_on = DayField(
        label=_("Limitation ends"), required=False, help_text=_("It is followed up by itself until the case is filed.")
    )

    @staticmethod
    def initial_of(court: CourtProceeding) -> dict[str, Any]:
        return {name: getattr(court, name) for name in ("filed_on", "hearing_on", "limitation_on")}


class CourtForm(ServiceForm):
    way = forms.ChoiceField(label=_("Way to court"), choices=CourtOrientation.choices, widget=forms.RadioSelect)
    filed_on = DayField(label=_("Filed on"), required=False)
    hearing_on = DayField(label=_("Hearing"), required=False, help_text=_("It is followed up by itself."))
    limitation_on = DayField(
        label=_("Limitation ends"), required=False, help_text=_("It is followed up by itself until the case is filed.")
    )


class CounsellingForm(ServiceForm):
    minutes = ReadingIntegerField(label=_("Minutes"), required=False, min_value=1, max_value=600)


class NoteForm(ServiceForm):
    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.fields["note"].required = True


class ResultForm(ServiceForm):
    result = forms.ChoiceField(label=_("Result"), choices=CaseResult.choices, widget=forms.RadioSelect)


class ReferralForm(ServiceForm):
    organisation = OrganisationField(label=pgettext_lazy("party to a case", "Organisation"))
    shared = forms.MultipleChoiceField(
        label=_("What it is shown"),
        choices=SharedPart.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what it needs to help. Nothing else leaves the case."),
    )
    days = ReadingIntegerField(
        label=_("Days for which the link opens"), initial=USUAL_DAYS, min_value=1, max_value=MOST_DAYS
    )


class LinkForm(OfCaseForm):
    days = ReadingIntegerField(
        label=_("Days for which the link opens"), initial=USUAL_DAYS, min_value=1, max_value=MOST_DAYS
    )


#: What of a service can be corrected, by the fields of its form: name, label, choices.
CORRECTED: dict[str, tuple[str, Any, Any]] = {
    "advice": ("advice", _("What the advice came to"), Advice.choices),
    "mediation": ("body", _("With whom"), MediationBody.choices),
    "court": ("way", _("Way to court"), CourtOrientation.choices),
    "result": ("result", _("Result"), CaseResult.choices),
}


class CorrectionForm(forms.Form):
    """The day of a service and what was chosen in it; its notes stay as they were written."""

    done_on = DayField(label=_("Done on"))

    def __init__(self, *, service: CaseService, **arguments: Any) -> None:
        super().__init__(**arguments)
        if service.kind in CORRECTED:
            name, label, choices = CORRECTED[service.kind]
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)

    @staticmethod
    def initial_of(service: CaseService) -> dict[str, Any]:
        found: dict[str, Any] = {"done_on": service.done_on}
        if service.kind in CORRECTED:
            name = CORRECTED[service.kind][0]
            holder = getattr(service, {"body": "mediation", "way": "court"}.get(name, ""), service)
            found[name] = getattr(holder, name)
        return found
