"""The page of an edition and its files: who may open them, and where figures lead."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from minbar.evidence.editions import actions
from minbar.evidence.editions.loading import load_edition
from minbar.evidence.editions.models import Edition
from tests.builders.report import SAMPLE
from tests.cast import Cast

PAGE = reverse("rendering:page", args=["sample", "tr"])
FILES = [reverse("rendering:file", args=["sample", "en", form]) for form in ("pdf", "xlsx", "json")]


@pytest.fixture
def edition(db: None) -> Edition:
    return load_edition(definition=SAMPLE, by=None)


@pytest.mark.parametrize("address", [PAGE, *FILES])
def test_a_draft_is_not_there_for_others(edition: Edition, cast: Cast, address: str) -> None:
    assert Client().get(address).status_code == 404
    for who in (cast.stranger, cast.delegate, cast.case_worker):
        client = Client()
        client.force_login(who)
        assert client.get(address).status_code == 404
    client.force_login(cast.programme_officer)
    assert client.get(address).status_code == 200


def test_a_published_edition_is_open_to_everyone(edition: Edition, cast: Cast) -> None:
    actions.check_edition(edition=edition, by=cast.editor)
    actions.publish_edition(edition=edition, by=cast.director)
    page = Client().get(PAGE)
    assert page.status_code == 200
    assert '<html lang="tr" dir="ltr">' in page.content.decode()
    assert "/figures/" not in page.content.decode()
    assert Client().get(FILES[0]).headers["Content-Type"] == "application/pdf"


def test_the_section_editor_names_an_unknown_figure_and_keeps_the_text(edition: Edition, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.editor)
    address = reverse("editions:section-edit", args=[edition.sections.get().uid])
    typed: dict[str, Any] = {f"heading_{language}": "x" for language in ("ar", "tr", "en")}
    answer = client.post(address, typed | {"text_ar": "كتبت هذا {figure:unheard-of}", "text_tr": "", "text_en": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "«unheard-of»" in page and "كتبت هذا {figure:unheard-of}" in page


def test_an_edition_is_started_written_and_finished_on_the_screens(db: None, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.director)
    titles = {f"title_{language}": f"Report {language}" for language in ("ar", "tr", "en")}
    client.post(reverse("editions:edition-add"), titles | {
        "slug": "report-2025", "period_from": "2025-01-01", "period_to": "2025-12-31",
    })  # fmt: skip
    edition = Edition.objects.get(slug="report-2025")
    words = {f"heading_{language}": "Work" for language in ("ar", "tr", "en")}
    words |= {f"text_{language}": "Some **words**." for language in ("ar", "tr", "en")}
    client.post(reverse("editions:section-add", args=[edition.uid]), words | {"key": "work"})
    client.post(reverse("editions:edition-check", args=[edition.uid]))
    client.post(reverse("editions:edition-publish", args=[edition.uid]))
    page = Client().get(reverse("rendering:page", args=["report-2025", "en"])).content.decode()
    assert "Some <strong>words</strong>." in page
