"""Names of files, in and out."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

#: Separators of paths, and what Windows does not take in a name.
_UNWANTED = re.compile(r'[\\/:*?"<>|]+')
_LONGEST = 100
_EXTENSION = re.compile(r"(?:\.[A-Za-z0-9]{1,5}){1,3}$")


def tidy_name(declared: str, extension: str) -> str:
    """The name's last part, without control signs and signs that turn its direction, ending in ``.extension``.

    "C:\\\\Users\\\\Rana\\\\هوية.jpg.exe" → "هوية.pdf" for a PDF. Empty → "file.pdf".
    """
    last = re.split(r"[\\/]", declared)[-1]
    plain = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    words = _EXTENSION.sub("", _UNWANTED.sub(" ", plain)).strip(" .")
    words = re.sub(r"\s+", " ", words)[:_LONGEST].strip(" .")
    return f"{words or 'file'}.{extension}"


def disposition(name: str) -> str:
    """``Content-Disposition`` that saves under ``name``: RFC 6266, the real name as RFC 5987 has it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9 ._-]", "", plain).strip(" .")
    stem, _dot, extension = plain.rpartition(".")
    fallback = f"{stem.strip() or 'file'}.{extension}" if extension else "file"
    return f"attachment; filename=\"{fallback}\"; filename*=UTF-8''{quote(name, safe='')}"
