"""Who may do what with a commitment, and what must hold of it beside what the database holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minbar.foundation.access.decisions import ALLOWED, Decision, Denied, decide, denied
from minbar.foundation.accounts.models import User as Account
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.enums import Standing
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.sources import Source, source_of

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

NOT_YOURS = denied(
    gettext_lazy("Only those whom this follow-up concerns may change it. Ask whoever it is done for, or the office.")
)
NOT_KEPT = denied(gettext_lazy("You may not follow up this record. Ask somebody who keeps it."))

BY_ITS_RECORD = denied(gettext_lazy("This is done in the record itself, and closed with it."))


def ask(decision: Decision) -> None:
    """Raise Denied unless the decision allows."""
    if not decision:
        raise Denied(decision)


def may_make(user: User, source_key: str, source_uid: UUID | None) -> Decision:
    """Whether ``user`` may make a commitment about this record, or on its own."""
    if not (decision := decide(user, CommitmentPermission.EDIT)) or not source_key:
        return decision
    source = source_of(source_key)
    if source is not None and source.by_its_record:
        return BY_ITS_RECORD
    kept = source is not None and source_uid is not None and source.kept_by(user, source_uid)
    return ALLOWED if kept else NOT_KEPT


def keeps(user: User, commitment: Commitment) -> bool:
    """Whether ``user`` keeps the record that it is about; the office keeps all that stands behind no wall."""
    if not commitment.walled and decide(user, CommitmentPermission.KEEP):
        return True
    source = source_of(commitment.source_key)
    return source is not None and commitment.source_uid is not None and source.kept_by(user, commitment.source_uid)


def is_by_its_record(commitment: Commitment) -> bool:
    """Whether only what happens to its record moves, closes and reopens it."""
    source = source_of(commitment.source_key)
    return source is not None and source.by_its_record


def may_change(user: User, commitment: Commitment) -> Decision:
    """Move, edit, reopen, cancel: who may reassign it, unless it goes by its record."""
    return _by_hand(may_reassign(user, commitment), commitment)


def _by_hand(decision: Decision, commitment: Commitment) -> Decision:
    return BY_ITS_RECORD if decision and is_by_its_record(commitment) else decision


def may_reassign(user: User, commitment: Commitment) -> Decision:
    """For whom it is done, who noted it, who was notified that it is late, who keeps it.

    Who does it may not move the own deadline. Behind a wall, having noted it gives no right of its own.
    """
    if not (decision := decide(user, CommitmentPermission.EDIT)):
        return decision
    concerned = {commitment.owed_to_user_id}
    if commitment.escalated_at:
        concerned.add(commitment.escalate_to_id)
    if not commitment.walled:
        concerned.add(commitment.made_by_id)
    return ALLOWED if user.pk in concerned or keeps(user, commitment) else NOT_YOURS


def may_close(user: User, commitment: Commitment) -> Decision:
    """Say that it is done: who does it, and who may change it."""
    if commitment.owed_by_user_id == user.pk:
        return _by_hand(decide(user, CommitmentPermission.EDIT), commitment)
    return may_change(user, commitment)


@dataclass(frozen=True)
class Ways:
    """All that one person may do with a commitment."""

    reassign: Decision
    change: Decision
    close: Decision


def ways_with(user: User, commitment: Commitment) -> Ways:
    """As :func:`may_reassign`, :func:`may_change` and :func:`may_close` decide, asking the source once."""
    reassign = may_reassign(user, commitment)
    change = _by_hand(reassign, commitment)
    close = may_close(user, commitment) if commitment.owed_by_user_id == user.pk else change
    return Ways(reassign, change, close)


def known_source(key: str) -> Source | None:
    """The source of this key.

    Raises:
        ValidationError: no room declares it.
    """
    source = source_of(key)
    if key and source is None:
        raise ValidationError(_("Nobody declares the source “%(key)s”."), params={"key": key})
    return source


def check_content(source: Source | None, *, kind: str, what: str) -> None:
    """Behind a wall a kind from the closed list and nothing else; elsewhere words, or a kind."""
    kinds = dict(source.kinds) if source else {}
    if kind and kind not in kinds:
        raise ValidationError({"kind": _("Choose a kind from the list.")})
    if source is not None and source.walled:
        if what:
            raise ValidationError({"what": _("What stands behind the wall holds no text: choose a kind instead.")})
        if not kind:
            raise ValidationError({"kind": _("Choose a kind from the list.")})
    elif not what and not kind:
        raise ValidationError({"what": _("Say what is to be done.")})


def check_no_text(commitment: Commitment, field: str, text: str) -> None:
    """Nothing is written beside what stands behind a wall."""
    if commitment.walled and text:
        raise ValidationError({field: _("What stands behind the wall holds no text. Write it in the record itself.")})


def check_open(commitment: Commitment) -> None:
    """Only an open one can be closed, cancelled, moved or reassigned."""
    if commitment.standing != Standing.OPEN:
        raise ValidationError(_("This follow-up is no longer open. Reopen it first."))


def check_closed(commitment: Commitment) -> None:
    """Only a closed one can be reopened."""
    if commitment.standing == Standing.OPEN:
        raise ValidationError(_("This follow-up is open already."))


def check_heir(commitment: Commitment, heir: object) -> None:
    """What is done in its record is owed by a colleague who sees that record.

    Raises:
        ValidationError: ``heir`` does not.
    """
    source = source_of(commitment.source_key)
    if source is None or not source.by_its_record or commitment.source_uid is None:
        return
    if not isinstance(heir, Account) or source.resolve(heir, commitment.source_uid) is None:
        raise ValidationError({"owed_by_user": _("Choose a colleague who may see the record itself.")})


def check_evidence(
    commitment: Commitment, source: Source | None, *, by: User | None, note: str, link: str, uid: UUID | None
) -> bool:
    """Whether evidence is waived.

    Raises:
        ValidationError: it is missing or belongs to something else, or text is given behind a wall.
    """
    check_no_text(commitment, "note", note)
    check_no_text(commitment, "link", link)
    about = commitment.source_uid
    if uid and (source is None or about is None or not source.is_evidence(by, about, uid)):
        raise ValidationError({"evidence": _("This record shows nothing of what is to be done here. Choose another.")})
    if note or link or uid:
        return False
    if source is not None and not source.evidence_required:
        return True
    if commitment.walled:
        raise ValidationError({"evidence": _("Name the record that shows it: note there first what was done.")})
    raise ValidationError({"note": _("Say how it was done, or name the record that shows it.")})


def check_reason(commitment: Commitment, reason: str) -> None:
    """Work that was done is taken up again for a reason; behind a wall the reason stands in the record itself."""
    check_no_text(commitment, "reason", reason)
    if commitment.standing == Standing.DONE and not commitment.walled and not reason:
        raise ValidationError({"reason": _("Say why it is taken up again.")})
