from django.apps import AppConfig


class CaseImportConfig(AppConfig):
    name = "minbar.work.casework.case_import"
    label = "casework_case_import"  # of the app alone: its models are casework's
