"""Every room's screens; a route without a declared access rule is refused (see foundation/access)."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

#: Rooms whose screens stand elsewhere than under the room's name: at the root, or beside another room's.
ELSEWHERE = {
    "minbar.doors.workspace": "",
    "minbar.doors.admission": "",
    "minbar.doors.portal": "",
    "minbar.evidence.rendering": "editions/",
}

urlpatterns = [
    path(ELSEWHERE.get(room, f"{room.rpartition('.')[2]}/"), include(f"{room}.urls"))
    for room in settings.ROOMS
    if find_spec(f"{room}.urls")
]

handler403 = "minbar.foundation.access.errors.refused"
handler404 = "minbar.foundation.access.errors.not_found"
handler500 = "minbar.foundation.access.errors.failed"
