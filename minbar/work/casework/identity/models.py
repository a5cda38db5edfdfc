"""Whose a case is: sealed, apart from the case, with readers of its own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.models import Record
from minbar.foundation.vault.fields import BlindIndexField, SealedField
from minbar.foundation.vault.records import SealedRecord
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models.cases import Case
from minbar.work.casework.identity.enums import KeyKind, Side


class Client(SealedRecord):
    """A person whom the network helps. Everything about them is sealed; a person may also stay unnamed.

    ``proxy`` is who speaks for them (a child's parent): name, relation, phone. ``safe_contact`` says how and when they
    can be reached without danger.
    """

    system_access = staticmethod(wall.system_access)

    name = SealedField(kind="text")
    other_names = SealedField(kind="json")
    phone = SealedField(kind="text")
    other_contact = SealedField(kind="text")
    document_number = SealedField(kind="text")
    birth_date = SealedField(kind="text")
    nationality = SealedField(kind="text")
    address = SealedField(kind="text")
    proxy = SealedField(kind="json")
    safe_contact = SealedField(kind="text")
    remarks = SealedField(kind="text")

    class Meta(SealedRecord.Meta):
        app_label = "casework"
        verbose_name = _("client")
        verbose_name_plural = _("clients")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class PartyKey(Record):
    """A blind key of a person in a case, for finding the same person again without opening what is sealed.

    Of a name there are several: one for each of its consonant keys, so that scripts and spellings meet.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="party_keys")
    side = models.CharField(max_length=8, choices=Side.choices)
    kind = models.CharField(max_length=8, choices=KeyKind.choices)
    token = BlindIndexField(index="casework.party")

    class Meta(Record.Meta):
        app_label = "casework"
        verbose_name = _("key of a party")
        verbose_name_plural = _("keys of parties")
        constraints = [
            models.UniqueConstraint(fields=["case", "side", "kind", "token"], name="casework_partykey_once"),
            models.CheckConstraint(
                name="casework_partykey_choices", condition=Q(side__in=Side.values, kind__in=KeyKind.values)
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
