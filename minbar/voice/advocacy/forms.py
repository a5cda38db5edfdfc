"""The form of a community issue."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from minbar.foundation.text.fields import ReadingDateField
from minbar.voice.advocacy.enums import IssueSource, IssueStatus


class IssueForm(forms.Form):
    title = forms.CharField(label=_("Community issue"), max_length=250)
    topic = forms.CharField(label=_("Topic"), max_length=120, required=False)
    identified_on = ReadingDateField(label=_("Identified on"))
    source = forms.ChoiceField(label=_("Source"), choices=[("", "—"), *IssueSource.choices], required=False)
    status = forms.ChoiceField(label=_("Status"), choices=IssueStatus.choices)
    notes = forms.CharField(label=_("Notes"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
