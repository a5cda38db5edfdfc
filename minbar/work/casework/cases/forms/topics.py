"""The form of a topic."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minbar.foundation.text.languages import Language
from minbar.work.casework.cases.models import Topic
from minbar.work.casework.cases.queries.topics import topic_choices, within

LABELS = {Language.ARABIC: _("In Arabic"), Language.TURKISH: _("In Turkish"), Language.ENGLISH: _("In English")}


def _line(language: Language) -> forms.TextInput:
    return forms.TextInput(attrs={"lang": language, "dir": language.direction})


class TopicForm(forms.Form):
    """Names in the three languages, where it stands, how long its cases are kept."""

    ar = forms.CharField(label=LABELS[Language.ARABIC], max_length=120, widget=_line(Language.ARABIC))
    tr = forms.CharField(label=LABELS[Language.TURKISH], max_length=120, widget=_line(Language.TURKISH))
    en = forms.CharField(label=LABELS[Language.ENGLISH], max_length=120, widget=_line(Language.ENGLISH))
    parent = forms.TypedChoiceField(label=_("Wider topic"), coerce=int, empty_value=None, required=False)
    position = forms.IntegerField(
        label=_("Position"),
        min_value=0,
        max_value=32_000,
        initial=0,
        help_text=_("Among its neighbours, the least first."),
    )
    retention_years = forms.IntegerField(
        label=_("Years kept after closing"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("Where it is empty, the wider topic's years hold."),
    )

    def __init__(self, *, topic: Topic | None = None, **arguments: Any) -> None:
        super().__init__(**arguments)
        besides = within(topic) if topic else set()
        # the stubs know it as a plain field
        self.fields["parent"].choices = [("", "—"), *topic_choices(besides=besides)]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        given = self.cleaned_data
        return {
            "labels": {language.value: given[language.value] for language in Language},
            "parent": Topic.objects.get(pk=given["parent"]) if given["parent"] else None,
            "position": given["position"],
            "retention_years": given["retention_years"],
        }


class NewTopicForm(TopicForm):
    code = forms.SlugField(
        label=_("Code"),
        max_length=60,
        error_messages={"invalid": _("Use only the letters a to z, digits and _.")},
        help_text=_("Letters a to z, digits and _. It stays as it is: sheets and figures name the topic by it."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )

    def values(self) -> dict[str, Any]:
        return super().values() | {"code": self.cleaned_data["code"]}
