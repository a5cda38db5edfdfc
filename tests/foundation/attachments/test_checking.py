"""What is kept of files that people send."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from minbar.foundation.attachments.checking import check
from minbar.foundation.attachments.kinds import FORMATS, Kind
from tests.builders import files

DECODED = pikepdf.StreamDecodeLevel.generalized

TAKEN = {
    "jpg": (files.jpeg, Kind.PHOTO),
    "png": (files.png, Kind.PHOTO),
    "webp": (files.webp, Kind.PHOTO),
    "pdf": (files.pdf, Kind.PDF),
    "docx": (files.docx, Kind.DOCUMENT),
    "odt": (files.odt, Kind.DOCUMENT),
    "ogg": (files.ogg, Kind.VOICE),
    "mp3": (files.mp3, Kind.VOICE),
    "m4a": (files.m4a, Kind.VOICE),
}


def everything_in(content: bytes) -> bytes:
    """The bytes and, of a packed file, those of its parts."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return content + b"".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        out = io.BytesIO()
        with pikepdf.Pdf.open(io.BytesIO(content)) as pdf:
            pdf.save(
                out,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                compress_streams=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
        return out.getvalue()
    return content


@pytest.mark.parametrize("extension", TAKEN)
def test_is_known_by_its_content_and_kept_without_what_it_tells_besides(extension: str) -> None:
    make, kind = TAKEN[extension]
    sent = make()
    assert files.MARK in everything_in(sent), "the test would prove nothing"
    kept = check(sent, "هوية.exe")
    assert (kept.kind, kept.extension, kept.name) == (kind, extension, f"هوية.{extension}")
    assert kept.media_type == FORMATS[extension].media_type
    assert files.MARK not in everything_in(kept.content)


@pytest.mark.parametrize("extension", TAKEN)
def test_what_is_kept_can_be_sent_again_and_stays_the_same_kind(extension: str) -> None:
    kept = check(TAKEN[extension][0]())
    assert check(kept.content).extension == extension


@pytest.mark.parametrize("make", [files.jpeg, files.png, files.webp, files.heic])
def test_a_photo_is_upright_and_has_no_metadata(make: object) -> None:
    sent = make()  # type: ignore[operator]
    with Image.open(io.BytesIO(check(sent).content)) as kept:
        assert kept.size == (48, 64) or make is files.heic  # libheif turns by itself
        assert not kept.getexif() and "exif" not in kept.info and "xmp" not in kept.info
        assert not {"icc_profile", "comment", "XML:com.adobe.xmp", "Author"} & set(kept.info)
        # The blue corner, upper left before the turn, is upper right after it.
        red, _green, blue = kept.convert("RGB").getpixel((kept.width - 8, 8))  # type: ignore[misc]
        assert blue > red


def test_a_photo_of_an_iphone_becomes_a_jpeg() -> None:
    sent = files.heic()
    assert b"GPS" in sent or files.MARK in sent
    kept = check(sent, "IMG_0001.HEIC")
    assert (kept.extension, kept.name) == ("jpg", "IMG_0001.jpg")


def test_a_colour_profile_is_used_up() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = check(files.jpeg(icc_profile=profile))
    assert b"ICC_PROFILE" not in kept.content


def test_of_a_phone_s_two_pictures_in_one_file_the_first_is_kept() -> None:
    out = io.BytesIO()
    files.picture().save(out, "MPO", save_all=True, append_images=[files.picture((640, 480))])
    kept = check(out.getvalue())
    assert kept.extension == "jpg"
    assert len(kept.content) < len(out.getvalue())


def test_what_hangs_behind_a_photo_is_cut_off() -> None:
    kept = check(files.jpeg() + b"<script>alert(1)</script>" + files.MARK)
    assert b"script" not in kept.content


def test_a_pdf_keeps_its_pages_and_pictures() -> None:
    kept = check(files.pdf(pages=3))
    with pikepdf.Pdf.open(io.BytesIO(kept.content)) as pdf:
        assert len(pdf.pages) == 3
        image = pikepdf.PdfImage(pdf.pages[0].get_images()["/Im0"]).as_pil_image()
        assert image.size == (64, 48)
        assert not image.getexif()
        assert "/Metadata" not in pdf.Root
        assert "/Info" not in pdf.trailer


def test_a_filled_field_of_a_pdf_is_drawn_onto_its_page() -> None:
    from pikepdf import Array, Dictionary, Name

    def fill(made: pikepdf.Pdf) -> None:
        look = made.make_stream(b"BT /F1 12 Tf (Rana) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 90, 20])
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", V="Rana", F=4, Rect=[0, 0, 90, 20]
        )
        field["/AP"] = Dictionary(N=look)
        widget = made.make_indirect(field)
        made.pages[0].obj["/Annots"] = Array([widget])
        made.Root["/AcroForm"] = Dictionary(Fields=Array([widget]))

    kept = everything_in(check(files.pdf(fill)).content)
    assert b"(Rana) Tj" in kept
    assert b"/Widget" not in kept


def test_a_pdf_without_a_password_to_open_it_loses_its_locks() -> None:
    locked = files.pdf(encryption=pikepdf.Encryption(owner="secret", user=""))
    with pikepdf.Pdf.open(io.BytesIO(check(locked).content)) as pdf:
        assert not pdf.is_encrypted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_text_is_kept_in_one_encoding(encoding: str) -> None:
    kept = check("رفضوا طلبي مرتين\nمرحبا بكم في إسطنبول".encode(encoding), "ملاحظة.doc")
    assert kept.kind == Kind.TEXT
    assert kept.content.decode() == "رفضوا طلبي مرتين\nمرحبا بكم في إسطنبول"
    assert kept.name == "ملاحظة.txt"


def test_a_workbook_is_kept() -> None:
    import xlsxwriter
    from openpyxl import load_workbook

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"author": files.CANARY})
    page = book.add_worksheet("x")
    page.write(0, 0, "مرحبا")
    page.write_url(1, 0, "https://example.org/")
    page.insert_image(3, 0, "a.png", {"image_data": io.BytesIO(files.png())})
    book.close()
    kept = check(out.getvalue())
    assert kept.kind == Kind.WORKBOOK
    assert files.MARK not in everything_in(kept.content)
    read = load_workbook(io.BytesIO(kept.content)).active
    assert read is not None and read["A1"].value == "مرحبا"


def test_sound_goes_through_as_it_was() -> None:
    sent = files.ogg(comment=files.MARK * 30)  # comments over several segments
    kept = check(sent).content
    assert kept.count(b"OggS") == sent.count(b"OggS")
    assert all(bytes([0x78, number]) * 40 in kept for number in range(5))
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    assert check(files.mp3()).content == frame * 10


def test_the_sound_of_an_m4a_stays_where_its_tables_say() -> None:
    sent = files.m4a()
    kept = check(sent).content
    assert len(kept) == len(sent)
    assert kept.index(b"\x21\x10" * 400) == sent.index(b"\x21\x10" * 400)
    assert b"\xde\xad\xbe\xef" not in kept  # when it was recorded
