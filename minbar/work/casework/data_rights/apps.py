from django.apps import AppConfig


class DataRightsConfig(AppConfig):
    name = "minbar.work.casework.data_rights"
    label = "casework_data_rights"  # of the app alone: its models are casework's

    def ready(self) -> None:
        from minbar.work.casework.data_rights import case_page, follow_ups  # noqa: F401 — declare themselves
