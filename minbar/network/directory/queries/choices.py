"""What entries can be classified by, as forms, filters, facts and sheets offer it."""

from __future__ import annotations

from django.db.models import Model

from minbar.foundation.text.languages import in_language
from minbar.network.directory.models import EngagementCategory, NamedList, OrganisationKind, Tag
from minbar.network.directory.queries.keeping import kept


def labels_by_code(model: type[Model]) -> dict[str, dict[str, str]]:
    """Code → labels of a catalogue, in its order."""
    return kept(
        f"directory.{model._meta.model_name}", lambda: dict(model._default_manager.values_list("code", "labels"))
    )


def engagement_categories() -> dict[str, dict[str, str]]:
    return labels_by_code(EngagementCategory)


def organisation_kinds() -> dict[str, dict[str, str]]:
    return labels_by_code(OrganisationKind)


def tag_choices() -> list[tuple[str, str]]:
    return [(key, in_language(labels)) for key, labels in Tag.objects.values_list("key", "labels")]


def list_choices() -> list[tuple[str, str]]:
    return [(str(uid), title) for uid, title in NamedList.objects.values_list("uid", "title")]
