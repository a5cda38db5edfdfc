from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "minbar.foundation.records"
    label = "records"
