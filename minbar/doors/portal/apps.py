from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "minbar.doors.portal"
    label = "portal"
