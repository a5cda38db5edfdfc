"""Files as people send them and as attackers make them, built by code. ``CANARY`` is what must not come through."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name
from PIL import Image, PngImagePlugin

from minbar.foundation.attachments.sounds import _sealed

CANARY = "KANARYA-41.0082N-28.9784E"
MARK = CANARY.encode()


def picture(size: tuple[int, int] = (64, 48)) -> Image.Image:
    image = Image.new("RGB", size, (200, 30, 30))
    image.paste((20, 60, 200), (0, 0, size[0] // 2, size[1] // 2))
    return image


def exif() -> Image.Exif:
    """Maker, place, note of the maker, and upright only when turned."""
    data = Image.Exif()
    data[0x010F], data[0x0110], data[0x0112] = CANARY, CANARY, 6
    data.get_ifd(0x8769)[0x927C] = MARK
    data.get_ifd(0x8825).update({1: "N", 2: (41.0, 0.0, 29.5), 3: "E", 4: (28.0, 58.0, 42.2), 29: CANARY})
    return data


XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    f'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="{CANARY}"/>'
    "</rdf:RDF></x:xmpmeta>"
).encode()


def jpeg(size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    out = io.BytesIO()
    given = {"exif": exif().tobytes(), "xmp": XMP, "comment": MARK, "quality": 90} | options
    picture(size).save(out, "JPEG", **given)
    return out.getvalue()


def png() -> bytes:
    about = PngImagePlugin.PngInfo()
    about.add_text("Author", CANARY)
    about.add_itxt("XML:com.adobe.xmp", XMP.decode())
    out = io.BytesIO()
    picture().save(out, "PNG", pnginfo=about, exif=exif().tobytes())
    return out.getvalue()


def webp() -> bytes:
    out = io.BytesIO()
    picture().save(out, "WEBP", exif=exif().tobytes(), xmp=XMP)
    return out.getvalue()


def heic() -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(picture()).save(out, exif=exif().tobytes(), xmp=XMP, quality=80)
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A PNG that says so, with hardly anything in it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))

    header = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(width * 3 + 1) * min(height, 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# PDF


def pdf(change: Any = None, *, pages: int = 1, **save: Any) -> bytes:
    """A PDF with metadata of every sort and a photo; ``change(pdf)`` may add to it."""
    out = io.BytesIO()
    with pikepdf.Pdf.new() as made:
        for _number in range(pages):
            made.add_blank_page()
        page = made.pages[0]
        photo = made.make_stream(jpeg(), Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48)
        photo.update({"/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8, "/Filter": Name.DCTDecode})
        photo["/Metadata"] = made.make_stream(XMP)
        page.obj["/Resources"] = Dictionary(XObject=Dictionary(Im0=photo))
        page.obj["/Contents"] = made.make_stream(b"q 64 0 0 48 100 100 cm /Im0 Do Q")
        page.obj["/PieceInfo"] = Dictionary(X=Dictionary(Private=CANARY))
        made.docinfo["/Author"] = CANARY
        made.Root["/Metadata"] = made.make_stream(XMP)
        if change:
            change(made)
        made.save(out, **save)
    return out.getvalue()


def with_javascript(made: pikepdf.Pdf) -> None:
    made.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def with_named_javascript(made: pikepdf.Pdf) -> None:
    action = made.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
    made.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=Array(["a", action])))


def with_launch(made: pikepdf.Pdf) -> None:
    made.pages[0].obj["/AA"] = Dictionary(O=Dictionary(S=Name.Launch, F="calc.exe"))


def with_embedded_file(made: pikepdf.Pdf) -> None:
    made.attachments["a.exe"] = b"MZ"


def with_form(made: pikepdf.Pdf) -> None:
    made.Root["/AcroForm"] = Dictionary(XFA=made.make_stream(b"<xdp/>"), Fields=Array())


def with_bomb(made: pikepdf.Pdf) -> None:
    packed = zlib.compress(bytes(200_000_000), 9)
    stream = made.make_stream(b"")
    stream.write(packed, filter=Name.FlateDecode)
    made.pages[0].obj["/Contents"] = stream


def with_nested_bomb(made: pikepdf.Pdf) -> None:
    stream = made.make_stream(b"")
    packed = zlib.compress(zlib.compress(bytes(50_000_000), 9), 9)
    stream.write(packed, filter=Array([Name.FlateDecode, Name.FlateDecode]))
    made.pages[0].obj["/Contents"] = stream


def with_huge_picture(made: pikepdf.Pdf) -> None:
    made.pages[0].obj["/Resources"]["/XObject"]["/Im0"]["/Width"] = 1_000_000
    made.pages[0].obj["/Resources"]["/XObject"]["/Im0"]["/Height"] = 1_000_000


# Office


def text_bomb() -> bytes:
    """A PNG with a comment that unpacks to 300 MB."""
    body = b"zTXta\0\0" + zlib.compress(bytes(300_000_000), 9)
    good = png()
    return good[:33] + struct.pack(">L", len(body) - 4) + body + struct.pack(">L", zlib.crc32(body)) + good[33:]


def archive(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
_RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def relation(kind: str, target: str, extra: str = "") -> str:
    return f'<Relationship Id="r{len(target)}" Type="{_OFFICE}/{kind}" Target="{target}" {extra}/>'


def docx(parts: dict[str, bytes | str] | None = None, *, body: str = "مرحبا", relations: str = "") -> bytes:
    return archive(
        {
            "[Content_Types].xml": _TYPES + '<Override PartName="/docProps/core.xml" ContentType="x/y"/></Types>',
            "_rels/.rels": _RELATIONS
            + relation("officeDocument", "word/document.xml")
            + relation("core-properties", "docProps/core.xml")
            + "</Relationships>",
            "word/document.xml": f"<w:d {_WORD}><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:d>",
            "word/_rels/document.xml.rels": _RELATIONS + relations + "</Relationships>",
            "word/media/image1.jpeg": jpeg(),
            "docProps/core.xml": f"<core>{CANARY}</core>",
        }
        | (parts or {})
    )


def odt(parts: dict[str, bytes | str] | None = None, *, body: str = "<text>مرحبا</text>") -> bytes:
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    spaces = 'xmlns:draw="urn:draw" xmlns:xlink="urn:xlink" xmlns:script="urn:script" xmlns:text="urn:text"'
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/"/>'
            '<m:file-entry m:full-path="meta.xml"/></m:manifest>',
            "content.xml": f"<content {spaces}>{body}</content>",
            "meta.xml": f"<meta>{CANARY}</meta>",
            "settings.xml": f"<printer>{CANARY}</printer>",
            "Pictures/1.jpg": jpeg(),
        }
        | (parts or {})
    )


# Voice


def ogg_page(body: bytes, sequence: int, lacing: bytes | None = None, flags: int = 0) -> bytes:
    lacing = bytes([255] * (len(body) // 255) + [len(body) % 255]) if lacing is None else lacing
    return _sealed(struct.pack("<4sBBqLLLB", b"OggS", 0, flags, 0, 7, sequence, 0, len(lacing)) + lacing + body)


def ogg(comment: bytes = MARK) -> bytes:
    tags = b"OpusTags" + struct.pack("<L", 4) + b"test" + struct.pack("<LL", 1, len(comment)) + comment
    head = b"OpusHead" + bytes([1, 1, 0, 0]) + struct.pack("<LHB", 48000, 0, 0)
    sounds = [ogg_page(bytes([0x78, number]) * 40, 2 + number) for number in range(5)]
    return ogg_page(head, 0, flags=2) + ogg_page(tags, 1) + b"".join(sounds)


def mp3() -> bytes:
    tag = b"ID3\x04\x00\x00" + bytes([0, 0, 0, len(MARK) + 10]) + b"TIT2" + bytes(6) + MARK
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return tag + frame * 10 + b"TAG" + MARK.ljust(125)


def box(name: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">L", 8 + len(body)) + name + body


def m4a(handler: bytes = b"soun") -> bytes:
    times = bytes(4) + struct.pack(">LL", 0xDEADBEEF, 0xDEADBEEF) + bytes(80)
    media = box(b"mdia", box(b"mdhd", times), box(b"hdlr", bytes(8), handler, bytes(12), MARK))
    place = box(b"udta", box(b"\xa9xyz", MARK), box(b"meta", MARK))
    moov = box(b"moov", box(b"mvhd", times), box(b"trak", box(b"tkhd", times), media), place)
    return box(b"ftyp", b"M4A \x00\x00\x00\x00M4A mp42") + moov + box(b"uuid", MARK) + box(b"mdat", b"\x21\x10" * 400)
