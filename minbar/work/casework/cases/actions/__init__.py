"""What is done in casework. Each asks the rule, then writes with ``wall.system_access`` in a transaction of its own.

The journal learns that it was done and to which case, never what it says.
"""

from minbar.work.casework.cases.actions.access import end_access, give_access, limit_case
from minbar.work.casework.cases.actions.cases import assign_case, change_case
from minbar.work.casework.cases.actions.courts import change_court_days, orient_to_court
from minbar.work.casework.cases.actions.group_sessions import (
    add_to_group_session,
    correct_group_session,
    hold_group_session,
    remove_group_session,
)
from minbar.work.casework.cases.actions.messages import mark_messages_read, write_to_client
from minbar.work.casework.cases.actions.parts import FollowUp, ServiceEntry, summarise
from minbar.work.casework.cases.actions.referrals import answer_referral, refer, renew_link, withdraw_referral
from minbar.work.casework.cases.actions.services import (
    add_note,
    add_session,
    advise,
    correct_service,
    counsel,
    measure_result,
    mediate,
    remove_service,
)
from minbar.work.casework.cases.actions.stages import assess_case, close_case, move_case, reopen_case

__all__ = [
    "FollowUp",
    "ServiceEntry",
    "add_note",
    "add_session",
    "add_to_group_session",
    "advise",
    "answer_referral",
    "assess_case",
    "assign_case",
    "change_case",
    "change_court_days",
    "close_case",
    "correct_group_session",
    "correct_service",
    "counsel",
    "end_access",
    "give_access",
    "hold_group_session",
    "limit_case",
    "mark_messages_read",
    "measure_result",
    "mediate",
    "move_case",
    "orient_to_court",
    "refer",
    "remove_group_session",
    "remove_service",
    "renew_link",
    "reopen_case",
    "summarise",
    "withdraw_referral",
    "write_to_client",
]
