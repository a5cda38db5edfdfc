"""How a file is handed out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minbar.foundation.attachments.names import disposition, tidy_name
from minbar.foundation.attachments.serving import as_download


def test_is_saved_and_never_shown_run_or_kept() -> None:
    response = as_download(b"x", name="هوية.pdf", media_type="application/pdf")
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "no-store" in response["Cache-Control"]


def test_arabic_names_are_written_as_rfc_5987_has_it() -> None:
    assert disposition("هوية.pdf") == "attachment; filename=\"file.pdf\"; filename*=UTF-8''%D9%87%D9%88%D9%8A%D8%A9.pdf"


@given(st.text(max_size=60))
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    written = disposition(tidy_name(name, "pdf"))
    assert written.isascii() and written.isprintable()
    assert written.count('"') == 2


@pytest.mark.parametrize(
    ("declared", "kept"),
    [
        ("C:\\Users\\Rana\\هوية.jpg.exe", "هوية.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("kimlik\u202egpj.exe", "kimlikgpj.pdf"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie x.pdf"),
        ("ا" * 300, "ا" * 100 + ".pdf"),
    ],
)
def test_names_keep_their_words_alone(declared: str, kept: str) -> None:
    assert tidy_name(declared, "pdf") == kept


@given(st.text(max_size=300))
def test_any_name_becomes_a_safe_one(declared: str) -> None:
    name = tidy_name(declared, "pdf")
    assert name.endswith(".pdf") and len(name) <= 104
    assert not set('/\\:*?"<>|\r\n\0') & set(name)
