"""The forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from minbar.foundation.text.dates import format_date_short
from minbar.foundation.text.fields import DayField
from minbar.network.directory.enums import Nature
from minbar.network.directory.party_fields import PartiesField, PartyField
from minbar.work.engagement.models import (
    Delegation,
    Meeting,
    Offer,
    Partnership,
    PlannedVisit,
    SolutionPartner,
    VisitPlan,
)
from minbar.work.programmes.fields import PlaceField


class OpenVisitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no class takes arguments when it runs
    """Planned visits, each by whom it is to be paid to."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.party}: {obj.purpose}"


class DatedMeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no class takes arguments when it runs
    """Meetings, each by its day."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{format_date_short(obj.held_on)}: {obj.subject}"


class MeetingForm(forms.Form):
    """A meeting with its counterparts, our participants and, when it is new, the planned visit that it fulfils."""

    NAMES = ("held_on", "category", "subject", "form", "is_official", "venue", "track", "notes")

    def __init__(self, *args: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = fields_for_model(Meeting, fields=self.NAMES)
        own["held_on"] = DayField(label=_("Date"))
        self.fields = {name: own.pop(name) for name in ("held_on",)}
        self.fields["counterparts"] = PartiesField(
            label=_("Counterparts"),
            help_text=_("Whom the meeting was with: organisations and people."),
        )
        self.fields |= {name: own.pop(name) for name in ("category", "subject", "form", "is_official")}
        self.fields["place"] = PlaceField(label=_("Place"), required=False)
        self.fields["venue"] = own.pop("venue")
        self.fields["attended_by"] = PartiesField(label=_("Our participants"), natures=[Nature.PERSON], required=False)
        self.fields |= own
        if meeting is None:
            self.fields["visit"] = OpenVisitField(
                PlannedVisit.objects.filter(meeting=None, dropped_on=None).select_related("party"),
                label=_("Planned visit"),
                required=False,
                help_text=_("If this meeting fulfils a visit on a plan."),
            )

    @classmethod
    def initial_of(cls, meeting: Meeting) -> dict[str, Any]:
        return {name: getattr(meeting, name) for name in (*cls.NAMES, "place")} | {
            "counterparts": [tie.party for tie in meeting.counterparts.select_related("party")],
            "attended_by": list(meeting.attended_by.all()),
        }


class VisitPlanForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = fields_for_model(VisitPlan, fields=("title",)) | {
            "starts_on": DayField(label=_("From")),
            "ends_on": DayField(label=_("To")),
        }
        self.fields |= fields_for_model(VisitPlan, fields=("aim",))

    @classmethod
    def initial_of(cls, plan: VisitPlan) -> dict[str, Any]:
        return {name: getattr(plan, name) for name in ("title", "starts_on", "ends_on", "aim")}


class VisitForm(forms.Form):
    NAMES = ("party", "purpose", "due_on", "track", "notes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"] = PartyField(label=_("To whom"))
        self.fields |= fields_for_model(PlannedVisit, fields=("purpose",))
        self.fields["due_on"] = DayField(label=_("By"))
        self.fields |= fields_for_model(PlannedVisit, fields=("track", "notes"))

    @classmethod
    def initial_of(cls, visit: PlannedVisit) -> dict[str, Any]:
        return {name: getattr(visit, name) for name in cls.NAMES}


class VisitDoneForm(forms.Form):
    """By which meeting a planned visit was paid: one with the party that was to be visited."""

    def __init__(self, *args: Any, visit: PlannedVisit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.filter(counterparts__party=visit.party).order_by("-held_on")
        self.fields["meeting"] = DatedMeetingField(
            meetings,
            label=_("Meeting"),
            help_text=_("Meetings with the one who was to be visited. If it is not here, add the meeting first."),
        )


class DelegationForm(forms.Form):
    NAMES = ("received_on", "name", "sender", "place", "size", "purpose", "track", "notes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"] = DayField(label=_("Received on"))
        self.fields |= fields_for_model(Delegation, fields=("name",))
        self.fields["sender"] = PartyField(label=_("Sent by"), required=False)
        self.fields["place"] = PlaceField(label=_("Came from"), required=False)
        self.fields["members"] = PartiesField(label=_("Members"), natures=[Nature.PERSON], required=False)
        self.fields |= fields_for_model(Delegation, fields=("size", "purpose", "track", "notes"))

    @classmethod
    def initial_of(cls, delegation: Delegation) -> dict[str, Any]:
        values = {name: getattr(delegation, name) for name in cls.NAMES}
        return values | {"members": list(delegation.members.all())}


class PartnershipForm(forms.Form):
    NAMES = ("organisation", "kind", "purpose", "starts_on", "ends_on", "document_reference", "track", "notes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PartyField(label=_("Organisation"), natures=[Nature.ORGANISATION])
        self.fields |= fields_for_model(Partnership, fields=("kind", "purpose"))
        self.fields["starts_on"] = DayField(label=_("Signed on"))
        self.fields["ends_on"] = DayField(
            label=_("Ends on"), required=False, help_text=_("Leave empty where no end is agreed.")
        )
        self.fields |= fields_for_model(Partnership, fields=("document_reference", "track", "notes"))

    @classmethod
    def initial_of(cls, partnership: Partnership) -> dict[str, Any]:
        return {name: getattr(partnership, name) for name in cls.NAMES}


class SolutionPartnerForm(forms.Form):
    NAMES = ("organisation", "terms", "since", "notes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PartyField(label=_("Organisation"), natures=[Nature.ORGANISATION])
        self.fields["offers"] = forms.ModelMultipleChoiceField(
            Offer.objects.all(), label=_("What it offers"), widget=forms.CheckboxSelectMultiple
        )
        self.fields |= fields_for_model(SolutionPartner, fields=("terms",))
        self.fields["since"] = DayField(label=_("Since"), required=False)
        self.fields |= fields_for_model(SolutionPartner, fields=("notes",))

    @classmethod
    def initial_of(cls, partner: SolutionPartner) -> dict[str, Any]:
        return {name: getattr(partner, name) for name in cls.NAMES} | {"offers": list(partner.offers.all())}
