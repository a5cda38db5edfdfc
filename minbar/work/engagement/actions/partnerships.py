"""Recording partnerships and solution partners."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from minbar.foundation.access.decisions import require
from minbar.foundation.journal.record import record
from minbar.foundation.records.changes import set_fields
from minbar.work.engagement import rules
from minbar.work.engagement.access import EngagementPermission
from minbar.work.engagement.models import Offer, Partnership, SolutionPartner

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@transaction.atomic
def keep_partnership(*, by: User, partnership: Partnership | None = None, **values: Any) -> Partnership:
    """Record a partnership, or change the one given.

    Raises:
        Denied: ``by`` may not edit engagement.
        ValidationError: by field, what does not hold.
    """
    require(by, EngagementPermission.EDIT, subject=partnership)
    kept = partnership or Partnership()
    changes = set_fields(kept, values)
    kept.full_clean()
    kept.save()
    if changes:
        action = "engagement.partnership_changed" if partnership else "engagement.partnership_added"
        record(by=by, event=action, subject=kept, changes=changes)
    return kept


@transaction.atomic
def keep_solution_partner(
    *, by: User, partner: SolutionPartner | None = None, offers: Iterable[Offer] | None = None, **values: Any
) -> SolutionPartner:
    """Record a solution partner with what it offers, or change the one given.

    Raises:
        Denied: ``by`` may not edit engagement.
        ValidationError: by field, what does not hold; a solution partner offers at least one thing.
    """
    require(by, EngagementPermission.EDIT, subject=partner)
    kept = partner or SolutionPartner()
    changes = set_fields(kept, values)
    kept.full_clean()
    kept.save()
    before = sorted(kept.offers.values_list("code", flat=True))
    if offers is not None:
        kept.offers.set(offers)
    after = sorted(kept.offers.values_list("code", flat=True))
    rules.check_offers(after)
    if before != after:
        changes["offers"] = [before, after]
    if changes:
        action = "engagement.solution_partner_changed" if partner else "engagement.solution_partner_added"
        record(by=by, event=action, subject=kept, changes=changes)
    return kept
