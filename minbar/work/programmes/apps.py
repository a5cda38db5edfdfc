from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "minbar.work.programmes"
    label = "programmes"
