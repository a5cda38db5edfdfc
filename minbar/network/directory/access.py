"""Who may see and keep the directory. What persons have given of themselves needs a right of its own."""

from __future__ import annotations

from minbar.foundation.access.permissions import Permission, grant, grant_all
from minbar.foundation.access.roles import Role


class DirectoryPermission(Permission):
    VIEW = "directory.view"  # organisations, places, lists of organisations
    VIEW_PEOPLE = "directory.view_people"
    VIEW_CONTACTS = "directory.view_contacts"  # personal contact points
    EDIT = "directory.edit"
    IMPORT = "directory.import"
    EXPORT = "directory.export"
    REPLACE_PLACES = "directory.replace_places"  # nobody's: the gazetteer comes with Minbar


grant(
    Role.SECRETARIAT_OFFICER,
    DirectoryPermission.VIEW,
    DirectoryPermission.VIEW_PEOPLE,
    DirectoryPermission.VIEW_CONTACTS,
    DirectoryPermission.EDIT,
    DirectoryPermission.IMPORT,
    DirectoryPermission.EXPORT,
)
grant(
    Role.DIRECTOR,
    DirectoryPermission.VIEW,
    DirectoryPermission.VIEW_PEOPLE,
    DirectoryPermission.VIEW_CONTACTS,
    DirectoryPermission.EXPORT,
)
grant(
    Role.PROGRAMME_OFFICER,
    DirectoryPermission.VIEW,
    DirectoryPermission.VIEW_PEOPLE,
    DirectoryPermission.VIEW_CONTACTS,
)
grant_all((Role.EDITOR, Role.ADVOCACY_OFFICER), DirectoryPermission.VIEW, DirectoryPermission.VIEW_PEOPLE)
# Where to refer a client to.
grant_all((Role.CASE_WORKER, Role.CASE_SUPERVISOR), DirectoryPermission.VIEW)
