"""Documents of office programs (.docx, .xlsx, .odt): packed XML.

Only parts of a known kind go into the new archive; pictures are set anew; who made the document, when and on which
printer stays behind. What runs, fetches or hides another file is refused. The text itself is not touched: what its
writer typed, with comments and marked changes, is theirs to send.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

from minbar.foundation.attachments import kinds, limits, packed, pictures
from minbar.foundation.attachments.confinement import Refused
from minbar.foundation.attachments.kinds import Format

_ODT_TYPE = b"application/vnd.oasis.opendocument.text"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_LEFT_BEHIND = re.compile(
    r"^(docProps/|Thumbnails/|Configurations2/|meta\.xml|settings\.xml|layout-cache)|printerSettings"
)
_MACROS = re.compile(r"(vbaProject|vbaData|activeX/|attachedToolbars|^Basic/|^Scripts/|macrosheets/)", re.I)
_EMBEDDED = re.compile(r"(embeddings/|oleObject|^Object |ObjectReplacements/)", re.I)
_EXTERNAL = re.compile(r"(externalLinks/|connections\.xml|queryTables/|webextensions/)", re.I)
_PICTURE = {".png", ".jpg", ".jpeg", ".webp"}
_XML = {".xml", ".rels", ".rdf"}
_FIELDS = re.compile(rb"DDE|INCLUDEPICTURE|INCLUDETEXT|\bIMPORT\b")
_INSTRUCTION = re.compile(rb"<w:instrText[^>]*>([^<]*)|w:instr=\"([^\"]*)")
_WEB_FUNCTIONS = re.compile(rb"WEBSERVICE\s*\(|FILTERXML\s*\(|CALL\s*\(|REGISTER\.ID\s*\(", re.I)
_ODT_ACTIVE = re.compile(rb"<(?:script:|office:scripts\b(?!\s*/>)|office:script\b)")
_ODT_EXTERNAL = re.compile(
    rb"<(?:draw:(?:image|object|object-ole|plugin|applet|floating-frame)|text:section-source|form:form)\b[^>]*"
    rb"xlink:href=\"(?!Pictures/|\./|#|\")|<(?:office:dde-source|text:dde-connection)"
)


def clean(content: bytes) -> tuple[Format, bytes]:
    """The document in a new archive.

    Raises:
        Refused
    """
    with packed.opened(io.BytesIO(content)) as archive:
        packed.refuse_unsafe_parts(archive, parts=limits.PARTS, unpacked=limits.UNPACKED_BYTES)
        format = _format_of(archive)
        packed.unpack_into_nothing(archive, unpacked=limits.UNPACKED_BYTES)
        return format, _anew(archive, format)


def _format_of(archive: zipfile.ZipFile) -> Format:
    names = set(archive.namelist())
    if "mimetype" in names:
        if archive.open("mimetype").read(100).strip() != _ODT_TYPE:
            raise Refused("archive")
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Refused("password")
        return kinds.ODT
    if "[Content_Types].xml" not in names:
        raise Refused("archive")
    if b"macroenabled" in archive.read("[Content_Types].xml").lower():
        raise Refused("macros")
    if "word/document.xml" in names:
        return kinds.DOCX
    if "xl/workbook.xml" in names:
        return kinds.XLSX
    raise Refused("archive")


def _anew(archive: zipfile.ZipFile, format: Format) -> bytes:
    out = io.BytesIO()
    names = archive.namelist()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(names, key=lambda name: name != "mimetype"):  # OpenDocument has it first, not packed
            _refuse_by_name(name)
            if name.endswith("/") or _LEFT_BEHIND.search(name):
                continue
            part = zipfile.ZipInfo(name)  # of 1980: when it was made stays behind
            part.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(part, _part(name, archive.read(name), format))
    return out.getvalue()


def _refuse_by_name(name: str) -> None:
    for pattern, code in ((_MACROS, "macros"), (_EMBEDDED, "embedded"), (_EXTERNAL, "external")):
        if pattern.search(name):
            raise Refused(code)


def _part(name: str, content: bytes, format: Format) -> bytes:
    ending = "." + name.rpartition(".")[2].lower()
    if name == "mimetype":
        return _ODT_TYPE
    if ending in _PICTURE:
        return _picture(content, ending)
    if ending not in _XML:
        raise Refused("unusual")
    _parse(content)
    if format is kinds.ODT:
        return _odt_part(name, content)
    if ending == ".rels":
        return _relations(content)
    if name == "[Content_Types].xml":
        return _content_types(content)
    return _office_part(content)


def _picture(content: bytes, ending: str) -> bytes:
    """Set anew under the same name, so of the same format."""
    format, cleaned = pictures.clean(content)
    if format.extension != ending[1:].replace("jpeg", "jpg"):
        raise Refused("unusual")
    return cleaned


def _parse(content: bytes) -> ElementTree.Element:
    """What declares entities was refused before (see :mod:`.packed`); this one sees that it is whole."""
    try:
        return ElementTree.fromstring(content)  # noqa: S314
    except ElementTree.ParseError as error:
        raise Refused("corrupt") from error


def _office_part(content: bytes) -> bytes:
    instructions = b"".join(b"".join(found) for found in _INSTRUCTION.findall(content))
    if _FIELDS.search(instructions) or _WEB_FUNCTIONS.search(content):
        raise Refused("external")
    return re.sub(rb"(<pageSetup\b[^>]*?)\s+r:id=\"[^\"]*\"", rb"\1", content)


def _relations(content: bytes) -> bytes:
    def stays(relation: ElementTree.Element) -> bool:
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            if kind.endswith("/hyperlink") and re.match(r"(https?|mailto|tel):|#", target, re.I):
                return True
            raise Refused("external")
        return not _LEFT_BEHIND.search(target.lstrip("/"))

    return _without(content, _RELATIONS, stays)


def _content_types(content: bytes) -> bytes:
    return _without(content, _TYPES, lambda entry: not _LEFT_BEHIND.search(entry.get("PartName", "").lstrip("/")))


def _odt_part(name: str, content: bytes) -> bytes:
    if _ODT_ACTIVE.search(content):
        raise Refused("macros")
    if _ODT_EXTERNAL.search(content):
        raise Refused("external")
    if name == "META-INF/manifest.xml":
        path = f"{{{_MANIFEST}}}full-path"
        return _without(content, _MANIFEST, lambda entry: not _LEFT_BEHIND.search(entry.get(path, "")), "manifest")
    return content


def _without(content: bytes, namespace: str, stays: Callable[[ElementTree.Element], bool], prefix: str = "") -> bytes:
    """A flat list of entries without those that do not stay."""
    root = _parse(content)
    for entry in list(root):
        if not stays(entry):
            root.remove(entry)
    ElementTree.register_namespace(prefix, namespace)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
