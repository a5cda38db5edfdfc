"""The forms of casework, by subject."""

from minbar.work.casework.forms.cases import AssignForm, CaseForm

__all__ = ["AssignForm", "CaseForm"]
