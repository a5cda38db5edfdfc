from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "minbar.doors.exchange"
    label = "exchange"

    def ready(self) -> None:
        from minbar.doors.exchange import exporting  # noqa: F401  (lists find their export through it)
