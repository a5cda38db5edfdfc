"""Taking a case in: number, secret code, consents, and the keys by which the same person is found again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Denied
from minbar.foundation.attachments.checking import Checked
from minbar.foundation.journal.record import record
from minbar.work.casework.cases import rules, wall
from minbar.work.casework.cases.actions.documents import seal_document
from minbar.work.casework.cases.enums import Channel, ConsentForm, ConsentGiver, ConsentKind
from minbar.work.casework.cases.models import Case, Consent, Topic
from minbar.work.casework.cases.numbering import code_digest, new_code, new_number
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.identity.models import Client
from minbar.work.casework.intake.actions.opening import open_case

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User
    from minbar.network.directory.models import Organisation, Place


@dataclass(frozen=True, repr=False)
class Taken:
    """A case that was taken in. ``code`` is shown to the client now and kept nowhere.

    It is "" where the same request had been taken in before: what was given out once is not given out again.
    """

    case: Case
    number: str
    code: str


@dataclass(frozen=True)
class Agreed:
    """A consent as it was given."""

    kind: ConsentKind
    by: ConsentGiver = ConsentGiver.CLIENT
    form: ConsentForm = ConsentForm.SPOKEN


NO_SERVICE_CONSENT = _("Without the client's consent to the service no case can be taken in.")


class Asked(TypedDict, total=False):
    """What is known of a matter that is taken in; all of it may be left out.

    ``client`` is the client of an earlier case, to whom what ``identity`` says is added; without one, ``identity`` is
    who the client is, as far as they say, and with neither they stay unnamed. ``opponent`` is the opposing party,
    ``documents`` are files that come along, checked already. The others are fields of :class:`Case`.
    """

    client: Client | None
    identity: Identity | None
    opponent: Identity | None
    documents: Iterable[Checked]
    topic: Topic | None
    place: Place | None
    referred_by: Organisation | None
    urgency: str
    risk: str
    sex: str
    age_band: str
    languages: list[str]
    vulnerabilities: list[str]


@wall.system_access()
@transaction.atomic
def take_in(
    *,
    by: User | None,
    channel: Channel,
    request: str,
    consents: Iterable[Agreed],
    intake_key: UUID | None = None,
    assign_to: User | None = None,
    **asked: Unpack[Asked],
) -> Taken:
    """Take a case in.

    Args:
        by: who takes it in; None for somebody who asks on the web.
        request: in the client's own words.
        consents: service is needed, sharing is not.
        intake_key: the same key a second time takes in nothing more, also when both come at once.
        assign_to: who gets it; with None it waits for a supervisor.

    Raises:
        Denied: ``by`` may take in no cases, ``assign_to`` does no casework, or the earlier client is not ``by``'s.
        ValidationError: by field, what does not hold.
    """
    if intake_key is not None and (earlier := _taken_before(intake_key)):
        return Taken(earlier, earlier.number, "")
    given = {consent.kind: consent for consent in consents}
    if ConsentKind.SERVICE not in given:
        raise ValidationError({"service": NO_SERVICE_CONSENT})
    code, documents = new_code(), asked.pop("documents", ())
    head = {"channel": channel, "intake_key": intake_key, "secret": code_digest(code)}
    case = _open(by, assign_to, request, asked, head)
    _record_consents(case, given.values())
    for document in documents:
        seal_document(case, document, by=None, from_client=True)
    return Taken(case, case.number, code)


def _open(by: User | None, assign_to: User | None, request: str, asked: Asked, head: Mapping[str, Any]) -> Case:
    identity, opponent = asked.get("identity"), asked.get("opponent")
    plain: dict[str, Any] = {name: value for name, value in asked.items() if name not in ("identity", "opponent")}
    return open_case(
        by=by,
        assign_to=assign_to,
        identity=identity.values() if identity else None,
        content={"request": request, "opponent": opponent.values() if opponent else None},
        number=_free_number(),
        opened_on=timezone.localdate(),
        **head,
        **plain,
    )


def _record_consents(case: Case, consents: Iterable[Agreed]) -> None:
    now = timezone.now()
    Consent.objects.bulk_create(
        Consent(case=case, kind=consent.kind, given_at=now, given_by=consent.by, form=consent.form)
        for consent in consents
    )


@wall.system_access()
def was_taken_in(intake_key: UUID) -> bool:
    """Whether this form was sent before."""
    return Case.objects.filter(intake_key=intake_key).exists()


def _taken_before(intake_key: UUID) -> Case | None:
    with connection.cursor() as cursor:  # whoever comes second waits here until the first is done
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"casework.intake {intake_key}"])
    return Case.objects.filter(intake_key=intake_key).first()


def _free_number() -> str:
    while Case.objects.filter(number=(number := new_number())).exists():
        pass
    return number


@wall.system_access()
@transaction.atomic
def renew_code(*, by: User, case: Case) -> str:
    """A new secret code for a client who lost theirs; the old one opens nothing any more.

    Whoever gives it out makes sure first that it is the client who asks.

    Raises:
        Denied: ``by`` does not work on the case.
    """
    if not (decision := rules.can_act(by, case)):
        raise Denied(decision)
    code = new_code()
    case.secret = code_digest(code)
    case.save(update_fields=["secret", "updated_at"])
    record(by=by, event="casework.code_renewed", subject=case)
    return code


def given_consents(*, service: bool, sharing: bool, by: ConsentGiver, form: ConsentForm) -> Sequence[Agreed]:
    """Consents as forms ask for them."""
    kinds = [(ConsentKind.SERVICE, service), (ConsentKind.SHARING, sharing)]
    return [Agreed(kind, by, form) for kind, agreed in kinds if agreed]
