"""What a room costs in lines: ``python -m tests.architecture.size [minbar/voice/advocacy …]``.

Counted are all lines of the room's ``.py`` files as ``wc -l`` counts them, blank lines, comments and docstrings among
them, without migrations::

    find minbar/voice/advocacy -name '*.py' -not -path '*/migrations/*' | xargs cat | wc -l

A model is a ``Record`` that has pages of its own; catalogues and links between records are counted with it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

#: The most lines that a room may have; only ever lowered. A room that needs more is divided.
CEILINGS = {
    "minbar/voice/advocacy": 240,
    "minbar/voice/publishing": 300,
    "minbar/work/engagement": 1_700,
    "minbar/work/programmes": 2_950,
}
#: What a new model with list, page, form, import, export, dataset, search and history may cost.
A_MODEL = 160


def lines_of(file: Path) -> int:
    """As ``wc -l`` counts."""
    return file.read_bytes().count(b"\n")


def files_of(room: str | Path) -> Iterator[Path]:
    """The room's Python files, without migrations."""
    return (file for file in sorted(Path(room).rglob("*.py")) if "migrations" not in file.parts)


def size(room: str | Path) -> int:
    """The room's lines."""
    return sum(map(lines_of, files_of(room)))


def models_of(room: str) -> list[str]:
    """The names of the room's models that have pages of their own. Django must be set up."""
    from django.apps import apps

    from minbar.foundation.records.catalogues import Catalogue
    from minbar.foundation.records.models import Record

    models = apps.get_app_config(Path(room).name).get_models()
    return [each.__name__ for each in models if issubclass(each, Record) and not issubclass(each, Catalogue)]


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    rooms = [room.rstrip("/") for room in sys.argv[1:]]
    for room in rooms:
        for file in files_of(room):
            print(f"{lines_of(file):7,}  {file}")
    print(f"{'lines':>7}  {'models':>6}  {'a model':>7}  {'ceiling':>7}  room")
    for room in rooms or CEILINGS:
        lines, models = size(room), len(models_of(room))
        a_model = f"{lines / models:,.0f}" if models else ""
        ceiling = f"{CEILINGS[room]:,}" if room in CEILINGS else ""
        print(f"{lines:7,}  {models:6}  {a_model:>7}  {ceiling:>7}  {room}")


if __name__ == "__main__":
    main()
