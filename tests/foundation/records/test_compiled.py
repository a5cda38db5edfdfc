"""Compiled queries: executed with other values they give what Django's own would."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections
from django.db.models import Count, DateTimeField, Model, QuerySet
from django.db.models.functions import Length, Now
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minbar.foundation.accounts.models import Invitation, RoleAssignment, User
from minbar.foundation.records.compiled import CompiledQuery, Parameter

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[User]:
    return [User.objects.create(email=f"{name}@example.org", name=name) for name in ("amal", "bilal")]


def test_each_asking_gives_the_rows_of_its_own_values(people: list[User]) -> None:
    named = CompiledQuery(lambda: User.objects.filter(name=Parameter("name")))
    assert [named(name=person.name) for person in people] == [[person] for person in people]
    assert named(name="nobody") == []


def test_what_is_read_along_and_counted_comes_too(people: list[User]) -> None:
    RoleAssignment.objects.create(user=people[0], role="case_worker")
    roles = CompiledQuery(lambda: RoleAssignment.objects.select_related("user").filter(user=Parameter("user")))
    counted = CompiledQuery(lambda: User.objects.annotate(roles=Count("role_assignments")).filter(pk=Parameter("pk")))
    with CaptureQueriesContext(connection) as asked:
        (role,) = roles(user=people[0].pk)
        assert role.user.name == "amal"
        assert [counted(pk=person.pk)[0].roles for person in people] == [1, 0]
    assert len(asked) == 3


def test_it_is_put_together_once(people: list[User]) -> None:
    times = []

    def build() -> object:
        times.append(1)
        return User.objects.filter(pk=Parameter("pk"))

    one = CompiledQuery(build)  # type: ignore[arg-type]  # a stand-in that counts
    for person in people:
        one(pk=person.pk)
    assert len(times) == 1


def test_it_is_asked_anew_each_time(people: list[User]) -> None:
    one = CompiledQuery(lambda: User.objects.filter(pk=Parameter("pk")))
    assert one(pk=people[0].pk)[0].name == "amal"
    User.objects.filter(pk=people[0].pk).update(name="amina")
    assert one(pk=people[0].pk)[0].name == "amina"


def test_values_must_be_those_that_it_names(people: list[User]) -> None:
    one = CompiledQuery(lambda: User.objects.filter(pk=Parameter("pk")))
    with pytest.raises(TypeError, match="other parameters"):
        one()
    with pytest.raises(TypeError, match="other parameters"):
        one(pk=people[0].pk, name="amal")


def test_a_moment_that_would_stand_still_is_refused(people: list[User]) -> None:
    still = CompiledQuery(lambda: User.objects.filter(created_at__lt=timezone.now()))
    with pytest.raises(TypeError, match="stand still"):
        still()
    moving = CompiledQuery(lambda: User.objects.filter(created_at__lte=Now()))
    assert len(moving()) == len(people)
    given = CompiledQuery(lambda: User.objects.filter(created_at__lt=Parameter("before", DateTimeField())))
    assert given(before=people[0].created_at) == []
    assert len(given(before=timezone.now())) == len(people)


def test_what_a_value_holds_is_no_part_of_the_statement(people: list[User]) -> None:
    named = CompiledQuery(lambda: User.objects.filter(name=Parameter("name")))
    assert named(name="amal' OR '1'='1") == []


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection(people: list[User]) -> None:
    one = CompiledQuery(lambda: User.objects.filter(pk=Parameter("pk")))
    one(pk=people[0].pk)  # put together here
    found: list[object] = []

    def ask() -> None:
        found.extend(one(pk=people[1].pk))
        found.append(connections["default"].connection)
        connections["default"].close()

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join()
    assert found[0] == people[1]
    assert found[1] is not connection.connection


def test_a_list_is_given_as_one_value(people: list[User]) -> None:
    named = CompiledQuery(lambda: User.objects.filter(pk__any_of=Parameter("keys")).order_by("pk"))
    assert named(keys=[person.pk for person in people]) == people
    assert named(keys=[people[1].pk, 0]) == [people[1]]
    assert named(keys=[]) == []
    assert list(User.objects.filter(pk__any_of=[people[0].pk])) == [people[0]]


def test_records_are_what_django_makes_of_the_same_rows(people: list[User]) -> None:
    for inviter in (None, people[1]):
        Invitation.objects.create(
            email=f"{inviter}@example.org",
            name="name",
            roles=["case_worker"],
            invited_by=inviter,
            token_digest=str(inviter).encode(),
            expires_at=timezone.now(),
        )

    def build() -> QuerySet[Invitation]:
        rows = Invitation.objects.select_related("invited_by").annotate(length=Length("name"))
        return rows.defer("language", "invited_by__password").order_by("pk")

    compiled, django = CompiledQuery(build)(), list(build())
    assert [one.invited_by for one in compiled] == [None, people[1]]
    for ours, theirs in zip(compiled, django, strict=True):
        assert values_of(ours) == values_of(theirs)
        assert ours.get_deferred_fields() == {"language"}
        assert (ours._state.db, ours._state.adding) == (theirs._state.db, theirs._state.adding)
    assert values_of(compiled[1].invited_by) == values_of(django[1].invited_by)


def values_of(record: Model | None) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name != "_state"}


def test_one_record_stands_beside_all_rows_that_tell_of_it(people: list[User]) -> None:
    for role in ("case_worker", "director"):
        RoleAssignment.objects.create(user=people[0], role=role)
    read = CompiledQuery(lambda: RoleAssignment.objects.select_related("user").filter(user=Parameter("user")))
    first, second = read(user=people[0].pk)
    assert first.user is second.user
    assert read(user=people[0].pk)[0].user is not first.user


def test_what_never_changes_is_written_into_the_statement(people: list[User]) -> None:
    named = CompiledQuery(lambda: User.objects.filter(name__contains="100%", is_active=True, pk=Parameter("pk")))
    person = User.objects.create(email="c@example.org", name="'100%' sure")
    with CaptureQueriesContext(connection) as asked:
        assert named(pk=person.pk) == [person]
        assert named(pk=people[0].pk) == []
    assert "%100" in asked[0]["sql"]
    assert named._compiled._parameters == ["pk"]


def test_only_records_are_read(people: list[User]) -> None:
    for build in (
        lambda: User.objects.values("name"),
        lambda: User.objects.values_list("pk", flat=True),
        lambda: User.objects.prefetch_related("role_assignments"),
    ):
        with pytest.raises(TypeError, match="only records"):
            CompiledQuery(build)()  # type: ignore[arg-type]  # what is refused
