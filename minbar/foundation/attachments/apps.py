from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "minbar.foundation.attachments"
    label = "attachments"
