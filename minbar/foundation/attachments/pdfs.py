"""PDFs: the pages are set in a new file; what runs or hides is refused, what tells of its making is left behind."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from minbar.foundation.attachments import kinds, limits
from minbar.foundation.attachments.confinement import Refused
from minbar.foundation.attachments.jpegs import strip_jp2, strip_jpeg
from minbar.foundation.attachments.kinds import Format

#: Actions that run a program, write or send something, or open another file (ISO 32000-2, 12.6.4).
_ACTIVE = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/RichMediaExecute", "/Rendition"}
_HOLDS_FILES = {"/FileAttachment", "/RichMedia", "/3D", "/Screen", "/Movie", "/Sound"}
#: Of pages: who, when, by what program; smaller pictures of them; what leads out of them.
_OF_PAGES = ("/Thumb", "/AA", "/SpiderInfo", "/Annots", "/B", "/StructParents", "/Tabs")
_ANYWHERE = ("/Metadata", "/PieceInfo", "/LastModified", "/Alternates", "/OPI", "/PtData")
_FLATE = {"/FlateDecode", "/Fl"}
_OTHER_PACKING = {"/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
_PICTURES = {"/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"}
_CHUNK = 64 * 1024
_WHAT_DAMAGE_RAISES = (
    *(pikepdf.PdfError, pikepdf.DataDecodingError, pikepdf.ForeignObjectError, zlib.error),
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, OSError),
)


def prepare() -> None:
    """Have qpdf open the machine's source of random numbers, which it does when it first locks or unlocks a PDF."""
    with Pdf.new() as made:
        made.save(io.BytesIO(), encryption=pikepdf.Encryption(owner="", user=""))


def clean(content: bytes) -> tuple[Format, bytes]:
    """The pages in a new PDF, filled-in forms and notes drawn onto them.

    Raises:
        Refused
    """
    try:
        with Pdf.open(io.BytesIO(content), password="", suppress_warnings=True) as old:
            if len(old.objects) > limits.PDF_OBJECTS:
                raise Refused("bomb")
            if len(old.pages) > limits.PDF_PAGES:
                raise Refused("too_many_pages")
            if not len(old.pages):
                raise Refused("corrupt")
            _refuse_hostile(old)
            return kinds.PDF, _anew(old)
    except pikepdf.PasswordError as error:
        raise Refused("password") from error
    except _WHAT_DAMAGE_RAISES as error:
        raise Refused("corrupt") from error


def _refuse_hostile(pdf: Pdf) -> None:
    allowance = _Allowance()
    for found in pdf.objects:
        for item in _dictionaries(found):
            _refuse_by_keys(item)
        if isinstance(found, Stream):
            allowance.take(found)


def _dictionaries(found: Any, depth: int = 0) -> Iterator[Any]:
    """The dictionaries within an object, not through references (each object is looked at by itself)."""
    if depth > 50:
        raise Refused("bomb")
    if isinstance(found, Dictionary | Stream):
        yield found
        values: list[Any] = [found.get(key) for key in found.keys()]  # noqa: SIM118  # not a mapping
    elif isinstance(found, Array):
        values = list(found)
    else:
        return
    for value in values:
        if isinstance(value, Object) and not value.is_indirect:
            yield from _dictionaries(value, depth + 1)


def _refuse_by_keys(item: Any) -> None:
    if str(item.get("/S", "")) in _ACTIVE or any(key in item for key in ("/JS", "/JavaScript", "/XFA")):
        raise Refused("active")
    if any(key in item for key in ("/EF", "/EmbeddedFiles")) or str(item.get("/Type", "")) == "/EmbeddedFile":
        raise Refused("embedded")
    if str(item.get("/Subtype", "")) in _HOLDS_FILES:
        raise Refused("embedded")


class _Allowance:
    """Counts what streams unpack to."""

    def __init__(self) -> None:
        self.left = limits.UNPACKED_BYTES

    def take(self, stream: Stream) -> None:
        filters = [str(name) for name in _filters(stream)]
        if len(filters) > 2 or sum(name in _FLATE for name in filters) > 1 or "/Crypt" in filters:
            raise Refused("bomb")
        if str(stream.get("/Subtype", "")) == "/Image" and _pixels(stream) > limits.PIXELS:
            raise Refused("too_many_pixels")
        if filters and filters[0] in _FLATE:
            self._unpack(stream.read_raw_bytes())
        elif filters and filters[0] in _OTHER_PACKING and not _PICTURES & set(filters):
            self.left -= len(stream.read_bytes())  # the process has only so much memory
        if self.left < 0:
            raise Refused("bomb")

    def _unpack(self, raw: bytes) -> None:
        unpacker, size = zlib.decompressobj(), 0
        try:
            for start in range(0, len(raw), _CHUNK):
                data = raw[start : start + _CHUNK]
                while data and not unpacker.eof:
                    size += len(unpacker.decompress(data, 16 * _CHUNK))
                    data = unpacker.unconsumed_tail
                    if size > min(limits.STREAM_BYTES, self.left):
                        raise Refused("bomb")
        except zlib.error:
            pass  # damaged: readers show what comes before that, which was counted
        self.left -= size


def _pixels(stream: Stream) -> int:
    return int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))


def _filters(stream: Stream) -> list[Any]:
    found = stream.get("/Filter")
    return [] if found is None else list(found) if isinstance(found, Array) else [found]


def _anew(old: Pdf) -> bytes:
    _draw_notes(old)
    with Pdf.new() as new:
        new.pages.extend(old.pages)
        for page in new.pages:
            _drop(page.obj, _OF_PAGES)
        new.remove_unreferenced_resources()
        for found in new.objects:
            for item in _dictionaries(found):
                _drop(item, _ANYWHERE)
            if isinstance(found, Stream):
                _strip_picture(found)
        _drop(new.trailer, ("/Info",))
        out = io.BytesIO()
        new.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _draw_notes(old: Pdf) -> None:
    """Filled fields and notes become part of the page, so that nothing is lost with what could act."""
    if any("/Annots" in page.obj for page in old.pages):
        old.generate_appearance_streams()
        old.flatten_annotations("screen")


def _strip_picture(stream: Stream) -> None:
    """A photo within the PDF tells no more than one that is sent alone."""
    filters = [str(name) for name in _filters(stream)]
    if not filters or filters[-1] not in {"/DCTDecode", "/DCT", "/JPXDecode"}:
        return
    raw = stream.read_raw_bytes()
    if len(filters) > 1:
        if filters[0] not in _FLATE:
            raise Refused("unusual")
        raw = zlib.decompress(raw)
    strip = strip_jp2 if filters[-1] == "/JPXDecode" else strip_jpeg
    stream.write(strip(raw), filter=Name(filters[-1]))


def _drop(item: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in item:
            del item[key]
