"""Forms of the door: the files to send, how a worksheet is to be read, what to take out and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minbar.foundation.sheets.declare import Sheet
from minbar.foundation.sheets.reading.workbook import READABLE
from minbar.foundation.sheets.results import WorksheetResult
from minbar.foundation.sheets.vocabulary import IDENTIFIER, IDENTIFIER_LABEL


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; gives a list of (name, content)."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:
        files = data if isinstance(data, list | tuple) else [data]
        one = super().clean
        return [(file.name, file.read()) for file in [one(item, initial) for item in files or [None]]]


class FilesForm(forms.Form):
    spreadsheets = FilesField(
        label=_("Spreadsheets"),
        help_text=_(
            "Excel (.xlsx, .xls), LibreOffice (.ods) or CSV, up to 50 MB each. Several may be sent together. Titles "
            "above the header and totals below the rows may stay; headers may be in Arabic, Turkish or English."
        ),
        widget=SeveralFiles(attrs={"accept": ",".join(READABLE)}),
        error_messages={"required": _("Choose at least one file."), "empty": _("The file is empty.")},
    )


class WorksheetForm(forms.Form):
    """How a worksheet is to be read: which sheet, which header row, which column is which."""

    sheet = forms.ChoiceField(label=_("What the sheet holds"), required=False)
    header_row = forms.IntegerField(label=_("Row of the headers"), min_value=1, max_value=1_000, required=False)

    def __init__(self, data: Any = None, *, worksheet: WorksheetResult, known: Mapping[str, Sheet]) -> None:
        initial: dict[str, Any] = {"sheet": worksheet.sheet or "", "header_row": worksheet.header_row}
        initial |= {f"column-{place}": worksheet.columns.get(place, "") for place in range(len(worksheet.headers))}
        super().__init__(
            data, initial=initial, prefix=None, auto_id=f"worksheet-{abs(hash(worksheet.worksheet)) % 10_000}-%s"
        )
        self.worksheet = worksheet
        choices = [("", _("Leave this sheet out")), *((key, str(sheet.label)) for key, sheet in known.items())]
        self.fields["sheet"].choices = choices  # type: ignore[attr-defined]  # the stubs know it as a plain field
        sheet = known.get((data or {}).get("sheet") or worksheet.sheet or "")
        for place, header in enumerate(worksheet.headers):
            if header and sheet:
                self.fields[f"column-{place}"] = self._column(header, place, sheet)

    def _column(self, header: str, place: int, sheet: Sheet) -> forms.ChoiceField:
        examples = [row[place] for row in self.worksheet.examples if place < len(row) and row[place]]
        columns = [(column.key, str(column.label)) for column in sheet.columns]
        choices = [("", _("Leave this column out")), *columns, (IDENTIFIER, IDENTIFIER_LABEL)]
        field = forms.ChoiceField(label=header, choices=choices, required=False)
        field.help_text = " · ".join(examples)[:80]
        return field

    @property
    def columns(self) -> list[Any]:
        """The fields of the columns."""
        return [self[name] for name in self.fields if name.startswith("column-")]

    def choice(self) -> dict[str, Any]:
        """What the reader chose, as ``recognition.recognise`` takes it.

        With another sheet or header row the columns are to be recognised anew.
        """
        chosen: dict[str, Any] = {"sheet": self.cleaned_data["sheet"]}
        if row := self.cleaned_data.get("header_row"):
            chosen["header_row"] = row
        if chosen["sheet"] == (self.worksheet.sheet or "") and row == self.worksheet.header_row:
            chosen["columns"] = {
                name.partition("-")[2]: value for name, value in self.cleaned_data.items() if name.startswith("column-")
            }
        return chosen


class ExportForm(forms.Form):
    """In which form to take records out, and why where they are personal."""

    form = forms.ChoiceField(
        label=_("File"),
        choices=[("xlsx", _("Excel workbook (.xlsx)")), ("csv", _("Delimited text (.csv)"))],
        initial="xlsx",
    )

    def __init__(self, *args: Any, personal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if personal:
            self.fields["reason"] = forms.CharField(
                label=_("What it is needed for"),
                max_length=300,
                help_text=_("The file will hold personal data. The reason is kept in the journal, with your name."),
            )
