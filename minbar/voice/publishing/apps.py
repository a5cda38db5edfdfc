from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "minbar.voice.publishing"
    label = "publishing"
