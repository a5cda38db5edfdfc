"""Erasing all that is kept about a client: one proposes, another does it, and a proof without content stays."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import orjson
from django.contrib.postgres.functions import RandomUUID
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import SET_NULL, Model, ProtectedError, QuerySet, RestrictedError
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Denied, denied, require
from minbar.foundation.journal.record import record
from minbar.foundation.vault import subjects
from minbar.foundation.vault.models import SubjectKey
from minbar.foundation.vault.records import sealed_models
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import Stage
from minbar.work.casework.cases.models import Case, CaseService, CourtProceeding, Mediation, MediationSession
from minbar.work.casework.cases.queries.pointing import pointing_to_cases
from minbar.work.casework.data_rights import rules
from minbar.work.casework.data_rights.actions import due
from minbar.work.casework.data_rights.enums import ErasureGround
from minbar.work.casework.data_rights.models import Erasure
from minbar.work.casework.identity.actions.clients import lock_cases_of

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
SAME_PERSON = _("You proposed this erasure. Another person who may erase has to do it.")
#: Of a case that was erased these stay, without day and without names: what the year's counts are made of.
COUNTED: tuple[type[Model], ...] = (CaseService, Mediation, MediationSession, CourtProceeding)


@wall.system_access()
@transaction.atomic
def propose_erasure(*, by: User, case: Case, ground: ErasureGround) -> Erasure:
    """Propose that all about a client be erased, in all of their cases.

    Raises:
        Denied: ``by`` may not propose erasures, or does not see the case.
        ValidationError: a case of the client is still open, or an erasure is proposed already.
    """
    if not (decision := rules.can_propose_erasure(by, case)):
        raise Denied(decision)
    lock_cases_of(case.subject)
    case.refresh_from_db(fields=["subject"])
    kept = Case.objects.filter(subject__in=subjects.all_of(case.subject), erased_on=None)
    if kept.exclude(stage=Stage.CLOSED).exists():
        raise ValidationError(_("A case of this client is open. Close it first."))
    if Erasure.objects.filter(subject=case.subject, dropped_at=None).exists():
        raise ValidationError(_("An erasure of this client is proposed already."))
    code = "-".join("".join(secrets.choice(SIGNS) for _sign in range(4)) for _group in range(3))
    erasure = Erasure.objects.create(code=code, subject=case.subject, ground=ground, proposed_by=by)
    record(by=by, event="casework.erasure_proposed", subject=erasure)
    return erasure


@wall.system_access()
@transaction.atomic
def drop_erasure(*, by: User, erasure: Erasure) -> Erasure:
    """Take a proposal back.

    Raises:
        Denied: ``by`` may not erase.
        ValidationError: it is done, or dropped, already.
    """
    require(by, CasePermission.ERASE)
    erasure = _open(erasure)
    erasure.dropped_at = timezone.now()
    erasure.save(update_fields=["dropped_at", "updated_at"])
    record(by=by, event="casework.erasure_dropped", subject=erasure)
    return erasure


@wall.system_access()
@transaction.atomic
def erase_client(*, by: User, erasure: Erasure) -> Erasure:
    """Erase all that is kept about a client: the key that opens it, what is sealed, the blind index, files, messages,
    links, follow-ups. Of the heads stays what is counted, by month, under a new number and identifier.

    Raises:
        Denied: ``by`` may not erase, or proposed it.
        ValidationError: it is no longer open, or a case of the client was opened meanwhile.
    """
    require(by, CasePermission.ERASE)
    erasure = _open(erasure)
    if erasure.proposed_by_id == by.pk:
        raise Denied(denied(SAME_PERSON))
    assert erasure.subject is not None
    everything = subjects.all_of(erasure.subject)
    cases = list(Case.objects.select_for_update(of=("self",)).filter(subject__in=everything, erased_on=None))
    if any(case.is_open for case in cases):
        raise ValidationError(_("A case of this client is open. Close it first."))
    counts = _erase(erasure.subject, cases)
    erasure.counts = dict(sorted(counts.items()))
    erasure.subject, erasure.done_by, erasure.erased_at = None, by, timezone.now()
    erasure.sequence = record(by=by, event="casework.client_erased", subject=erasure)
    erasure.digest = digest_of(erasure)
    erasure.save()
    return erasure


def erase_shredded() -> int:
    """Erase again what a restored copy brought back of clients who were erased; how many cases. For upkeep.

    What was sealed in it is shut already, because the halves of keys are restored from their newest copy. This takes
    the heads, the blind index and the sealed values away too.
    """
    count = 0
    with wall.system_access():
        gone = SubjectKey.objects.filter(shredded_at__isnull=False).values("subject")
        back = Case.objects.filter(subject__in=gone, erased_on=None)
        for subject in set(back.values_list("subject", flat=True)):
            with transaction.atomic():
                cases = list(Case.objects.select_for_update(of=("self",)).filter(subject=subject))
                _erase(subject, cases)
                record(by=None, event="casework.erasure_repeated", changes={"cases": [len(cases), 0]})
                count += len(cases)
    return count


def refuse_while_proposed(of: Collection[UUID]) -> None:
    """Refuse to join or part clients of whom an erasure is proposed.

    Raises:
        ValidationError: one is.
    """
    if Erasure.objects.filter(subject__in=of, dropped_at=None).exists():
        raise ValidationError(_("An erasure of this client is proposed. It is done or taken back first."))


def digest_of(erasure: Erasure) -> str:
    """SHA-256, in hexadecimal, over the proof as canonical JSON: what its certificate shows can be checked by it."""
    assert erasure.erased_at is not None
    told: dict[str, Any] = {
        "code": erasure.code,
        "ground": erasure.ground,
        "proposed_at": erasure.created_at.isoformat(),
        "proposed_by": str(erasure.proposed_by.uid) if erasure.proposed_by else "",
        "erased_at": erasure.erased_at.isoformat(),
        "done_by": str(erasure.done_by.uid) if erasure.done_by else "",
        "counts": erasure.counts,
        "sequence": erasure.sequence,
    }
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _open(erasure: Erasure) -> Erasure:
    held = Erasure.objects.select_for_update(of=("self",)).get(pk=erasure.pk)
    if not held.is_open:
        raise ValidationError(_("This erasure is done, or dropped, already."))
    return held


def _erase(subject: UUID, cases: list[Case]) -> Counter[str]:
    counts: Counter[str] = Counter({Case._meta.label: len(cases)})
    counts["commitments.Commitment"] = due.forget(cases)
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(client=None)
    outliving = _let_go(cases)  # what is sealed in it ends with the key
    everything = subjects.all_of(subject)
    models = [model for model in sealed_models() if model not in outliving]
    sealed = [model._default_manager.filter(subject__in=everything) for model in models]
    counts += _delete_all([*_tied(cases), *sealed])
    for case in cases:
        _leave_what_is_counted(case)
    counts["vault.SubjectKey"] = int(subjects.shred(subject))
    return counts


def _tied(cases: list[Case]) -> Iterator[QuerySet[Any]]:
    """All that hangs on the cases but what is counted and what outlives its case."""
    for relation in pointing_to_cases():
        model: Any = relation.related_model
        if model not in COUNTED and relation.on_delete is not SET_NULL:
            yield model._default_manager.filter(**{f"{relation.field.name}__in": cases})


def _let_go(cases: list[Case]) -> set[Any]:
    """Let what outlives its case (such as the account of an emergency opening) know it no more; which models do."""
    outliving = [relation for relation in pointing_to_cases() if relation.on_delete is SET_NULL]
    for relation in outliving:
        name = relation.field.name
        relation.related_model._default_manager.filter(**{f"{name}__in": cases}).update(**{name: None})
    return {relation.related_model for relation in outliving}


def _delete_all(querysets: list[Any]) -> Counter[str]:
    """Delete in whatever order they let each other go."""
    counts: Counter[str] = Counter()
    while querysets:
        held = []
        for rows in querysets:
            try:
                with transaction.atomic():
                    counts.update(rows.delete()[1])
            except (ProtectedError, RestrictedError):
                held.append(rows)
        if len(held) == len(querysets):
            raise ProtectedError("These hold each other.", set())
        querysets = held
    return counts


def _leave_what_is_counted(case: Case) -> None:
    """By month; under another identifier, so that no journal, link or paper leads to it."""
    now = timezone.now()
    case.services.update(
        uid=RandomUUID(), done_on=TruncMonth("done_on"), done_by=None, session=None, minutes=None,
        created_at=now, updated_at=now,
    )  # fmt: skip
    case.mediations.update(uid=RandomUUID(), organisation=None, mediator=None, created_at=now, updated_at=now)
    case.proceedings.update(
        uid=RandomUUID(), filed_on=None, hearing_on=None, limitation_on=None, created_at=now, updated_at=now
    )
    sessions = MediationSession.objects.filter(case=case)
    sessions.update(uid=RandomUUID(), held_on=TruncMonth("held_on"), created_at=now, updated_at=now)
    case.uid, case.subject, case.number = uuid4(), uuid4(), f"X-{secrets.token_hex(8)}"
    case.client = case.assigned_to = case.referred_by = case.intake_key = case.erase_after = None
    case.secret = ""
    case.vulnerabilities, case.languages, case.functioning = [], [], {}
    case.opened_on = case.opened_on.replace(day=1)
    case.closed_on = case.closed_on.replace(day=1) if case.closed_on else None
    case.created_at = now
    case.erased_on = timezone.localdate().replace(day=1)
    case.save()
