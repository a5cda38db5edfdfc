from django.urls import path

from minbar.foundation.screens import views

app_name = "screens"
urlpatterns = [
    path("reading/", views.choose_reading, name="reading"),
    path("views/", views.save_view, name="save-view"),
    path("views/<uuid:uid>/forget/", views.forget_view, name="forget-view"),
]
