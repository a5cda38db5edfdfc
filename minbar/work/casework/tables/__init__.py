"""The lists of casework, by subject."""

from minbar.work.casework.tables.cases import CaseTable, DocumentTable, standing

__all__ = ["CaseTable", "DocumentTable", "standing"]
