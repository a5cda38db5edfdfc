"""The form of all that is kept about who a client is; and by which number another case of theirs is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.identity.identity_keys import read_phone
from minbar.work.casework.identity.labels import IDENTITY, IDENTITY_LABELS

if TYPE_CHECKING:
    from minbar.foundation.screens.navigation import Label

FORGET = {"autocomplete": "off"}
LONG = ("other_names", "address", "safe_contact", "remarks")
LEFT_TO_RIGHT = ("phone", "document_number", "proxy_phone")
PROXY: dict[str, Label] = {
    "name": _("Name of the one who speaks for the client"),
    "relation": _("What they are to the client"),
    "phone": _("Their phone"),
}


class IdentityForm(forms.Form):
    """Who a client is, whole: what is emptied is kept no longer."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        labels = IDENTITY_LABELS()
        for name in IDENTITY:
            if name == "proxy":
                self.fields |= {f"proxy_{part}": _field(f"proxy_{part}", label) for part, label in PROXY.items()}
            else:
                self.fields[name] = _field(name, labels[name])
        self.fields["other_names"].help_text = _("One name on each line.")

    @staticmethod
    def filled(identity: Identity) -> dict[str, Any]:
        """What stands in the fields at first, of an identity that is kept."""
        proxy = {f"proxy_{name}": value for name, value in identity.proxy.items()}
        return identity.values() | proxy | {"other_names": "\n".join(identity.other_names)}

    def clean_phone(self) -> str:
        return self._phone("phone")

    def clean_proxy_phone(self) -> str:
        return self._phone("proxy_phone")

    def identity(self) -> Identity:
        """The person, as the form says."""
        values: dict[str, Any] = dict(self.cleaned_data)
        values["other_names"] = [name.strip() for name in values["other_names"].splitlines() if name.strip()]
        return Identity.of(values | {"proxy": proxy_in(values)})

    def _phone(self, name: str) -> str:
        typed = str(self.cleaned_data[name])
        return typed if typed == self.initial.get(name) else read_phone(typed)  # an import may have brought others


class OtherCaseForm(forms.Form):
    number = forms.CharField(
        label=_("Number of the other case"),
        max_length=40,
        widget=forms.TextInput(attrs=FORGET | {"dir": "ltr", "inputmode": "text"}),
    )


def proxy_in(values: Mapping[str, Any]) -> dict[str, Any]:
    """Who speaks for the client, of a form's fields."""
    return {name: value for name in PROXY if (value := values[f"proxy_{name}"])}


def _field(name: str, label: Any) -> forms.CharField:
    direction = {"dir": "ltr"} if name in LEFT_TO_RIGHT else {}
    widget: forms.Widget = forms.TextInput(attrs=FORGET | direction)
    if name in LONG:
        widget = forms.Textarea(attrs=FORGET | {"rows": 3})
    return forms.CharField(label=label, required=False, widget=widget)
