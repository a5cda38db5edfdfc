from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class VaultConfig(AppConfig):
    name = "minbar.foundation.vault"
    label = "vault"

    def ready(self) -> None:
        from minbar.foundation.vault import checks  # noqa: F401  (registers them)
        from minbar.foundation.vault.guards import after_migrate

        post_migrate.connect(after_migrate, sender=self)
        # Rooms declare their blind indexes in their blind_indexes.py.
        autodiscover_modules("blind_indexes")
