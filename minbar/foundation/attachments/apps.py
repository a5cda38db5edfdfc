from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "minbar.foundation.attachments"
    label = "attachments"

    def ready(self) -> None:
        from minbar.foundation.attachments import checks  # noqa: F401  (registers them)
