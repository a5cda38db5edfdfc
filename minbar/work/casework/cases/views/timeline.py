"""The timeline of a case, its entries written as HTML in one go: there may be a hundred, and a template takes many
times longer. Particulars of several parts (a mediation, a court) are left to their template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minbar.foundation.screens.addresses import address_of
from minbar.foundation.screens.cells import Cell, writer
from minbar.foundation.text.languages import label_of
from minbar.work.casework.cases.enums import Advice, CaseResult, ServiceKind

if TYPE_CHECKING:
    from minbar.work.casework.cases.models import CaseMessage, CaseService
    from minbar.work.casework.cases.queries.readers import Reader
    from minbar.work.casework.cases.queries.timeline import Moment, Reading, Text

#: Recorded as a whole elsewhere, or by its text alone: not corrected as a service is.
NOT_EDITED = (ServiceKind.GROUP_SESSION, ServiceKind.NOTE)
#: The kinds whose particulars a template writes, each with the record that holds them.
IN_PARTS = {
    ServiceKind.MEDIATION.value: "mediation",
    ServiceKind.COURT.value: "court",
    ServiceKind.REFERRAL.value: "referral",
    ServiceKind.GROUP_SESSION.value: "session",
}


@dataclass(frozen=True, repr=False)
class Entry:
    """One entry: what the list begins it with, the service whose particulars come next if they have parts, the rest."""

    head: SafeString
    service: CaseService | None
    rest: SafeString


def entries_of(reading: Reading, reader: Reader, token: str) -> Iterator[Entry]:
    """The timeline for its reader; ``token`` is the one that the page's forms carry."""
    day = writer(Cell.DATE)
    correct = _Correcting(token) if reader.works_on_it else None
    for moment in reading.moments:
        service = moment.service
        rest = [_particulars(service)] if service else []
        rest += (_text(said, moment) for said in moment.texts)
        if service and correct:
            rest.append(correct.html(service))
        head = f'<li{_opening(moment)}>\n<p class="moment-head">{day(moment.on)} {_heading(moment)}</p>'
        yield Entry(
            mark_safe(head),  # noqa: S308  (escaped where it is written)
            service if service and _in_parts(service) else None,
            mark_safe("".join(rest) + "</li>"),  # noqa: S308  (escaped where it is written)
        )


def _opening(moment: Moment) -> str:
    if moment.service:
        return f' id="a{moment.service.uid}" class="of-{moment.service.kind}"'
    if moment.message:
        return f' class="{"from" if moment.message.from_client else "to"}-client"'
    return ' class="of-note"'


def _heading(moment: Moment) -> str:
    service, message = moment.service, moment.message
    if service:
        what, who = label_of(ServiceKind, service.kind), service.done_by
    elif message:
        what, who = _said_by(message), message.written_by
    else:
        what, who = _("Note"), None
    parts = [f"<strong>{escape(what)}</strong>"]
    if who:
        parts.append(f'<bdi class="by">{escape(str(who))}</bdi>')
    if message and message.from_client and not message.read_at:
        parts.append(f'<span class="badge badge-info">{escape(pgettext("message", "new"))}</span>')
    return " ".join(parts)


def _said_by(message: CaseMessage) -> str:
    if message.from_client:
        return _("The client answered") if message.answers_id else _("The client wrote")
    return _("Question to the client") if message.is_question else _("Message to the client")


def _in_parts(service: CaseService) -> bool:
    part = IN_PARTS.get(service.kind)
    return part is not None and getattr(service, part, None) is not None


def _particulars(service: CaseService) -> str:
    if service.kind == ServiceKind.ADVICE:
        return f"<p>{escape(label_of(Advice, service.advice))}</p>"
    if service.kind == ServiceKind.RESULT:
        return f"<p>{escape(label_of(CaseResult, service.result))}</p>"
    if service.minutes and not _in_parts(service):
        return f"<p>{escape(_('Minutes:'))} {writer(Cell.NUMBER)(service.minutes)}</p>"
    return ""


def _text(said: Text, moment: Moment) -> str:
    by = f'<p class="by">{escape(said.by)}</p>' if said.by and not (moment.service or moment.message) else ""
    return f'<div class="prose" dir="auto">{escape(said.text)}</div>{by}'


class _Correcting:
    """The part of an entry by which its service is corrected or removed."""

    def __init__(self, token: str) -> None:
        self.token = f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(token)}">'
        self.summary, self.edit = escape(_("Correct")), escape(_("Correct the service"))
        self.remove = escape(_("Remove the service and its notes"))

    def html(self, service: CaseService) -> str:
        edit = ""
        if service.kind not in NOT_EDITED:
            edit = f'<a href="{address_of("casework:service-edit", service.uid)}">{self.edit}</a>'
        return (
            f'<details class="moment-actions"><summary>{self.summary}</summary><div>{edit}'
            f'<form method="post" action="{address_of("casework:service-remove", service.uid)}">{self.token}'
            f'<button class="small danger">{self.remove}</button></form></div></details>'
        )
