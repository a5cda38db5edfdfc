"""The addresses of this room, under those of casework."""

from __future__ import annotations

from django.urls import path, re_path

from minbar.work.casework.data_rights.views import breaches, erasures, files, rights

urlpatterns = [
    path("cases/<uuid:uid>/rights/add/", rights.RightsRequestAdd.as_view(), name="rights-request-add"),
    path("cases/<uuid:uid>/whole-file/", files.ClientFilePage.as_view(), name="client-file"),
    path("cases/<uuid:uid>/whole-file/pack/", files.FileExportAdd.as_view(), name="file-export-add"),
    path("cases/<uuid:uid>/erasure/", erasures.ErasurePropose.as_view(), name="erasure-propose"),
    path("rights/", rights.RightsRequestList.as_view(), name="rights-requests"),
    path("rights/<uuid:uid>/", rights.RightsRequestRecord.as_view(), name="rights-request"),
    path("rights/<uuid:uid>/answer/", rights.RightsRequestAnswer.as_view(), name="rights-request-answer"),
    path("rights/<uuid:uid>/reopen/", rights.RightsRequestReopen.as_view(), name="rights-request-reopen"),
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
