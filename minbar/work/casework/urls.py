"""The addresses of casework: those of its rooms, under one name."""

from __future__ import annotations

from minbar.work.casework.cases.urls import urlpatterns as cases
from minbar.work.casework.dashboard.urls import urlpatterns as dashboard
from minbar.work.casework.data_rights.urls import urlpatterns as data_rights
from minbar.work.casework.emergency_access.urls import urlpatterns as emergency_access
from minbar.work.casework.evidence_requests.urls import urlpatterns as evidence_requests
from minbar.work.casework.identity.urls import urlpatterns as identity
from minbar.work.casework.intake.urls import urlpatterns as intake

app_name = "casework"
urlpatterns = [*cases, *identity, *intake, *emergency_access, *data_rights, *evidence_requests, *dashboard]
