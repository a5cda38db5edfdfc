"""The entries that somebody may see."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from minbar.foundation.text.keys import search_key
from minbar.network.directory.enums import Nature
from minbar.network.directory.models import Organisation, Party, Person
from minbar.network.directory.rules import visible_natures


def people(user: Any) -> QuerySet[Person]:
    """The people whom ``user`` may see."""
    return Person.objects.all() if Nature.PERSON in visible_natures(user) else Person.objects.none()


def organisations(user: Any) -> QuerySet[Organisation]:
    """The organisations that ``user`` may see."""
    return Organisation.objects.all() if Nature.ORGANISATION in visible_natures(user) else Organisation.objects.none()


def entries(user: Any) -> QuerySet[Party]:
    """People and organisations together, as far as ``user`` may see them."""
    return Party.objects.filter(nature__in=visible_natures(user))


def parties_called(text: str) -> QuerySet[Party]:
    """The entries with a name that holds ``text``, compared without vowels and variants of letters; for finding the
    records that name them, whoever may see the entries themselves."""
    return Party.objects.filter(names__search_key__contains=search_key(text)).order_by().distinct()
