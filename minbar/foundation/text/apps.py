from django.apps import AppConfig


class TextConfig(AppConfig):
    name = "minbar.foundation.text"
    label = "text"
