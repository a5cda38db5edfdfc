from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ScreensConfig(AppConfig):
    name = "minbar.foundation.screens"
    label = "screens"

    def ready(self) -> None:
        # Rooms say in presentations.py how references to their records appear, in registers.py which models have the
        # usual screens, and in panels.py what they show on the pages of others' records.
        autodiscover_modules("presentations")
        autodiscover_modules("registers")
        self._declare_registers()
        autodiscover_modules("panels")

    @staticmethod
    def _declare_registers() -> None:
        from minbar.foundation.screens.navigation import add_to_menu
        from minbar.foundation.screens.register import registers
        from minbar.foundation.screens.register_views import menu_item, searcher_of
        from minbar.foundation.screens.searching import add_searcher

        for register in registers().values():
            if register.menu:
                add_to_menu(menu_item(register, register.menu))
            if register.found:
                add_searcher(searcher_of(register, register.found))
