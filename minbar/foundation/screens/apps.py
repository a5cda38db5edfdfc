from django.apps import AppConfig


class ScreensConfig(AppConfig):
    name = "minbar.foundation.screens"
    label = "screens"
