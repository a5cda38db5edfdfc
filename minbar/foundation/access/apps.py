from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccessConfig(AppConfig):
    name = "minbar.foundation.access"
    label = "access"

    def ready(self) -> None:
        # Rooms declare permissions and grants in their access.py.
        autodiscover_modules("access")
