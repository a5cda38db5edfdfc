"""Everything that changes the directory."""

from minbar.network.directory.actions.lists import (
    add_list,
    edit_list,
    put_on_list,
    take_off_list,
)
from minbar.network.directory.actions.named import add_named, uid_of_named
from minbar.network.directory.actions.parties import (
    add_organisation,
    add_person,
    edit_organisation,
    edit_person,
)
from minbar.network.directory.actions.ties import (
    add_affiliation,
    add_contact,
    edit_affiliation,
    edit_contact,
    remove_affiliation,
    remove_contact,
)

__all__ = [
    "add_affiliation",
    "add_contact",
    "add_list",
    "add_named",
    "add_organisation",
    "add_person",
    "edit_affiliation",
    "edit_contact",
    "edit_list",
    "edit_organisation",
    "edit_person",
    "put_on_list",
    "remove_affiliation",
    "remove_contact",
    "take_off_list",
    "uid_of_named",
]
