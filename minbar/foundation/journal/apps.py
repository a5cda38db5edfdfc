from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    name = "minbar.foundation.journal"
    label = "journal"

    def ready(self) -> None:
        # Rooms describe their events in their journal_messages.py.
        autodiscover_modules("journal_messages")
