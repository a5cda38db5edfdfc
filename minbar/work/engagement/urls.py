"""The addresses of this room's screens."""

from django.urls import path

from minbar.work.engagement.views import meetings, partnerships, visits

app_name = "engagement"
urlpatterns = [
    path("meetings/", meetings.MeetingList.as_view(), name="meetings"),
    path("meetings/add/", meetings.MeetingAdd.as_view(), name="meeting-add"),
    path("meetings/<uuid:uid>/", meetings.MeetingRecord.as_view(), name="meeting"),
    path("meetings/<uuid:uid>/edit/", meetings.MeetingEdit.as_view(), name="meeting-edit"),
    path("delegations/", meetings.DelegationList.as_view(), name="delegations"),
    path("delegations/add/", meetings.DelegationAdd.as_view(), name="delegation-add"),
    path("delegations/<uuid:uid>/", meetings.DelegationRecord.as_view(), name="delegation"),
    path("delegations/<uuid:uid>/edit/", meetings.DelegationEdit.as_view(), name="delegation-edit"),
    path("visit-plans/", visits.VisitPlanList.as_view(), name="visit-plans"),
    path("visit-plans/add/", visits.VisitPlanAdd.as_view(), name="visit-plan-add"),
    path("visit-plans/<uuid:uid>/", visits.VisitPlanRecord.as_view(), name="visit-plan"),
    path("visit-plans/<uuid:uid>/edit/", visits.VisitPlanEdit.as_view(), name="visit-plan-edit"),
    path("visit-plans/<uuid:uid>/visits/add/", visits.VisitAdd.as_view(), name="visit-add"),
    path("visits/", visits.VisitList.as_view(), name="visits"),
    path("visits/<uuid:uid>/", visits.VisitRecord.as_view(), name="visit"),
    path("visits/<uuid:uid>/edit/", visits.VisitEdit.as_view(), name="visit-edit"),
    path("visits/<uuid:uid>/done/", visits.VisitDone.as_view(), name="visit-done"),
    path("visits/<uuid:uid>/drop/", visits.VisitDrop.as_view(), name="visit-drop"),
    path("visits/<uuid:uid>/resume/", visits.VisitResume.as_view(), name="visit-resume"),
    path("partnerships/", partnerships.PartnershipList.as_view(), name="partnerships"),
    path("partnerships/add/", partnerships.PartnershipAdd.as_view(), name="partnership-add"),
    path("partnerships/<uuid:uid>/", partnerships.PartnershipRecord.as_view(), name="partnership"),
    path("partnerships/<uuid:uid>/edit/", partnerships.PartnershipEdit.as_view(), name="partnership-edit"),
    path("solution-partners/", partnerships.SolutionPartnerList.as_view(), name="solution-partners"),
    path("solution-partners/add/", partnerships.SolutionPartnerAdd.as_view(), name="solution-partner-add"),
    path("solution-partners/<uuid:uid>/", partnerships.SolutionPartnerRecord.as_view(), name="solution-partner"),
    path(
        "solution-partners/<uuid:uid>/edit/", partnerships.SolutionPartnerEdit.as_view(), name="solution-partner-edit"
    ),
]
