from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "minbar.foundation.notifications"
    label = "notifications"

    def ready(self) -> None:
        from minbar.foundation.notifications import email  # noqa: F401  (declares the first channel)

        # Apps declare further channels in channels.py; rooms declare in emails.py what they say.
        autodiscover_modules("channels", "emails")
