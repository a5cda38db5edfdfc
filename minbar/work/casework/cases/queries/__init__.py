"""Reading cases. A page reads as the one who asks (``wall.reading_as``); these queries say what that one may see."""

from minbar.work.casework.cases.queries.cases import cases_visible_to, cases_worked_on_by
from minbar.work.casework.cases.queries.readers import Reader, reader_of

__all__ = ["Reader", "cases_visible_to", "cases_worked_on_by", "reader_of"]
