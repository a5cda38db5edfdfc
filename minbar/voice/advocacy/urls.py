"""The addresses of community issues."""

from __future__ import annotations

from django.urls import path

from minbar.voice.advocacy import views

app_name = "advocacy"
urlpatterns = [
    path("issues/", views.IssueList.as_view(), name="issues"),
    path("issues/add/", views.IssueAdd.as_view(), name="issue-add"),
    path("issues/<uuid:uid>/", views.IssueRecord.as_view(), name="issue"),
    path("issues/<uuid:uid>/edit/", views.IssueEdit.as_view(), name="issue-edit"),
]
