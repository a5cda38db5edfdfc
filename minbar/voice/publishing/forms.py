"""The form of a content item."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.text.fields import ReadingDateField, ReadingIntegerField
from minbar.voice.publishing.enums import ContentLanguage
from minbar.voice.publishing.models import Channel, ContentKind


class ContentForm(forms.Form):
    title = forms.CharField(label=pgettext_lazy("content", "Title"), max_length=300)
    kind = forms.ModelChoiceField(ContentKind.objects.all(), label=_("Kind of content"))
    published_on = ReadingDateField(label=_("Published on"))
    channel = forms.ModelChoiceField(Channel.objects.all(), label=_("Channel"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[("", "—"), *ContentLanguage.choices], required=False)
    words = ReadingIntegerField(label=pgettext_lazy("content", "Words"), min_value=0, required=False)
    pages = ReadingIntegerField(label=pgettext_lazy("content", "Pages"), min_value=0, required=False)
    programme_code = forms.CharField(label=_("Programme code"), max_length=60, required=False)
    url = forms.URLField(label=_("Address on the web"), max_length=500, required=False, assume_scheme="https")
