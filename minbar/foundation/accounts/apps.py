from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "minbar.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        from minbar.foundation.accounts import events  # noqa: F401 (connects its receivers)

        # Rooms declare in their handover.py what an account that is closed leaves open.
        autodiscover_modules("handover")
