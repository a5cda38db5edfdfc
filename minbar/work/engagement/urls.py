"""The addresses of this room's screens."""

from django.urls import path

from minbar.foundation.screens.register_views import urls_of
from minbar.work.engagement import views
from minbar.work.engagement.registers import (
    DELEGATIONS,
    MEETINGS,
    PARTNERSHIPS,
    SOLUTION_PARTNERS,
    VISIT_PLANS,
    VISITS,
)

app_name = "engagement"
urlpatterns = [
    *urls_of(MEETINGS, record=views.MeetingRecord),
    *urls_of(DELEGATIONS, PARTNERSHIPS, SOLUTION_PARTNERS),
    *urls_of(VISIT_PLANS, record=views.VisitPlanRecord),
    *urls_of(VISITS, add=None, record=views.VisitRecord),
    path("visit-plans/<uuid:uid>/visits/add/", views.VisitAdd.as_view(), name="visit-add"),
    path("visits/<uuid:uid>/done/", views.VisitDone.as_view(), name="visit-done"),
    path("visits/<uuid:uid>/drop/", views.VisitDrop.as_view(), name="visit-drop"),
    path("visits/<uuid:uid>/resume/", views.VisitResume.as_view(), name="visit-resume"),
]
