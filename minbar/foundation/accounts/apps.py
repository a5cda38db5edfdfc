from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "minbar.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        from minbar.foundation.accounts import events  # noqa: F401 (connects its receivers)
