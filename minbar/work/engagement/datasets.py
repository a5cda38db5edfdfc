"""What can be counted in engagement: meetings and whom they were with, visits, delegations, partnerships."""

from __future__ import annotations

from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _

from minbar.foundation.figures.declare import Count, Dimension, Distinct, declare
from minbar.foundation.figures.from_model import by, dataset_of, dimension_of, total
from minbar.foundation.text.languages import choice_labels
from minbar.network.directory.dimensions import CATEGORY, PLACES, place_columns
from minbar.network.directory.enums import Nature
from minbar.work.engagement.enums import VisitStatus
from minbar.work.engagement.models import Counterpart, Delegation, SolutionPartner
from minbar.work.engagement.registers import (
    DELEGATIONS,
    MEETINGS,
    PARTNERSHIPS,
    SOLUTION_PARTNERS,
    VISITS,
)

EACH_ONCE = Distinct("parties", _("Counterparts, each once"), column="party_id")
OFFER = dimension_of(SolutionPartner, "offers", key="offer", label=_("Offer"), column="offer_code")
OFFICIAL = by("is_official", key="official", column="official")

declare(
    dataset_of(
        MEETINGS,
        "meetings",
        period="held_on",
        dimensions=(CATEGORY, OFFICIAL, "form", "track", *PLACES),
        columns={"category_code": F("category__code"), **place_columns()},
    )
)
declare(
    dataset_of(
        MEETINGS,
        "counterparts",
        of=Counterpart,
        through="meeting",
        label=_("Counterparts met"),
        period="held_on",
        dimensions=(
            CATEGORY,
            OFFICIAL,
            Dimension("nature", _("Person or organisation"), values=lambda: choice_labels(Nature)),
            "track",
            *PLACES,
        ),
        measures=(Count(), EACH_ONCE),
        columns={
            "category_code": F("meeting__category__code"),
            "nature": F("party__nature"),
            **place_columns("meeting__place"),
        },
    )
)
declare(
    dataset_of(
        VISITS,
        "planned_visits",
        period="due_on",
        dimensions=(Dimension("outcome", _("Outcome"), values=lambda: choice_labels(VisitStatus)), "track"),
        measures=(Count(), EACH_ONCE),
        columns={
            "outcome": Case(
                When(meeting__isnull=False, then=Value(VisitStatus.DONE.value)),
                When(dropped_on__isnull=False, then=Value(VisitStatus.DROPPED.value)),
                default=Value(VisitStatus.WAITING.value),
            )
        },
    )
)
declare(
    dataset_of(
        DELEGATIONS,
        "delegations",
        period="received_on",
        dimensions=("track", *PLACES),
        measures=(Count(), total(Delegation, "size", key="visitors", label=_("Visitors"))),
        columns=place_columns(),
    )
)
declare(
    dataset_of(
        PARTNERSHIPS,
        "partnerships",
        period="starts_on",
        dimensions=("kind", "track", *PLACES),
        measures=(Count(), Distinct("organisations", _("Organisations"), column="organisation_id")),
        columns=place_columns("organisation__place"),
    )
)
declare(
    dataset_of(
        SOLUTION_PARTNERS,
        "solution_partners",
        of=SolutionPartner.offers.through,
        through="solutionpartner",
        label=_("Offers of solution partners"),
        dimensions=(
            dimension_of(SolutionPartner, "offers", key="offer", label=_("Offer"), column="offer_code"),
            *PLACES,
        ),
        measures=(Count(), Distinct("partners", _("Solution partners"), column="solutionpartner_id")),
        columns={"offer_code": F("offer__code"), **place_columns("solutionpartner__organisation__place")},
    )
)
