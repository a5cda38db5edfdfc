"""What a newcomer does with the demonstration: opens the report, a figure and its records; sends a workbook with a row
wrong and mends it; takes the report home in Turkish."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest

from minbar.foundation.sheets import tasks
from minbar.foundation.sheets.models import Import, ImportStatus
from minbar.work.engagement.models import Meeting
from tests.browser.conftest import PHONE, Visitors, assert_accessible, assert_fits
from tests.browser.december import GOOD, WRONG, workbook

pytestmark = [pytest.mark.browser, pytest.mark.scenario]
REPORT = "/editions/annual-report-2022-2024"


def send(page: Any, path: Path) -> Import:
    """Send a workbook through the screen and let it be checked."""
    page.locator("input[type=file]").set_input_files(path)
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(r"/exchange/imports/[0-9a-f-]{36}/"))
    record = Import.objects.order_by("-pk")[0]
    tasks.check(batch=str(record.batch))
    page.reload()
    return record


@pytest.mark.parametrize("window", [None, PHONE], ids=["desk", "phone"])
def test_the_reports_257_opens_to_the_257_meetings(page_as: Visitors, window: Any) -> None:
    page = page_as("director", "ar", **({"viewport": window} if window else {})).open(f"{REPORT}/ar/")
    figure = page.locator("main p a", has_text=re.compile("^257$")).first
    figure.click()
    page.wait_for_url(re.compile("/figures/"))
    assert "257" in page.locator("main").inner_text()
    assert page.locator("main tbody tr").count() == 50  # the first page of them
    assert_fits(page)
    assert_accessible(page)
    page.locator("main tbody tr a").first.click()
    page.wait_for_url(re.compile("/engagement/meetings/"))


def test_somebody_without_business_here_does_not_get_the_draft(page_as: Visitors) -> None:
    visit = page_as("stranger", "ar")
    response = visit.page.goto(f"{visit.url}{REPORT}/ar/")
    assert response.status == 404


def test_a_wrong_row_is_named_mended_and_taken(page_as: Visitors, tmp_path: Path) -> None:
    before = Meeting.objects.count()
    page = page_as("secretariat_officer", "ar").open("/exchange/imports/add/")
    record = send(page, workbook(tmp_path / "لقاءات.xlsx", [GOOD, WRONG]))

    said = page.locator("main").inner_text()
    assert "31.02.2024" in said  # what was written
    assert "تاريخ اللقاء" in said  # in which column
    assert re.search(r"\b5\b", said)  # in which row of the spreadsheet
    assert Meeting.objects.count() == before
    assert_fits(page)
    assert_accessible(page)

    page = page_as("secretariat_officer", "ar").open("/exchange/imports/add/")
    record = send(page, workbook(tmp_path / "لقاءات.xlsx", [GOOD, ["29.02.2024", *WRONG[1:]]]))
    page.locator("main form[action*='apply'] button").first.click()
    page.wait_for_load_state()
    tasks.apply(batch=str(record.batch), partial=False)
    assert Meeting.objects.count() == before + 2

    page.goto(page.url.split("/progress")[0])
    page.locator("form[action*='undo'] button").first.click()
    page.wait_for_load_state()
    tasks.take_back(import_id=record.pk, by_id=record.by_id)
    record.refresh_from_db()
    assert record.status == ImportStatus.UNDONE
    assert Meeting.objects.count() == before


def test_the_turkish_pdf_holds_the_figures_and_no_other_language(page_as: Visitors) -> None:
    visit = page_as("director", "tr")
    paper = visit.page.request.get(f"{visit.url}{REPORT}/tr/report.pdf")
    assert paper.headers["content-type"] == "application/pdf"
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.body())).pages)
    assert "257" in text and "1.700" in text and "%38" in text
    assert not re.search("[\u0600-\u06ff]", text)
    english = {"Year", "Total", "Count", "Share", "Page", "Contents", "Draft", "Unknown", "Records", "Source", "and"}
    assert not english & set(re.findall(r"[A-Za-z]+", text))
