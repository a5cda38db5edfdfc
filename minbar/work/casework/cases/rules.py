"""Who may do what with a case. What somebody may read is told by ``queries.reader_of``, and held by row security."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import ALLOWED, Decision, decide, denied
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.queries import reader_of
from minbar.work.casework.cases.queries.readers import gave_it_to, took_it_in

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User
    from minbar.work.casework.cases.models import Case, GroupSession

NOT_YOURS = _("This case is not assigned to you. Ask the case supervisor if your work needs it.")


def can_change(user: User, case: Case) -> Decision:
    """Those who work on a case change it; a supervisor may change the head of those they see."""
    decision = decide(user, CasePermission.WORK)
    if not decision:
        return decision
    reader = reader_of(user, case)
    if reader.works_on_it or (reader.head and decide(user, CasePermission.SUPERVISE)):
        return ALLOWED
    return denied(NOT_YOURS)


def can_act(user: User, case: Case) -> Decision:
    """Only those who work on a case act in it: advise, mediate, write, refer."""
    decision = decide(user, CasePermission.WORK)
    if decision and not reader_of(user, case).works_on_it:
        return denied(NOT_YOURS)
    return decision


def can_read_content(user: User, case: Case) -> Decision:
    """Whether the texts of a case are for this reader."""
    decision = decide(user, CasePermission.WORK)
    return denied(NOT_YOURS) if decision and not reader_of(user, case).content else decision


def can_read_identity(user: User, case: Case) -> Decision:
    """Whether this reader may learn whose case it is."""
    decision = decide(user, CasePermission.WORK)
    return denied(NOT_YOURS) if decision and not reader_of(user, case).identity else decision


ANOTHER_LED = _("Another person led this session. Ask them or a case supervisor.")


def can_correct_session(user: User, session: GroupSession) -> Decision:
    """A session is corrected and removed by who led it, or by a supervisor."""
    decision = decide(user, CasePermission.WORK)
    if not decision or session.led_by_id == user.pk or decide(user, CasePermission.SUPERVISE):
        return decision
    return denied(ANOTHER_LED)


def can_assign(user: User) -> Decision:
    """Only a supervisor assigns cases."""
    return decide(user, CasePermission.SUPERVISE)


def can_take(worker: User) -> Decision:
    """Whether cases may be given to this account."""
    if decide(worker, CasePermission.WORK):
        return ALLOWED
    return denied(_("Cases can be assigned only to case workers and case supervisors."))


NOT_TO_ONESELF = _(
    "Nobody gives themselves a case. Ask another case supervisor to give it to you, or open it in an emergency."
)
NOT_BACK = _(
    "This person gave you the case, so it is not for you to let them read it. Another case supervisor can, or they "
    "open it in an emergency."
)


def can_be_given(by: User, case: Case, user: User, *, identity: bool) -> Decision:
    """Whether ``by`` may let ``user`` work on a case or read it, as far as that is a matter of who gains.

    Reading a case goes with a reason, a notice and an hour limit, or with two people: who gains is neither the one who
    gives, nor the one through whom the giver has the case. Who reads as much already gains nothing.
    """
    reader = reader_of(user, case)
    if reader.works_on_it and (reader.identity or not identity):
        return ALLOWED
    if by.pk == user.pk:
        return denied(NOT_TO_ONESELF)
    if user.pk in gave_it_to(by, case) and not took_it_in(user, case):
        return denied(NOT_BACK)
    return ALLOWED


NO_DISTRICT = _("Give the province only: a district could tell whose case it is.")


@lru_cache(maxsize=4096)  # asked for every row of a sheet; a place keeps its level
def is_too_narrow(place: int) -> bool:
    """Whether the place with this primary key lies below a province."""
    return Place.objects.filter(pk=place, level__gt=PlaceLevel.PROVINCE).exists()
