"""Taking a case in: number, secret code, consents, and the keys by which the same person is found again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Denied
from minbar.foundation.attachments.checking import Checked
from minbar.foundation.journal.record import record
from minbar.work.casework import rules, wall
from minbar.work.casework.actions.cases import open_case
from minbar.work.casework.actions.documents import keep_checked
from minbar.work.casework.enums import Channel, ConsentForm, ConsentGiver, ConsentKind
from minbar.work.casework.identities import Identity
from minbar.work.casework.models import Case, Client, Consent, Topic
from minbar.work.casework.numbering import code_digest, new_code, new_number

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User
    from minbar.network.directory.models import Place


@dataclass(frozen=True, repr=False)
class Taken:
    """A case that was taken in. ``code`` is shown to the client now and kept nowhere.

    It is "" where the same request had been taken in before: what was given out once is not given out again.
    """

    case: Case
    number: str
    code: str


@dataclass(frozen=True)
class Given:
    """A consent as it was given."""

    kind: ConsentKind
    by: ConsentGiver = ConsentGiver.CLIENT
    form: ConsentForm = ConsentForm.SPOKEN


NO_SERVICE_CONSENT = _("Without the client's consent to the service no case can be taken in.")


@wall.keeping()
@transaction.atomic
def take_in(
    *,
    by: User | None,
    channel: Channel,
    request: str,
    consents: Iterable[Given],
    topic: Topic | None = None,
    place: Place | None = None,
    identity: Identity | None = None,
    client: Client | None = None,
    opponent: Identity | None = None,
    documents: Iterable[Checked] = (),
    intake_key: UUID | None = None,
    assign_to: User | None = None,
    **profile: Any,
) -> Taken:
    """Take a case in.

    Args:
        by: who takes it in; None for somebody who asks on the web.
        request: in the client's own words.
        consents: service is needed, sharing is not.
        identity: who the client is, as far as they say; None for somebody who stays unnamed.
        client: the client of an earlier case, instead of ``identity``.
        opponent: the opposing party.
        documents: files that the client sends along, checked already.
        intake_key: the same key a second time takes in nothing more, also when both come at once.
        assign_to: who gets it; with None it waits for a supervisor.
        profile: further fields of :class:`Case`.

    Raises:
        Denied: ``by`` may take in no cases, or ``assign_to`` does no casework.
        ValidationError: by field, what does not hold.
    """
    if intake_key is not None and (earlier := _taken_before(intake_key)):
        return Taken(earlier, earlier.number, "")
    given = {consent.kind: consent for consent in consents}
    if ConsentKind.SERVICE not in given:
        raise ValidationError({"service": NO_SERVICE_CONSENT})
    code = new_code()
    case = open_case(
        by=by,
        assign_to=assign_to,
        client=client,
        identity=identity.values() if identity else None,
        content={"request": request, "opponent": opponent.values() if opponent else None},
        number=_free_number(),
        secret=code_digest(code),
        intake_key=intake_key,
        channel=channel,
        opened_on=timezone.localdate(),
        topic=topic,
        place=place,
        **profile,
    )
    now = timezone.now()
    Consent.objects.bulk_create(
        Consent(case=case, kind=consent.kind, given_at=now, given_by=consent.by, form=consent.form)
        for consent in given.values()
    )
    for document in documents:
        keep_checked(case, document, by=None, from_client=True)
    return Taken(case, case.number, code)


def _taken_before(intake_key: UUID) -> Case | None:
    with connection.cursor() as cursor:  # whoever comes second waits here until the first is done
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"casework.intake {intake_key}"])
    return Case.objects.filter(intake_key=intake_key).first()


def _free_number() -> str:
    while Case.objects.filter(number=(number := new_number())).exists():
        pass
    return number


@wall.keeping()
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
    record(by=by, action="casework.code_renewed", subject=case)
    return code


def given_consents(*, service: bool, sharing: bool, by: ConsentGiver, form: ConsentForm) -> Sequence[Given]:
    """Consents as forms ask for them."""
    kinds = [(ConsentKind.SERVICE, service), (ConsentKind.SHARING, sharing)]
    return [Given(kind, by, form) for kind, agreed in kinds if agreed]
