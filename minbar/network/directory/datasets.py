"""What can be counted in the directory: its entries together, organisations, people, affiliations."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from minbar.foundation.figures.declare import Count, Dataset, Dimension, Distinct, Sensitivity, declare
from minbar.foundation.text.languages import choice_labels
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.dimensions import CATEGORY, PLACES, place_columns
from minbar.network.directory.enums import Nature, Sex
from minbar.network.directory.models import Affiliation, Organisation, Party, Person
from minbar.network.directory.queries import organisation_kinds

Rows = QuerySet[Any, Any]
KIND = Dimension("kind", _("Kind of organisation"), values=organisation_kinds, column="kind_code")
SEX = Dimension("sex", _("Sex"), values=partial(choice_labels, Sex))


def entry_rows() -> Rows:
    return Party.objects.order_by().values(
        "id", "uid", "nature",
        changed=F("updated_at"),
        category_code=F("category__code"),
        kind_code=F("organisation__kind__code"),
        **place_columns(),
    )  # fmt: skip


def organisation_rows() -> Rows:
    return Organisation.objects.order_by().values(
        "id", "uid", "founded_on",
        changed=F("updated_at"),
        category_code=F("category__code"),
        kind_code=F("kind__code"),
        **place_columns(),
    )  # fmt: skip


def person_rows() -> Rows:
    return Person.objects.order_by().values(
        "id", "uid", "sex",
        changed=F("updated_at"),
        category_code=F("category__code"),
        **place_columns(),
    )  # fmt: skip


def affiliation_rows() -> Rows:
    return Affiliation.objects.order_by().values(
        "id", "uid", "started_on", "person_id", "organisation_id",
        person_uid=F("person__uid"),
        changed=F("updated_at"),
        sex=F("person__sex"),
        category_code=F("organisation__category__code"),
        kind_code=F("organisation__kind__code"),
        **place_columns("organisation__place"),
    )  # fmt: skip


declare(
    Dataset(
        key="directory_entries",
        label=_("Directory entries"),
        rows=entry_rows,
        dimensions=(
            Dimension("nature", _("Person or organisation"), values=partial(choice_labels, Nature)),
            CATEGORY,
            KIND,
            *PLACES,
        ),
        measures=(Count(),),
        sensitivity=Sensitivity.INTERNAL,
        record_route="directory:entry",
        records_permission=DirectoryPermission.VIEW_PEOPLE,
    )
)
declare(
    Dataset(
        key="organisations",
        label=_("Organisations"),
        rows=organisation_rows,
        dimensions=(CATEGORY, KIND, *PLACES),
        measures=(Count(),),
        sensitivity=Sensitivity.INTERNAL,
        record_route="directory:organisation",
        records_permission=DirectoryPermission.VIEW,
    )
)
declare(
    Dataset(
        key="people",
        label=_("People"),
        rows=person_rows,
        dimensions=(CATEGORY, SEX, *PLACES),
        measures=(Count(),),
        sensitivity=Sensitivity.PERSONAL,
        record_route="directory:person",
        records_permission=DirectoryPermission.VIEW_PEOPLE,
    )
)
declare(
    Dataset(
        key="affiliations",
        label=_("Affiliations"),
        rows=affiliation_rows,
        dimensions=(CATEGORY, KIND, SEX, *PLACES),
        measures=(
            Count(),
            Distinct("people", _("People"), column="person_id"),
            Distinct("organisations", _("Organisations"), column="organisation_id"),
        ),
        period="started_on",
        sensitivity=Sensitivity.PERSONAL,
        record_route="directory:person",
        record_column="person_uid",
        records_permission=DirectoryPermission.VIEW_PEOPLE,
    )
)
