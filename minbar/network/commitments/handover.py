"""Follow-ups of an account that was closed: how many are left, and who does them from now on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minbar.foundation.access.decisions import decide
from minbar.foundation.accounts.handover import Handover, declare_handover
from minbar.foundation.text.numbers import format_number
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.actions import reassign
from minbar.network.commitments.queries import open_commitments_owed_by
from minbar.network.commitments.sources import reading_as, source_of

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User
    from minbar.network.commitments.models import Commitment


def what_is_left(account: User) -> Iterator[str]:
    """How many; of those behind a wall only that there are some."""
    owed = open_commitments_owed_by(account)
    if count := owed.filter(walled=False).count():
        text = ngettext("%(count)s follow-up is still open.", "%(count)s follow-ups are still open.", count)
        yield text % {"count": format_number(count)}
    if owed.filter(walled=True).exists():
        yield _("Follow-ups about confidential records are still open. Somebody who may see these must take them over.")


def give_to(account: User, heir: User) -> int:
    """Let a colleague do what they may see; how much that was."""
    if not decide(heir, CommitmentPermission.EDIT):
        return 0
    given = 0
    with reading_as(heir):
        for commitment in open_commitments_owed_by(account):
            if _may_have(heir, commitment):
                reassign(commitment=commitment, by=None, owed_by=heir)
                given += 1
    return given


def _may_have(heir: User, commitment: Commitment) -> bool:
    """What stands on its own, and what is about a record that they see: nobody is let in by a follow-up."""
    source, uid = source_of(commitment.source_key), commitment.source_uid
    return not commitment.source_key or (
        source is not None and uid is not None and source.resolve(heir, uid) is not None
    )


declare_handover(Handover("commitments.open", left=what_is_left, hand_over=give_to))
