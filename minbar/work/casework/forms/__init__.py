"""The forms of casework, by subject."""

from minbar.work.casework.forms.access import AssignForm
from minbar.work.casework.forms.cases import CaseForm, FindForm

__all__ = ["AssignForm", "CaseForm", "FindForm"]
