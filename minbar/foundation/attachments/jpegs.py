"""JPEG and JPEG 2000 pictures within other files: what is not picture is cut out, the picture stays as it is."""

from __future__ import annotations

from minbar.foundation.attachments.confinement import Refused

_START, _END_OF_IMAGE, _START_OF_SCAN = 0xD8, 0xD9, 0xDA
_ADOBE = 0xEE  # says how colours are coded; the other application segments hold EXIF, GPS, XMP, profiles
_COMMENT = 0xFE
_BOXES_OF_METADATA = {b"xml ", b"uuid", b"uinf", b"jp2i"}


def strip_jpeg(content: bytes) -> bytes:
    """The JPEG without application segments (EXIF, GPS, XMP, thumbnails) and comments, and nothing behind its end.

    Raises:
        Refused: it is none, or damaged.
    """
    if content[:2] != bytes((0xFF, _START)):
        raise Refused("corrupt")
    kept, at = [content[:2]], 2
    while True:
        if at + 4 > len(content) or content[at] != 0xFF:
            raise Refused("corrupt")
        marker = content[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker == _START_OF_SCAN:
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if not (0xE0 <= marker <= 0xEF and marker != _ADOBE) and marker != _COMMENT:
            kept.append(content[at:end])
        at = end
    # In what is scanned FF D9 can stand only as the end: FF is always followed by 00, a restart or a segment.
    end = content.rfind(b"\xff\xd9", at)
    kept.append(content[at : end + 2] if end >= 0 else content[at:] + b"\xff\xd9")
    return b"".join(kept)


def strip_jp2(content: bytes) -> bytes:
    """The JPEG 2000 file without its boxes of metadata; a bare code stream as it is."""
    if content[4:8] != b"jP  ":
        return content
    kept, at = [], 0
    while at + 8 <= len(content):
        size, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        end = len(content) if size == 0 else at + size
        if size == 1:
            end = at + int.from_bytes(content[at + 8 : at + 16], "big")
        if end <= at:
            raise Refused("corrupt")
        if name not in _BOXES_OF_METADATA:
            kept.append(content[at:end])
        at = end
    return b"".join(kept)
