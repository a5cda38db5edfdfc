"""The screens of casework. To everybody without business here they answer that nothing is there."""

from minbar.work.casework.views.cases import CaseAdd, CaseEdit, CaseFind, CaseHistory, CaseList, CaseRecord

__all__ = ["CaseAdd", "CaseEdit", "CaseFind", "CaseHistory", "CaseList", "CaseRecord"]
