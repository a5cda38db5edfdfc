"""Packed files (zip): whether it is safe to unpack them. Nothing is unpacked onto the disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO

from minbar.foundation.attachments.confinement import Refused

MAGIC = b"PK\x03\x04"
#: No office program writes these; they are how entities are declared that grow without end or read other files.
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
CHUNK = 256 * 1024
ENCRYPTED_FLAG = 0x1


@contextmanager
def opened(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """The archive; whatever is wrong with it while it is read makes it "corrupt".

    Raises:
        Refused
    """
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
        KeyError,
    ) as error:
        raise Refused("corrupt") from error


def refuse_unsafe_parts(archive: zipfile.ZipFile, *, parts: int, unpacked: int) -> None:
    """By its directory alone: too many parts or bytes, two parts of one name, ways out of it, a password.

    Raises:
        Refused
    """
    found = archive.infolist()
    if len(found) > parts or sum(part.file_size for part in found) > unpacked:
        raise Refused("bomb")
    if len({part.filename for part in found}) != len(found) or any(_leads_out(part) for part in found):
        raise Refused("unsafe_parts")
    if any(part.flag_bits & ENCRYPTED_FLAG for part in found):
        raise Refused("password")


def _leads_out(part: zipfile.ZipInfo) -> bool:
    """Whether unpacking the part would write outside of the directory it is unpacked to."""
    name = part.filename.replace("\\", "/")
    link = (part.external_attr >> 16) & 0o170000 == 0o120000
    return link or name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name.split("/")[0]


def unpack_into_nothing(archive: zipfile.ZipFile, *, unpacked: int) -> None:
    """Read each part to its end: sizes and checksums hold, and no XML declares entities.

    Raises:
        Refused
    """
    total = 0
    for part in archive.infolist():
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        before = b""
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                total += len(chunk)
                if total > unpacked:
                    raise Refused("bomb")
                if is_xml:
                    _refuse_declarations(before, chunk)
                    before = chunk[-16:]


def _refuse_declarations(before: bytes, chunk: bytes) -> None:
    if not before and chunk.startswith(UTF16_STARTS):
        raise Refused("declares")  # would hide declarations from the search below; none of the programs writes it
    seam = before + chunk[:16]
    if any(word in chunk or word in seam for word in DECLARATIONS):
        raise Refused("declares")
