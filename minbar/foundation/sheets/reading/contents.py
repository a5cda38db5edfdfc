"""What a file is, by its content; and whether it is safe to unpack. A name is never believed, but text under the name
of a packed format is a damaged file (old programs do write text as .xls, which is taken).

Taken are xlsx, ods (both packed XML), xls (OLE) and delimited text. A packed file is unpacked once into nothing, which
proves its real size and its checksums, before the spreadsheet reader sees it.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from minbar.foundation.sheets.reading import limits
from minbar.foundation.sheets.reading.limits import Refused

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = b"PK\x03\x04"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
#: No spreadsheet program writes these; they are how entities are declared that grow without end or read other files.
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
PACKED = {".xlsx", ".ods"}
CHUNK = 256 * 1024
ENCRYPTED_FLAG = 0x1


def format_of(path: Path) -> str:
    """The file's format: "xlsx", "ods", "xls" or "csv".

    Raises:
        Refused: it is none of these, is locked by a password, or would not be safe to unpack.
    """
    size = path.stat().st_size
    if size == 0:
        raise Refused("empty")
    if size > limits.FILE_BYTES:
        raise Refused("too_large")
    with path.open("rb") as file:
        start = file.read(len(OLE_MAGIC))
        file.seek(0)
        if start.startswith(ZIP_MAGIC):
            return _packed(file)
        if start == OLE_MAGIC:
            return _ole(file.read())
        if b"\x00" in file.read(CHUNK) and not start.startswith(UTF16_STARTS[:2]):
            raise Refused("unknown_format")
    if path.suffix.lower() in PACKED:
        raise Refused("corrupt")
    return "csv"


def _ole(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("password")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise Refused("unknown_format")
    return "xls"


def _packed(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            kind = _kind_of(archive)
            _unpack_into_nothing(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        UnicodeDecodeError,
        KeyError,
    ) as error:
        raise Refused("corrupt") from error
    return kind


def _kind_of(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > limits.PARTS or sum(part.file_size for part in parts) > limits.UNPACKED_BYTES:
        raise Refused("bomb")
    if len(names) != len(parts) or any(_leads_out(part) for part in parts):
        raise Refused("unsafe_parts")
    if any(part.flag_bits & ENCRYPTED_FLAG for part in parts):
        raise Refused("password")
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise Refused("macros")
        return "xlsx"
    if "mimetype" in names and archive.open("mimetype").read(len(ODS_TYPE) + 1).strip() == ODS_TYPE:
        if b"encryption-data" in archive.open("META-INF/manifest.xml").read(limits.MEBIBYTE):
            raise Refused("password")
        return "ods"
    raise Refused("unknown_format")


def _leads_out(part: zipfile.ZipInfo) -> bool:
    """Whether unpacking the part would write outside of the directory it is unpacked to."""
    name = part.filename.replace("\\", "/")
    link = (part.external_attr >> 16) & 0o170000 == 0o120000
    return link or name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name.split("/")[0]


def _unpack_into_nothing(archive: zipfile.ZipFile) -> None:
    """Read each part to its end: sizes and checksums hold, and no XML declares entities."""
    total = 0
    for part in archive.infolist():
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        before = b""
        with archive.open(part) as unpacked:
            while chunk := unpacked.read(CHUNK):
                total += len(chunk)
                if total > limits.UNPACKED_BYTES:
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
