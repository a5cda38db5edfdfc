from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "minbar.work.casework.dashboard"
    label = "casework_dashboard"  # of the app alone: its models are casework's
