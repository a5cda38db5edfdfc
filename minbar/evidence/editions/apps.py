from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "minbar.evidence.editions"
    label = "editions"
