"""Writing engagement: meetings, visits, delegations, partnerships."""

from minbar.work.engagement.actions.meetings import MeetingValues, add_meeting, change_meeting, keep_delegation
from minbar.work.engagement.actions.partnerships import keep_partnership, keep_solution_partner
from minbar.work.engagement.actions.visits import drop_visit, keep_plan, keep_visit, pay_visit, resume_visit

__all__ = [
    "MeetingValues",
    "add_meeting",
    "change_meeting",
    "drop_visit",
    "keep_delegation",
    "keep_partnership",
    "keep_plan",
    "keep_solution_partner",
    "keep_visit",
    "pay_visit",
    "resume_visit",
]
