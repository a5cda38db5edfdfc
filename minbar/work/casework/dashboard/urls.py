"""The addresses of this room, under those of casework."""

from __future__ import annotations

from django.urls import path

from minbar.work.casework.dashboard import views

urlpatterns = [
    path("dashboard/", views.Dashboard.as_view(), name="dashboard"),
]
