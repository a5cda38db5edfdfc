"""The figures' screens: the list, a figure, the records behind it, and the forms that define figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import requires
from minbar.foundation.accounts.models import User
from minbar.foundation.figures import actions, queries
from minbar.foundation.figures.access import FiguresPermission
from minbar.foundation.figures.audiences import Audience
from minbar.foundation.figures.declare import Dataset, datasets
from minbar.foundation.figures.definition import DefinitionError, dataset_key
from minbar.foundation.figures.enums import FigureKind
from minbar.foundation.figures.forms import DeclaredForm, TracedForm, initial_of
from minbar.foundation.figures.models import Figure
from minbar.foundation.figures.parts import part_rows, read_part, read_period, records_url
from minbar.foundation.figures.reading import read_definition
from minbar.foundation.figures.records import may_see_records
from minbar.foundation.figures.recordspage import RecordsPage
from minbar.foundation.figures.showing import results_for
from minbar.foundation.figures.tables import FigureTable, status
from minbar.foundation.figures.words import Words
from minbar.foundation.screens.cells import Cell, Status
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Button, DetailItem, RecordView, Section
from minbar.foundation.text.languages import in_language

PARTS_SHOWN = 500


@requires(FiguresPermission.VIEW)
class FigureList(ListView):
    table = FigureTable


@requires(FiguresPermission.VIEW)
class FigureRecord(RecordView):
    """A figure: its value first, what it counts in words, its parts, its history."""

    template_name = "figures/figure.html"
    list_route = "figures:figures"
    list_title = gettext_lazy("Figures")

    def rows(self, user: User) -> QuerySet[Figure]:
        return queries.figures_visible_to(user)

    def status(self, record: Figure) -> Status:
        return status(record)

    def summary(self, record: Figure) -> str:
        return in_language(record.note)

    def sections(self, record: Figure) -> Sequence[Section]:
        key = DetailItem(_("Key"), record.key, Cell.CODE)
        if record.kind == FigureKind.DECLARED:
            source = DetailItem(_("Source"), in_language(record.source) or record.source_url, url=record.source_url)
            return [Section(_("Where it comes from"), [source, DetailItem(_("As of"), record.as_of, Cell.DATE), key])]
        try:
            definition = read_definition(record.definition or {})
        except DefinitionError as error:
            wrong = [DetailItem(problem.part, problem.message) for problem in error.problems]
            return [Section(_("The definition does not fit what can be counted now"), [*wrong, key])]
        words = Words(definition.dataset).describe(definition, read_period(self.request.GET))
        return [Section(_("Definition"), [*(DetailItem(part, text) for part, text in words), key])]

    def buttons(self, record: Figure, user: User) -> Sequence[Button]:
        if not decide(user, FiguresPermission.DEFINE):
            return []
        return [Button(_("Edit"), reverse("figures:figure-edit", args=[record.uid]))]

    def more_context(self, record: Figure, user: User) -> dict[str, Any]:
        query = self.request.GET
        try:
            result = results_for(user, [record], read_period(query))[record.key]
        except DefinitionError:
            return {}
        context: dict[str, Any] = {"result": result, "unit": dict(result.unit)}
        if result.is_traced:
            dataset = read_definition(record.definition or {}).dataset
            parts = part_rows(record, result, Words(dataset), query)
            context |= {
                "parts": parts[:PARTS_SHOWN],
                "parts_left": len(parts) - PARTS_SHOWN,
                "records_url": records_url(record, query),
                "open": may_see_records(user, dataset),
                "hidden": result.hidden.words(Audience.PUBLIC) if result.hidden else "",
                "guarded": bool(result.hidden or any(part.hidden for part in parts)),
            }
        return context


@requires(FiguresPermission.VIEW)
def records(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The records behind a figure; only their number for those to whom they are not open."""
    figure = get_object_or_404(queries.figures_visible_to(request.user), uid=uid, kind=FigureKind.TRACED)
    period, part = read_period(request.GET), read_part(request.GET)
    try:
        page = RecordsPage(figure, period, part, user=request.user)
    except DefinitionError as error:
        raise Http404(str(error)) from error
    shown = Paginator(page, RecordsPage.SIZE).get_page(request.GET.get("page"))
    parameters = request.GET.copy()
    parameters.pop("page", None)
    context = {"figure": figure, "page": page, "shown": shown, "query": parameters.urlencode()}
    return render(request, "figures/records.html", context)


@requires(FiguresPermission.DEFINE)
class FigureChooseDataset(View):
    """The first step: what is counted."""

    def get(self, request: HttpRequest) -> HttpResponse:
        known = sorted(datasets().values(), key=lambda dataset: str(dataset.label))
        return render(request, "figures/choose_dataset.html", {"datasets": known})


class _FigureForm(FormView):
    list_route = "figures:figures"
    list_title = gettext_lazy("Figures")
    title = gettext_lazy("Define a figure")
    done = gettext_lazy("The figure is saved.")

    def form_arguments(self, record: Figure | None, user: User) -> dict[str, Any]:
        return {"figure": record}

    def act(self, form: Any, user: User) -> str:
        if self.record is None:
            figure = actions.define_figure(by=user, **form.fields_of_figure())
        else:
            figure = actions.change_figure(figure=self.record, by=user, **form.fields_of_figure())
        return reverse("figures:figure", args=[figure.uid])


@requires(FiguresPermission.DEFINE)
class FigureAdd(_FigureForm):
    """The second step: over the dataset that was chosen."""

    form_class = TracedForm

    def form_arguments(self, record: Figure | None, user: User) -> dict[str, Any]:
        if (dataset := datasets().get(self.kwargs["dataset"])) is None:
            raise Http404
        return {"dataset": dataset}

    def heading(self, record: Figure | None) -> str:
        return _("Define a figure of: %(dataset)s") % {"dataset": datasets()[self.kwargs["dataset"]].label}


@requires(FiguresPermission.DEFINE)
class FigureDeclare(_FigureForm):
    """A value that is declared, with its source."""

    form_class = DeclaredForm
    title = gettext_lazy("Declare a figure")
    introduction = gettext_lazy("For what can't be traced to records here. Reports mark it as declared.")


@requires(FiguresPermission.DEFINE)
class FigureEdit(_FigureForm):
    """Change a figure."""

    title = gettext_lazy("Change a figure")
    form_class: type[BaseForm] = TracedForm  # type: ignore[misc]  # by the figure's kind

    def rows(self, user: User) -> QuerySet[Figure]:
        return queries.figures_visible_to(user)

    def initial(self, record: Any) -> dict[str, Any]:
        return initial_of(record)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        figure = queries.figures_visible_to(request.user).filter(uid=kwargs["uid"]).first()
        if figure and figure.kind == FigureKind.DECLARED:
            self.form_class = DeclaredForm

    def form_arguments(self, record: Figure | None, user: User) -> dict[str, Any]:
        arguments = super().form_arguments(record, user)
        if record is not None and record.definition is not None:
            arguments["dataset"] = self._dataset(record)
        return arguments

    @staticmethod
    def _dataset(figure: Figure) -> Dataset:
        if (dataset := datasets().get(dataset_key(figure.definition))) is None:
            raise Http404(_("What this figure counted can no longer be counted."))
        return dataset
