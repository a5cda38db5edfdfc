"""Finding a case by its number, or by a phone or document number through the blind index; never by its content."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q

from minbar.foundation.vault.index import blind_candidates
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.numbering import read_digits
from minbar.work.casework.cases.queries.cases import cases_visible_to
from minbar.work.casework.identity.enums import KeyKind
from minbar.work.casework.identity.identities import PARTY
from minbar.work.casework.identity.identity_keys import document_key, read_phone
from minbar.work.casework.identity.models import PartyKey

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: More than these are not shown: one person hardly has as many.
MOST = 20


def find_cases(user: User, typed: str) -> list[Case]:
    """The cases that ``user`` may see and that bear this number, or whose people have this phone or document.

    A phone or a document finds only cases of which ``user`` may learn whose they are: row security shows no key of
    any other. Run it behind the wall, as the user. Two queries.
    """
    typed = typed.strip()
    if not typed:
        return []
    keyed = PartyKey.objects.filter(token__in=_tokens(typed)).values_list("case", flat=True)
    wanted = _numbered(typed) | Q(pk__in=list(keyed[:MOST]))
    return list(cases_visible_to(user).filter(wanted).order_by("-opened_on", "-pk")[:MOST])


def case_numbered(user: User, typed: str) -> Case | None:
    """The case that bears this number, of those that ``user`` may see. Run it behind the wall, as the user."""
    return cases_visible_to(user).filter(_numbered(typed.strip())).first()


def _numbered(typed: str) -> Q:
    return Q(number__in={read_digits(typed), typed})


def _tokens(typed: str) -> list[bytes]:
    keys = [f"{KeyKind.DOCUMENT.value}:{document}"] if (document := document_key(typed)) else []
    with suppress(ValidationError):  # it need not be a phone number
        keys.append(f"{KeyKind.PHONE.value}:{read_phone(typed)}")
    return [token for key in keys for token in blind_candidates(PARTY, key)]
