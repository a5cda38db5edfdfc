"""Screens for preparing editions. The finished page and its files are in ``evidence.rendering``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from minbar.evidence.editions import actions, queries, rules
from minbar.evidence.editions.access import EditionPermission
from minbar.evidence.editions.checks import findings_of
from minbar.evidence.editions.forms import EditionForm, SectionForm
from minbar.evidence.editions.models import Edition, Section
from minbar.evidence.editions.tables import EditionTable, status_of
from minbar.foundation.access.routes import requires
from minbar.foundation.accounts.models import User
from minbar.foundation.figures.audiences import Audience
from minbar.foundation.screens.cells import Cell, Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, ButtonView, DetailItem, Due, RecordView
from minbar.foundation.screens.records import Section as DetailSection
from minbar.foundation.text.dates import format_period
from minbar.foundation.text.languages import Language, in_language


@requires(EditionPermission.VIEW)
class EditionList(ListView):
    table = EditionTable


@requires(EditionPermission.VIEW)
class EditionRecord(RecordView):
    template_name = "editions/edition.html"
    list_route = "editions:editions"
    list_title = _("Report editions")

    def rows(self, user: User) -> QuerySet[Edition]:
        return queries.editions_visible_to(user)

    def title(self, record: Edition) -> str:
        return in_language(record.titles)

    def summary(self, record: Edition) -> str:
        return format_period(record.period_from, record.period_to)

    def status(self, record: Edition) -> Status:
        return status_of(record)

    def sections(self, record: Edition) -> Sequence[DetailSection]:
        return [
            DetailSection(_("Edition"), [
                DetailItem(_("Readers"), Audience(record.audience).label),
                DetailItem(_("Figures as of"), record.frozen_at, Cell.DATETIME),
                DetailItem(_("Published"), record.published_at, Cell.DATETIME),
                DetailItem(_("Figures"), record.figures.count(), Cell.NUMBER),
                DetailItem(_("Short name in the address"), record.slug, Cell.CODE),
            ]),
        ]  # fmt: skip

    def due(self, record: Edition) -> Sequence[Due]:
        if record.is_frozen:
            return []
        return [Due(_("Look at what the checks find, then finish the edition."), url=_url("checks", record))]

    def buttons(self, record: Edition, user: User) -> Sequence[Button]:
        found = [Button(_("Checks"), _url("checks", record))]
        if rules.can_write(user, record):
            found.append(Button(_("Add a section"), _url("section-add", record)))
        if rules.can_address(user, record):
            if record.audience == Audience.PUBLIC:
                found.append(Button(_("Prepare it for internal use"), _url("edition-internal", record), post=True))
            else:
                found.append(Button(_("Prepare it for the public"), _url("edition-public", record), post=True))
        if rules.can_publish(user, record):
            found.append(Button(_("Publish"), _url("edition-publish", record), post=True))
        if rules.can_reopen(user, record):
            found.append(Button(_("Reopen"), _url("edition-reopen", record), post=True, dangerous=True))
        return found

    def more_context(self, record: Edition, user: User) -> dict[str, Any]:
        return {
            "report_sections": list(record.sections.all()),
            "can_write": rules.can_write(user, record),
            "report_languages": list(Language),
        }


@requires(EditionPermission.PREPARE)
class EditionAdd(FormView):
    form_class = EditionForm
    title = _("Start an edition")
    introduction = _("A report over one period. Its figures are counted from the records of that period.")
    submit = _("Start the edition")
    done = _("The edition is started. Write its sections now.")
    list_route = "editions:editions"
    list_title = _("Report editions")

    def act(self, form: EditionForm, user: User) -> Model | str:
        given = form.cleaned_data
        edition = actions.start_edition(
            slug=given["slug"], titles=form.labels("title"), period_from=given["period_from"],
            period_to=given["period_to"], by=user,
        )  # fmt: skip
        return _url("edition", edition)


class _SectionView(FormView):
    """Shared by the forms for a new and for an existing section: the figures that can be cited stand beside it."""

    template_name = "editions/section.html"
    form_class = SectionForm
    edition: Edition

    def more_context(self, record: Any | None) -> dict[str, Any]:
        return {
            "edition": self.edition, "figures": queries.figures_to_cite(self.edition),
            "exhibits": list(self.edition.exhibits.all()),
        }  # fmt: skip

    def _back_url(self) -> str:
        return _url("edition", self.edition)


@requires(EditionPermission.PREPARE)
class SectionAdd(_SectionView):
    title = _("Add a section")
    done = _("The section is added.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.edition = get_object_or_404(queries.editions_visible_to(request.user), uid=kwargs["uid"])
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: SectionForm, user: User) -> str:
        actions.add_section(
            edition=self.edition, key=form.cleaned_data["key"], headings=form.labels("heading"),
            narratives=form.labels("text"), by=user,
        )  # fmt: skip
        return _url("edition", self.edition)


@requires(EditionPermission.PREPARE)
class SectionEdit(_SectionView):
    title = _("Write the section")
    done = _("The section is saved.")

    def rows(self, user: User) -> QuerySet[Section]:
        return queries.sections_visible_to(user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        section = get_object_or_404(queries.sections_visible_to(request.user), uid=kwargs["uid"])
        self.edition = section.edition
        return super().dispatch(request, *args, **kwargs)

    def heading(self, record: Any | None) -> str:
        assert record is not None
        return in_language(record.headings) or str(record.key)

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"new": False}

    def initial(self, record: Any | None) -> dict[str, Any]:
        assert record is not None
        headings = {f"heading_{language}": record.headings.get(language, "") for language in Language}
        return headings | {f"text_{language}": record.narratives.get(language, "") for language in Language}

    def act(self, form: SectionForm, user: User) -> str:
        actions.write_section(
            section=self.record, headings=form.labels("heading"), narratives=form.labels("text"),
            track=self.record.track, by=user,
        )  # fmt: skip
        return _url("edition", self.edition)


@requires(EditionPermission.VIEW)
class Checks(View):
    """What the checks find; from here the edition is finished."""

    def get(self, request: HttpRequest, uid: Any) -> HttpResponse:
        edition = get_object_or_404(queries.editions_visible_to(request.user), uid=uid)
        context = {
            "edition": edition, "findings": findings_of(edition),
            "can_finish": rules.can_write(request.user, edition),
        }  # fmt: skip
        return render(request, "editions/checks.html", context)


@requires(EditionPermission.PREPARE)
class EditionCheck(View):
    """Finishes a draft: freezes its figures where the checks find no error."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, uid: Any) -> HttpResponse:
        user: Any = request.user
        edition = get_object_or_404(queries.editions_visible_to(user), uid=uid)
        try:
            actions.check_edition(edition=edition, by=user)
        except actions.NotReady:
            messages.error(request, str(_("There are errors. Correct them, then finish the edition.")))
            return HttpResponseRedirect(_url("checks", edition))
        except actions.EditionIsFrozen as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, str(_("The edition is checked and its figures are frozen.")))
        return HttpResponseRedirect(_url("edition", edition))


@requires(EditionPermission.PREPARE)
class EditionReopen(ButtonView):
    done = _("The edition is a draft again.")

    def rows(self, user: User) -> QuerySet[Edition]:
        return queries.editions_visible_to(user)

    def act(self, record: Edition, user: User) -> None:
        actions.reopen_edition(edition=record, by=user)

    def next_url(self, record: Edition) -> str:
        return _url("edition", record)


class _Address(ButtonView):
    audience: ClassVar[Audience]

    def rows(self, user: User) -> QuerySet[Edition]:
        return queries.editions_visible_to(user)

    def act(self, record: Edition, user: User) -> None:
        actions.address_edition(edition=record, audience=self.audience, by=user)

    def next_url(self, record: Edition) -> str:
        return _url("edition", record)


@requires(EditionPermission.PREPARE)
class EditionInternal(_Address):
    """For those who view editions: small numbers are told."""

    audience = Audience.INTERNAL
    done = _("The edition is for internal use now: it tells small numbers. It can't be published like this.")


@requires(EditionPermission.PREPARE)
class EditionPublic(_Address):
    """For everybody: small numbers are hidden."""

    audience = Audience.PUBLIC
    done = _("The edition is for the public now: small numbers are hidden.")


@requires(EditionPermission.PUBLISH)
class EditionPublish(ButtonView):
    done = _("The edition is published: everyone can read it.")

    def rows(self, user: User) -> QuerySet[Edition]:
        return queries.editions_visible_to(user)

    def act(self, record: Edition, user: User) -> None:
        actions.publish_edition(edition=record, by=user)

    def next_url(self, record: Edition) -> str:
        return _url("edition", record)


def _url(name: str, edition: Edition) -> str:
    return reverse(f"editions:{name}", args=[edition.uid])
