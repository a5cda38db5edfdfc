"""Fixtures of the tests of taking in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from minbar.foundation.accounts.models import RoleAssignment, User
from minbar.work.casework.cases import wall
from tests.cast import Cast


@pytest.fixture
def second(cast: Cast) -> User:
    user = User.objects.create_user("second@example.org", name="second")
    RoleAssignment.objects.create(user=user, role="case_worker")
    return user


@pytest.fixture
def system_access() -> Iterator[None]:
    """For looking at what was written."""
    with wall.system_access():
        yield


@pytest.fixture
def worker(cast: Cast, client: Client) -> Client:
    client.force_login(cast.case_worker)
    return client
