from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ScreensConfig(AppConfig):
    name = "minbar.foundation.screens"
    label = "screens"

    def ready(self) -> None:
        # Rooms say in panels.py what they show on the pages of others' records.
        autodiscover_modules("panels")
