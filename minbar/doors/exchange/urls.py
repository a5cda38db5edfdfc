"""Routes of the door of spreadsheets."""

from __future__ import annotations

from django.urls import path

from minbar.doors.exchange import views

app_name = "exchange"
urlpatterns = [
    path("imports/", views.ImportList.as_view(), name="imports"),
    path("imports/add/", views.ImportAdd.as_view(), name="import-add"),
    path("imports/<uuid:uid>/", views.import_page, name="import"),
    path("imports/<uuid:uid>/progress/", views.import_progress, name="import-progress"),
    path("imports/<uuid:uid>/explain/<int:number>/", views.explain, name="import-explain"),
    path("imports/<uuid:uid>/apply/", views.apply, name="import-apply"),
    path("imports/<uuid:uid>/check/", views.check, name="import-check"),
    path("imports/<uuid:uid>/stop/", views.stop, name="import-stop"),
    path("imports/<uuid:uid>/undo/", views.undo, name="import-undo"),
    path("imports/<uuid:uid>/discard/", views.discard, name="import-discard"),
    path("imports/<uuid:uid>/rejected/", views.rejected, name="import-rejected"),
    path("exports/", views.exports, name="exports"),
    path("exports/<slug:key>/", views.export_page, name="export"),
    path("exports/<slug:key>/template/", views.empty_template, name="export-template"),
]
