"""The forms of casework, by subject."""

from minbar.work.casework.cases.forms.access import AssignForm
from minbar.work.casework.cases.forms.cases import CaseForm, FindForm

__all__ = ["AssignForm", "CaseForm", "FindForm"]
