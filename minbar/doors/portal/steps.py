"""The questions in their order, and what has been answered of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from minbar.doors.portal.forms import asking

#: As it was typed, field by field: {"topic": {"topic": ["residence"]}}. What is not valid (yet) is kept as well.
Answers = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class Step:
    """One question, on a page of its own. Its address says its number and nothing of what it asks."""

    key: str
    form: type[forms.Form]

    @property
    def number(self) -> int:
        return STEPS.index(self) + 1

    @property
    def takes_files(self) -> bool:
        return "papers" in self.form.base_fields

    def bound(self, answers: Answers) -> forms.Form | None:
        """The form with what was answered; None where nothing was."""
        given = answers.get(self.key)
        return None if given is None else self.form(data=MultiValueDict(given))

    def typed(self, answers: Answers) -> dict[str, str]:
        """What stands in the fields when the question is opened again."""
        return {name: given[-1] for name, given in answers.get(self.key, {}).items() if given}

    def taken_from(self, posted: QueryDict) -> dict[str, list[str]]:
        """Of what was posted the fields of this question, as typed."""
        return {name: posted.getlist(name) for name in self.form.base_fields if name in posted}


STEPS = (
    Step("topic", asking.TopicForm),
    Step("request", asking.RequestForm),
    Step("place", asking.PlaceForm),
    Step("for_whom", asking.ForWhomForm),
    Step("reach", asking.ReachForm),
    Step("name", asking.NameForm),
    Step("papers", asking.PapersForm),
    Step("service", asking.ServiceConsentForm),
    Step("sharing", asking.SharingConsentForm),
)


class Answered:
    """The forms behind what was answered."""

    def __init__(self, answers: Answers) -> None:
        self.forms = {step.key: step.bound(answers) for step in STEPS}

    @cached_property
    def next_open(self) -> Step | None:
        """The first question without a good answer; None where all have one."""
        for step in STEPS:
            form = self.forms[step.key]
            if form is None or not form.is_valid():
                return step
        return None

    def values(self) -> Mapping[str, Any]:
        """All fields by name.

        Raises:
            ValidationError: a question is still open.
        """
        if self.next_open:
            raise ValidationError(_("Some questions are not answered yet. Look at your answers once more."))
        return {name: value for form in self.forms.values() if form for name, value in form.cleaned_data.items()}

    def summary(self) -> Iterator[tuple[Step, str, str]]:
        """Question and answer as the reader chose or wrote them, with the step that changes them."""
        for step in STEPS:
            if (form := self.forms[step.key]) is None:
                continue
            for place, field in enumerate(form):
                if (place and not field.data) or step.takes_files:
                    continue  # a second field of a question that was left empty; files are shown by themselves
                yield step, str(field.label), _shown(field)


def _shown(field: forms.BoundField) -> str:
    value = str(field.data or "")
    if isinstance(field.field, forms.ChoiceField):
        label = str(dict(_flat(field.field.choices)).get(value, ""))
        return unescape(strip_tags(label.partition('<span class="help">')[0]))  # a topic stands there with examples
    return value


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label
