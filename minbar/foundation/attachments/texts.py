"""Plain text, and what only looks like it."""

from __future__ import annotations

import re

from minbar.foundation.attachments import kinds, limits
from minbar.foundation.attachments.confinement import Refused
from minbar.foundation.attachments.kinds import Format
from minbar.foundation.attachments.plain import decode

#: What a browser or a drawing program would run; nobody writes it in a note.
_MARKUP = re.compile(r"<\s*(?:!doctype|\?xml|\?php|/?(?:html|head|body|script|svg|iframe|object|embed|meta)\b)", re.I)
_RICH = re.compile(r"^\s*(?:\{\\rtf|%!PS|MIME-Version:|BEGIN:VCARD|#!)", re.I)


def clean(content: bytes) -> tuple[Format, bytes]:
    """The text in UTF-8.

    Raises:
        Refused
    """
    if len(content) > limits.TEXT_BYTES:
        raise Refused("too_much_text")
    text = decode(content)
    if _MARKUP.search(text):
        raise Refused("markup")
    if _RICH.search(text) or not text.strip():
        raise Refused("unknown_format" if text.strip() else "empty")
    return kinds.TEXT, text.encode()
