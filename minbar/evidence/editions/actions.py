"""Writing editions: sections, checking (which freezes the figures), reopening, publishing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from minbar.evidence.editions.access import EditionPermission
from minbar.evidence.editions.checks import findings_of
from minbar.evidence.editions.checks.findings import Finding
from minbar.evidence.editions.disclosure import release
from minbar.evidence.editions.entries import Ledger
from minbar.evidence.editions.enums import EditionState, Severity
from minbar.evidence.editions.ledger import read_ledger
from minbar.evidence.editions.markup import LONGEST, read_narrative
from minbar.evidence.editions.models import Edition, EditionFigure, Section
from minbar.foundation.access.decisions import require
from minbar.foundation.accounts.models import User
from minbar.foundation.figures.audiences import Audience
from minbar.foundation.figures.models import Figure
from minbar.foundation.journal.record import record
from minbar.foundation.text.languages import in_language
from minbar.foundation.text.numbers import format_number


class EditionIsFrozen(ValidationError):
    """The edition is checked; reopen it before anything in it changes."""

    def __init__(self) -> None:
        super().__init__(
            _("This edition is checked and its figures are frozen. Reopen it to change it."), code="frozen"
        )


class NotReady(Exception):
    """An edition with errors can't be finished; ``findings`` holds them."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings


def start_edition(*, slug: str, titles: Mapping[str, str], period_from: date, period_to: date, by: User) -> Edition:
    """Make an empty edition.

    Raises:
        Denied, ValidationError (the short name is taken, the period runs backwards).
    """
    require(by, EditionPermission.PREPARE)
    edition = Edition(slug=slug, titles=dict(titles), period_from=period_from, period_to=period_to)
    edition.full_clean()
    with transaction.atomic():
        edition.save()
        record(by=by, event="editions.edition_started", subject=edition, changes={"slug": [None, slug]})
    return edition


def add_section(
    *, edition: Edition, key: str, headings: Mapping[str, str], narratives: Mapping[str, str], track: str = "", by: User
) -> Section:
    """Put a new section at the end. Raises as :func:`write_section`."""
    require(by, EditionPermission.PREPARE, subject=edition)
    with transaction.atomic():
        edition = draft_for_update(edition)
        last = edition.sections.aggregate(last=Max("position"))["last"] or 0
        section = Section(edition=edition, key=key, position=last + 1)
        _write(section, headings, narratives, track)
        record(by=by, event="editions.section_added", subject=section, changes={"key": [None, key]})
    return section


def write_section(
    *, section: Section, headings: Mapping[str, str], narratives: Mapping[str, str], track: str = "", by: User
) -> Section:
    """Change a section's headings and text. Figures that the text cites for the first time join the edition.

    Raises:
        Denied
        EditionIsFrozen
        ValidationError: on "narratives", naming each figure or exhibit that is not there and its line.
    """
    require(by, EditionPermission.PREPARE, subject=section.edition)
    with transaction.atomic():
        draft_for_update(section.edition)
        before = {"headings": section.headings, "narratives": section.narratives, "track": section.track}
        _write(section, headings, narratives, track)
        changes = {name: [old, getattr(section, name)] for name, old in before.items() if old != getattr(section, name)}
        if changes:
            record(by=by, event="editions.section_written", subject=section, changes=changes)
    return section


def _write(section: Section, headings: Mapping[str, str], narratives: Mapping[str, str], track: str) -> None:
    section.headings, section.narratives, section.track = dict(headings), dict(narratives), track
    check_narratives(section.edition, narratives)
    section.full_clean(exclude=["edition"])
    section.save()
    cite(section.edition, (key for text in narratives.values() for key in read_narrative(text).figures()))


def check_narratives(edition: Edition, narratives: Mapping[str, str]) -> None:
    """Refuse texts that are too long, or name figures or exhibits that are not there; every one is named."""
    if any(len(text) > LONGEST for text in narratives.values()):
        too_long = _("A text has at most %(most)s characters in each language. Divide the section.")
        raise ValidationError({"narratives": too_long % {"most": format_number(LONGEST)}})
    figures = set(Figure.objects.values_list("key", flat=True))
    exhibits = set(edition.exhibits.values_list("key", flat=True))
    problems: list[str] = []
    for language, text in narratives.items():
        narrative = read_narrative(text)
        problems += [
            _("%(language)s, line %(line)s: %(text)s means nothing here. Write {figure:name}, {date:2024-05-31} or "
              "{exhibit:name}.") % {"language": language, "line": problem.line, "text": problem.text}
            for problem in narrative.problems
        ]  # fmt: skip
        problems += [
            _("%(language)s: there is no figure named “%(key)s”.") % {"language": language, "key": key}
            for key in narrative.figures() if key not in figures
        ]  # fmt: skip
        problems += [
            _("%(language)s: there is no table or chart named “%(key)s”.") % {"language": language, "key": key}
            for key in narrative.exhibits() if key not in exhibits
        ]  # fmt: skip
    if problems:
        raise ValidationError({"narratives": problems})


def cite(edition: Edition, keys: Iterable[str]) -> None:
    """Let figures join the edition's ledger, after those that are there."""
    wanted = list(dict.fromkeys(keys))
    there = set(edition.figures.filter(figure__key__in=wanted).values_list("figure__key", flat=True))
    position = edition.figures.aggregate(last=Max("position"))["last"] or 0
    found = Figure.objects.in_bulk([key for key in wanted if key not in there], field_name="key")
    EditionFigure.objects.bulk_create(
        EditionFigure(edition=edition, figure=found[key], position=position + number)
        for number, key in enumerate((key for key in wanted if key in found), start=1)
    )


def check_edition(*, edition: Edition, by: User) -> Edition:
    """Run the checks and, where they find no error, freeze every figure with its value, records and the moment.

    Raises:
        Denied
        EditionIsFrozen: it is checked already.
        NotReady: with the errors; nothing is changed.
    """
    require(by, EditionPermission.PREPARE, subject=edition)
    with transaction.atomic():
        edition = draft_for_update(edition)
        errors = [finding for finding in findings_of(edition) if finding.severity is Severity.ERROR]
        if errors:
            raise NotReady(errors)
        ledger = read_ledger(edition, Audience.INTERNAL)
        _freeze(edition, ledger)
        record(by=by, event="editions.edition_checked", subject=edition, changes={"figures": [None, len(ledger)]})
    return edition


def _freeze(edition: Edition, ledger: Ledger) -> None:
    now = timezone.now()
    places = list(edition.figures.select_related("figure"))
    for place in places:
        entry = ledger[place.figure.key]
        place.value, place.records, place.as_of, place.updated_at = entry.value, entry.records, now, now
        place.definition = entry.figure.definition
        place.rows = [
            [list(row.values), None if row.value is None else str(row.value), row.records] for row in entry.rows
        ]
    EditionFigure.objects.bulk_update(places, ["value", "records", "as_of", "definition", "rows", "updated_at"])
    edition.state, edition.frozen_at = EditionState.CHECKED, now
    edition.save(update_fields=["state", "frozen_at", "updated_at"])


def reopen_edition(*, edition: Edition, by: User) -> Edition:
    """Make a checked edition a draft again: it is no longer public and its figures are counted live.

    Raises:
        Denied
    """
    require(by, EditionPermission.PREPARE, subject=edition)
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if edition.published_at:
            require(by, EditionPermission.PUBLISH, subject=edition)
        edition.figures.update(
            value=None, records=None, as_of=None, definition=None, rows=[], updated_at=timezone.now()
        )
        edition.state, edition.frozen_at, edition.published_at = EditionState.DRAFT, None, None
        edition.save(update_fields=["state", "frozen_at", "published_at", "updated_at"])
        record(by=by, event="editions.edition_reopened", subject=edition)
    return edition


def address_edition(*, edition: Edition, audience: Audience, by: User) -> Edition:
    """Say for whom an edition is prepared: this decides which of its small numbers are told.

    Raises:
        Denied
        ValidationError: it is published.
    """
    require(by, EditionPermission.PREPARE, subject=edition)
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if edition.published_at:
            raise ValidationError(_("A published edition is for the public."), code="published")
        before, edition.audience = edition.audience, audience
        if before != audience:
            edition.save(update_fields=["audience", "updated_at"])
            record(by=by, event="editions.edition_addressed", subject=edition, changes={"audience": [before, audience]})
    return edition


def publish_edition(*, edition: Edition, by: User) -> Edition:
    """Open a checked edition to everyone. What the public is told of protected figures is settled here, for good.

    Raises:
        Denied
        ValidationError: it is still a draft, or not prepared for the public.
    """
    require(by, EditionPermission.PUBLISH, subject=edition)
    with transaction.atomic():
        list(Edition.objects.select_for_update().order_by("pk"))  # one after another: each reckons with those before
        edition = Edition.objects.get(pk=edition.pk)
        if edition.audience != Audience.PUBLIC:
            raise ValidationError(_("This edition is not prepared for the public."), code="audience")
        if not edition.is_frozen:
            raise ValidationError(
                _("“%(title)s” is a draft. Run its checks first.") % {"title": in_language(edition.titles)},
                code="draft",
            )
        release(edition)
        edition.published_at = timezone.now()
        edition.save(update_fields=["published_at", "updated_at"])
        record(by=by, event="editions.edition_published", subject=edition)
    return edition


def draft_for_update(edition: Edition) -> Edition:
    """The edition, locked for this transaction.

    Raises:
        EditionIsFrozen
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.is_frozen:
        raise EditionIsFrozen
    return edition
