"""The addresses of this room, under those of casework."""

from __future__ import annotations

from django.urls import path

from minbar.work.casework.emergency_access.views import existence, openings

urlpatterns = [
    path("cases/<uuid:uid>/emergency/", openings.CaseEmergencyAccess.as_view(), name="case-emergency-access"),
    path("emergencies/", openings.EmergencyAccessList.as_view(), name="emergency-accesses"),
    path("emergencies/<uuid:uid>/", openings.EmergencyAccessRecord.as_view(), name="emergency-access"),
    path(
        "emergencies/<uuid:uid>/review/",
        openings.EmergencyAccessReview.as_view(),
        name="emergency-access-review",
    ),
    path("emergencies/<uuid:uid>/end/", openings.EmergencyAccessEnd.as_view(), name="emergency-access-end"),
    path("emergencies/own/", openings.OwnEmergencyAccessList.as_view(), name="own-emergency-accesses"),
    path("emergencies/own/add/", openings.EmergencyAccessAdd.as_view(), name="emergency-access-add"),
    path("emergencies/own/<uuid:uid>/", openings.OwnEmergencyAccessRecord.as_view(), name="own-emergency-access"),
    path("existence/", existence.Existence.as_view(), name="existence"),
]
