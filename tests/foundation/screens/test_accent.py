"""Whatever colour a network chooses, its pages can be read."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from minbar.foundation.screens.accent import DARK_GROUND, LIGHT_GROUND, NotAColour, accent_properties, contrast
from tests.cast import Cast

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours)
def test_any_colour_becomes_readable_on_light_and_dark(colour: str) -> None:
    on_light, on_dark = re.findall(r"#[0-9a-f]{6}", accent_properties(colour))
    assert contrast(on_light, LIGHT_GROUND) >= 4.5
    assert contrast(on_light, "#ffffff") >= 4.5  # white letters on a button
    assert contrast(on_dark, DARK_GROUND) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_what_is_no_colour_is_refused() -> None:
    with pytest.raises(NotAColour):
        accent_properties("red;} body{display:none")


@pytest.mark.django_db
def test_the_accent_is_set_under_the_content_policys_nonce(client: Client, cast: Cast, settings: object) -> None:
    settings.ACCENT = "#a3231c"  # type: ignore[attr-defined]
    client.force_login(cast.director)
    response = client.get("/")
    [nonce] = re.findall(r'<style nonce="([^"]+)">\s*:root', response.content.decode())
    assert f"'nonce-{nonce}'" in response["Content-Security-Policy"]
