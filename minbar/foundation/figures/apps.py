from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FiguresConfig(AppConfig):
    name = "minbar.foundation.figures"
    label = "figures"

    def ready(self) -> None:
        # Rooms declare what can be counted in their datasets.py.
        autodiscover_modules("datasets")
