"""Changing the vault's keys, killed again and again, while an adviser goes on correcting who her clients are."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from django.db import DatabaseError

from minbar.foundation.access.roles import Role
from minbar.foundation.vault import envelope, keyring, resealing, root_rotation, roots
from minbar.foundation.vault.index import blind_candidates
from minbar.foundation.vault.index_rotation import rotate_indexes
from minbar.foundation.vault.keyring import Purpose
from minbar.foundation.vault.models import DataKey, RootKey, Rotation, SubjectKey
from minbar.foundation.vault.records import sealed_fields, sealed_models
from minbar.foundation.vault.root_rotation import rotate_root
from minbar.foundation.vault.rotation import rotate
from minbar.foundation.vault.subjects import new_subject, shred
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import Case
from minbar.work.casework.identity.actions import party_keys
from minbar.work.casework.identity.actions.identity import correct_identity
from minbar.work.casework.identity.enums import Side
from minbar.work.casework.identity.identities import PARTY, Identity
from minbar.work.casework.identity.models import Client, PartyKey
from tests.robustness import sample

#: People without a case who are there at most; the oldest is erased.
LONERS = 4
CLIENT = Client._meta.db_table


class _Rotation:
    """What the three have in common. ``known`` is every value as it was last acknowledged."""

    known: sample.Values

    def lay(self) -> None:
        keyring.LEARNS_WITHIN = sample.LEARNS_WITHIN  # type: ignore[misc]
        resealing.BATCH_ROWS = root_rotation.BATCH_ROWS = party_keys.BATCH = 7  # type: ignore[misc]
        self.adviser = sample.account(Role.CASE_WORKER)
        sample.import_cases(advised_by=self.adviser)
        self.draw = random.Random(3)
        self.loners: list[Client] = []
        with wall.system_access():
            self.cases = list(Case.objects.exclude(client=None).order_by("pk"))
        self.known = sample.opened()

    def set_out(self) -> None:
        """Each change of keys begins where the one before ended."""

    def beside(self) -> None:
        chance = self.draw.random()
        try:
            if chance < 0.7:
                self._correct(self.draw.choice(self.cases))
            elif chance < 0.9:
                self._come()
            elif len(self.loners) > LONERS:
                self._erase(self.loners.pop(0))
        except DatabaseError as refused:
            # A key that was destroyed a moment ago seals nothing more: not acknowledged, so nothing to keep.
            assert "vault" in str(refused), refused

    def _correct(self, case: Case) -> None:
        phone, remarks = f"+1 202 555 0{self.draw.randint(100, 199)}", f"تصحيح {self.draw.random()}"
        with wall.system_access():
            case = Case.objects.select_related("client").get(pk=case.pk)
            assert case.client is not None
            assert (case.client.reveal("remarks") or None) == self.known[CLIENT, case.client.pk, "remarks"]
        correct_identity(by=self.adviser, case=case, values={"phone": phone, "remarks": remarks})
        self.known |= {(CLIENT, case.client.pk, "phone"): phone, (CLIENT, case.client.pk, "remarks"): remarks}

    def _come(self) -> None:
        loner = Client(subject=new_subject())
        loner.seal(name=(name := f"وافد {self.draw.random()}"))
        with wall.system_access():
            loner.save()
        self.loners.append(loner)
        self.known |= {(CLIENT, loner.pk, field.name): None for field in sealed_fields(Client)}
        self.known[CLIENT, loner.pk, "name"] = name

    def _erase(self, loner: Client) -> None:
        shred(loner.subject)
        self.known[CLIENT, loner.pk, "name"] = None

    def check(self) -> str:
        found = sample.opened()
        assert found.keys() == self.known.keys(), "rows are missing, or there twice"
        assert [key for key, value in found.items() if value != self.known[key]] == []
        assert not SubjectKey.objects.filter(shredded_at__isnull=False, half__isnull=False).exists()
        self._check_keys_of_people()
        seen = {path.name for path in self._directory().glob("[!.]*")}
        assert "root.key" in seen and seen <= {"root.key", "root.key.next"}
        return "unfinished" if self._is_unfinished() else "not begun or finished"

    def _check_keys_of_people(self) -> None:
        """Each client is found by all that is known of them, by nothing else, and each key is there once."""
        with wall.system_access():
            rows = list(PartyKey.objects.filter(side=Side.CLIENT).values_list("case", "kind", "token"))
        there = Counter((case, kind, bytes(token)) for case, kind, token in rows)
        for case in self.cases:
            values = {field.name: self.known[CLIENT, case.client_id, field.name] for field in sealed_fields(Client)}
            keys = Identity.of(values).keys()
            for kind, value in keys:
                tokens = {(case.pk, kind.value, token) for token in blind_candidates(PARTY, f"{kind.value}:{value}")}
                assert sum(there.pop(token, 0) for token in tokens) == 1, "a key is missing, or there twice"
        assert not there, "somebody is found by what they are not"

    def check_whole(self) -> str:
        stands = self.check()
        assert stands == "not begun or finished"
        return stands

    def _is_unfinished(self) -> bool:
        return (
            Rotation.objects.filter(finished_at=None).exists()
            or RootKey.objects.count() > 1
            or roots.next_path().exists()
        )

    @staticmethod
    def _directory() -> Path:
        return roots.path().parent


class Values(_Rotation):
    """The key under which values are sealed."""

    def run(self) -> None:
        rotate()

    def check_whole(self) -> str:
        stands = super().check_whole()
        (live,) = DataKey.objects.filter(purpose=Purpose.SEAL, destroyed_at=None)
        for model in sealed_models():
            with model.system_access():
                for row in model._base_manager.all():
                    sealed = [getattr(row, field.name) for field in sealed_fields(model)]
                    assert {envelope.key_number(bytes(value)) for value in sealed if value} <= {live.number}
        return stands


class Indexes(_Rotation):
    """The key of the blind indexes."""

    def run(self) -> None:
        rotate_indexes()

    def check_whole(self) -> str:
        stands = super().check_whole()
        assert DataKey.objects.filter(purpose=Purpose.INDEX, destroyed_at=None).count() == 1
        return stands


class Root(_Rotation):
    """The root key."""

    def set_out(self) -> None:
        self.former = roots.read(roots.path())

    def run(self) -> None:
        rotate_root()

    def check_whole(self) -> str:
        stands = super().check_whole()
        present = roots.read(roots.path())
        assert present is not None and present != self.former
        assert RootKey.objects.get().number == present.number
        assert [path.name for path in self._directory().iterdir()] == ["root.key"]
        return stands
