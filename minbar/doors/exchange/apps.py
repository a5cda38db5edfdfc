from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "minbar.doors.exchange"
    label = "exchange"
