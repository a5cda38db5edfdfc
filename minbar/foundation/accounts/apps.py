from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "minbar.foundation.accounts"
    label = "accounts"
