from django.apps import AppConfig


class RenderingConfig(AppConfig):
    name = "minbar.evidence.rendering"
    label = "rendering"
