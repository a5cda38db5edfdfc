from django.apps import AppConfig


class AdmissionConfig(AppConfig):
    name = "minbar.doors.admission"
    label = "admission"
