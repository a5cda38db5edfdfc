from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "minbar.network.directory"
    label = "directory"
