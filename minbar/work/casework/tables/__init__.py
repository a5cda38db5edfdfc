"""The lists of casework, by subject."""

from minbar.work.casework.tables.cases import CaseTable, DocumentTable, sender_of, size_of, standing

__all__ = ["CaseTable", "DocumentTable", "sender_of", "size_of", "standing"]
