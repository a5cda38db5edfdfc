"""The forms of asking for testimonies, writing and checking them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from minbar.foundation.text.fields import DayField
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place
from minbar.work.casework.cases.models import Topic
from minbar.work.casework.cases.queries.topics import topic_choices
from minbar.work.casework.evidence_requests.enums import CheckItem
from minbar.work.casework.evidence_requests.models import words_of_period
from minbar.work.casework.evidence_requests.queries.advocacy import periods_to_ask


class EvidenceForm(forms.Form):
    topic = forms.TypedChoiceField(label=_("Topic"), coerce=int)
    period = forms.ChoiceField(label=_("When the cases were opened"), required=False)
    province = forms.ModelChoiceField(
        Place.objects.filter(level=PlaceLevel.PROVINCE),
        label=_("Province"),
        required=False,
        help_text=_("Of any time or of a whole year: a quarter's numbers are too small."),
    )
    question = forms.CharField(
        label=_("What should a testimony tell?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Ask what happened and what it meant. Do not ask for anything by which somebody is known."),
    )
    issue = forms.TypedChoiceField(label=_("Community issue"), coerce=UUID, empty_value=None, required=False)
    wanted_until = DayField(label=_("Wanted until"))

    def __init__(self, *, issues: Mapping[UUID, str], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.issues = issues
        self.fields["topic"].choices = topic_choices()  # type: ignore[attr-defined]  # the stubs know it as a plain field
        periods = [("-".join(str(part) for part in one if part), words_of_period(*one)) for one in periods_to_ask()]
        self.fields["period"].choices = [("", _("Any time")), *periods]  # type: ignore[attr-defined]  # as above
        # the stubs know it as a plain field
        self.fields["issue"].choices = [("", "—"), *issues.items()]  # type: ignore[attr-defined]

    def clean(self) -> Any:
        given = super().clean()
        if "-" in self.cleaned_data.get("period", "") and self.cleaned_data.get("province"):
            self.add_error("province", _("Ask for a province in a whole year: a quarter's numbers are too small."))
        return given

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        given = self.cleaned_data
        year, quarter = (*(int(part) for part in given["period"].split("-") if part), None, None)[:2]
        return {
            "topic": Topic.objects.get(pk=given["topic"]),
            "year": year,
            "quarter": quarter,
            "province": given["province"],
            "question": given["question"],
            "wanted_until": given["wanted_until"],
            "issue_uid": given["issue"],
            "issue_label": self.issues.get(given["issue"], ""),
        }


class TestimonyForm(forms.Form):
    text = forms.CharField(
        label=_("Testimony"),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        max_length=6000,
        help_text=_("No names, numbers, days or months, no place narrower than a province, nothing that is rare."),
    )


class CheckForm(forms.Form):
    """Each line is confirmed by itself; what is left empty sends the testimony back."""

    confirmed = forms.MultipleChoiceField(
        label=_("I confirm"),
        choices=CheckItem.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you cannot confirm, leave empty: the testimony then goes back to its author with that line."),
    )
