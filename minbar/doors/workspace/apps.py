from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "minbar.doors.workspace"
    label = "workspace"
