"""The form by which staff take a case in: what somebody says on the phone or across the desk, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place
from minbar.work.casework.cases.enums import AgeBand, Channel, ConsentForm, ConsentGiver, Level, Sex, Vulnerability
from minbar.work.casework.cases.forms.fields import ReferredForm
from minbar.work.casework.cases.models import Topic
from minbar.work.casework.identity.forms import PROXY, proxy_in
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.identity.identity_keys import read_phone
from minbar.work.casework.identity.queries.duplicates import Match

NONE = ("", "—")
#: Spoken by those who come; codes of ISO 639.
SPOKEN = [
    ("ar", _("Arabic")),
    ("ku", _("Kurdish")),
    ("tk", _("Turkmen")),
    ("tr", _("Turkish")),
    ("fa", _("Persian")),
    ("en", _("English")),
]
FORGET = {"autocomplete": "off", "dir": "auto"}
PHONE = {"autocomplete": "off", "dir": "ltr", "type": "tel"}


def _line(label: Any, help_text: Any = "", **more: Any) -> forms.CharField:
    more.setdefault("widget", forms.TextInput(attrs=FORGET))
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=200, **more)


def _phone(label: Any) -> forms.CharField:
    return _line(label, widget=forms.TextInput(attrs=PHONE))


class TopicField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no class takes arguments when it runs
    """The topics in use, those within others under them."""

    def __init__(self, **more: Any) -> None:
        topics = Topic.objects.filter(is_active=True).select_related("parent").order_by("position", "code")
        super().__init__(topics, **more)

    def label_from_instance(self, topic: Any) -> str:
        return f"{topic.parent} – {topic}" if topic.parent else str(topic)


class IntakeForm(ReferredForm):
    intake_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    channel = forms.ChoiceField(
        label=_("How the request came"),
        choices=[choice for choice in Channel.choices if choice[0] != Channel.WEB_FORM],
        widget=forms.RadioSelect,
    )
    topic = TopicField(label=_("Topic"))
    place = forms.ModelChoiceField(Place.objects.filter(level=PlaceLevel.PROVINCE), label=_("Province"), required=False)
    request = forms.CharField(
        label=_("The request, in the client's own words"), widget=forms.Textarea(attrs=FORGET | {"rows": 6})
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Level.choices, initial=Level.MEDIUM)
    risk = forms.ChoiceField(label=_("Risk"), choices=[NONE, *Level.choices], required=False)

    name = _line(_("Name"), _("May stay empty."))
    phone = _phone(_("Phone"))
    other_contact = _line(_("Another way to reach them"))
    safe_contact = _line(_("When and how it is safe to reach them"), _("For example: mornings only, never leave word."))
    document_number = _line(_("Document number"), widget=forms.TextInput(attrs=FORGET | {"dir": "ltr"}))
    birth_date = _line(_("Birth date or year"))
    nationality = _line(_("Nationality"))
    sex = forms.ChoiceField(label=_("Sex"), choices=[NONE, *Sex.choices], required=False)
    age_band = forms.ChoiceField(label=_("Age"), choices=[NONE, *AgeBand.choices], required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=SPOKEN, required=False, widget=forms.CheckboxSelectMultiple
    )
    vulnerabilities = forms.MultipleChoiceField(
        label=_("Vulnerabilities"), choices=Vulnerability.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    proxy_name = _line(PROXY["name"])
    proxy_relation = _line(PROXY["relation"])
    proxy_phone = _phone(PROXY["phone"])

    opponent_name = _line(pgettext_lazy("opposing party", "Name"))
    opponent_phone = _phone(pgettext_lazy("opposing party", "Phone"))
    opponent_document_number = _line(pgettext_lazy("opposing party", "Document number"))

    service = forms.BooleanField(
        label=_("The client agrees that we keep what they say and work on it"),
        help_text=_("Needed. Read it out, and say that it can be taken back at any time."),
        required=False,
    )
    sharing = forms.BooleanField(
        label=_("The client agrees that other organisations are told as much as they need to help"),
        help_text=_("Asked apart. With a no we help all the same."),
        required=False,
    )
    given_by = forms.ChoiceField(label=_("Who agrees"), choices=ConsentGiver.choices, initial=ConsentGiver.CLIENT)
    consent_form = forms.ChoiceField(
        label=_("How they agreed"),
        choices=[choice for choice in ConsentForm.choices if choice[0] != ConsentForm.WEB],
        initial=ConsentForm.SPOKEN,
    )
    mine = forms.BooleanField(
        label=_("I take this case myself"),
        help_text=_("Otherwise it waits for a supervisor, and you do not see it again."),
        required=False,
        initial=True,
    )
    same_as = forms.UUIDField(required=False, widget=forms.HiddenInput)
    looked_at = forms.BooleanField(
        label=_("I have looked at these, and take the case in all the same"), required=False, widget=forms.HiddenInput
    )

    PARTS: Sequence[tuple[Any, Sequence[str]]] = (
        (_("The request"), (
            "channel", "referred_by", "referrer_unknown", "topic", "request", "place", "urgency", "risk",
        )),
        (
            _("Who needs help"),
            (
                "name", "phone", "other_contact", "safe_contact", "document_number", "birth_date", "nationality",
                "sex", "age_band", "languages", "vulnerabilities",
            ),
        ),
        (
            _("If somebody speaks for the client, as a parent for a child"),
            ("proxy_name", "proxy_relation", "proxy_phone"),
        ),
        (_("The opposing party, where there is one"), ("opponent_name", "opponent_phone", "opponent_document_number")),
        (_("Consents"), ("service", "sharing", "given_by", "consent_form")),
        (_("Who works on it"), ("mine",)),
    )  # fmt: skip

    #: What the view found about the same people; the template shows it above the form.
    matches: Sequence[Match] = ()
    staff = False

    @property
    def known(self) -> list[Match]:
        """Of these the cases whose client this one can be opened for, one for each client."""
        return list({match.case.client_id: match for match in self.matches if match.is_known}.values())

    def parts(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """The fields in groups, as the template shows them."""
        for title, names in self.PARTS:
            yield title, [self[name] for name in names]

    def clean_phone(self) -> str:
        return read_phone(self.cleaned_data["phone"])

    def clean_proxy_phone(self) -> str:
        return read_phone(self.cleaned_data["proxy_phone"])

    def clean_opponent_phone(self) -> str:
        return read_phone(self.cleaned_data["opponent_phone"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.cleaned_data.get("service"):
            self.add_error("service", ValidationError(_("Without this consent no case can be taken in."), "required"))
        spoken_for = self.cleaned_data.get("proxy_name") or self.cleaned_data.get("proxy_relation")
        if spoken_for and self.cleaned_data.get("given_by") == ConsentGiver.CLIENT:
            self.add_error("given_by", _("Somebody speaks for the client: say who agreed."))
        return cleaned

    def identity(self) -> Identity:
        """Who the client is, as far as they said."""
        return Identity.of(self.cleaned_data | {"proxy": proxy_in(self.cleaned_data)})

    def opponent(self) -> Identity:
        """Who stands against the client."""
        start = "opponent_"
        return Identity.of({k.removeprefix(start): v for k, v in self.cleaned_data.items() if k.startswith(start)})

    def profile(self) -> dict[str, Any]:
        """The fields of the case's head."""
        names = ("topic", "referred_by", "place", "urgency", "risk", "sex", "age_band", "languages", "vulnerabilities")
        return {name: self.cleaned_data[name] for name in names}


class CodeForm(forms.Form):
    """Nothing to fill in: the page itself says what to make sure of."""


class ConsentsForm(forms.Form):
    """What the client agrees to from now on."""

    service = forms.BooleanField(label=_("Agrees to the service"), required=False)
    sharing = forms.BooleanField(label=_("Agrees to sharing with other organisations"), required=False)
    given_by = forms.ChoiceField(label=_("Who agrees"), choices=ConsentGiver.choices, initial=ConsentGiver.CLIENT)
    form = forms.ChoiceField(
        label=_("How they agreed"),
        choices=[choice for choice in ConsentForm.choices if choice[0] != ConsentForm.WEB],
        initial=ConsentForm.SPOKEN,
    )
