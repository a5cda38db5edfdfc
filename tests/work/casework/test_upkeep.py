"""What casework does by itself, by the clock: each job as the worker runs it, in no transaction and with no reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from minbar.foundation.journal.models import Entry
from minbar.foundation.vault.subjects import shred
from minbar.work.casework.cases import wall
from minbar.work.casework.cases.models import Case, Topic
from minbar.work.casework.data_rights import tasks
from minbar.work.casework.emergency_access.tasks import escalate_late_reviews
from tests.builders.clients import close, full_case
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)

JOBS = [
    tasks.forget_exports,
    tasks.count_retention,
    tasks.erase_again,
    escalate_late_reviews,
    tasks.tend_deadlines,
]


def now(case: Case) -> Case:
    with wall.system_access():
        return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_job_finds_nothing_to_do_in_a_network_without_cases(job: Callable[[], None]) -> None:
    before = Entry.objects.count()
    job()
    assert Entry.objects.count() == before


def test_until_when_closed_cases_are_kept_is_counted(cast: Cast) -> None:
    case = close(full_case(cast))
    Topic.objects.update(retention_years=4)
    tasks.count_retention()
    assert now(case).erase_after is not None


def test_what_a_restored_copy_brought_back_is_erased_again(cast: Cast) -> None:
    case = close(full_case(cast))
    shred(case.subject)
    tasks.erase_again()
    assert now(case).erased_on is not None
