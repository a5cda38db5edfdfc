from django.urls import path

from minbar.doors.workspace import views

app_name = "workspace"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("search/", views.Search.as_view(), name="search"),
]
