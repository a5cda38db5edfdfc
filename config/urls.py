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


def _screens(room: str) -> str:
    """The module with the screens of a room: its own, or that of the group of rooms to which it belongs."""
    group = room.rpartition(".")[0]
    return group if find_spec(f"{group}.urls") else room


urlpatterns = [
    path(ELSEWHERE.get(room, f"{room.rpartition('.')[2]}/"), include(f"{room}.urls"))
    for room in dict.fromkeys(map(_screens, settings.ROOMS))
    if find_spec(f"{room}.urls")
]

handler403 = "minbar.foundation.access.errors.refused"
handler404 = "minbar.foundation.access.errors.not_found"
handler500 = "minbar.foundation.access.errors.failed"
