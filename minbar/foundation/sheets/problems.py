"""What can be wrong with a row, as data: said in the language of whoever reads it, whenever that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from minbar.foundation.text.dates import DateError
from minbar.foundation.text.numbers import NumberError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Message = str | _StrPromise


def _with_kinds(*bases: type[DateError | NumberError]) -> dict[str, Message]:
    """The sentences that the readers of dates and numbers bring along, by the name of the error."""
    return {kind.__name__: kind.message for base in bases for kind in (base, *base.__subclasses__())}


#: Code → sentence; what stands in braces comes from the problem.
MESSAGES: dict[str, Message] = {
    **_with_kinds(DateError, NumberError),
    "missing": _("This cell is empty and must be filled."),
    "missing_column": _("The sheet has no such column, and needs it."),
    "too_long": _("The text is longer than {limit} characters. Shorten it."),
    "too_small": _("The number must be {limit} or more."),
    "too_large": _("The number is too large. Correct it."),
    "too_precise": _("At most {limit} digits may stand after the decimal sign. Shorten it."),
    "not_boolean": _("Write yes or no."),
    "not_email": _("This is no e-mail address. Write it like name@example.org."),
    "not_phone": _("This is no telephone number. Write it with digits, and with + and the country first if you can."),
    "not_url": _("This is no web address. Write it like https://example.org."),
    "not_choice": _("“{value}” is not one of the possible values. Write one of these: {choices}."),
    "not_choice_personal": _("This is not one of the possible values. Write one of these: {choices}."),
    "not_choice_near": _("“{value}” is not one of the possible values. Did you mean “{near}”?"),
    "not_found": _("Nothing called “{value}” is in “{sheet}”. Add it there first, or correct the name."),
    "not_found_near": _("Nothing called “{value}” is in “{sheet}”. Did you mean “{near}”?"),
    "not_found_personal": _("Nothing of this name is in “{sheet}”. Add it there first, or correct the name."),
    "not_found_rejected": _("“{value}” stands in a row of “{sheet}” that is rejected here. Mend that row first."),
    "not_found_rejected_personal": _("What this names stands in a row of “{sheet}” that is rejected. Mend that first."),
    "ambiguous": _("“{value}” names {count} entries of “{sheet}”. Write the identifier after the name: {example}."),
    "ambiguous_personal": _("Several entries of “{sheet}” have this name. Write the identifier from an export."),
    "unknown_uid": _("No record has this identifier any more. Empty the cell to add the row as a new record."),
    "bad_uid": _("This is no identifier. Leave it as it was exported, or empty the cell."),
    "several_match": _("Several records match this row. Export the sheet and use its identifiers."),
    "twice": _("The same row stands already in row {row}. Remove one of the two."),
    "twice_personal": _("The same row stands already in row {row}. Remove one of the two."),
    "same_record": _("Row {row} means the same record. Remove one of the two."),
    "unrecognised": _("It could not be told what this sheet holds. Check that the headers stand in one row."),
    "not_allowed": _("Your role does not allow importing “{sheet}”."),
    "refused_by_database": _("The row contradicts a rule of the database: {reason}"),
    "said": "{message}",
}  # fmt: skip


class Problem(NamedTuple):
    """One thing that is wrong.

    ``row`` is the number that the spreadsheet program shows; ``column`` a key of the sheet ("" for the whole row);
    ``header`` the column's header as the file has it.
    """

    row: int
    column: str
    header: str
    code: str
    detail: Mapping[str, Any]

    @property
    def message(self) -> str:
        """The sentence, in the reader's language."""
        return message_of(self.code, self.detail)


def message_of(code: str, detail: Mapping[str, Any]) -> str:
    """The sentence for a code, after what the cell holds where that may be repeated; unknown codes (of a newer
    version) are shown bare."""
    sentence = str(MESSAGES.get(code, code)).format_map(_Filled(detail))
    return (
        str(_("“{wrote}”: {sentence}")).format(wrote=detail["wrote"], sentence=sentence)
        if detail.get("wrote")
        else sentence
    )


class _Filled(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


class BadCell(Exception):
    """Raised while a cell is read; ``code`` and ``detail`` as in :class:`Problem`."""

    def __init__(self, code: str, **detail: Any) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
