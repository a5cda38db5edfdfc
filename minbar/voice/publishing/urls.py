"""The addresses of published content."""

from __future__ import annotations

from django.urls import path

from minbar.voice.publishing import views

app_name = "publishing"
urlpatterns = [
    path("items/", views.ContentList.as_view(), name="items"),
    path("items/add/", views.ContentAdd.as_view(), name="item-add"),
    path("items/<uuid:uid>/", views.ContentRecord.as_view(), name="item"),
    path("items/<uuid:uid>/edit/", views.ContentEdit.as_view(), name="item-edit"),
]
