from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "minbar.work.casework"
    label = "casework"

    def ready(self) -> None:
        from minbar.work.casework import commitments  # noqa: F401 — declares cases as a source of follow-ups
