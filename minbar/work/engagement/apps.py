from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "minbar.work.engagement"
    label = "engagement"
