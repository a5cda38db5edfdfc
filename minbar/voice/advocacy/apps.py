from django.apps import AppConfig


class AdvocacyConfig(AppConfig):
    name = "minbar.voice.advocacy"
    label = "advocacy"
