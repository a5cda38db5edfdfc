"""Logs without personal data: what happened and where in the code, never the values that it happened with."""

from __future__ import annotations

import datetime as dt
import json
import logging
import traceback
from types import TracebackType
from typing import Any


class WithoutValues(logging.Formatter):
    """One JSON object a line.

    Of a message only its template is written, not its arguments; of a request its route's name, not its address
    (addresses can hold tokens); of an error its type and the places in the code, not its text, which often quotes
    what somebody typed. People stand in the journal, which has readers of its own.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
        }
        if isinstance(status := getattr(record, "status_code", None), int):
            line["status"] = status
        if (request := getattr(record, "request", None)) is not None and hasattr(request, "method"):
            match = getattr(request, "resolver_match", None)
            line |= {"method": request.method, "route": match.view_name if match else None}
        if record.exc_info and record.exc_info[0]:
            line |= {"error": record.exc_info[0].__name__, "where": _places(record.exc_info[2])}
        return json.dumps(line, ensure_ascii=False)


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without_values": {"()": "config.logs.WithoutValues"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "without_values"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handlers would write to the terminal and by e-mail, with values.
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
