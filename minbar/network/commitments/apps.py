from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "minbar.network.commitments"
    label = "commitments"
