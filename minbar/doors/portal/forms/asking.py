"""The questions of somebody who asks for help, each a form of its own, in the words of a person across the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.doors.portal import choices
from minbar.doors.portal.forms.fields import Box, Files, ManyWords, Words, one_of
from minbar.work.casework.identity.identity_keys import read_phone

#: Also the code of the topic for all others, where the network has one.
SOMETHING_ELSE = "other"
MYSELF, MY_CHILD, CHILD_IN_CARE, ANOTHER = "self", "child", "in_care", "other"
PHONE, WHATSAPP, BY_CODE = "phone", "whatsapp", "code"
YES, NO = "yes", "no"
WAYS = {
    BY_CODE: _("Do not call me. I will look here with my code"),
    PHONE: _("By phone"),
    WHATSAPP: _("By WhatsApp"),
}


class TopicForm(forms.Form):
    topic = one_of(_("What do you need help with?"), _("Choose what comes nearest, or “Something else”."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [(code, label) for code, label in choices.topics() if code != SOMETHING_ELSE]
        # the stubs know it as a plain field
        self.fields["topic"].choices = [*topics, (SOMETHING_ELSE, _("Something else, or I am not sure"))]  # type: ignore[attr-defined]


class RequestForm(forms.Form):
    request = ManyWords(
        _("Tell us in your own words what happened"),
        _("Write as you speak; a few lines are enough. What do you need most? Is there a date by which it must be?"),
        missing=_("Write a few words, so that we know how we can help."),
    )


class PlaceForm(forms.Form):
    place = forms.ChoiceField(
        label=_("Where are you?"),
        help_text=_("The province is enough. Do not write an address."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # the stubs know it as a plain field
        self.fields["place"].choices = [("", _("I would rather not say")), *choices.provinces()]  # type: ignore[attr-defined]


class ForWhomForm(forms.Form):
    for_whom = one_of(
        _("For whom do you ask?"),
        _("Choose for whom you ask."),
        choices=[
            (MYSELF, _("For myself")),
            (MY_CHILD, _("For my child")),
            (CHILD_IN_CARE, _("For a child in my care")),
            (ANOTHER, _("For another person")),
        ],
    )
    relation = Words(
        _("If not for yourself: what are you to them?"), _("For example mother, uncle, neighbour, teacher.")
    )


class ReachForm(forms.Form):
    way = one_of(
        _("How may we reach you?"),
        _("Choose how we may reach you."),
        choices=list(WAYS.items()),
        help_text=_("Choose only what is safe for you. If somebody else answers, we do not say who we are."),
    )
    phone = forms.CharField(
        label=_("Phone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "dir": "ltr", "autocomplete": "off"}),
    )
    safe_times = Words(_("When is it safe to call or write?"), _("For example in the morning, or not on Fridays."))

    def clean_phone(self) -> str:
        return read_phone(self.cleaned_data["phone"])

    def clean(self) -> None:
        if self.cleaned_data.get("way") in {PHONE, WHATSAPP} and not self.cleaned_data.get("phone", "missing"):
            self.add_error("phone", ValidationError(_("Write the number, or choose that we do not call."), "required"))


class NameForm(forms.Form):
    name = Words(
        _("What is the name of the person who needs help?"),
        _("You may leave this empty, or write a name by which we should call them."),
        max_length=200,
    )


class PapersForm(forms.Form):
    papers = Files(
        _("Do you want to send a photo of a document?"),
        _(
            "For example of the decision or the letter that you got. You can send it later too. We remove from photos "
            "where they were taken."
        ),
    )


class ServiceConsentForm(forms.Form):
    service = one_of(
        _("May we keep your answers and work on your request?"),
        _("Choose yes or no."),
        choices=[(YES, pgettext_lazy("consent", "Yes, I agree")), (NO, pgettext_lazy("consent", "No"))],
        help_text=_(
            "It means: our advisers read what you wrote and keep it locked, to help you. Without a yes we cannot take "
            "up your request. You can take your yes back at any time; then we stop, and you may ask us to remove "
            "everything."
        ),
    )

    def clean_service(self) -> str:
        if self.cleaned_data["service"] == NO:
            raise ValidationError(
                _(
                    "Without your yes we may not keep what you wrote, and cannot help this way. You can change your "
                    "answer, or leave this page: then everything you wrote is removed."
                )
            )
        return YES


class SharingConsentForm(forms.Form):
    sharing = one_of(
        _("If another organisation could help you: may we tell it about your request?"),
        _("Choose yes or no."),
        choices=[
            (YES, pgettext_lazy("consent", "Yes, I agree")),
            (NO, pgettext_lazy("sharing", "No, nobody outside")),
        ],
        help_text=_(
            "It means: we may tell an organisation or an office that can help as much as it needs, and nothing more. "
            "We tell you first. With a no we help you all the same. You can take your yes back at any time; what was "
            "told before cannot be called back."
        ),
    )


class TrapForm(forms.Form):
    """A field that people do not see and programs fill in."""

    website = Box(_("Leave this empty"))

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Empty this box and send again: it is there to hold off programs, not you."))
        return ""
