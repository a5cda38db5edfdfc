"""The addresses of cases; a case is named in them by nothing but its random identifier."""

from __future__ import annotations

from django.urls import path

from minbar.work.casework import views

app_name = "casework"
urlpatterns = [
    path("cases/", views.CaseList.as_view(), name="cases"),
    path("cases/add/", views.CaseAdd.as_view(), name="case-add"),
    path("cases/<uuid:uid>/", views.CaseRecord.as_view(), name="case"),
    path("cases/<uuid:uid>/edit/", views.CaseEdit.as_view(), name="case-edit"),
    path("cases/<uuid:uid>/assign/", views.CaseAssign.as_view(), name="case-assign"),
]
