"""The WSGI entry point that the web server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()


def _warm_up() -> None:
    """Load what every request needs, and tell the collector of garbage that all this stays.

    It would look through some hundred thousand objects of Django's and ours again and again otherwise.
    """
    from django.urls import get_resolver

    _addresses = get_resolver().reverse_dict  # every room's addresses, and their views with them
    gc.collect()
    gc.freeze()


_warm_up()
