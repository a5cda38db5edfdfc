"""What a file is, by how it begins, and who cleans it. A name is never believed."""

from __future__ import annotations

import io
import zipfile

from minbar.foundation.attachments import kinds, office, packed, pdfs, pictures, plain, sounds, texts
from minbar.foundation.attachments.confinement import Refused
from minbar.foundation.attachments.kinds import Format

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF", b"PK\x05\x06", b"PK\x07\x08")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!", b"dex\n")
_VIDEOS = (b"\x1a\x45\xdf\xa3", b"FLV\x01", b"\x00\x00\x01\xba")


def prepare() -> None:
    """Load what the libraries load only when it is needed: a process that is locked in opens no file any more."""
    pictures.prepare()
    pdfs.prepare()
    plain.prepare()


def clean(content: bytes) -> tuple[Format, bytes]:
    """The format of a file and its content set anew.

    Raises:
        Refused
    """
    format, cleaned = _clean(content)
    if format not in {kinds.DOCX, kinds.XLSX, kinds.ODT} and zipfile.is_zipfile(io.BytesIO(cleaned)):
        raise Refused("two_formats")
    if format is not kinds.PDF and b"%PDF-" in cleaned[:1024]:
        raise Refused("two_formats")
    return format, cleaned


def _clean(content: bytes) -> tuple[Format, bytes]:
    start = content[:16]
    for begins, code in ((_ARCHIVES, "archive"), (_PROGRAMS, "program"), (_VIDEOS, "video"), (_OLE, "old_office")):
        if start.startswith(begins):
            raise Refused(code)
    if start.startswith(_PICTURES) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP") or pictures.is_heif(start):
        return pictures.clean(content)
    if b"%PDF-" in content[:1024]:
        return pdfs.clean(content)
    if start.startswith(packed.MAGIC):
        return office.clean(content)
    return _sound(content, start) or texts.clean(content)


def _sound(content: bytes, start: bytes) -> tuple[Format, bytes] | None:
    if start.startswith(b"OggS"):
        return sounds.clean_ogg(content)
    if start[4:8] == b"ftyp":
        if start[8:12] in sounds.M4A_BRANDS:
            return sounds.clean_m4a(content)
        raise Refused("video")
    if start.startswith(b"ID3") or sounds.begins_frame(start):
        return sounds.clean_mp3(content)
    return None
