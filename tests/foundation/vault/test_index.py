"""A blind index finds equal values, tells nothing else, and is refused where values are few."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import models
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minbar.foundation.vault import index, keyring
from minbar.foundation.vault.errors import KeyMissing
from minbar.foundation.vault.fields import BlindIndexField, SealedField
from minbar.foundation.vault.index import blind_candidates, blind_index, declare_index, declared_indexes
from minbar.foundation.vault.keyring import Purpose
from minbar.foundation.vault.models import DataKey
from minbar.foundation.vault.records import SealedRecord
from minbar.foundation.vault.rotation import begin

pytestmark = pytest.mark.usefixtures("notes")


@pytest.fixture(autouse=True)
def indexes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(index, "_INDEXES", {})
    declare_index("test.phone", why="the same person calls again")
    declare_index("test.document", why="the same document is shown again")
    yield


class Answer(models.TextChoices):
    YES = "yes"


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_equal_values_have_equal_indexes_of_sixteen_bytes(text: str) -> None:
    assert blind_index("test.phone", text) == blind_index("test.phone", text.encode())
    assert len(blind_index("test.phone", text)) == 16
    assert blind_candidates("test.phone", text) == [blind_index("test.phone", text)]


def test_other_values_and_other_indexes_differ() -> None:
    phone = blind_index("test.phone", "905321112233")
    assert phone != blind_index("test.phone", "905321112234")
    assert phone != blind_index("test.document", "905321112233")


def test_an_index_is_not_the_bare_digest_of_its_value() -> None:
    import hashlib
    import hmac

    digest = blind_index("test.phone", "905321112233")
    assert digest != hashlib.sha256(b"905321112233").digest()[:16]
    assert digest != hmac.digest(keyring.current()[1], b"905321112233", "sha256")[:16]


def test_while_two_keys_live_a_value_is_found_under_both(own_vault: object) -> None:
    before = blind_index("test.phone", "905321112233")
    begin(Purpose.INDEX)
    after = blind_index("test.phone", "905321112233")
    assert before != after
    assert blind_candidates("test.phone", "905321112233") == [after, before]


@pytest.mark.parametrize("value", [True, False, Answer.YES, 7, None, "", b""])
def test_a_truth_a_choice_a_number_and_nothing_are_refused(value: object) -> None:
    for find in (blind_index, blind_candidates):
        with pytest.raises(ValueError, match="not one of few choices"):
            find("test.phone", value)  # type: ignore[operator]


def test_an_index_that_nobody_declared_is_refused() -> None:
    with pytest.raises(LookupError):
        blind_index("test.unknown", "x")


def test_a_declaration_needs_a_reason_a_new_name_and_many_values() -> None:
    for options in ({"why": " "}, {"why": "x", "possible_values": 36_500}):
        with pytest.raises(ValueError, match=r"test\.other"):
            declare_index("test.other", **options)
    with pytest.raises(ValueError, match="declared twice"):
        declare_index("test.phone", why="again")
    declare_index("test.other", why="x", possible_values=10**9)
    assert set(declared_indexes()) == {"test.phone", "test.document", "test.other"}


def test_a_field_with_choices_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="few values"):
        BlindIndexField(index="test.phone", choices=[("a", "A")])


@isolate_apps("minbar.foundation.vault")
def test_the_system_check_finds_indexes_over_few_values_and_undeclared_ones() -> None:
    class Person(SealedRecord):
        phone = SealedField()
        married = models.BooleanField(default=False)
        answer = models.CharField(max_length=3, choices=Answer.choices)
        phone_index = BlindIndexField(index="test.phone", of="phone")
        bare = BlindIndexField(index="test.document")
        married_index = BlindIndexField(index="test.phone", of="married")
        answer_index = BlindIndexField(index="test.phone", of="answer")
        unknown_index = BlindIndexField(index="test.unknown")

        class Meta:
            app_label = "vault"

    found = {(str(message.obj.name), message.id) for message in Person.check() if str(message.id).startswith("vault")}
    assert found == {
        ("married_index", "vault.E003"),
        ("answer_index", "vault.E003"),
        ("unknown_index", "vault.E002"),
    }


@isolate_apps("minbar.foundation.vault")
def test_the_system_check_finds_sealed_fields_on_an_ordinary_model() -> None:
    class Person(models.Model):  # noqa: DJ008
        name = SealedField()

        class Meta:
            app_label = "vault"

    assert [message.id for message in Person.check()] == ["vault.E001"]


def test_fields_tell_migrations_all_that_they_are_made_of() -> None:
    sealed, blind = SealedField("text", kind="json"), BlindIndexField(index="test.phone", of="phone", db_index=False)
    for field in (sealed, blind, BlindIndexField(index="test.phone")):
        _name, path, args, options = field.deconstruct()
        assert path.startswith("minbar.foundation.vault.fields.")
        assert type(field)(*args, **options).deconstruct()[3] == options
    with pytest.raises(ValueError, match="no kind"):
        SealedField(kind="number")  # type: ignore[arg-type]


def test_without_a_key_nothing_is_indexed(own_vault: object) -> None:
    DataKey.objects.filter(purpose=Purpose.INDEX).delete()
    keyring.forget()
    with pytest.raises(KeyMissing):
        blind_index("test.phone", "905321112233")
