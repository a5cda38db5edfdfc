"""Compile the translation catalogues of every room: ``python -m minbar.foundation.text.catalogues``."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[2]


def compile_catalogues(root: Path = PACKAGE) -> int:
    """Write a .mo beside each .po below ``root`` that is newer than it; return how many were written."""
    written = 0
    for source in root.glob("**/locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name)
        with target.open("wb") as file:
            write_mo(file, catalogue)
        written += 1
    return written


if __name__ == "__main__":
    compile_catalogues()
