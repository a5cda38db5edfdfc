"""What this room shows on the pages of records that it is tied to."""

from __future__ import annotations

from django.urls import reverse

from minbar.foundation.screens.register_views import panel_of, table_of
from minbar.foundation.screens.related import related
from minbar.network.commitments.following import follow_ups
from minbar.network.commitments.sources import declare_source
from minbar.work.engagement.follow_ups import MEETINGS as FOLLOWED_MEETINGS
from minbar.work.engagement.models import Counterpart
from minbar.work.engagement.registers import DELEGATIONS, MEETINGS, PARTNERSHIPS, SOLUTION_PARTNERS, VISITS

MEETINGS_WITH = panel_of(
    MEETINGS,
    "parties",
    # asked apart, a meeting comes once and is found by an index
    rows=lambda party, user: (
        table_of(MEETINGS)().rows(user).filter(pk__in=Counterpart.objects.filter(party=party.pk).values("meeting"))
    ),
    more=lambda party: f"{reverse('engagement:meetings')}?counterpart={party.uid}",
    columns=("subject", "held_on", "category", "place"),
)
for entry in ("directory.organisation", "directory.person"):
    related(entry, MEETINGS_WITH)
    related(entry, panel_of(VISITS, "party", columns=("purpose", "due_on", "standing", "plan")))
    related(entry, panel_of(DELEGATIONS, "sender"))

related("directory.organisation", panel_of(PARTNERSHIPS, "organisation"))
related(
    "directory.organisation",
    panel_of(SOLUTION_PARTNERS, "organisation", columns=("organisation", "offers", "terms")),
)
related(
    "engagement.visitplan",
    panel_of(VISITS, "plan", columns=("purpose", "party", "due_on", "standing"), limit=100),
)
related(
    "programmes.track",
    panel_of(MEETINGS, "track", more=lambda track: f"{reverse('engagement:meetings')}?track={track.code}"),
)

declare_source(FOLLOWED_MEETINGS)
related("engagement.meeting", follow_ups(FOLLOWED_MEETINGS.key))
