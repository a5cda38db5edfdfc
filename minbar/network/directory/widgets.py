"""How entries and places are typed in a form; scripts offer suggestions, none are needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.urls import reverse

from minbar.network.directory.enums import Nature


class SuggestInput(forms.TextInput):
    """A text input with suggestions from the server."""

    template_name = "directory/widgets/suggest.html"

    def __init__(self, what: str) -> None:
        super().__init__(attrs={"autocomplete": "off", "dir": "auto"})
        self.what = what

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        address = reverse("directory:suggestions", args=[self.what])
        context["widget"]["suggestions"] = f"{address}?field={name}"
        return context


@dataclass(frozen=True)
class Answer:
    """Who a name is: ``choice`` is an entry as a field takes it, or a nature, for one to be added."""

    choice: str = ""
    organisation: str = ""
    title: str = ""


@dataclass(frozen=True)
class Typed:
    """What stands in a field: names, one a line, and who some of them are."""

    text: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    key: UUID | None = None

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(line.strip() for line in self.text.splitlines() if line.strip()))


@dataclass(frozen=True)
class Question:
    """A name that is not clear: those who come into question, as what it can be added, what was answered so far."""

    name: str
    candidates: Sequence[Any]
    addable: Sequence[tuple[str, str]]
    answer: Answer = Answer()


class PartiesInput(forms.Textarea):
    """Names, one a line; with scripts, chips and a box that suggests. A name that was not clear is asked about below.

    Attributes:
        natures: whom it takes.
        may_add: whether its reader may add to the directory here.
        one: a single name.
        questions: about the names that were sent; the field's.
    """

    template_name = "directory/widgets/parties.html"
    one = False

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 3, "dir": "auto"} | (attrs or {}))
        self.natures: Sequence[Nature] = tuple(Nature)
        self.may_add = False
        self.questions: list[Question] = []
        self.key: UUID | None = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "one": self.one,
            "may_add": self.may_add,
            "natures": " ".join(self.natures),
            "questions": self.questions,
            "key": self.key or uuid4(),
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        answers: dict[str, Answer] = {}
        while (called := data.get(f"{name}-{len(answers)}-called")) is not None and called not in answers:
            parts = (data.get(f"{name}-{len(answers)}-{part}", "") for part in ("is", "organisation", "title"))
            answers[called] = Answer(*parts)
        try:
            key = UUID(data.get(f"{name}-key", ""))
        except ValueError:
            key = None
        return Typed(data.get(name) or "", answers, key)


class PartyInput(PartiesInput):
    """One name."""

    one = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off"} | (attrs or {}))
        del self.attrs["rows"], self.attrs["cols"]
