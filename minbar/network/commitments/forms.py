"""The forms of this room."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.forms import tell_user
from minbar.foundation.text.fields import DayField
from minbar.network.commitments.deadlines import Deadline
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.queries import accounts_that_follow_up
from minbar.network.commitments.sources import Evidence, Source, source_of
from minbar.network.directory.party_fields import PartyField

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

AGREED_MOST_OFTEN = dt.timedelta(days=7)


class AccountField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no class takes arguments when it runs
    """A colleague whose role opens the follow-ups."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(accounts_that_follow_up(), **kwargs)


class DeadlineForm(forms.Form):
    """A day and, where it matters, an hour."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"] = DayField(label=_("Deadline"))
        self.fields["due_time"] = forms.TimeField(
            label=_("Hour"),
            required=False,
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            help_text=_("Leave it empty for the end of that day."),
        )

    @staticmethod
    def initial_of(commitment: Commitment) -> dict[str, Any]:
        local = timezone.localtime(commitment.due_at)
        return {"due_on": local.date(), "due_time": None if commitment.due_all_day else local.time()}

    def deadline(self) -> Deadline:
        """What was typed, once it is valid."""
        day: dt.date = self.cleaned_data["due_on"]
        hour: dt.time | None = self.cleaned_data["due_time"]
        return day if hour is None else timezone.make_aware(dt.datetime.combine(day, hour))

    def clean(self) -> Any:
        values = super().clean()
        day = self.cleaned_data.get("due_on")
        if day and day < timezone.localdate() and "due_on" in self.changed_data:
            self.add_error("due_on", gettext("This day has passed. Give a later one."))
        return values


class WhoseForm(forms.Form):
    """Somebody: a colleague, chosen from a list, or an entry of the directory, which goes before the colleague."""

    def add_somebody(self, name: str, label: Any, user: User, *, required: bool, parties: bool) -> None:
        """The fields ``<name>_user`` and, unless only colleagues come into question, ``<name>_party``."""
        self.fields[f"{name}_user"] = AccountField(label=label, required=required)
        if parties:
            self.fields[f"{name}_party"] = PartyField(
                label=pgettext_lazy("follow-up", "… or somebody of the directory"),
                required=False,
                help_text=_("Whoever is named here takes the colleague's place. Any spelling will do."),
            )
            tell_user(self, user)

    def somebody(self, name: str) -> Any:
        return self.cleaned_data.get(f"{name}_party") or self.cleaned_data.get(f"{name}_user")


class CommitmentForm(DeadlineForm, WhoseForm):
    """A follow-up, new or to be changed; ``source`` is what it is about. Behind a wall it asks for a kind alone."""

    def __init__(
        self, *args: Any, user: User, source: Source | None = None, commitment: Commitment | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        deadline = self.fields
        self.fields = {}
        walled = source is not None and source.walled
        if not walled:
            longest = Commitment._meta.get_field("what").max_length
            self.fields["what"] = forms.CharField(
                label=_("What is to be done"), max_length=longest, required=not (source and source.kinds)
            )
        if source and source.kinds:
            empty = [] if walled else [("", "—")]
            self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=[*empty, *source.kinds], required=walled)
        if commitment is None:
            self.add_somebody("owed_by", _("Who does it"), user, required=True, parties=not walled)
            self.fields |= deadline
        self.add_somebody("owed_to", _("For whom"), user, required=False, parties=not walled)
        self.fields["escalate_to"] = AccountField(
            label=_("If it is late, notify"), required=False, help_text=_("A colleague who is written to then.")
        )
        self.fields["escalate_after_days"] = forms.IntegerField(
            label=_("After so many days"), min_value=0, max_value=365, required=False, initial=0,
            help_text=_("0: as soon as it is late."),
        )  # fmt: skip

    @staticmethod
    def first_values(user: User) -> dict[str, Any]:
        """What a new one begins with: oneself, in a week."""
        return {"owed_by_user": user.pk, "due_on": timezone.localdate() + AGREED_MOST_OFTEN}

    @staticmethod
    def values_of(commitment: Commitment) -> dict[str, Any]:
        names = ("what", "kind", "owed_to_user", "owed_to_party", "escalate_to", "escalate_after_days")
        return {name: getattr(commitment, name) for name in names}

    def clean_escalate_after_days(self) -> int:
        return self.cleaned_data["escalate_after_days"] or 0

    def agreed(self) -> dict[str, Any]:
        """The values for the action, beside who does it and by when."""
        given = self.cleaned_data
        values = {name: given[name] for name in ("what", "kind", "escalate_to", "escalate_after_days") if name in given}
        return values | {"owed_to": self.somebody("owed_to")}


class ReasonForm(forms.Form):
    """Why; behind a wall there is no such field."""

    def add_reason(self, commitment: Commitment, *, required: bool = False) -> None:
        if not commitment.walled:
            longest = Commitment._meta.get_field("closing_note").max_length
            self.fields["reason"] = forms.CharField(
                label=_("Reason"), required=required, max_length=longest, widget=forms.Textarea(attrs={"rows": 3})
            )

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("reason", ""))


class MoveForm(DeadlineForm, ReasonForm):
    """Another deadline."""

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_reason(commitment)


class ReassignForm(WhoseForm, ReasonForm):
    """Somebody else."""

    def __init__(self, *args: Any, commitment: Commitment, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_somebody("owed_by", _("Who does it from now on"), user, required=True, parties=not commitment.walled)
        self.add_reason(commitment)


class ReopenForm(DeadlineForm, ReasonForm):
    """Taking it up again, by when."""

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_reason(commitment, required=True)


class CloseForm(forms.Form):
    """What shows that it is done: words, a link, or a record of what it is about."""

    def __init__(self, *args: Any, commitment: Commitment, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = source_of(commitment.source_key)
        shown: list[Evidence] = []
        if source and source.evidence and commitment.source_uid:
            shown = list(source.evidence(user, commitment.source_uid))
        if shown or commitment.walled:
            self.fields["evidence"] = forms.ChoiceField(
                label=_("Record that shows it"),
                choices=[("", "—"), *((str(each.uid), each.title) for each in shown)],
                required=False,
                help_text=_("If it is not here, note first in the record itself what was done."),
            )
        if not commitment.walled:
            longest = Commitment._meta.get_field("closing_note").max_length
            self.fields["note"] = forms.CharField(
                label=_("How it was done"), required=False, max_length=longest, widget=forms.Textarea(attrs={"rows": 4})
            )
            self.fields["link"] = forms.URLField(
                label=_("Link to what shows it"), required=False, max_length=500, assume_scheme="https",
                widget=forms.URLInput(attrs={"dir": "ltr"}),
            )  # fmt: skip

    def shown(self) -> dict[str, Any]:
        """The evidence, for the action."""
        given = self.cleaned_data
        return {
            "note": given.get("note", ""),
            "link": given.get("link", ""),
            "evidence_uid": UUID(given["evidence"]) if given.get("evidence") else None,
        }
