from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The label is that of all casework: tables, content types and the journal know its models by it."""

    name = "minbar.work.casework.cases"
    label = "casework"

    def ready(self) -> None:
        from minbar.work.casework.cases import commitments  # noqa: F401 — declares cases as a source of follow-ups
