"""What the receiver of a referral reads through its link, and nothing beside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from minbar.foundation.vault.errors import Unreadable
from minbar.foundation.vault.records import bring_keys
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.enums import ReferralStatus, SharedPart, Vulnerability
from minbar.work.casework.cases.models import Case, Referral


@dataclass(frozen=True, repr=False)
class Shared:
    """A referral as its receiver sees it. ``parts`` are those that were chosen and that hold something."""

    status: ReferralStatus
    organisation: str
    sent_on: dt.date
    expires_at: dt.datetime
    parts: Mapping[SharedPart, Any] = field(default_factory=dict)

    @property
    def answers(self) -> list[ReferralStatus]:
        """What the receiver can answer now."""
        if self.status == ReferralStatus.SENT:
            return [ReferralStatus.ACCEPTED, ReferralStatus.REFUSED]
        return [ReferralStatus.DONE, ReferralStatus.REFUSED]


def digest_of(token: str) -> bytes:
    """Under what a link's token is found again."""
    return sha256(token.encode()).digest()


def reachable(referral: Referral) -> bool:
    """Whether its link still opens: it is not over, has not expired, and the client still agrees to sharing."""
    return referral.is_reachable and referral.consent.withdrawn_at is None


def referral_by_token(token: str) -> Shared | None:
    """What the link with this token shows; None where it opens nothing (any more), without a word of why.

    Only the parts that were chosen are opened; a client who was erased shows none.
    """
    with wall.system_access():
        found = (
            Referral.objects.select_related("case__client", "case__content", "consent", "organisation", "service")
            .filter(token_digest=digest_of(token))
            .first()
        )
        if found is None or not reachable(found):
            return None
        parts = _parts(found)
    return Shared(
        status=ReferralStatus(found.status),
        organisation=str(found.organisation),
        sent_on=found.service.done_on,
        expires_at=found.expires_at,
        parts=parts,
    )


def _parts(referral: Referral) -> dict[SharedPart, Any]:
    case = referral.case
    bring_keys(holder for holder in (case.client, getattr(case, "content", None)) if holder is not None)
    opened = {}
    for part in SharedPart:
        if part in referral.shared:
            try:
                value = _OPENERS[part](case)
            except Unreadable:
                value = None
            if value:
                opened[part] = value
    return opened


def _of_client(*names: str) -> Callable[[Case], Any]:
    def opened(case: Case) -> Any:
        values = [case.client.reveal(name) for name in names] if case.client else []
        return [value for value in values if value]

    return opened


def _needs(case: Case) -> list[str]:
    return [str(Vulnerability(each).label) for each in case.vulnerabilities]


_OPENERS: dict[SharedPart, Callable[[Case], Any]] = {
    SharedPart.NAME: _of_client("name"),
    SharedPart.CONTACT: _of_client("phone", "other_contact", "safe_contact"),
    SharedPart.DOCUMENT_NUMBER: _of_client("document_number"),
    SharedPart.REQUEST: lambda case: [text] if (text := case.content.reveal("request")) else [],
    SharedPart.NEEDS: _needs,
}
