from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "minbar.doors.cli"
    label = "cli"
