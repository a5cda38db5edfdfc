"""Why a file is not taken, and what to send instead."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "empty": _("The file is empty. Choose it again and send it."),
    "too_large": _("The file is larger than 20 MB. Send a smaller photo, or the pages one by one."),
    "too_much_text": _("The text is longer than 2 MB. Send it in parts, or as a PDF."),
    "too_many_pixels": _("The picture is too large. Take it with less detail (at most 50 megapixels) and send that."),
    "unknown_format": _("This kind of file is not taken. Send a photo, a PDF, a text document or a voice message."),
    "markup": _("Web pages and drawings (HTML, SVG) are not taken. Take a picture of the screen, or save it as PDF."),
    "archive": _("Packed files (zip, rar and the like) are not taken. Send the files one by one."),
    "program": _("Programs are not taken. Send a photo, a PDF, a text document or a voice message."),
    "video": _("Videos are not taken. Send a photo, or the voice alone."),
    "old_office": _("This is an old kind of document (.doc, .xls). Save it as PDF or .docx and send that."),
    "macros": _("The document holds macros (small programs). Save it as PDF and send that."),
    "active": _("The PDF holds commands that run when it is opened. Print it to a new PDF and send that."),
    "embedded": _("Another file is hidden in this one. Save it as plain PDF, or send each file by itself."),
    "external": _("The document fetches something from elsewhere when it is opened. Save it as PDF and send that."),
    "unusual": _("The document holds parts that can't be checked. Save it as PDF and send that."),
    "two_formats": _("The file is of two kinds at once, which can be a trap. Take a photo of it and send that."),
    "password": _("The file is locked with a password. Remove the password and send it again."),
    "corrupt": _("The file is damaged. Open it on your device, save it anew and send that, or take a photo of it."),
    "bomb": _("Unpacked, the file would be far larger than it should be. It was not opened. Send it as PDF or photo."),
    "too_many_pages": _("The PDF has more than 500 pages. Send it in parts."),
    "unsafe_parts": _("The file holds parts that would be written outside of it. It was not opened. Send it as PDF."),
    "declares": _("The file declares XML entities, which no office program does. Send it as PDF."),
    "not_confined": _("This server can't read files safely at present. Tell whoever looks after it."),
    "took_too_long": _("Reading the file took too long. Send it in parts, or as photos."),
}  # fmt: skip


class NotTaken(Exception):
    """A file that is not kept; ``code`` is a key of ``REASONS``, ``str()`` the sentence in the reader's language."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code if code in REASONS else "corrupt"

    def __str__(self) -> str:
        return str(REASONS[self.code])
