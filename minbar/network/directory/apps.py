from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.apps.registry import apps as installed_apps
from django.db.models.signals import post_migrate


class DirectoryConfig(AppConfig):
    name = "minbar.network.directory"
    label = "directory"

    def ready(self) -> None:
        post_migrate.connect(_load_reference_data, sender=self)


def _load_reference_data(*, apps: Apps = installed_apps, **_: Any) -> None:
    """Reference data belongs to the schema that it describes: wherever the tables are, it is there too."""
    from minbar.network.directory.reference.loading import load_reference_data

    if "directory" in apps.app_configs and apps.app_configs["directory"].models:
        load_reference_data()
