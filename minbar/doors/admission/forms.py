"""The forms of accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.roles import ROLE_LABELS, Role
from minbar.foundation.accounts.models import User

ROLE_CHOICES = [(role.value, ROLE_LABELS[role]) for role in Role]


class InvitationForm(forms.Form):
    """Whom to invite, as what."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=ROLE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What the person may see and do follows from the roles."),
    )
    scope = forms.CharField(
        label=_("Only within"),
        required=False,
        max_length=80,
        help_text=_("Leave empty for the whole network; otherwise the code of a branch or project."),
    )

    def clean_roles(self) -> list[Role]:
        return [Role(role) for role in self.cleaned_data["roles"]]


class RoleForm(forms.Form):
    """A role to give."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES)
    scope = forms.CharField(
        label=_("Only within"),
        required=False,
        max_length=80,
        help_text=_("Leave empty for the whole network; otherwise the code of a branch or project."),
    )
    ends_at = forms.DateTimeField(
        label=_("Ends"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class HandOverForm(forms.Form):
    """Who does from now on what a closed account left open."""

    to = forms.ModelChoiceField(User.objects.filter(is_active=True).order_by("name"), label=_("To"))


class AcceptForm(forms.Form):
    """What an invited person gives: a name and a password."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["password"].help_text = format_html_join(
            " ", "{}", ((text,) for text in password_validators_help_texts())
        )


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]  # no class takes arguments when it runs
    """One's own name, language and digits."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("name", "language", "digits")
