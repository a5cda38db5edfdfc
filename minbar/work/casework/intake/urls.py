"""The addresses of this room, under those of casework."""

from __future__ import annotations

from django.urls import path

from minbar.work.casework.intake import views

urlpatterns = [
    path("cases/add/", views.Intake.as_view(), name="case-add"),
    path("cases/<uuid:uid>/code/", views.NewCode.as_view(), name="case-code"),
    path("cases/<uuid:uid>/consents/", views.Consents.as_view(), name="case-consents"),
]
