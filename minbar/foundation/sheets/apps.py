from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SheetsConfig(AppConfig):
    name = "minbar.foundation.sheets"
    label = "sheets"

    def ready(self) -> None:
        # Rooms declare what can be imported and exported in their sheets.py.
        autodiscover_modules("sheets")
        self._name_columns()

    @staticmethod
    def _name_columns() -> None:
        """A record's history calls what an import changed as the sheet's headers do."""
        from minbar.foundation.journal.descriptions import name_value
        from minbar.foundation.sheets.declare import sheets

        for sheet in sheets().values():
            for column in sheet.columns:
                name_value(f"{sheet.model._meta.label_lower}.{column.key}", column.label)
