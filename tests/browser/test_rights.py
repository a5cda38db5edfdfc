"""Files of a case and a client's rights, from taking in to erasing, on a phone and a desk, without scripts."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from minbar.work.casework.cases import wall
from minbar.work.casework.cases.enums import Stage
from minbar.work.casework.cases.models import Case
from minbar.work.casework.data_rights.actions import breaches
from minbar.work.casework.data_rights.enums import BreachKind
from minbar.work.casework.data_rights.models import Erasure
from minbar.work.casework.intake import actions
from tests.browser.conftest import DESK, PHONE, House, Visitors, assert_accessible, assert_fits
from tests.builders import files

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("MINBAR_PICTURES", "")
WITHOUT_SCRIPTS: dict[str, Any] = {"java_script_enabled": False}


def look(page: Any, name: str) -> None:
    """It fits, and axe finds nothing; a picture of it where one is asked for."""
    assert_fits(page)
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def case_of(house: House) -> Case:
    return actions.open_case(
        by=house.cast.case_worker,
        assign_to=house.cast.case_worker,
        number=f"B-{timezone.now():%H%M%S%f}",
        opened_on=dt.date(2019, 2, 1),
        identity={"name": "رنا الخطيب", "phone": "+905320000001"},
        content={"request": "رُفض طلب وثيقة الحماية المؤقتة مرتين."},
    )


@pytest.mark.scenario
def test_a_file_is_added_and_the_whole_file_packed_and_saved(house: House, page_as: Visitors, tmp_path: Path) -> None:
    case = case_of(house)
    photo = tmp_path / "كيملك.jpg"
    photo.write_bytes(files.jpeg((900, 600)))
    page = page_as("case_worker", "ar", PHONE, **WITHOUT_SCRIPTS).open(
        reverse("casework:document-add", args=[case.uid])
    )
    look(page, "file-add-ar-phone")
    page.locator("input[type=file]").set_input_files(photo)
    page.locator("form.form button.primary").click()
    assert page.get_by_role("link", name="كيملك.jpg").count()
    look(page, "case-ar-phone")
    page.get_by_role("link", name="كيملك.jpg").click()
    look(page, "file-ar-phone")
    with page.expect_download() as saving:
        page.get_by_role("link", name="حفظ الملف على الجهاز").click()
    assert saving.value.suggested_filename == "كيملك.jpg"
    page.goto(f"{house.url}{reverse('casework:client-file', args=[case.uid])}")
    assert page.get_by_text("رُفض طلب وثيقة").count()
    look(page, "whole-file-ar-phone")
    page.get_by_role("link", name="تحزيم الملف الكامل").click()
    page.locator("[name=reason]").fill("طلبته في المكتب")
    look(page, "pack-ar-phone")
    page.locator("form.form button.primary").click()
    assert page.locator("code").first.inner_text().count("-") == 4
    look(page, "packed-ar-phone")
    with page.expect_download() as saving:
        page.get_by_role("button", name="حفظ الملف على الجهاز").click()
    assert saving.value.suggested_filename == "file.zip"


def test_a_refused_file_says_why_in_the_reader_s_language(house: House, page_as: Visitors, tmp_path: Path) -> None:
    drawing = tmp_path / "a.svg"
    drawing.write_text("<svg/>")
    page = page_as("case_worker", "tr", DESK).open(reverse("casework:document-add", args=[case_of(house).uid]))
    page.locator("input[type=file]").set_input_files(drawing)
    page.locator("form.form button.primary").click()
    assert page.get_by_text("SVG").count()
    look(page, "refused-tr-desk")


@pytest.mark.scenario
def test_one_proposes_and_another_erases_and_prints_the_certificate(house: House, page_as: Visitors) -> None:
    case = case_of(house)
    with wall.system_access():
        Case.objects.filter(pk=case.pk).update(stage=Stage.CLOSED, closed_on=case.opened_on)
    page = page_as("case_supervisor", "ar", PHONE).open(reverse("casework:erasure-propose", args=[case.uid]))
    look(page, "propose-ar-phone")
    page.locator("form.form button.primary").click()
    look(page, "proposed-ar-phone")
    with wall.system_access():
        proposed = Erasure.objects.latest("pk")
    visit = page_as("director", "tr", DESK)
    page = visit.open(proposed.get_absolute_url())
    assert "رنا" not in page.content()
    page.locator(".page-actions a").first.click()
    page.locator("[name=code]").fill(proposed.code)
    page.locator("form.form button.primary").click()
    look(page, "erased-tr-desk")
    for language in ("ar", "tr", "en"):
        page = visit.open(reverse("casework:erasure-certificate", args=[proposed.uid, language]))
        assert_accessible(page)
        for size, window in {"desk": DESK, "phone": PHONE}.items():
            page.set_viewport_size(window)
            look(page, f"certificate-{language}-{size}")
        page.set_viewport_size(DESK)
    assert not visit.problems


@pytest.mark.parametrize("language", ["ar", "tr", "en"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_screens_of_rights_are_whole(house: House, page_as: Visitors, language: str, size: str) -> None:
    case = case_of(house)
    breach = breaches.note_breach(
        by=house.cast.director,
        kind=BreachKind.LOST_DEVICE,
        noticed_at=timezone.now() - dt.timedelta(hours=50),
        account="ضاع هاتف في المترو.",
    )
    own = {name: reverse(f"casework:{name}", args=[case.uid]) for name in ("rights-request-add", "identity-edit")}
    screens = {
        "case_worker": own | {"rights-requests": reverse("casework:rights-requests"), "case": case.get_absolute_url()},
        "case_supervisor": {name: reverse(f"casework:{name}") for name in ("due", "retention", "breach-add")},
        "director": {"breach": breach.get_absolute_url(), "breaches": reverse("casework:breaches")}
        | {
            "breach-follow": reverse("casework:breach-follow", args=[breach.uid]),
            "erasures": reverse("casework:erasures"),
        },
    }
    for role, pages in screens.items():
        visit = page_as(role, language, DESK if size == "desk" else PHONE)
        for name, address in pages.items():
            page = visit.open(address)
            assert_accessible(page)
            look(page, f"{name}-{language}-{size}")
        assert not visit.problems, visit.problems
