"""The addresses of cases; a case is named in them by nothing but its random identifier."""

from __future__ import annotations

from django.urls import path

from minbar.work.casework import views
from minbar.work.casework.views import documents, glass, intake

app_name = "casework"
urlpatterns = [
    path("cases/", views.CaseList.as_view(), name="cases"),
    path("cases/add/", intake.Intake.as_view(), name="case-add"),
    path("cases/<uuid:uid>/", views.CaseRecord.as_view(), name="case"),
    path("cases/<uuid:uid>/edit/", views.CaseEdit.as_view(), name="case-edit"),
    path("cases/<uuid:uid>/assign/", views.CaseAssign.as_view(), name="case-assign"),
    path("cases/<uuid:uid>/code/", intake.NewCode.as_view(), name="case-code"),
    path("cases/<uuid:uid>/consents/", intake.Consents.as_view(), name="case-consents"),
    path("cases/<uuid:uid>/files/add/", documents.DocumentAdd.as_view(), name="document-add"),
    path("files/<uuid:uid>/", documents.DocumentRecord.as_view(), name="document"),
    path("files/<uuid:uid>/save/", documents.DocumentFile.as_view(), name="document-file"),
    path("files/<uuid:uid>/remove/", documents.DocumentRemove.as_view(), name="document-remove"),
    path("cases/<uuid:uid>/emergency/", glass.CaseGlass.as_view(), name="case-glass"),
    path("emergencies/", glass.GlassList.as_view(), name="glasses"),
    path("emergencies/<uuid:uid>/", glass.GlassRecord.as_view(), name="glass"),
    path("emergencies/<uuid:uid>/review/", glass.GlassReview.as_view(), name="glass-review"),
    path("emergencies/<uuid:uid>/end/", glass.GlassEnd.as_view(), name="glass-end"),
    path("emergencies/own/", glass.GlassOwnList.as_view(), name="glasses-own"),
    path("emergencies/own/add/", glass.GlassAdd.as_view(), name="glass-add"),
    path("emergencies/own/<uuid:uid>/", glass.GlassOwn.as_view(), name="glass-own"),
]
