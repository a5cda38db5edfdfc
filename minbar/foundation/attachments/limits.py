"""How large an attachment may be, as it is sent and once it is read."""

from __future__ import annotations

from minbar.foundation.attachments.confinement import MEBIBYTE

#: The file as it is sent; a photo of a phone has 2 to 8, a scanned file of twenty pages about 10.
FILE_BYTES = 20 * MEBIBYTE
#: What is kept may be larger than what was sent (a PNG set anew), never by much.
CLEANED_BYTES = 40 * MEBIBYTE
#: All parts of a packed file once unpacked, and all streams of a PDF.
UNPACKED_BYTES = 400 * MEBIBYTE
#: One stream of a PDF: a scanned page at 300 dpi in colour unpacks to 26.
STREAM_BYTES = 160 * MEBIBYTE
PARTS = 1_000
PDF_PAGES = 500
PDF_OBJECTS = 200_000
#: Of a picture. Phones take 12 to 50 million; those with 200 send 12 unless told otherwise.
PIXELS = 50_000_000
TEXT_BYTES = 2 * MEBIBYTE
#: The process that reads.
PROCESS_BYTES = 1536 * MEBIBYTE
PROCESS_SECONDS = 40
#: How many files are read at once by one server process; more wait.
AT_ONCE = 2
