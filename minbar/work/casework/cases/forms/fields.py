"""Fields that several forms of cases have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.forms import tell_user
from minbar.network.directory.enums import Nature
from minbar.network.directory.party_fields import PartyField
from minbar.work.casework.cases.enums import Channel
from minbar.work.casework.cases.models.cases import NOT_REFERRED

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

NO_REFERRER = _("Name the organisation that referred the client, or tick that it is not known.")


class OrganisationField(PartyField):
    """An organisation of the directory, by any of its names."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(natures=[Nature.ORGANISATION], **arguments)


class ReferredForm(forms.Form):
    """A form with a channel: for a case that came by referral, also who referred it, unless nobody knows."""

    referred_by = OrganisationField(label=_("Referred by"), required=False)
    referrer_unknown = forms.BooleanField(label=_("Not known, or not in the directory"), required=False)

    def __init__(self, *, user: User, **arguments: Any) -> None:
        super().__init__(**arguments)
        tell_user(self, user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        unknown, organisation = cleaned.pop("referrer_unknown", False), cleaned.get("referred_by")
        if cleaned.get("channel") == Channel.REFERRAL:
            if not organisation and not unknown and "referred_by" not in self.errors:
                self.add_error("referred_by", ValidationError(NO_REFERRER, "required"))
        elif organisation:
            self.add_error("referred_by", NOT_REFERRED)
        return cleaned
