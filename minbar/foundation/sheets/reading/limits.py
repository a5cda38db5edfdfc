"""How much of a file is read at most. Shared by the reader and the process that starts it."""

from __future__ import annotations

from minbar.foundation.attachments.confinement import MEBIBYTE

#: The file as it is sent.
FILE_BYTES = 50 * MEBIBYTE
#: All parts of a packed file once unpacked.
UNPACKED_BYTES = 600 * MEBIBYTE
PARTS = 5_000
#: Cells of all tabs together, empty ones within a tab's area counted.
CELLS = 6_000_000
COLUMNS = 1_024
#: The child process: a tab with one cell at each far corner would ask for hundreds of gigabytes.
PROCESS_BYTES = 3 * 1024 * MEBIBYTE
PROCESS_SECONDS = 180
