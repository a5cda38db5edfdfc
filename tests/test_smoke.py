"""The database is real and the cast can be made."""

import pytest
from django.db import connection

from tests.cast import Cast


@pytest.mark.django_db
def test_tests_run_on_postgresql_15_or_newer() -> None:
    assert connection.vendor == "postgresql"
    assert connection.cursor().connection.info.server_version >= 150000


def test_each_member_of_the_cast_holds_one_role_and_the_stranger_none(cast: Cast) -> None:
    assert cast.case_worker.roles_held() == [("case_worker", "")]
    assert cast.stranger.roles_held() == []
