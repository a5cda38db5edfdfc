from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "minbar.doors.demonstration"
    label = "demonstration"
