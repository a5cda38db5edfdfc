from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "minbar.work.casework.intake"
    label = "casework_intake"  # of the app alone: its models are casework's

    def ready(self) -> None:
        from minbar.work.casework.intake import case_page  # noqa: F401 — adds its parts to the page of a case
