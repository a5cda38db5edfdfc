from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "minbar.foundation.journal"
    label = "journal"
