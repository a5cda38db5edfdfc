"""What commitments are about: a room declares its records as a source, and the one engine follows them up.

    declare_source(Source(
        key="casework.case",
        label=_("Case"),
        walled=True,
        kinds=(("hearing", _("Hearing")), ("call_back", _("Call back"))),
        resolve=resolve_case,          # (user, uid) → SourceView(title, address), or None where the user may not see it
        visible_to=cases_of,           # user → the uids of the records whose commitments the user may see
    ))

Declare it when the room is ready (``AppConfig.ready``) or in its ``panels.py``, which every start imports. The room
shows its commitments on its records' pages with :func:`minbar.network.commitments.following.follow_ups`.

A walled source is one that others must not even guess at. Its commitments hold no text, only a kind from the closed
list; they are in no search, no export and no list of the records behind a figure; e-mails and calendars say only that
something is due.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from minbar.foundation.accounts.models import User

    Label = str | _StrPromise


#: So long before its deadline something stands on the first page of whoever owes it.
USUALLY_AHEAD = dt.timedelta(days=14)


@dataclass(frozen=True)
class SourceView:
    """The record that a commitment is about, as one reader may see it."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class Evidence:
    """A record of the source that can show that a commitment was kept."""

    uid: UUID
    title: str
    url: str = ""


def _no_context(user: Any) -> AbstractContextManager[Any]:
    return nullcontext()


@dataclass(frozen=True)
class Source:
    """A kind of record that commitments are about; see the module's docstring.

    Attributes:
        resolve: (user, uid) → the record as the user may see it, or None. Whoever sees it may follow it up, unless
            ``may_keep`` says otherwise.
        visible_to: user → which records' commitments the user may see: a query of their uids (not sliced; best where
            there are many), a collection of uids, or a condition over ``Commitment``.
        kinds: what can be owed, as (code, label). Walled sources have nothing else; others may offer kinds beside text.
        walled: see the module's docstring.
        resolve_many: the same as ``resolve`` for a list, uid → view, in few queries. Lists name their sources only
            where it is given.
        may_keep: (user, uid) → whether the user may make and change commitments of the record.
        evidence: (user, uid) → the records that can be named as evidence when a commitment is closed.
        evidence_required: whether closing needs evidence.
        by_its_record: whether what is owed is done with the record itself (a review that is written, a request that is
            answered). Then nobody moves, closes or cancels the commitment by hand: the room does it, naming the record
            as evidence. Who keeps the record may still hand it over, to somebody who sees it.
        ahead: so long before its deadline it stands on the first page of whoever owes it.
        reading: user → a context in which the source's records can be read (row security), entered around screens.
    """

    key: str
    label: Label
    resolve: Callable[[User, UUID], SourceView | None]
    visible_to: Callable[[User], QuerySet[Any, Any] | Collection[UUID] | Q]
    kinds: Sequence[tuple[str, Label]] = ()
    walled: bool = False
    resolve_many: Callable[[User, Collection[UUID]], Mapping[UUID, SourceView]] | None = None
    may_keep: Callable[[User, UUID], bool] | None = None
    evidence: Callable[[User, UUID], Sequence[Evidence]] | None = None
    evidence_required: bool = True
    by_its_record: bool = False
    ahead: dt.timedelta = USUALLY_AHEAD
    reading: Callable[[User], AbstractContextManager[Any]] = _no_context

    def is_evidence(self, user: User | None, uid: UUID, named: UUID) -> bool:
        """Whether the record ``named`` shows what became of the record ``uid``: the record itself does so for its room
        (``user`` is None), for somebody one of those that they can choose from."""
        if user is None:
            return named == uid
        return self.evidence is not None and any(each.uid == named for each in self.evidence(user, uid))

    def kept_by(self, user: User, uid: UUID) -> bool:
        """Whether the user may make and change commitments of this record."""
        return self.may_keep(user, uid) if self.may_keep else self.resolve(user, uid) is not None

    def condition(self, user: User) -> Q:
        """What holds of the commitments about this source's records that the user may see."""
        seen = self.visible_to(user)
        if isinstance(seen, QuerySet):  # asked row by row, over the index: of a million records no list is made
            column = next(iter(seen.query.values_select), "uid")
            seen = Q(Exists(seen.order_by().filter(**{column: OuterRef("source_uid")})))
        elif not isinstance(seen, Q):
            seen = Q(source_uid__in=seen)
        return Q(source_key=self.key) & seen


class SourceError(ValueError):
    """A room declared a source that can't hold; the message names it."""


_SOURCES: dict[str, Source] = {}


def declare_source(source: Source) -> Source:
    """Register a source.

    Raises:
        SourceError: the key is empty or taken, or a walled source has no kinds.
    """
    if not source.key or source.key in _SOURCES:
        raise SourceError(f"source '{source.key}' has no key, or is declared twice")
    if source.walled and not source.kinds:
        raise SourceError(f"source '{source.key}' is walled: it needs a closed list of kinds")
    _SOURCES[source.key] = source
    return source


def sources() -> Mapping[str, Source]:
    """All declared sources, by key."""
    return _SOURCES


def source_of(key: str) -> Source | None:
    """The source of this key; None for commitments that stand on their own."""
    return _SOURCES.get(key)


def kind_label(source_key: str, kind: str) -> str:
    """A kind in the reader's language, or ""."""
    source = source_of(source_key)
    return str(dict(source.kinds).get(kind, "")) if source and kind else ""


@contextmanager
def reading_as(user: User) -> Iterator[None]:
    """Every source's records can be read as this user may read them, for as long as this lasts."""
    with ExitStack() as stack:
        for reading in dict.fromkeys(source.reading for source in _SOURCES.values()):
            stack.enter_context(reading(user))
        yield
