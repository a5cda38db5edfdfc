from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "minbar.work.casework.identity"
    label = "casework_identity"  # of the app alone: its models are casework's

    def ready(self) -> None:
        from minbar.work.casework.identity import case_page  # noqa: F401 — adds its parts to the page of a case
