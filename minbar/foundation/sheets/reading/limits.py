"""How much of a file is read at most. Held by the process that reads, and again by the one that started it."""

from __future__ import annotations

from minbar.foundation.attachments.confinement import MEBIBYTE

#: The file as it is sent.
FILE_BYTES = 50 * MEBIBYTE
#: All parts of a packed file once unpacked.
UNPACKED_BYTES = 600 * MEBIBYTE
PARTS = 5_000
#: Worksheets, rows and cells of a file; empty rows and cells within a worksheet's area counted. Excel has as many rows.
WORKSHEETS = 500
ROWS = 1_048_576
CELLS = 6_000_000
COLUMNS = 1_024
#: Excel's own limit; what is longer was not typed into a spreadsheet.
CELL_CHARACTERS = 32_767
#: Of all cells together. One text in a workbook can stand in each of its cells, and takes no room in the file.
CHARACTERS = 60_000_000
#: What crosses to the process that started it comes in parts of so many rows, characters and, at most, bytes.
BLOCK_ROWS = 2_000
BLOCK_CHARACTERS = 1_000_000
FRAME_BYTES = 16 * MEBIBYTE
#: The child process: a worksheet with one cell at each far corner would ask for hundreds of gigabytes.
PROCESS_BYTES = 2 * 1024 * MEBIBYTE
PROCESS_SECONDS = 180
