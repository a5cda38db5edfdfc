"""What a file is, by its content; and whether it is safe to unpack. A name is never believed, but text under the name
of a packed format is a damaged file (old programs do write text as .xls, which is taken).

Taken are xlsx, ods (both packed XML), xls (OLE) and delimited text. A packed file is unpacked once into nothing, which
proves its real size and its checksums, before the spreadsheet reader sees it.
"""

from __future__ import annotations

import io
import zipfile
from typing import BinaryIO

from minbar.foundation.attachments import packed
from minbar.foundation.attachments.confinement import MEBIBYTE, Refused
from minbar.foundation.sheets.reading import limits

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
PACKED = {".xlsx", ".ods"}


def format_of(content: bytes, ending: str) -> str:
    """The file's format: "xlsx", "ods", "xls" or "csv".

    Args:
        ending: of its name, such as ".xlsx".

    Raises:
        Refused: it is none of these, is locked by a password, or would not be safe to unpack.
    """
    if not content:
        raise Refused("empty")
    if len(content) > limits.FILE_BYTES:
        raise Refused("too_large")
    if content.startswith(packed.MAGIC):
        return _packed(io.BytesIO(content))
    if content.startswith(OLE_MAGIC):
        return _ole(content)
    if b"\x00" in content[: packed.CHUNK] and not content.startswith(packed.UTF16_STARTS[:2]):
        raise Refused("unknown_format")
    if ending.lower() in PACKED:
        raise Refused("corrupt")
    return "csv"


def _ole(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("password")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise Refused("unknown_format")
    return "xls"


def _packed(file: BinaryIO) -> str:
    with packed.opened(file) as archive:
        packed.refuse_unsafe_parts(archive, parts=limits.PARTS, unpacked=limits.UNPACKED_BYTES)
        kind = _kind_of(archive)
        packed.unpack_into_nothing(archive, unpacked=limits.UNPACKED_BYTES)
    return kind


def _kind_of(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise Refused("macros")
        return "xlsx"
    if "mimetype" in names and archive.open("mimetype").read(len(ODS_TYPE) + 1).strip() == ODS_TYPE:
        if b"encryption-data" in archive.open("META-INF/manifest.xml").read(MEBIBYTE):
            raise Refused("password")
        return "ods"
    raise Refused("unknown_format")
