"""An edition for its readers: the page, and the files to take along."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_info

from minbar.evidence.editions.access import EditionPermission
from minbar.evidence.editions.ledger import read_ledger
from minbar.evidence.editions.models import Edition
from minbar.evidence.editions.rules import can_read
from minbar.evidence.rendering import outputs
from minbar.evidence.rendering.composing import compose
from minbar.evidence.rendering.links import links_for
from minbar.evidence.rendering.outputs import Form
from minbar.evidence.rendering.pages import page_context
from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import open_to_all
from minbar.foundation.text.languages import Language

DOWNLOADS = (Form.PDF, Form.XLSX, Form.JSON)
NAMES = {Form.PDF: "PDF", Form.XLSX: "Excel", Form.JSON: "JSON"}


def _readable(request: HttpRequest, slug: str) -> Edition:
    """The edition; not found for those who may not read it, as if it were not there."""
    edition = get_object_or_404(Edition, slug=slug)
    if not can_read(request.user, edition):
        raise Http404
    return edition


@open_to_all("a published edition is for everyone; any other is found only by those who may view editions")
def page(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The edition as a page, in its own language whatever the reader's is."""
    edition, chosen = _readable(request, slug), Language(language)
    ledger = read_ledger(edition)
    with translation.override(chosen):
        context = page_context(compose(edition, chosen, ledger), links_for(request.user, edition, ledger))
        context |= {"report_languages": _languages(slug), "downloads": _downloads(slug, language)}
        if decide(request.user, EditionPermission.VIEW, subject=edition):
            context["edition_url"] = reverse("editions:edition", args=[edition.uid])
        return render(request, "rendering/page.html", context)


@open_to_all("a published edition is for everyone; any other is found only by those who may view editions")
def file(request: HttpRequest, slug: str, language: str, form: str) -> HttpResponse:
    """The edition as a file."""
    edition, chosen = _readable(request, slug), Form(form)
    response = HttpResponse(outputs.render(edition, Language(language), chosen), content_type=chosen.content_type)
    response["Content-Disposition"] = f'attachment; filename="{slug}-{language}.{chosen}"'
    return response


def _languages(slug: str) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "url": reverse("rendering:page", args=[slug, code]),
        }
        for code in Language
    ]


def _downloads(slug: str, language: str) -> list[dict[str, str]]:
    return [{"name": NAMES[form], "url": reverse("rendering:file", args=[slug, language, form])} for form in DOWNLOADS]
