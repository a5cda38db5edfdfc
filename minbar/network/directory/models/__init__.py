"""People, organisations and places, and what ties them together. Terms follow Popolo where it has one."""

from minbar.network.directory.models.catalogues import EngagementCategory, OrganisationKind
from minbar.network.directory.models.groupings import ListEntry, NamedList, Tag
from minbar.network.directory.models.names import Name
from minbar.network.directory.models.parties import Organisation, Party, Person
from minbar.network.directory.models.places import Place
from minbar.network.directory.models.ties import Affiliation, ContactPoint

__all__ = [
    "Affiliation",
    "ContactPoint",
    "EngagementCategory",
    "ListEntry",
    "Name",
    "NamedList",
    "Organisation",
    "OrganisationKind",
    "Party",
    "Person",
    "Place",
    "Tag",
]
