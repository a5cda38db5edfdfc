from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "minbar.work.casework"
    label = "casework"
