"""What is sealed comes back for whoever has the keys, in its own place, and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.foundation.vault.sample import Note, write

pytestmark = pytest.mark.usefixtures("notes")

ARABIC = st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text() | ARABIC,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
SLOW_FIXTURE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


@SLOW_FIXTURE
@given(body=st.text(st.characters(exclude_categories=["Cs"])) | ARABIC, data=JSON, scan=st.binary(max_size=300))
def test_every_value_comes_back_as_it_was(body: str, data: Any, scan: bytes) -> None:
    note = Note.objects.get(pk=write(body, data=data, scan=scan).pk)
    assert (note.reveal("body"), note.reveal("data"), note.reveal("scan")) == (body, data, scan)


def test_an_arabic_text_with_signs_of_direction_comes_back_whole() -> None:
    text = "طلب تجديد الكِمْلِك رقم \u2067\u200f٩٩١٢٣٤\u2069 — İstanbul’da reddedildi"
    assert Note.objects.get(pk=write(text).pk).reveal("body") == text
