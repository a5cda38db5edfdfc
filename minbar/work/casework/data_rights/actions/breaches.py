"""The register of breaches of data: 72 hours from noticing one to telling the authority."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import require
from minbar.foundation.journal.record import record
from minbar.foundation.vault.subjects import new_subject
from minbar.network.commitments.deadlines import in_hours
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.data_rights.actions.due import owe_notification, settle
from minbar.work.casework.data_rights.enums import BreachKind
from minbar.work.casework.data_rights.follow_ups import BREACH
from minbar.work.casework.data_rights.models import Breach

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: GDPR, article 33 (1); the Turkish board's decision 2019/10.
HOURS_TO_NOTIFY = 72


@wall.system_access()
@transaction.atomic
def note_breach(
    *, by: User, kind: BreachKind, noticed_at: dt.datetime, account: str, people_affected: int | None = None
) -> Breach:
    """Note a breach; the authority is to be told within 72 hours of noticing it.

    Raises:
        Denied: ``by`` does not keep the register.
        ValidationError: ("noticed_at") it lies ahead.
    """
    require(by, CasePermission.BREACHES)
    _refuse_ahead("noticed_at", noticed_at)
    breach = Breach(
        subject=new_subject(),
        kind=kind,
        noticed_at=noticed_at,
        due_at=in_hours(HOURS_TO_NOTIFY, since=noticed_at),
        people_affected=people_affected,
        noted_by=by,
    )
    breach.seal(account=account)
    breach.save()
    owe_notification(breach)
    record(by=by, event="casework.breach_noted", subject=breach)
    return breach


@wall.system_access()
@transaction.atomic
def follow_breach(
    *,
    by: User,
    breach: Breach,
    authority_told_at: dt.datetime | None,
    clients_told_at: dt.datetime | None,
    people_affected: int | None,
    measures: str,
    closed: bool,
) -> Breach:
    """Note who was told and what was done; a breach is closed once it is said what was done.

    Raises:
        Denied: ``by`` does not keep the register.
        ValidationError: by field, what does not hold.
    """
    require(by, CasePermission.BREACHES)
    told: dict[str, Any] = {"authority_told_at": authority_told_at, "clients_told_at": clients_told_at}
    for field, moment in told.items():
        _refuse_ahead(field, moment)
        if moment is not None and moment < breach.noticed_at:
            raise ValidationError({field: _("This is before the breach was noticed.")})
        setattr(breach, field, moment)
    if closed and not measures.strip():
        raise ValidationError({"measures": _("Say what was done, and if nobody was told, why.")})
    breach.people_affected = people_affected
    breach.closed_at = (breach.closed_at or timezone.now()) if closed else None
    breach.seal(measures=measures.strip())
    breach.save()
    settle(BREACH, breach.uid, done=not breach.waits)
    record(by=by, event="casework.breach_followed", subject=breach)
    return breach


def _refuse_ahead(field: str, moment: dt.datetime | None) -> None:
    if moment is not None and moment > timezone.now():
        raise ValidationError({field: _("This moment lies ahead.")})
