"""What entries can be classified by, as forms, filters, datasets and sheets offer it."""

from __future__ import annotations

from minbar.foundation.records.catalogues import labels_by_code
from minbar.foundation.text.languages import in_language
from minbar.network.directory.models import EngagementCategory, NamedList, OrganisationKind, Tag


def engagement_categories() -> dict[str, dict[str, str]]:
    return labels_by_code(EngagementCategory)


def organisation_kinds() -> dict[str, dict[str, str]]:
    return labels_by_code(OrganisationKind)


def tag_choices() -> list[tuple[str, str]]:
    return [(key, in_language(labels)) for key, labels in Tag.objects.values_list("key", "labels")]


def list_choices() -> list[tuple[str, str]]:
    return [(str(uid), title) for uid, title in NamedList.objects.values_list("uid", "title")]
