"""Entries for tests, written as an officer would."""

from __future__ import annotations

from typing import Any

from minbar.foundation.accounts.models import User
from minbar.network.directory import actions
from minbar.network.directory.models import Organisation, Person
from minbar.network.directory.naming import NameGiven
from minbar.network.directory.particulars import ContactGiven, OrganisationParticulars, PersonParticulars


def person(by: User, *names: str, contacts: tuple[ContactGiven, ...] = (), **more: Any) -> Person:
    particulars = PersonParticulars(names=tuple(NameGiven(name) for name in names), **more)
    return actions.add_person(by=by, particulars=particulars, contacts=contacts)


def organisation(by: User, *names: str, contacts: tuple[ContactGiven, ...] = (), **more: Any) -> Organisation:
    particulars = OrganisationParticulars(names=tuple(NameGiven(name) for name in names), **more)
    return actions.add_organisation(by=by, particulars=particulars, contacts=contacts)
