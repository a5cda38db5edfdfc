"""What is taken, and under which name and media type it is handed out again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an attachment is to people."""

    PHOTO = "photo"
    PDF = "pdf"
    DOCUMENT = "document"
    WORKBOOK = "workbook"
    TEXT = "text"
    VOICE = "voice"


@dataclass(frozen=True)
class Format:
    """A format that is kept."""

    kind: Kind
    media_type: str
    extension: str


_OFFICE = "application/vnd.openxmlformats-officedocument"

JPEG = Format(Kind.PHOTO, "image/jpeg", "jpg")
PNG = Format(Kind.PHOTO, "image/png", "png")
WEBP = Format(Kind.PHOTO, "image/webp", "webp")
PDF = Format(Kind.PDF, "application/pdf", "pdf")
DOCX = Format(Kind.DOCUMENT, f"{_OFFICE}.wordprocessingml.document", "docx")
ODT = Format(Kind.DOCUMENT, "application/vnd.oasis.opendocument.text", "odt")
XLSX = Format(Kind.WORKBOOK, f"{_OFFICE}.spreadsheetml.sheet", "xlsx")
TEXT = Format(Kind.TEXT, "text/plain; charset=utf-8", "txt")
OGG = Format(Kind.VOICE, "audio/ogg", "ogg")
M4A = Format(Kind.VOICE, "audio/mp4", "m4a")
MP3 = Format(Kind.VOICE, "audio/mpeg", "mp3")

FORMATS = {format.extension: format for format in (JPEG, PNG, WEBP, PDF, DOCX, ODT, XLSX, TEXT, OGG, M4A, MP3)}
#: For the ``accept`` of a file field. HEIC is taken, and kept as JPEG; where a browser can, it does that itself.
ACCEPT = ".jpg,.jpeg,.png,.webp,.heic,.pdf,.docx,.odt,.xlsx,.txt,.ogg,.opus,.m4a,.mp3"
