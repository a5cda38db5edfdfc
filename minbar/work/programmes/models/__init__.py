"""Tracks hold programmes, programmes hold projects, and activities stand in any of them."""

from minbar.work.programmes.models.activities import Activity, ActivityKind, ActivityOrganisation, Work
from minbar.work.programmes.models.participation import Participation
from minbar.work.programmes.models.structure import Programme, Project, Track

__all__ = ["Activity", "ActivityKind", "ActivityOrganisation", "Participation", "Programme", "Project", "Track", "Work"]
