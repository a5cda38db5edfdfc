"""The lists of casework, by subject."""

from minbar.work.casework.cases.tables.cases import CaseTable, status
from minbar.work.casework.cases.tables.documents import sender_of, size_of

__all__ = ["CaseTable", "sender_of", "size_of", "status"]
