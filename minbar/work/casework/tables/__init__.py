"""The lists of casework, by subject."""

from minbar.work.casework.tables.cases import CaseTable, standing
from minbar.work.casework.tables.documents import DocumentTable, sender_of, size_of

__all__ = ["CaseTable", "DocumentTable", "sender_of", "size_of", "standing"]
