"""Addresses of the figures' screens."""

from django.urls import path

from minbar.foundation.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.FigureList.as_view(), name="figures"),
    path("add/", views.FigureChooseDataset.as_view(), name="figure-add"),
    path("add/declared/", views.FigureDeclare.as_view(), name="figure-declare"),
    path("add/<slug:dataset>/", views.FigureAdd.as_view(), name="figure-define"),
    path("<uuid:uid>/", views.FigureRecord.as_view(), name="figure"),
    path("<uuid:uid>/edit/", views.FigureEdit.as_view(), name="figure-edit"),
    path("<uuid:uid>/records/", views.records, name="records"),
]
