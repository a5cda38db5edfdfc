from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SheetsConfig(AppConfig):
    name = "minbar.foundation.sheets"
    label = "sheets"

    def ready(self) -> None:
        # Rooms declare what can be imported and exported in their sheets.py.
        autodiscover_modules("sheets")
