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
from minbar.evidence.editions.rules import audiences_for, can_read
from minbar.evidence.rendering import outputs
from minbar.evidence.rendering.composing import compose
from minbar.evidence.rendering.links import links_for
from minbar.evidence.rendering.outputs import Form
from minbar.evidence.rendering.pages import page_context
from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import open_to_all
from minbar.foundation.figures.audiences import Audience
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
    audience, *others = _audiences(request, edition)
    ledger = read_ledger(edition, audience)
    with translation.override(chosen):
        context = page_context(compose(edition, chosen, ledger), links_for(request.user, edition, ledger))
        asked = f"?audience={audience}" if "audience" in request.GET else ""
        context |= {
            "report_languages": _languages(slug, asked), "downloads": _downloads(slug, language, asked),
            "audience": audience, "others": others,
        }  # fmt: skip
        if decide(request.user, EditionPermission.VIEW, subject=edition):
            context["edition_url"] = reverse("editions:edition", args=[edition.uid])
        return render(request, "rendering/page.html", context)


@open_to_all("a published edition is for everyone; any other is found only by those who may view editions")
def file(request: HttpRequest, slug: str, language: str, form: str) -> HttpResponse:
    """The edition as a file."""
    edition, chosen = _readable(request, slug), Form(form)
    audience = _audiences(request, edition)[0]
    content = outputs.render(edition, Language(language), chosen, read_ledger(edition, audience))
    response = HttpResponse(content, content_type=chosen.content_type)
    readers = "" if audience is Audience.PUBLIC else f"-{audience}"
    response["Content-Disposition"] = f'attachment; filename="{slug}-{language}{readers}.{chosen}"'
    return response


def _audiences(request: HttpRequest, edition: Edition) -> list[Audience]:
    """As whom the edition is read: as asked for (``?audience=public``), else as it was prepared; then the others."""
    allowed = audiences_for(request.user, edition)
    asked = request.GET.get("audience", allowed[0])
    if asked not in allowed:
        raise Http404
    return [Audience(asked), *(one for one in allowed if one != asked)]


def _languages(slug: str, asked: str) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "url": reverse("rendering:page", args=[slug, code]) + asked,
        }
        for code in Language
    ]


def _downloads(slug: str, language: str, asked: str) -> list[dict[str, str]]:
    return [
        {"name": NAMES[form], "url": reverse("rendering:file", args=[slug, language, form]) + asked}
        for form in DOWNLOADS
    ]
