"""The form of a file."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from minbar.foundation.attachments.kinds import ACCEPT


class DocumentForm(forms.Form):
    upload = forms.FileField(
        label=_("File"),
        help_text=_("A photo, a PDF, a document (.docx, .odt, .xlsx), a text or a voice message, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        max_length=None,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
