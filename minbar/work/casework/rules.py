"""Who may do what with a case. What somebody may read is told by ``queries.reader_of``, and held by row security."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import ALLOWED, Decision, decide, denied
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place
from minbar.work.casework.access import CasePermission
from minbar.work.casework.enums import ConsentKind, TestimonyStanding
from minbar.work.casework.queries import reader_of
from minbar.work.casework.queries.topics import within

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User
    from minbar.work.casework.models import Case, Client, EmergencyAccess, EvidenceRequest, GroupSession, Testimony

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


def can_keep_register(user: User) -> Decision:
    """Whether this person keeps the register of breaches of data."""
    return decide(user, CasePermission.BREACHES)


IS_LIMITED = denied(
    _("The client's earlier case is limited to named people: this one would show who they are to others.")
)


def can_open_again(user: User | None, client: Client) -> Decision:
    """Whether somebody may open another case for the client of an earlier one: who works on that with the identity.

    Not where every such case is limited to named people: readers of the new case read the same identity.
    """
    if user is None:
        return denied(NOT_YOURS)
    if not (decision := decide(user, CasePermission.WORK)):
        return decision
    readers = [(case, reader_of(user, case)) for case in client.cases.filter(erased_on=None)]
    own = [case for case, reader in readers if reader.works_on_it and reader.identity]
    if not own:
        return denied(NOT_YOURS)
    return IS_LIMITED if all(case.is_limited for case in own) else ALLOWED


NOT_BOTH_YOURS = _(
    "To compare the two you need to work on both with the identity. Ask who works on the other case, or the supervisor."
)
ONE_IS_LIMITED = _("One of the two cases is limited to named people: readers of the other would learn whose it is.")


def can_join(user: User, case: Case, other: Case) -> Decision:
    """Whether somebody may compare whose two cases are, and say that it is one person: who works on both with the
    identity. Not where one is limited to named people, since readers of either read the same identity afterwards.
    """
    if not all(can_act(user, each) and can_read_identity(user, each) for each in (case, other)):
        return denied(NOT_BOTH_YOURS)
    return denied(ONE_IS_LIMITED) if case.is_limited or other.is_limited else ALLOWED


ANOTHER_LED = _("Another person led this session. Ask them or a case supervisor.")


def keeps_session(user: User, session: GroupSession) -> Decision:
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


NO_DISTRICT = _("Give the province only: a district could tell whose case it is.")


@lru_cache(maxsize=4096)  # asked for every row of a sheet; a place keeps its level
def is_too_narrow(place: int) -> bool:
    """Whether the place with this primary key lies below a province."""
    return Place.objects.filter(pk=place, level__gt=PlaceLevel.PROVINCE).exists()


def can_end_emergency_access(user: User, emergency_access: EmergencyAccess) -> Decision:
    """Whoever opened a case may shut it again, and whoever was told of it."""
    if emergency_access.opened_by_id == user.pk:
        return ALLOWED
    return can_review_emergency_access(user, emergency_access)


def can_review_emergency_access(user: User, emergency_access: EmergencyAccess) -> Decision:
    """Whoever was told of an opening judges it, never whoever opened the case."""
    if not (decision := decide(user, CasePermission.REVIEW_EMERGENCY_ACCESS)):
        return decision
    if emergency_access.opened_by_id == user.pk:
        return denied(_("Another person reviews what you opened."))
    if not emergency_access.notifications.filter(user=user).exists():
        return denied(_("Only those who were told of this opening review it."))
    return ALLOWED


ANOTHER_CASE = _(
    "This client has another case, which you do not read with its identity. Ask who works on it, or the supervisor."
)


def can_read_whole_file(user: User, case: Case) -> Decision:
    """Whether this reader may see and hand out all that is kept about the client of a case, in all of their cases."""
    decision = decide(user, CasePermission.EXPORT_FILE)
    if not decision:
        return decision
    if not reader_of(user, case).identity:
        return denied(NOT_YOURS)
    others = type(case)._default_manager.filter(subject=case.subject, erased_on=None).exclude(pk=case.pk)
    return ALLOWED if all(reader_of(user, other).identity for other in others) else denied(ANOTHER_CASE)


def can_propose_erasure(user: User, case: Case) -> Decision:
    """Whether this person may propose that all about the client of a case be erased."""
    decision = decide(user, CasePermission.ERASE)
    return denied(NOT_YOURS) if decision and not reader_of(user, case).head else decision


NO_CONSENT = _("The client has not agreed to sharing. Ask for that consent first.")
GONE = denied(_("This testimony is no longer here: it was released, taken back, or the client withdrew consent."))


def can_write_testimony(user: User, case: Case, request: EvidenceRequest) -> Decision:
    """Those who act in a case and know whose it is, where the client agreed to share, to an open request of its topic.

    Who leaves a name out must know it; and the scan, which names what it found, must tell its reader nothing new.
    """
    if not (decision := can_act(user, case)):
        return decision
    if not (decision := can_read_identity(user, case)):
        return decision
    if not request.is_open:
        return denied(_("This request is closed."))
    if case.topic_id not in within(request.topic):
        return denied(_("The request asks about another topic."))
    asked = type(case)._default_manager.filter(request.cases(), pk=case.pk).exists()
    if not asked:
        return denied(_("The request asks about another time or province."))
    agrees = case.consents.filter(kind=ConsentKind.SHARING, withdrawn_at=None).exists()
    return ALLOWED if agrees else denied(NO_CONSENT)


def is_author(user: User, testimony: Testimony) -> Decision:
    """A testimony is its author's until it is released."""
    if testimony.author_id == user.pk:
        return decide(user, CasePermission.WORK)
    return denied(_("Somebody else wrote this testimony."))


def can_check_testimony(user: User, testimony: Testimony) -> Decision:
    """Anybody who works with cases and did not write it, once."""
    if not (decision := decide(user, CasePermission.WORK)):
        return decision
    if testimony.author_id == user.pk:
        return denied(_("Others check what you wrote."))
    if testimony.standing != TestimonyStanding.IN_CHECK:
        return denied(_("This testimony is not waiting to be checked."))
    if testimony.checks.filter(checked_by=user).exists():
        return denied(_("You have checked it already; another person must."))
    return ALLOWED
