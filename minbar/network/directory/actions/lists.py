"""Named lists."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from minbar.foundation.access.decisions import Denied, require
from minbar.foundation.accounts.models import User
from minbar.foundation.journal.record import record
from minbar.foundation.text.normalise import tidy
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.models import ListEntry, NamedList, Party
from minbar.network.directory.rules import can_put_on_list


@transaction.atomic
def add_list(*, by: User, title: str, description: str = "") -> NamedList:
    """Begin a list.

    Raises:
        ValidationError: the title is empty, or another list has it.
    """
    require(by, DirectoryPermission.EDIT)
    named_list = NamedList(title=tidy(title), description=tidy(description))
    named_list.full_clean()
    named_list.save()
    record(by=by, event="directory.list_added", subject=named_list, changes={"title": [None, named_list.title]})
    return named_list


@transaction.atomic
def edit_list(*, by: User, named_list: NamedList, title: str, description: str) -> NamedList:
    """Rename or describe a list."""
    require(by, DirectoryPermission.EDIT)
    before = named_list.title
    named_list.title, named_list.description = tidy(title), tidy(description)
    named_list.full_clean()
    named_list.save()
    record(by=by, event="directory.list_edited", subject=named_list, changes={"title": [before, named_list.title]})
    return named_list


@transaction.atomic
def put_on_list(*, by: User, named_list: NamedList, party: Party, note: str = "") -> ListEntry:
    """Put an entry on a list."""
    if not (decision := can_put_on_list(by, named_list, party)):
        raise Denied(decision)
    entry = ListEntry.objects.create(named_list=named_list, party=party, note=tidy(note))
    record(by=by, event="directory.put_on_list", subject=named_list, changes={"entry": [None, str(party.uid)]})
    return entry


@transaction.atomic
def take_off_list(*, by: User, named_list: NamedList, entries: Iterable[ListEntry]) -> None:
    """Take entries off a list; they stay in the directory."""
    require(by, DirectoryPermission.EDIT)
    gone = list(named_list.entries.filter(pk__in=[entry.pk for entry in entries]).select_related("party"))
    named_list.entries.filter(pk__in=[entry.pk for entry in gone]).delete()
    changes = {"entries": [[str(entry.party.uid) for entry in gone], []]}
    record(by=by, event="directory.taken_off_list", subject=named_list, changes=changes)
