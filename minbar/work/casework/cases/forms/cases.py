"""The head of a case, as it is opened or corrected; what is done in it is recorded by actions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.text.fields import DayField
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place
from minbar.work.casework.cases.enums import Channel, Level
from minbar.work.casework.cases.forms.fields import ReferredForm
from minbar.work.casework.cases.models import Topic


class CaseForm(ReferredForm):
    field_order = ("number", "opened_on", "topic", "channel", "referred_by", "referrer_unknown", "place", "urgency")

    number = forms.CharField(label=_("Case number"), max_length=40)
    opened_on = DayField(label=_("Opened on"))
    topic = forms.ModelChoiceField(Topic.objects.filter(is_active=True), label=_("Topic"), required=False)
    channel = forms.ChoiceField(label=pgettext_lazy("case", "Channel"), choices=Channel.choices)
    place = forms.ModelChoiceField(Place.objects.filter(level=PlaceLevel.PROVINCE), label=_("Province"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Level.choices, initial=Level.MEDIUM.value)


class FindForm(forms.Form):
    sought = forms.CharField(
        label=_("Case number, phone or document number"),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "inputmode": "text"}),
        help_text=_("Only cases that you may see are found; by phone and document those whose client you know."),
    )
