"""Rows of the list of solution partners: an organisation with what it offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from minbar.work.engagement.models import Offer, SolutionPartner
from minbar.work.programmes.sheets.columns import Codes, Row, by_record

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

FIELDS = ("terms", "since", "notes")


class SolutionPartnerRows:
    """See :class:`minbar.foundation.sheets.declare.RowHandler`."""

    def match(self, rows: Sequence[Row]) -> Sequence[SolutionPartner | None]:
        found = SolutionPartner.objects.filter(organisation__in={row["organisation"] for row in rows})
        there = {partner.organisation_id: partner for partner in found}
        return [there.get(row["organisation"]) for row in rows]

    def state(self, records: Sequence[models.Model]) -> Sequence[Row]:
        ids = [record.pk for record in records]
        found, codes = SolutionPartner.objects.in_bulk(ids), Codes()
        through = SolutionPartner.offers.through.objects.filter(solutionpartner__in=ids).order_by("pk")
        offers = by_record(through.values_list("solutionpartner_id", "offer_id"))
        return [
            {name: getattr(found[pk], name) for name in FIELDS}
            | {
                "organisation": found[pk].organisation_id,
                "offers": tuple(codes.code(Offer, offer) for offer in offers.get(pk, ())),
            }
            for pk in ids
        ]

    def create(self, rows: Sequence[Row], *, by: User | None) -> Sequence[SolutionPartner]:
        partners = [
            SolutionPartner(organisation_id=row["organisation"], **{name: row[name] for name in FIELDS if name in row})
            for row in rows
        ]
        SolutionPartner.objects.bulk_create(partners)
        _offer(list(zip(partners, rows, strict=True)))
        return partners

    def update(self, records: Sequence[models.Model], changes: Sequence[Row], *, by: User | None) -> None:
        found, now = SolutionPartner.objects.in_bulk([record.pk for record in records]), timezone.now()
        pairs = [(found[record.pk], row) for record, row in zip(records, changes, strict=True)]
        for partner, row in pairs:
            for name, value in row.items():
                if name != "offers":
                    setattr(partner, "organisation_id" if name == "organisation" else name, value)
            partner.updated_at = now
        SolutionPartner.objects.bulk_update(found.values(), [*FIELDS, "organisation", "updated_at"], batch_size=500)
        through: Any = SolutionPartner.offers.through
        through.objects.filter(solutionpartner__in=[each for each, row in pairs if "offers" in row]).delete()
        _offer(pairs)

    def delete(self, records: Sequence[models.Model], *, by: User | None) -> None:
        SolutionPartner.objects.filter(pk__in=[record.pk for record in records]).delete()


def _offer(pairs: Sequence[tuple[SolutionPartner, Row]]) -> None:
    codes, through = Codes(), SolutionPartner.offers.through
    through.objects.bulk_create(
        through(solutionpartner_id=partner.pk, offer_id=codes.pk(Offer, code))
        for partner, row in pairs
        for code in row.get("offers", ())
    )
