"""The addresses of cases; a case is named in them by nothing but its random identifier."""

from __future__ import annotations

from django.urls import path, re_path

from minbar.work.casework import views
from minbar.work.casework.views import breaches, documents, erasures, files, glass, intake, rights

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
    path("cases/<uuid:uid>/rights/add/", rights.RightsRequestAdd.as_view(), name="rights-request-add"),
    path("cases/<uuid:uid>/identity/edit/", rights.IdentityEdit.as_view(), name="identity-edit"),
    path("cases/<uuid:uid>/whole-file/", files.ClientFilePage.as_view(), name="client-file"),
    path("cases/<uuid:uid>/whole-file/pack/", files.FileExportAdd.as_view(), name="file-export-add"),
    path("cases/<uuid:uid>/erasure/", erasures.ErasurePropose.as_view(), name="erasure-propose"),
    path("rights/", rights.RightsRequestList.as_view(), name="rights-requests"),
    path("rights/<uuid:uid>/", rights.RightsRequestRecord.as_view(), name="rights-request"),
    path("rights/<uuid:uid>/answer/", rights.RightsRequestAnswer.as_view(), name="rights-request-answer"),
    path("packed/<uuid:uid>/", files.FileExportRecord.as_view(), name="file-export"),
    path("packed/<uuid:uid>/save/", files.FileExportSave.as_view(), name="file-export-save"),
    path("breaches/", breaches.BreachList.as_view(), name="breaches"),
    path("breaches/add/", breaches.BreachAdd.as_view(), name="breach-add"),
    path("breaches/<uuid:uid>/", breaches.BreachRecord.as_view(), name="breach"),
    path("breaches/<uuid:uid>/follow/", breaches.BreachFollow.as_view(), name="breach-follow"),
    path("erasures/", erasures.ErasureList.as_view(), name="erasures"),
    path("erasures/due/", erasures.DueList.as_view(), name="due"),
    path("erasures/<uuid:uid>/", erasures.ErasureRecord.as_view(), name="erasure"),
    path("erasures/<uuid:uid>/do/", erasures.ErasureDo.as_view(), name="erasure-do"),
    path("erasures/<uuid:uid>/drop/", erasures.ErasureDrop.as_view(), name="erasure-drop"),
    re_path(
        "^erasures/(?P<uid>[0-9a-f-]{36})/certificate/(?P<language>ar|tr|en)/$",
        erasures.ErasureCertificate.as_view(),
        name="erasure-certificate",
    ),
    path("retention/", erasures.RetentionList.as_view(), name="retention"),
    path("retention/<uuid:uid>/", erasures.RetentionEdit.as_view(), name="retention-edit"),
]
