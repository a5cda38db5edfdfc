"""Meetings with counterparts, the plan of visits, delegations received, partnerships and solution partners."""

from minbar.work.engagement.models.meetings import Counterpart, Delegation, Meeting
from minbar.work.engagement.models.partnerships import Offer, Partnership, SolutionPartner
from minbar.work.engagement.models.visits import PlannedVisit, VisitPlan

__all__ = [
    "Counterpart",
    "Delegation",
    "Meeting",
    "Offer",
    "Partnership",
    "PlannedVisit",
    "SolutionPartner",
    "VisitPlan",
]
