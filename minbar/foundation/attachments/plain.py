"""Plain text: how it is encoded."""

from __future__ import annotations

import codecs
import re

from minbar.foundation.attachments.confinement import Refused

_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def prepare() -> None:
    """Load the encodings, which Python does when the first text asks for one."""
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "cp1254", "cp437", "latin-1", "ascii"):
        codecs.lookup(encoding)


def decode(content: bytes) -> str:
    """The text, from UTF-8 (with or without a mark), UTF-16 with one, windows-1256 (Arabic) or windows-1254 (Turkish).

    Raises:
        Refused: it is no text.
    """
    text = _decoded(content)
    if _CONTROL.search(text):
        raise Refused("unknown_format")
    return text


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Refused("unknown_format") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(_single_byte_encoding(content), errors="replace")


def _single_byte_encoding(content: bytes) -> str:
    """Arabic words are runs of high bytes; in Turkish ones stand alone among ASCII letters."""
    lengths = [len(run) for run in _HIGH_RUN.findall(content[:200_000])]
    in_long_runs = sum(length for length in lengths if length >= 3)
    return "cp1256" if in_long_runs * 2 > sum(lengths) else "cp1254"
