"""Every room's screens; a route without a declared access rule is refused (see foundation/access)."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

#: Rooms whose screens stand at the root of the site rather than under the room's name.
AT_ROOT = {"minbar.doors.workspace", "minbar.doors.admission"}

urlpatterns = [
    path("" if room in AT_ROOT else f"{room.rpartition('.')[2]}/", include(f"{room}.urls"))
    for room in settings.ROOMS
    if find_spec(f"{room}.urls")
]

handler403 = "minbar.foundation.access.errors.refused"
handler404 = "minbar.foundation.access.errors.not_found"
handler500 = "minbar.foundation.access.errors.failed"
