"""Sheets whose cells are seen by their room's handler alone: what may be told of them, and how the rest is kept in."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from minbar.foundation.sheets.declare import Sheet, sheets
from minbar.foundation.sheets.progress import Stopped
from minbar.foundation.sheets.recognition import Layout
from minbar.foundation.sheets.vocabulary import IDENTIFIER, plain, vocabulary

#: Of a problem's details those that come from the declaration or count rows, and repeat no cell.
TOLD = frozenset({"limit", "sheet", "row", "choices", "count", "reason", "message"})


class WalledFailure(RuntimeError):
    """A run over a walled sheet failed. Says of what kind the error was and where, and nothing of what it held."""


def without_escape(sheet: Sheet, run: Callable[[], None]) -> None:
    """Run; an error loses its text, which may repeat a cell, before anybody logs it.

    Raises:
        WalledFailure: in the place of any other error; not chained to it.
        Stopped
    """
    failure: WalledFailure | None = None
    try:
        run()
    except Stopped:
        raise
    except Exception as error:
        places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
        failure = WalledFailure(f"{sheet.key}: {type(error).__name__} at {' < '.join(reversed(places[-4:]))}")
    if failure:  # raised here, where no other error is being handled, so that none hangs on to it
        raise failure


def told_details(detail: Mapping[str, Any]) -> dict[str, Any]:
    """A problem's details without those that may repeat a cell."""
    return {key: value for key, value in detail.items() if key in TOLD}


def told_headers(layout: Layout) -> list[str]:
    """The header row as it may be shown: a row of data can be taken for it by mistake, so only known words stay."""
    assert layout.sheet
    words = vocabulary().headers[layout.sheet.key]
    return [_told_header(layout, position, header, words) for position, header in enumerate(layout.headers)]


def _told_header(layout: Layout, position: int, header: str, words: Mapping[str, str]) -> str:
    if not header or plain(header) in words:
        return header
    assert layout.sheet
    key = layout.columns.get(position)
    if key and key != IDENTIFIER:
        return str(layout.sheet.column[key].label)
    from xlsxwriter.utility import xl_col_to_name

    return str(_("Column %s") % xl_col_to_name(position))


def walled_among(keys: set[str]) -> list[str]:
    """Of these sheets those behind a wall."""
    return sorted(key for key in keys if key in sheets() and sheets()[key].walled)
