"""Counts down what a file may still bring."""

from __future__ import annotations

from collections.abc import Sequence

from minbar.foundation.attachments.confinement import Refused
from minbar.foundation.sheets.reading import limits


class Allowance:
    """What is left of the limits. Takes rows one by one, and says "no" before the next is made."""

    def __init__(self) -> None:
        self.worksheets = limits.WORKSHEETS
        self.rows = limits.ROWS
        self.cells = limits.CELLS
        self.characters = limits.CHARACTERS

    def take_worksheet(self, name: str) -> None:
        """Count a worksheet, hidden ones too.

        Raises:
            Refused
        """
        self.worksheets -= 1
        if self.worksheets < 0 or len(name) > limits.CELL_CHARACTERS:
            raise Refused("bomb")

    def take_row(self, row: Sequence[object]) -> int:
        """Count a row; returns how many characters of text it holds.

        Raises:
            Refused
        """
        lengths = [len(cell) for cell in row if type(cell) is str]
        if lengths and max(lengths) > limits.CELL_CHARACTERS:
            raise Refused("cell_too_long")
        characters = sum(lengths)
        self.rows -= 1
        self.cells -= len(row)
        self.characters -= characters
        if self.rows < 0:
            raise Refused("too_many_rows")
        if self.cells < 0:
            raise Refused("too_many_cells")
        if self.characters < 0:
            raise Refused("too_much_text")
        return characters
