"""All that is kept about one client, as a page and a packed file show it: chapters of what is held.

Left out is what would tell of others: who the opposing party is, and, in what is given out, the names of staff.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minbar.foundation.journal.models import Entry
from minbar.foundation.journal.record import subject_of
from minbar.foundation.text.dates import format_date_long
from minbar.foundation.text.languages import in_language, listed
from minbar.foundation.vault.records import SealedRecord, bring_keys
from minbar.network.directory.forms import spoken_languages
from minbar.work.casework.cases.enums import Functioning, Vulnerability
from minbar.work.casework.cases.models import Case, CaseDocument
from minbar.work.casework.cases.numbering import grouped
from minbar.work.casework.identity.labels import IDENTITY, IDENTITY_LABELS
from minbar.work.casework.identity.models import Client

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: What of the journal tells who learned something about a client.
READINGS = (
    *("casework.identity_read", "casework.content_read", "casework.document_read", "casework.file_shown"),
    *("casework.file_exported", "casework.file_saved", "casework.glass_broken", "casework.access_given"),
    "casework.referral_made",
)


@dataclass(frozen=True)
class FileItem:
    """One thing that is kept: under which name, and what."""

    key: str
    label: str
    value: str


@dataclass
class Chapter:
    """Things of one kind; ``case`` is the number of the case that they belong to."""

    key: str
    title: str
    case: str = ""
    items: list[FileItem] = field(default_factory=list)

    @property
    def case_name(self) -> str:
        """The case's number as people read it."""
        return grouped(self.case)

    def add(self, key: str, label: Any, value: Any) -> None:
        """Note what is kept; nothing is noted of what is empty."""
        if (text := _text(value)) != "":
            self.items.append(FileItem(key, _sentence(str(label)), text))


@dataclass
class ClientFile:
    """The whole file, in the language that was active when it was put together."""

    chapters: list[Chapter]
    documents: list[CaseDocument]

    def plain(self) -> list[dict[str, Any]]:
        """For JSON."""
        return [asdict(chapter) for chapter in self.chapters]


def whole_file(subject: Any, *, with_staff: bool) -> ClientFile:
    """All that is kept about a client, in all cases. Part of an action behind the wall whose rule allowed it.

    Args:
        with_staff: whether accounts are named; in what leaves the house they are not.
    """
    cases = list(
        Case.objects.filter(subject=subject, erased_on=None)
        .select_related("client", "content", "topic", "place", "referred_by")
        .prefetch_related("services", "consents", "notes", "messages", "rights_requests", "referrals__organisation")
        .order_by("opened_on", "id")
    )
    documents = list(CaseDocument.objects.filter(case__in=cases).select_related("case").order_by("created_at", "id"))
    bring_keys(_sealed(cases, documents))
    names = _accounts() if with_staff else {}
    chapters = [_identity(cases[0].client)] if cases and cases[0].client else []
    for case in cases:
        chapters += _of_case(case, [each for each in documents if each.case_id == case.pk], names)
    return ClientFile([chapter for chapter in chapters if chapter.items], documents)


def _sealed(cases: Iterable[Case], documents: Iterable[CaseDocument]) -> Iterator[SealedRecord]:
    yield from documents
    for case in cases:
        yield from (each for each in (case.client, getattr(case, "content", None)) if each)
        for related in (case.notes, case.messages, case.rights_requests):
            yield from related.all()


def _identity(client: Client) -> Chapter:
    chapter = Chapter("identity", _("Who the client is"))
    for name in IDENTITY:
        chapter.add(name, IDENTITY_LABELS()[name], client.reveal(name))
    return chapter


def _of_case(case: Case, documents: list[CaseDocument], names: Mapping[str, str]) -> Iterator[Chapter]:
    yield _head(case)
    content = Chapter("content", _("What was said"), case.number)
    if sealed := getattr(case, "content", None):
        content.add("request", _("What was asked for"), sealed.reveal("request"))
        content.add("assessment", _("Assessment"), sealed.reveal("assessment"))
        content.add("plan", _("Plan"), sealed.reveal("plan"))
        content.add("answer", _("Answer to the client"), sealed.reveal("answer"))
        if sealed.opponent is not None:
            content.add("opponent", _("Opposing party"), _("Kept, and not given out: it is about another person."))
    yield content
    yield _services(case)
    consents = Chapter("consents", _("Consents"), case.number)
    for consent in case.consents.all():
        consents.add("consent", consent.get_kind_display(), _span(consent.given_at, consent.withdrawn_at))
    yield consents
    yield _texts(case)
    files = Chapter("documents", _("Files"), case.number)
    for document in documents:
        files.add("document", document.get_kind_display(), document.reveal("name"))
    yield files
    yield _requests(case)
    yield _readers(case, names)


def _head(case: Case) -> Chapter:
    chapter = Chapter("case", _("Case"), case.number)
    of = case._meta.get_field
    # a field of the case, never a relation from elsewhere
    chapter.add("number", of("number").verbose_name, grouped(case.number))  # type: ignore[union-attr]
    chapter.add("channel", _("How help was asked for"), case.get_channel_display())
    chapter.add("referred_by", _("Referred by"), case.referred_by and str(case.referred_by))
    for name in ("urgency", "risk", "sex", "age_band", "stage", "advice", "mediation", "court_orientation"):
        # a field of the case, never a relation from elsewhere
        chapter.add(name, of(name).verbose_name, getattr(case, f"get_{name}_display")())  # type: ignore[union-attr]
    # a field of the case, never a relation from elsewhere
    chapter.add("result", of("result").verbose_name, case.get_result_display())  # type: ignore[union-attr]
    chapter.add("topic", _("Topic"), case.topic and in_language(case.topic.labels))
    chapter.add("place", _("Province"), case.place and in_language(case.place.labels))
    spoken = dict(spoken_languages())
    chapter.add("languages", _("Languages"), [spoken.get(code, code) for code in case.languages])
    vulnerabilities = [str(Vulnerability(each).label) for each in case.vulnerabilities]
    chapter.add("vulnerabilities", _("Vulnerabilities"), vulnerabilities)
    answers = {str(Functioning(question).label): str(answer) for question, answer in case.functioning.items()}
    chapter.add("functioning", _("Washington Group, 1 (no difficulty) to 4 (cannot at all)"), answers)
    chapter.add("opened_on", _("Opened on"), case.opened_on)
    chapter.add("closed_on", _("Closed on"), case.closed_on)
    chapter.add("erase_after", _("Kept until"), case.erase_after)
    return chapter


def _services(case: Case) -> Chapter:
    chapter = Chapter("actions", _("What was done"), case.number)
    for service in sorted(case.services.all(), key=lambda each: (each.done_on, each.pk)):
        what = [service.get_kind_display(), service.get_advice_display(), service.get_result_display()]
        chapter.add("service", _text(service.done_on), " · ".join(str(each) for each in what if each))
    for referral in case.referrals.all():
        shared = listed(label for value, label in _shared_labels() if value in referral.shared)
        chapter.add("referral", _("Referred to another organisation"), f"{referral.organisation} · {shared}")
    return chapter


def _shared_labels() -> list[tuple[str, Any]]:
    from minbar.work.casework.cases.enums import SharedPart

    return list(SharedPart.choices)


def _texts(case: Case) -> Chapter:
    chapter = Chapter("texts", _("Notes and messages"), case.number)
    for note in sorted(case.notes.all(), key=lambda each: each.created_at):
        chapter.add("note", f"{_('Note')} · {_text(note.created_at)}", note.reveal("text"))
    for message in case.messages.all():
        side = _("Message from the client") if message.from_client else _("Message to the client")
        chapter.add("message", f"{side} · {_text(message.created_at)}", message.reveal("text"))
    return chapter


def _requests(case: Case) -> Chapter:
    chapter = Chapter("requests", _("Requests of rights"), case.number)
    for request in case.rights_requests.all():
        chapter.add("asked", f"{request.get_kind_display()} · {_text(request.asked_at)}", request.get_status_display())
        chapter.add("wish", _("In the client's words"), request.reveal("wish"))
        chapter.add("answer", pgettext("right of a client", "Answer"), request.reveal("answer"))
    return chapter


def _readers(case: Case, names: Mapping[str, str]) -> Chapter:
    chapter = Chapter("readers", _("Who read it"), case.number)
    entries = Entry.objects.filter(subject=subject_of(case), event__in=READINGS).order_by("sequence")
    for entry in entries:
        who = f"{name} · " if (name := names.get(entry.actor)) else ""
        chapter.add("read", _text(entry.at), who + str(entry.description))
    return chapter


def _accounts() -> dict[str, str]:
    users: Iterable[User] = get_user_model().objects.only("uid", "name")
    return {str(user.uid): user.name for user in users}


def _span(given: dt.datetime, withdrawn: dt.datetime | None) -> str:
    if withdrawn is None:
        return _("given %(day)s") % {"day": _text(given)}
    return _("given %(day)s, withdrawn %(withdrawn)s") % {"day": _text(given), "withdrawn": _text(withdrawn)}


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case dt.datetime():
            local = timezone.localtime(value)
            return f"{format_date_long(local.date())} {local:%H:%M}"
        case dt.date():
            return format_date_long(value)
        case list():
            return listed(_text(each) for each in value)
        case dict():
            return listed(f"{key}: {_text(each)}" for key, each in value.items() if each)
    return str(value)


def _sentence(label: str) -> str:
    return label[:1].upper() + label[1:]
