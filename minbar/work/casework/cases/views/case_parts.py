"""The parts of a case's page: what can be done, what is due, the details in groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.access.decisions import decide
from minbar.foundation.screens.addresses import address_of
from minbar.foundation.screens.cells import Cell, Severity, Status
from minbar.foundation.screens.records import Button, DetailItem, Due, Section
from minbar.foundation.text.languages import label_of, listed
from minbar.network.directory.forms import spoken_languages
from minbar.work.casework.cases import rules
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import (
    Advice,
    AgeBand,
    CaseResult,
    Channel,
    ConsentForm,
    ConsentGiver,
    ConsentKind,
    CourtOrientation,
    Functioning,
    Level,
    MediationBody,
    ServiceKind,
    Sex,
    Vulnerability,
)
from minbar.work.casework.cases.forms.stages import DIFFICULTY
from minbar.work.casework.cases.models import Case, CaseDocument, Consent
from minbar.work.casework.cases.page import declared_buttons
from minbar.work.casework.cases.queries.readers import Reader
from minbar.work.casework.cases.queries.timeline import Reading
from minbar.work.casework.cases.tables.cases import urgency
from minbar.work.casework.cases.tables.documents import sender_of, size_of

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

#: Kind → the route by which it is recorded; those in the second group also in a closed case.
SERVICES = {
    ServiceKind.ADVICE: "casework:advice-add",
    ServiceKind.MEDIATION: "casework:mediation-add",
    ServiceKind.COURT: "casework:court-add",
    ServiceKind.REFERRAL: "casework:referral-add",
    ServiceKind.COUNSELLING: "casework:counselling-add",
}
ALSO_CLOSED = {ServiceKind.RESULT: "casework:result-add", ServiceKind.NOTE: "casework:note-add"}


def services_of(case: Case) -> list[Button]:
    """What an adviser can record now."""
    routes = (SERVICES if case.is_open else {}) | ALSO_CLOSED
    return [Button(kind.label, address_of(route, case.uid)) for kind, route in routes.items()]


def buttons_of(case: Case, user: User, reader: Reader) -> Sequence[Button]:
    """What can be done with the case as a whole, by what was read already; the action asks its rule again."""
    found: list[Button] = []
    if reader.works_on_it and case.is_open:
        found += _to(case, (_("Assess and plan"), "case-assess"), (_("Change the stage"), "case-move"))
        found += _to(case, (_("Write to the client"), "message-add"), (_("Add a file"), "document-add"))
        found += _to(case, (_("Close the case"), "case-close"))
    if reader.works_on_it and not case.is_open:
        found.append(Button(_("Reopen the case"), address_of("casework:case-reopen", case.uid), post=True))
    if rules.can_assign(user):
        found += _to(case, (_("Assign"), "case-assign"))
    if changes_head(user, reader):
        found += _to(case, (_("Correct the head"), "case-edit"), (_("Who reads this case"), "case-access"))
    declared = declared_buttons(case, user, reader)
    found += [button for button in declared if not button.dangerous]
    if changes_head(user, reader):
        found.append(_limit(case))
    return [*found, *(button for button in declared if button.dangerous)]


def changes_head(user: User, reader: Reader) -> bool:
    """As ``rules.can_change`` decides, of a reader that was read already."""
    return reader.works_on_it or (reader.head and bool(decide(user, CasePermission.SUPERVISE)))


def _to(case: Case, *ways: tuple[object, str]) -> list[Button]:
    return [Button(str(label), address_of(f"casework:{route}", case.uid)) for label, route in ways]


def _limit(case: Case) -> Button:
    if case.is_limited:
        address = address_of("casework:case-unlimit", case.uid)
        return Button(_("Open the head to supervisors again"), address, post=True, dangerous=True)
    address = address_of("casework:case-limit", case.uid)
    return Button(_("Limit to those who have access by name"), address, post=True, dangerous=True)


def files_of(reading: Reading) -> list[tuple[CaseDocument, str, str, str]]:
    """The files, each with its name, size and sender."""
    return [(file, file.reveal("name"), size_of(file), sender_of(file)) for file in reading.documents]


def due_of(reading: Reading) -> list[Due]:
    now = timezone.now()
    return [Due(str(due), due.due_on, due.get_absolute_url(), due.is_overdue(now)) for due in reading.due]


def sections_of(case: Case, reading: Reading) -> list[Section]:
    return [
        Section(pgettext_lazy("part of a case's page", "The case"), _head(case)),
        Section(pgettext_lazy("part of a case's page", "Whom it is about"), _profile(case)),
        Section(
            _("What was done"),
            [
                DetailItem(_("Legal advice"), label_of(Advice, case.advice)),
                DetailItem(_("Mediation"), label_of(MediationBody, case.mediation)),
                DetailItem(_("Orientation to court"), label_of(CourtOrientation, case.court_orientation)),
                DetailItem(_("Result"), label_of(CaseResult, case.result)),
            ],
        ),
        Section(_("Consents"), [_consent(consent) for consent in reading.consents]),
    ]


def _head(case: Case) -> list[DetailItem]:
    topic = case.topic
    names = [str(each) for each in (topic.parent, topic) if each] if topic else []
    return [
        DetailItem(_("Topic"), " › ".join(names)),
        DetailItem(_("Urgency"), urgency(case)),
        DetailItem(_("Risk"), label_of(Level, case.risk)),
        DetailItem(_("Opened on"), case.opened_on, Cell.DATE),
        DetailItem(pgettext_lazy("case", "Channel"), label_of(Channel, case.channel)),
        *_referrer(case),
        DetailItem(_("Province"), case.place.labels if case.place else None, Cell.LABELS),
        DetailItem(_("Case worker"), case.assigned_to and case.assigned_to.name, always=True),
        DetailItem(
            pgettext_lazy("case", "Readers"),
            Status(_("Limited to named people"), Severity.WAITING) if case.is_limited else None,
        ),
        DetailItem(_("Closed on"), case.closed_on, Cell.DATE),
        DetailItem(_("Kept until"), case.erase_after, Cell.DATE),
    ]


def _referrer(case: Case) -> list[DetailItem]:
    if case.channel != Channel.REFERRAL:
        return []
    organisation = case.referred_by
    if organisation is None:
        return [DetailItem(_("Referred by"), _("Not known, or not in the directory"), always=True)]
    return [DetailItem(_("Referred by"), str(organisation), url=organisation.get_absolute_url())]


def _profile(case: Case) -> list[DetailItem]:
    spoken = dict(spoken_languages()) if case.languages else {}
    answers = dict(DIFFICULTY)
    return [
        DetailItem(_("Sex"), label_of(Sex, case.sex)),
        DetailItem(_("Age"), label_of(AgeBand, case.age_band)),
        DetailItem(_("Vulnerabilities"), listed(Vulnerability(each).label for each in case.vulnerabilities)),
        DetailItem(_("Languages"), listed(spoken.get(code, code) for code in case.languages)),
        *(
            DetailItem(question.label, str(answers[str(case.functioning[question])]))
            for question in Functioning
            if question in case.functioning
        ),
    ]


def _consent(consent: Consent) -> DetailItem:
    if consent.withdrawn_at:
        return DetailItem(label_of(ConsentKind, consent.kind), Status(_("Withdrawn"), Severity.BAD))
    how = f"{label_of(ConsentGiver, consent.given_by)} · {label_of(ConsentForm, consent.form)}"
    return DetailItem(label_of(ConsentKind, consent.kind), how)
