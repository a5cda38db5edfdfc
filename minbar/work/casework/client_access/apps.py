from django.apps import AppConfig


class ClientAccessConfig(AppConfig):
    name = "minbar.work.casework.client_access"
    label = "casework_client_access"  # of the app alone: its models are casework's
