"""Making a commitment."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from minbar.foundation.records.changes import set_fields
from minbar.network.commitments import rules
from minbar.network.commitments.actions.steps import Somebody, as_party, as_user, finish, set_deadline, write_step
from minbar.network.commitments.deadlines import Deadline
from minbar.network.commitments.enums import StepKind
from minbar.network.commitments.models import Commitment

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


class Owed(TypedDict, total=False):
    """What a commitment is about, and what follows when it is late; all of it may be left out.

    - ``source_key``, ``source_uid``: the record that it is about; left out for one that stands on its own.
    - ``kind``, ``what``: a kind that the source declares, or words. A walled source takes a kind alone.
    - ``owed_to``: an account, or a person or organisation of the directory.
    - ``escalate_to``: the account that is notified once it is ``escalate_after_days`` late (0: as soon as it is late).
    """

    source_key: str
    source_uid: UUID | None
    kind: str
    what: str
    owed_to: Somebody | None
    escalate_to: User | None
    escalate_after_days: int


@transaction.atomic
def make_commitment(
    *,
    by: User | None,
    owed_by: Somebody,
    due_at: Deadline,
    notice: dt.timedelta | None = None,
    **owed: Unpack[Owed],
) -> Commitment:
    """Note that ``owed_by`` owes something by ``due_at``.

    Args:
        by: who notes it; None for Minbar itself, such as for the deadline of a client's request.
        owed_by: an account, or a person or organisation of the directory.
        due_at: a day, which lasts to its end where the network is, or a moment (see ``deadlines.in_hours``).
        notice: how long before the deadline to remind; see ``deadlines.reminder_before`` for the usual.
        owed: see :class:`Owed`.

    Raises:
        Denied: ``by`` may not follow up this record.
        ValidationError: by field, what does not hold.
    """
    source_key, what = owed.get("source_key", ""), owed.get("what", "").strip()
    if by is not None:
        rules.ask(rules.may_make(by, source_key, owed.get("source_uid")))
    source = rules.known_source(source_key)
    rules.check_content(source, kind=owed.get("kind", ""), what=what)
    commitment = Commitment(walled=source is not None and source.walled, made_by=by)
    set_deadline(commitment, due_at, notice)
    changes = set_fields(commitment, _values(owed_by, what, owed))
    commitment.full_clean()
    commitment.save()
    write_step(commitment, StepKind.MADE, by=by, to=owed_by)
    changes |= {"due_at": [None, commitment.due_at.isoformat()]}
    return finish(commitment, by=by, event="commitments.made", changes=changes)


def _values(owed_by: Somebody, what: str, owed: Owed) -> dict[str, Any]:
    owed_to = owed.get("owed_to")
    plain = {name: value for name, value in owed.items() if name != "owed_to"}
    return plain | {
        "what": what,
        "owed_by_user": as_user(owed_by),
        "owed_by_party": as_party(owed_by),
        "owed_to_user": as_user(owed_to),
        "owed_to_party": as_party(owed_to),
    }
