"""Fields that several forms of cases have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from minbar.network.directory.enums import Nature
from minbar.network.directory.fields import EntryField
from minbar.network.directory.models import Organisation
from minbar.work.casework.cases.enums import Channel
from minbar.work.casework.cases.models.cases import NOT_REFERRED

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

NO_REFERRER = _("Name the organisation that referred the client, or tick that it is not known.")


class OrganisationField(EntryField):
    """An organisation of the directory, by any of its names."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(nature=Nature.ORGANISATION, **arguments)

    def clean(self, value: Any) -> Organisation | None:
        party = super().clean(value)
        return Organisation.objects.get(pk=party.pk) if party else None


class ReferredForm(forms.Form):
    """A form with a channel: for a case that came by referral, also who referred it, unless nobody knows."""

    referred_by = OrganisationField(label=_("Referred by"), required=False)
    referrer_unknown = forms.BooleanField(label=_("Not known, or not in the directory"), required=False)

    def __init__(self, *, user: User, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.fields["referred_by"].user = user  # type: ignore[attr-defined]  # the stubs know it as a plain field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        unknown, organisation = cleaned.pop("referrer_unknown", False), cleaned.get("referred_by")
        if cleaned.get("channel") == Channel.REFERRAL:
            if not organisation and not unknown and "referred_by" not in self.errors:
                self.add_error("referred_by", ValidationError(NO_REFERRER, "required"))
        elif organisation:
            self.add_error("referred_by", NOT_REFERRED)
        return cleaned
