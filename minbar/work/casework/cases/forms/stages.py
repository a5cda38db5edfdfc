"""Assessment, closing, and messages to the client."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.network.directory.forms import spoken_languages
from minbar.work.casework.cases.actions.stages import WAYS
from minbar.work.casework.cases.enums import AgeBand, CaseResult, Functioning, Level, Sex, Stage, Vulnerability
from minbar.work.casework.cases.forms.services import NONE, SEALED, OfCaseForm
from minbar.work.casework.cases.models import Case

LONG = {"rows": 6, "dir": "auto"}
#: The Washington Group's four answers, in its own words.
DIFFICULTY = [
    ("", pgettext_lazy("Washington Group", "Not asked")),
    ("1", pgettext_lazy("Washington Group", "No difficulty")),
    ("2", pgettext_lazy("Washington Group", "Some difficulty")),
    ("3", pgettext_lazy("Washington Group", "A lot of difficulty")),
    ("4", pgettext_lazy("Washington Group", "Cannot do it at all")),
]


class AssessmentForm(OfCaseForm):
    """How urgent and risky it is, whom it is about, what the adviser thinks and plans."""

    FIELDS = ("urgency", "risk", "sex", "age_band", "vulnerabilities", "languages")
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Level.choices)
    risk = forms.ChoiceField(label=_("Risk"), choices=[NONE, *Level.choices], required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[NONE, *Sex.choices], required=False)
    age_band = forms.ChoiceField(label=_("Age"), choices=[NONE, *AgeBand.choices], required=False)
    vulnerabilities = forms.MultipleChoiceField(
        label=_("Vulnerabilities"),
        choices=Vulnerability.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=spoken_languages, required=False, widget=forms.CheckboxSelectMultiple
    )
    assessment = forms.CharField(
        label=_("Assessment"), widget=forms.Textarea(attrs=LONG), required=False, help_text=SEALED
    )
    plan = forms.CharField(label=_("Plan"), widget=forms.Textarea(attrs=LONG), required=False, help_text=SEALED)

    def __init__(self, *, asks_functioning: bool, **arguments: Any) -> None:
        super().__init__(**arguments)
        if asks_functioning:
            self.fields["agreed"] = forms.BooleanField(
                label=_("The client agreed to the questions below, and knows that they need not answer"),
                required=False,
            )
            for question in Functioning:
                self.fields[question.value] = forms.ChoiceField(
                    label=question.label, choices=DIFFICULTY, required=False
                )

    @classmethod
    def initial_of(cls, case: Case, texts: dict[str, str]) -> dict[str, Any]:
        values: dict[str, Any] = {name: getattr(case, name) for name in cls.FIELDS}
        values |= texts | case.functioning
        return values | {"agreed": bool(case.functioning)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.functioning() and not cleaned.get("agreed"):
            self.add_error("agreed", _("Ask the client first, or leave the questions unanswered."))
        return cleaned

    def functioning(self) -> dict[str, int]:
        return {each.value: int(answer) for each in Functioning if (answer := self.cleaned_data.get(each.value))}

    def values(self) -> dict[str, Any]:
        """Fields of the case."""
        found: dict[str, Any] = {name: self.cleaned_data[name] for name in self.FIELDS}
        return found | ({"functioning": self.functioning()} if "agreed" in self.fields else {})

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("assessment", "plan")}


class StageForm(OfCaseForm):
    """The next stage, of those to which there is a way."""

    stage = forms.ChoiceField(label=_("Stage"), widget=forms.RadioSelect)

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        ways = WAYS[Stage(self.case.stage)]
        self.fields["stage"].choices = [  # type: ignore[attr-defined]  # the stubs know it as a plain field
            (stage.value, stage.label) for stage in Stage if stage in ways
        ]


class CloseForm(OfCaseForm):
    result = forms.ChoiceField(label=_("Result"), choices=[NONE, *CaseResult.choices], required=False)
    reason = forms.CharField(
        label=_("Why it is closed"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        required=False,
        help_text=_("Needed where there is no result. Sealed: only those who have access to the case read it."),
    )
    answer = forms.CharField(
        label=_("What the client reads"),
        widget=forms.Textarea(attrs=LONG),
        help_text=_("In their language, in plain words, without a name or a number: they read it with their code."),
    )

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.fields["answer"].required = bool(self.case.secret)


class MessageForm(OfCaseForm):
    text = forms.CharField(
        label=_("Message"),
        widget=forms.Textarea(attrs=LONG),
        help_text=_("The client reads it with their code. Write nothing by which somebody else could tell who it is."),
    )
    is_question = forms.BooleanField(label=_("It is a question: wait for an answer"), required=False)
