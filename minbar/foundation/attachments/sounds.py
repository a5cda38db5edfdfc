"""Voice messages: the sound goes through untouched; titles, pictures and places beside it do not.

Formats: Ogg (RFC 3533; Opus as in RFC 7845, Vorbis), MPEG audio layer III, and MP4 with sound alone (ISO 14496-12).
"""

from __future__ import annotations

import struct

from minbar.foundation.attachments import kinds
from minbar.foundation.attachments.confinement import Refused
from minbar.foundation.attachments.kinds import Format

# Ogg


def _crc_table() -> list[int]:
    table = []
    for byte in range(256):
        value = byte << 24
        for _bit in range(8):
            value = ((value << 1) ^ 0x04C11DB7) if value & 0x80000000 else value << 1
        table.append(value & 0xFFFFFFFF)
    return table


_CRC = _crc_table()
_PAGE = struct.Struct("<4sBBqLLLB")  # capture, version, flags, position, serial, sequence, checksum, segments


def _ogg_checksum(page: bytes | bytearray) -> int:
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ _CRC[(value >> 24) ^ byte]
    return value


def clean_ogg(content: bytes) -> tuple[Format, bytes]:
    """An Ogg file of one Opus or Vorbis stream, its comments emptied.

    Raises:
        Refused: damaged, another codec, several streams, or bytes between the pages.
    """
    pages, at, serial = [], 0, None
    while at < len(content):
        if at + _PAGE.size > len(content):
            raise Refused("corrupt")
        capture, version, _flags, _position, stream, _sequence, checksum, count = _PAGE.unpack_from(content, at)
        body_at = at + _PAGE.size + count
        lacing = content[at + _PAGE.size : body_at]
        end = body_at + sum(lacing)
        serial = stream if serial is None else serial
        if capture != b"OggS" or version != 0 or end > len(content) or stream != serial:
            raise Refused("corrupt")
        page = bytearray(content[at:end])
        page[22:26] = bytes(4)
        if _ogg_checksum(page) != checksum:
            raise Refused("corrupt")
        pages.append((page, lacing, content[body_at:end]))
        at = end
    return kinds.OGG, b"".join(_without_comments(pages))


_Page = tuple[bytearray, bytes, bytes]


def _without_comments(pages: list[_Page]) -> list[bytes]:
    """The first page is the identification; comments begin with the second and end with the first short segment."""
    if len(pages) < 3:
        raise Refused("corrupt")
    first = pages[0][2]
    if first.startswith(b"OpusHead"):
        empty = b"OpusTags" + struct.pack("<LL", 0, 0)
    elif first.startswith(b"\x01vorbis"):
        empty = b"\x03vorbis" + struct.pack("<LL", 0, 0) + b"\x01"
    else:
        raise Refused("video")
    number, rest = _after_comments(pages, empty[:7])
    header = bytearray(pages[1][0][: _PAGE.size])
    kept = [_sealed(pages[0][0])]
    segments = _lacing(len(empty)) + rest[0]
    header[26] = len(segments)
    kept.append(_sealed(header + segments + empty + rest[1], sequence=1))
    kept += [_sealed(page, sequence=2 + place) for place, (page, _l, _b) in enumerate(pages[number + 1 :])]
    return kept


def _after_comments(pages: list[_Page], magic: bytes) -> tuple[int, tuple[bytes, bytes]]:
    """The page on which the comments end, and what of it comes after them: lacing and bytes."""
    for number, (_page, lacing, body) in enumerate(pages[1:], start=1):
        if number == 1 and not body.startswith(magic):
            raise Refused("corrupt")
        taken = 0
        for place, size in enumerate(lacing):
            taken += size
            if size < 255:
                return number, (lacing[place + 1 :], body[taken:])
    raise Refused("corrupt")


def _lacing(size: int) -> bytes:
    return b"\xff" * (size // 255) + bytes([size % 255])


def _sealed(page: bytes | bytearray, sequence: int | None = None) -> bytes:
    page = bytearray(page)
    if sequence is not None:
        page[18:22] = struct.pack("<L", sequence)
    page[22:26] = bytes(4)
    page[22:26] = struct.pack("<L", _ogg_checksum(page))
    return bytes(page)


# MP3

_BITRATES = {  # kbit/s by (MPEG 1?), layer III
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _frame_length(header: bytes) -> int:
    """Of the layer III frame that begins so; 0 if none does."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = (header[1] >> 3) & 3, (header[1] >> 1) & 3
    bitrate, rate, padding = header[2] >> 4, (header[2] >> 2) & 3, (header[2] >> 1) & 1
    if version == 1 or layer != 1 or bitrate in {0, 15} or rate == 3:
        return 0
    kilobits = _BITRATES[version == 3][bitrate]
    return (144 if version == 3 else 72) * kilobits * 1000 // _RATES[version][rate] + padding


def begins_frame(start: bytes) -> bool:
    """Whether a file that starts so can be MPEG sound; no text begins like that (UTF-16's mark is FF FE)."""
    return _frame_length(start[:4]) > 0


def after_id3(content: bytes) -> int:
    """Where the sound begins: behind ID3v2 tags, if any."""
    at = 0
    while content[at : at + 3] == b"ID3" and at + 10 <= len(content):
        size = content[at + 6 : at + 10]
        at += 10 + (size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3]) + (10 if content[at + 5] & 0x10 else 0)
    return at


def clean_mp3(content: bytes) -> tuple[Format, bytes]:
    """The frames alone: no ID3 or APE tags, no pictures, nothing behind the sound.

    Raises:
        Refused
    """
    start = at = after_id3(content)
    frames = 0
    while (length := _frame_length(content[at : at + 4])) and at + length <= len(content):
        at += length
        frames += 1
    if frames < 3:
        raise Refused("unknown_format")
    behind = content[at:]
    # A recorder that was cut off leaves half a frame; tags stand behind the last; anything longer is another file.
    if len(behind) > 4096 and not behind.startswith((b"TAG", b"APETAGEX")):
        raise Refused("corrupt")
    return kinds.MP3, content[start:at]


# M4A

M4A_BRANDS = frozenset((b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso5", b"iso6", b"dash"))
M4A_BRANDS |= {b"3gp4", b"3gp5", b"3gp6"}
_INSIDE = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts", b"moof", b"traf", b"mvex"}
_OF_USE = _INSIDE | {
    *(b"ftyp", b"mdat", b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"smhd", b"dref", b"elst", b"iods"),
    *(b"stsd", b"stts", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"sgpd", b"sbgp", b"ctts"),
    *(b"mfhd", b"tfhd", b"tfdt", b"trun", b"trex", b"mehd", b"sidx", b"styp", b"mfra", b"tfra", b"mfro"),
}
_WITH_TIMES = {b"mvhd", b"tkhd", b"mdhd"}


def clean_m4a(content: bytes) -> tuple[Format, bytes]:
    """The file with every box that sound does not need overwritten in place (offsets stay true), and times of making.

    Raises:
        Refused: a moving picture, or damaged.
    """
    out = bytearray(content)
    handlers: set[bytes] = set()
    found = _walk(out, 0, len(out), handlers, depth=0)
    if not {b"ftyp", b"moov"} <= found:
        raise Refused("corrupt")
    if handlers != {b"soun"}:
        raise Refused("video")
    return kinds.M4A, bytes(out)


def _walk(out: bytearray, at: int, end: int, handlers: set[bytes], *, depth: int) -> set[bytes]:
    found = set()
    while at < end:
        size, name = int.from_bytes(out[at : at + 4], "big"), bytes(out[at + 4 : at + 8])
        head = 8
        if size == 1:
            size, head = int.from_bytes(out[at + 8 : at + 16], "big"), 16
        elif size == 0 and depth == 0:
            size = end - at
        if size < head or at + size > end or depth > 8:
            raise Refused("corrupt")
        found.add(name)
        _tidy(out, slice(at + head, at + size), name, handlers)
        if name not in _OF_USE:
            out[at + 4 : at + 8] = b"free"
        if name in _INSIDE:
            found |= _walk(out, at + head, at + size, handlers, depth=depth + 1)
        at += size
    return found


def _tidy(out: bytearray, body: slice, name: bytes, handlers: set[bytes]) -> None:
    size = body.stop - body.start
    if name not in _OF_USE:
        out[body] = bytes(size)
    elif name in _WITH_TIMES:
        if size < 20:
            raise Refused("corrupt")
        times = 16 if out[body.start] == 1 else 8
        out[body.start + 4 : body.start + 4 + times] = bytes(times)
    elif name == b"hdlr":
        if size < 24:
            raise Refused("corrupt")
        handlers.add(bytes(out[body.start + 8 : body.start + 12]))
        out[body.start + 24 : body.stop] = bytes(size - 24)  # its name tells the program that made it
