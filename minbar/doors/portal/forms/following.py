"""The forms of somebody who follows their own case."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from minbar.doors.portal import words
from minbar.doors.portal.forms.fields import FORGET, Files, ManyWords, one_of
from minbar.work.casework.cases.numbering import CODE_DIGITS, is_whole, read_digits
from minbar.work.casework.data_rights.enums import RightKind

#: Digits are typed on a phone's number pad; "numeric" allows spaces and Arabic digits, unlike a number field.
DIGITS = {"inputmode": "numeric", "dir": "ltr", "autocomplete": "off", "spellcheck": "false"}
SHARING, EVERYTHING = "sharing", "everything"


class EnterForm(forms.Form):
    number = forms.CharField(
        label=_("Your number"),
        max_length=60,
        widget=forms.TextInput(attrs=DIGITS),
        error_messages={"required": _("Write the number that you were given.")},
    )
    code = forms.CharField(
        label=_("Your secret code"),
        help_text=_("Twenty digits, with or without spaces, in Arabic or Western digits."),
        max_length=80,
        widget=forms.TextInput(attrs=DIGITS),
        error_messages={"required": _("Write the secret code.")},
    )

    def clean_code(self) -> str:
        code = read_digits(self.cleaned_data["code"])
        if len(code) != CODE_DIGITS:
            raise ValidationError(_("The secret code has twenty digits. Look whether one is missing or one too many."))
        if not is_whole(code):
            raise ValidationError(_("One digit of the code is wrong, or two have changed places. Look once more."))
        return code


class MessageForm(forms.Form):
    text = ManyWords(
        _("What do you want to tell us?"),
        _("Only those who work on your request read it."),
        missing=_("Write your message first."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class FileForm(forms.Form):
    papers = Files(
        _("Add a photo or a document"),
        _("Photos, PDF and text files. We remove from photos where they were taken."),
        required=True,
        missing=_("Choose a photo or a document first."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)


class RightsForm(forms.Form):
    kind = one_of(
        _("What do you ask for?"),
        _("Choose what you ask for."),
        choices=[(kind.value, asked) for kind, (asked, _said) in words.RIGHTS.items()],
        help_text=_("It costs nothing, and we answer within thirty days."),
    )
    wish = forms.CharField(
        label=_("Do you want to add something?"),
        help_text=_("If something is wrong: what is it, and what is right?"),
        required=False,
        widget=forms.Textarea(attrs=FORGET | {"rows": 4}),
    )

    def clean(self) -> None:
        if self.cleaned_data.get("kind") == RightKind.CORRECTION and not self.cleaned_data.get("wish"):
            self.add_error("wish", _("Write what is wrong, and what is right."))


class TakeBackForm(forms.Form):
    what = one_of(_("What do you want to take back?"), _("Choose what you want to take back."))

    def __init__(self, *args: object, may_share: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # forms of Django take them
        choices = [
            (SHARING, _("Only my yes to telling other organisations. Go on working on my request.")),
            (EVERYTHING, _("My whole request. Stop working on it.")),
        ]
        # the stubs know it as a plain field
        self.fields["what"].choices = choices if may_share else choices[1:]  # type: ignore[attr-defined]
