from django.apps import AppConfig


class EmergencyAccessConfig(AppConfig):
    name = "minbar.work.casework.emergency_access"
    label = "casework_emergency_access"  # of the app alone: its models are casework's

    def ready(self) -> None:
        from minbar.work.casework.emergency_access import case_page, follow_ups  # noqa: F401 — declare themselves
