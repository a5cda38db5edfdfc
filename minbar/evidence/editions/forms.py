"""Forms for editions and their sections. What they take is checked by the actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minbar.evidence.editions.models import key_is_plain
from minbar.foundation.text.languages import Language

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise

TITLES: Mapping[Language, Label] = {
    Language.ARABIC: _("Title in Arabic"), Language.TURKISH: _("Title in Turkish"),
    Language.ENGLISH: _("Title in English"),
}  # fmt: skip
HEADINGS: Mapping[Language, Label] = {
    Language.ARABIC: _("Heading in Arabic"), Language.TURKISH: _("Heading in Turkish"),
    Language.ENGLISH: _("Heading in English"),
}  # fmt: skip
TEXTS: Mapping[Language, Label] = {
    Language.ARABIC: _("Text in Arabic"), Language.TURKISH: _("Text in Turkish"),
    Language.ENGLISH: _("Text in English"),
}  # fmt: skip


class EditionForm(forms.Form):
    """A new edition."""

    slug = forms.SlugField(
        label=_("Short name in the address"), max_length=80,
        help_text=_("Small Latin letters, digits and hyphens, such as annual-report-2025."),
    )  # fmt: skip
    period_from = forms.DateField(label=_("First day of the period"), widget=forms.DateInput(attrs={"type": "date"}))
    period_to = forms.DateField(label=_("Last day of the period"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, label in TITLES.items():
            self.fields[f"title_{language}"] = forms.CharField(label=label, max_length=300, widget=_line(language))
        self.order_fields([*(f"title_{language}" for language in Language), "slug", "period_from", "period_to"])

    def labels(self, name: str) -> dict[str, str]:
        return labels_of(self.cleaned_data, name)


class SectionForm(forms.Form):
    """A section: its headings and its text in three languages."""

    key = forms.CharField(
        label=_("Name in the address"), max_length=60, validators=[key_is_plain],
        help_text=_("Small Latin letters, digits and hyphens, such as networking. It is not shown to readers."),
    )  # fmt: skip

    def __init__(self, *args: Any, new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not new:
            del self.fields["key"]
        for language in Language:
            self.fields[f"heading_{language}"] = forms.CharField(
                label=HEADINGS[language], max_length=300, widget=_line(language)
            )
            self.fields[f"text_{language}"] = forms.CharField(
                label=TEXTS[language], required=False, widget=forms.Textarea(attrs=_attributes(language) | {"rows": 18})
            )

    def labels(self, name: str) -> dict[str, str]:
        return labels_of(self.cleaned_data, name)


def labels_of(cleaned: Mapping[str, Any], name: str) -> dict[str, str]:
    """``name_ar``, ``name_tr`` and ``name_en`` as labels."""
    return {language.value: cleaned[f"{name}_{language}"].replace("\r\n", "\n") for language in Language}


def _attributes(language: Language) -> dict[str, str]:
    return {"lang": language.value, "dir": language.direction}


def _line(language: Language) -> forms.TextInput:
    return forms.TextInput(attrs=_attributes(language))
