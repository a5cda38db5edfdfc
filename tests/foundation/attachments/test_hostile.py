"""Files that are made to do harm: each is refused with a sentence that says what to do, and nothing else happens."""

from __future__ import annotations

import io
import os
import random
import resource
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minbar.foundation.attachments import checking, limits
from minbar.foundation.attachments.checking import check
from minbar.foundation.attachments.kinds import FORMATS
from minbar.foundation.attachments.problems import REASONS, NotTaken
from tests.builders import files

DTD = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "secret">]><a>&x;</a>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "'
    + "&l;" * 50
    + '"><!ENTITY n "'
    + "&m;" * 50
    + '">]><a>&n;</a>'
)


def bomb_in_docx() -> bytes:
    return files.docx({"word/big.xml": b"<a>" + b" " * (limits.UNPACKED_BYTES + 1) + b"</a>"})


def lying_docx() -> bytes:
    content = files.docx({"word/big.xml": b"<a>" + b" " * 1_000_000 + b"</a>"})
    return content.replace(struct.pack("<L", 1_000_007), struct.pack("<L", 10))


def deep_xml() -> bytes:
    return files.docx(body="<w:p>" * 400_000)


def truncated(make: Callable[[], bytes]) -> Callable[[], bytes]:
    return lambda: (content := make())[: len(content) * 2 // 3]


def cyclic_pdf() -> bytes:
    def loop(made: pikepdf.Pdf) -> None:
        made.Root.Pages.Kids.append(made.Root.Pages)

    return files.pdf(loop)


def deeply_nested_pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n" + b"[" * 500_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def odt_with(body: str) -> Callable[[], bytes]:
    return lambda: files.odt(body=body)


RAW = {"stream_decode_level": pikepdf.StreamDecodeLevel.none}

HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "nothing": (lambda: b"", {"empty"}),
    "blank": (lambda: b" \n ", {"empty"}),
    "too large": (lambda: b"a" * (limits.FILE_BYTES + 1), {"too_large"}),
    "long text": (lambda: b"a" * (limits.TEXT_BYTES + 1), {"too_much_text"}),
    "noise": (lambda: random.Random(4).randbytes(5000), {"unknown_format"}),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', {"markup"}),
    "html": (lambda: b"<!DOCTYPE html><script>alert(1)</script>", {"markup"}),
    "html behind text": (lambda: b"a note\n\n" * 200 + b"<sCript >alert(1)</sCript>", {"markup"}),
    "html in utf-16": (lambda: "<html><body>".encode("utf-16"), {"markup"}),
    "xml": (lambda: b'<?xml version="1.0"?><a/>', {"markup"}),
    "entities in xml": (DTD.encode, {"markup"}),
    "rtf": (lambda: rb"{\rtf1 \object}", {"unknown_format"}),
    "script": (lambda: b"#!/bin/sh\nrm -rf /\n", {"program"}),
    "exe": (lambda: b"MZ" + bytes(500), {"program"}),
    "elf": (lambda: b"\x7fELF" + bytes(500), {"program"}),
    "zip": (lambda: files.archive({"a.txt": "a"}), {"archive"}),
    "empty zip": (lambda: files.archive({}), {"archive"}),
    "rar": (lambda: b"Rar!\x1a\x07\x00" + bytes(99), {"archive"}),
    "gzip": (lambda: b"\x1f\x8b\x08" + bytes(99), {"archive"}),
    "jar": (lambda: files.archive({"META-INF/MANIFEST.MF": "a", "A.class": b"\xca\xfe\xba\xbe"}), {"archive"}),
    "ods under the name odt": (
        lambda: files.odt({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        {"archive"},
    ),
    "old word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), {"old_office"}),
    "video": (lambda: files.m4a(handler=b"vide"), {"video"}),
    "quicktime": (lambda: files.box(b"ftyp", b"qt  ") + bytes(99), {"video"}),
    "webm": (lambda: b"\x1a\x45\xdf\xa3" + bytes(99), {"video"}),
    "ogg video": (lambda: files.ogg_page(b"\x80theora", 0) + files.ogg_page(b"x", 1) * 3, {"video"}),
    "gif": (lambda: b"GIF89a" + bytes(99), {"unknown_format"}),
    # pixels
    "png of 10 gigapixels": (lambda: files.png_of(100_000, 100_000), {"too_many_pixels"}),
    "png a little too large": (lambda: files.png_of(10_000, 5_001), {"too_many_pixels"}),
    "png with a text bomb": (files.text_bomb, {"corrupt", "bomb"}),
    # packed
    "bomb": (bomb_in_docx, {"bomb"}),
    "bomb that lies": (lying_docx, {"corrupt"}),
    "many parts": (lambda: files.docx({f"word/{number}.xml": "<a/>" for number in range(limits.PARTS)}), {"bomb"}),
    "zip slip": (lambda: files.docx({"../../etc/cron.d/x.xml": "<a/>"}), {"unsafe_parts"}),
    "zip slip of windows": (lambda: files.docx({"..\\..\\x.xml": "<a/>"}), {"unsafe_parts"}),
    "absolute part": (lambda: files.docx({"/etc/x.xml": "<a/>"}), {"unsafe_parts"}),
    "entities": (lambda: files.docx({"word/document.xml": DTD}), {"declares"}),
    "billion laughs": (lambda: files.docx({"word/document.xml": LAUGHS}), {"declares"}),
    "entities in utf-16": (lambda: files.docx({"word/document.xml": DTD.encode("utf-16")}), {"declares"}),
    "deep xml": (deep_xml, {"corrupt", "bomb"}),
    "broken xml": (lambda: files.docx(body="<w:p>"), {"corrupt"}),
    "macros": (lambda: files.docx({"word/vbaProject.bin": b"x"}), {"macros"}),
    "macros by type": (
        lambda: files.docx({"[Content_Types].xml": "<Types>application/vnd.ms-word.document.macroEnabled</Types>"}),
        {"macros"},
    ),
    "active x": (lambda: files.docx({"word/activeX/activeX1.xml": "<a/>"}), {"macros"}),
    "nested": (lambda: files.docx({"word/embeddings/a.xlsx": files.docx()}), {"embedded"}),
    "nested under another name": (lambda: files.docx({"word/media/a.zip": files.archive({"a": "a"})}), {"unusual"}),
    "nested as a picture": (lambda: files.docx({"word/media/a.png": files.archive({"a": "a"})}), {"corrupt"}),
    "svg within": (lambda: files.docx({"word/media/a.svg": "<svg/>"}), {"unusual"}),
    "remote template": (
        lambda: files.docx(relations=files.relation("attachedTemplate", "http://x.test/a", 'TargetMode="External"')),
        {"external"},
    ),
    "link to a file": (
        lambda: files.docx(relations=files.relation("hyperlink", "file:x", 'TargetMode="External"')),
        {"external"},
    ),
    "dde": (
        lambda: files.docx({"word/document.xml": f"<w:d {files._WORD}><w:instrText>DDEAUTO c:\\x</w:instrText></w:d>"}),
        {"external"},
    ),
    "external links": (lambda: files.docx({"xl/externalLinks/externalLink1.xml": "<a/>"}), {"external"}),
    "odt macros": (lambda: files.odt({"Basic/Standard/Module1.xml": "<a/>"}), {"macros"}),
    "odt script": (odt_with('<script:event-listener xlink:href="vnd.sun.star.script:x"/>'), {"macros"}),
    "odt picture from elsewhere": (odt_with('<draw:image xlink:href="http://x.test/a.png"/>'), {"external"}),
    "odt object": (lambda: files.odt({"Object 1/content.xml": "<a/>"}), {"embedded"}),
    "odt dde": (odt_with("<text:dde-connection/>"), {"external"}),
    # PDF
    "pdf javascript": (lambda: files.pdf(files.with_javascript), {"active"}),
    "pdf named javascript": (lambda: files.pdf(files.with_named_javascript), {"active"}),
    "pdf launch": (lambda: files.pdf(files.with_launch), {"active"}),
    "pdf xfa": (lambda: files.pdf(files.with_form), {"active"}),
    "pdf attachment": (lambda: files.pdf(files.with_embedded_file), {"embedded"}),
    "pdf bomb": (lambda: files.pdf(files.with_bomb), {"bomb"}),
    "pdf bomb in a bomb": (lambda: files.pdf(files.with_nested_bomb, compress_streams=False, **RAW), {"bomb"}),
    "pdf picture": (lambda: files.pdf(files.with_huge_picture), {"too_many_pixels"}),
    "pdf pages": (lambda: files.pdf(pages=limits.PDF_PAGES + 1), {"too_many_pages"}),
    "pdf password": (lambda: files.pdf(encryption=pikepdf.Encryption(owner="a", user="b")), {"password"}),
    "pdf of nothing": (lambda: b"%PDF-1.7\n%%EOF", {"corrupt"}),
    "pdf nested deeply": (deeply_nested_pdf, {"corrupt", "bomb"}),
    # damaged
    "half a jpeg": (truncated(files.jpeg), {"corrupt"}),
    "half a png": (truncated(files.png), {"corrupt"}),
    "half a docx": (truncated(files.docx), {"corrupt"}),
    "half an ogg": (truncated(files.ogg), {"corrupt"}),
    "half an m4a": (truncated(files.m4a), {"corrupt"}),
    # two kinds at once
    "ogg with bytes between": (lambda: files.ogg() + b"<script>", {"corrupt"}),
    "m4a and zip": (lambda: files.m4a() + files.box(b"mdat", files.archive({"a": "a"})), {"two_formats"}),
    "text and zip": (lambda: b"note " + files.archive({"a": "a"}), {"unknown_format"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_is_refused_and_says_what_to_do(name: str) -> None:
    make, codes = HOSTILE[name]
    with pytest.raises(NotTaken) as refusal:
        check(make(), "a.pdf")
    assert refusal.value.code in codes
    assert str(refusal.value) == str(REASONS[refusal.value.code])


def test_a_pdf_that_turns_in_circles_comes_to_an_end() -> None:
    try:
        assert check(cyclic_pdf()).extension == "pdf"
    except NotTaken as refusal:
        assert refusal.code in {"corrupt", "bomb"}


def test_a_pdf_behind_a_photo_s_beginning_is_not_handed_on() -> None:
    kept = check(files.jpeg() + files.pdf(files.with_javascript))
    assert kept.extension == "jpg"
    assert b"%PDF" not in kept.content


@pytest.mark.parametrize("make", [files.jpeg, files.png, files.mp3])
def test_a_packed_file_behind_another_is_cut_off(make: Callable[[], bytes]) -> None:
    kept = check(make() + files.archive({"a": "a"}))
    assert not zipfile.is_zipfile(io.BytesIO(kept.content))


def test_the_reading_process_has_bounded_memory_and_does_not_see_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setenv("MINBAR_VAULT_KEY", "canary")
    assert not {"SECRET_KEY", "MINBAR_VAULT_KEY", "DATABASE_URL"} & set(checking.environment())
    bombs = [HOSTILE[name][0]() for name in ("bomb", "pdf bomb", "png of 10 gigapixels")]
    Path("/proc/self/clear_refs").write_text("5")  # from here on the peak is counted anew
    before = _peak_kilobytes()
    for bomb in bombs:
        with pytest.raises(NotTaken):
            check(bomb)
    assert _peak_kilobytes() - before < 32 * 1024
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < limits.PROCESS_BYTES


def _peak_kilobytes() -> int:
    """The most memory that this process had resident since its peak was counted anew."""
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1])


def test_a_reader_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PROCESS_SECONDS", 0.2)
    monkeypatch.setattr(checking.sys, "executable", "/bin/sleep")
    monkeypatch.setattr(checking, "_COMMAND", ("30",))
    with pytest.raises(NotTaken) as refusal:
        check(b"x")
    assert refusal.value.code == "took_too_long"


# Fuzzing. Within the process, for speed; what it raises besides Refused would be "corrupt" outside of it.

MAKERS = (
    files.jpeg,
    files.png,
    files.webp,
    files.heic,
    files.pdf,
    files.docx,
    files.odt,
    files.ogg,
    files.mp3,
    files.m4a,
)
SEEDS = {make.__name__: make() for make in MAKERS}
NAMES = st.sampled_from(sorted(SEEDS))
ROUNDS = int(os.environ.get("MINBAR_FUZZ", "150"))


def survives(content: bytes) -> None:
    from minbar.foundation.attachments.confinement import Refused
    from minbar.foundation.attachments.recognition import clean

    try:
        format, cleaned = clean(content)
    except Refused as refusal:
        assert refusal.code in REASONS
    else:
        assert cleaned and FORMATS[format.extension] is format


@settings(max_examples=ROUNDS, deadline=None)
@given(NAMES, st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_damaged_files_are_taken_or_refused(seed: str, changes: list[tuple[float, int]]) -> None:
    content = bytearray(SEEDS[seed])
    for place, value in changes:
        content[int(place * (len(content) - 1))] = value
    survives(bytes(content))


@settings(max_examples=ROUNDS, deadline=None)
@given(NAMES, NAMES, st.floats(0, 1), st.floats(0, 1))
def test_files_grafted_onto_each_other_are_taken_or_refused(first: str, second: str, cut: float, graft: float) -> None:
    one, other = SEEDS[first], SEEDS[second]
    survives(one[: int(cut * len(one))] + other[int(graft * len(other)) :])


@settings(max_examples=ROUNDS, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", *(seed[:12] for seed in SEEDS.values())]))
def test_any_bytes_are_taken_or_refused(noise: bytes, start: bytes) -> None:
    survives(start + noise or b"x")
