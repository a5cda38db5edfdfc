"""The WSGI entry point that the web server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

#: What commands load only where they use it; the site's processes have it from the one that they are forked from.
LOADED_WHERE_USED = ("minbar.foundation.figures.tree", "minbar.foundation.figures.relations", "highspy", "xlsxwriter")


def _warm_up() -> None:
    """Load what requests need, and tell the collector of garbage that all this stays.

    It would look through some hundred thousand objects of Django's and ours again and again otherwise.
    """
    from importlib import import_module

    from django.urls import get_resolver

    for name in LOADED_WHERE_USED:
        import_module(name)
    _addresses = get_resolver().reverse_dict  # every room's addresses, and their views with them
    gc.collect()
    gc.freeze()


_warm_up()
