"""Who may see and change what in the directory."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import ALLOWED, Decision, decide, denied
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.enums import Nature
from minbar.network.directory.models import ListEntry, NamedList, Party


def can_view(user: Any, party: Party) -> Decision:
    """Organisations are open to all who work with the directory; people to those whose work is with people."""
    permission = DirectoryPermission.VIEW_PEOPLE if party.nature == Nature.PERSON else DirectoryPermission.VIEW
    return decide(user, permission, subject=party)


def can_edit(user: Any, party: Party | None = None) -> Decision:
    """Whether ``user`` may change ``party``, or add entries where it is None."""
    return decide(user, DirectoryPermission.EDIT, subject=party)


def can_add(user: Any) -> Decision:
    """Whether ``user`` may add entries, also while filling in a form of another record."""
    return can_edit(user)


def can_put_on_list(user: Any, named_list: NamedList, party: Party) -> Decision:
    """A list holds an entry once."""
    if not (allowed := can_edit(user, party)):
        return allowed
    if ListEntry.objects.filter(named_list=named_list, party=party).exists():
        return denied(_("This entry is on the list already. Choose another."))
    return ALLOWED


def visible_natures(user: Any) -> list[Nature]:
    """The kinds of entry that ``user`` may see."""
    needed = {
        Nature.ORGANISATION: DirectoryPermission.VIEW,
        Nature.PERSON: DirectoryPermission.VIEW_PEOPLE,
    }
    return [nature for nature, permission in needed.items() if decide(user, permission)]


def visible(user: Any, parties: QuerySet[Party]) -> QuerySet[Party]:
    """Those of ``parties`` that ``user`` may see."""
    return parties.filter(nature__in=visible_natures(user))
