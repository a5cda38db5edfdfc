"""Cases of somebody whose account was closed: supervisors see them and assign them anew. Administrators, who close
accounts, learn that there are some."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from minbar.foundation.accounts.handover import Handover, declare_handover
from minbar.work.casework.cases.queries.workers import has_open_cases

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def what_is_left(account: User) -> Iterator[str]:
    if has_open_cases(account):
        yield _("Cases are still open. A case supervisor assigns them anew.")


declare_handover(Handover("casework.cases", left=what_is_left))
