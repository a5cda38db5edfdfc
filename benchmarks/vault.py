"""Sealed values by the million: changing their key while others read and write, and finding one by its blind index.

    python -m benchmarks.vault [--quick] [--values N]

A table of N people, each with a phone: sealed, under a blind index, and (for comparison only) in the clear under a
plain index.

- Finding: the same phones by both indexes in turn; medians of five rounds, and their ratio.
- Changing the key: a process rotates; another reads and opens a value now and then, a third seals and saves one. The
  process that rotates is killed (SIGKILL) at a quarter and at six tenths of its way and started again. Printed are its
  throughput, and how long reading and writing took beside it and with nothing beside them, before and after.
  In the end every value is opened and compared with what was last written.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks._outcomes import outcome
from config.postgres import EmbeddedServer

ROUNDS = 5
LOOKUPS = 2000
LIMIT = 2
BATCH = 5000
KILLED_AT = (0.25, 0.6)
QUIET_SECONDS = 20.0
SETTINGS = ("shared_buffers=1GB", "maintenance_work_mem=512MB", "max_wal_size=8GB", "fsync=off", "jit=off")
#: Seconds between two reads, and two writes.
PAUSES = {"read": 0.01, "write": 0.03}
INDEX = "benchmark.phone"


def prepare() -> Any:
    """Django, and the model; its app is not installed, so that only this benchmark knows it."""
    import django

    django.setup()
    from django.db import models

    from minbar.foundation.vault.fields import BlindIndexField, SealedField
    from minbar.foundation.vault.index import declare_index
    from minbar.foundation.vault.records import SealedRecord

    declare_index(INDEX, why="to be measured")

    class Person(SealedRecord):
        phone = SealedField()
        blind = BlindIndexField(index=INDEX)
        plain = models.CharField(max_length=20, db_index=True)

        class Meta:
            app_label = "vault_benchmarks"

        def __str__(self) -> str:
            return str(self.pk)

    return Person


def phone_of(number: int) -> str:
    """One of ten thousand million, in no order."""
    return f"90{(number * 2_654_435_761 + 12_345) % 10_000_000_000:010d}"


def fill(person: Any, count: int) -> None:
    """Written with COPY: what is measured comes afterwards."""
    from django.db import connection

    columns = ("uid", "created_at", "updated_at", "subject", "phone", "blind", "plain")
    for start in range(1, count + 1, BATCH):
        rows = [sealed_row(person, number) for number in range(start, min(start + BATCH, count + 1))]
        with connection.cursor() as cursor:
            with cursor.copy("COPY vault_subjectkey (subject, root_id, half, created_at) FROM STDIN") as copy:
                for half, row in rows:
                    copy.write_row((row[3], 1, half, row[1]))
            with cursor.copy(f"COPY {person._meta.db_table} ({', '.join(columns)}) FROM STDIN") as copy:
                for _half, row in rows:
                    copy.write_row(row)


def sealed_row(person: Any, number: int) -> tuple[bytes, tuple[Any, ...]]:
    """The subject's wrapped half, and the row."""
    from minbar.foundation.vault import envelope, keyring
    from minbar.foundation.vault.index import blind_index
    from minbar.foundation.vault.subjects import half_bound

    now, subject, uid = dt.datetime.now(dt.UTC), uuid.uuid4(), uuid.uuid4()
    half, phone = secrets.token_bytes(envelope.KEY_BYTES), phone_of(number)
    key_number, data_key = keyring.current()
    root = keyring.current_root()
    place = envelope.Place(person._meta.db_table, "phone", uid)
    key = envelope.value_key(data_key, half)
    sealed = envelope.seal(phone.encode(), key=key, number=key_number, place=place)
    wrapped = envelope.wrap(half, under=root.key, bound=half_bound(subject, root.number))
    return wrapped, (uid, now, now, subject, sealed, blind_index(INDEX, phone), phone)


def find(person: Any, count: int, rounds: int) -> None:
    from minbar.foundation.vault.index import blind_candidates

    draw = random.Random(20240101)
    seconds: dict[str, list[float]] = {"plain": [], "blind": []}
    for number in range(rounds + 1):  # the first warms the caches
        asked = [draw.randint(1, count) for _ in range(LOOKUPS)]
        total = dict.fromkeys(seconds, 0.0)
        for one in asked:
            phone = phone_of(one)
            for way in seconds:
                start = time.perf_counter()
                if way == "plain":
                    found = list(person.objects.filter(plain=phone).values_list("pk", flat=True))
                else:
                    candidates = blind_candidates(INDEX, phone)
                    found = list(person.objects.filter(blind__in=candidates).values_list("pk", flat=True))
                total[way] += time.perf_counter() - start
                assert found == [one]
        if number:
            for way, took in total.items():
                seconds[way].append(took / LOOKUPS)
    base = statistics.median(seconds["plain"])
    print(f"\nFinding one of {count:,} (medians of {rounds} rounds of {LOOKUPS:,})\n{'':18}{'µs':>9}{'× plain':>9}")
    for way, series in seconds.items():
        print(f"{way:18}{statistics.median(series) * 1e6:9.0f}{statistics.median(series) / base:9.2f}")
    outcome("a blind look-up, to a plain", f"{statistics.median(seconds['blind']) / base:.2f} ×", f"at most {LIMIT} ×")
    print(f"asked: blind at most {LIMIT} × plain")


# -- the processes beside


def rotating() -> None:
    """Rotate; a line for each batch."""
    person = prepare()
    from minbar.foundation.vault.rotation import rotate

    rotate(models=[person], tell=lambda progress: print(progress.done, progress.left, flush=True))


def beside(kind: str, count: int) -> None:
    """Read or write now and then until standard input ends; then print when, how long, and what was written."""
    import select

    person = prepare()
    draw = random.Random(kind)
    taken: list[tuple[float, float]] = []
    written: dict[int, str] = {}
    while not select.select([sys.stdin], [], [], PAUSES[kind])[0]:
        number = draw.randint(1, count)
        start = time.monotonic()
        one = person.objects.get(pk=number)
        if kind == "read":
            assert one.reveal("phone")
        else:
            phone = f"00{draw.randint(0, 10**10):010d}"
            one.seal(phone=phone)
            one.save(update_fields=["phone", "updated_at"])
            written[number] = phone
        taken.append((start, time.monotonic() - start))
    print(json.dumps({"taken": taken, "written": written}))


@dataclass
class Part:
    """A process of this benchmark's."""

    process: subprocess.Popen[str]

    @classmethod
    def start(cls, *arguments: str) -> Part:
        command = [sys.executable, "-m", "benchmarks.vault", "--part", *arguments]
        return cls(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))

    def ended(self) -> dict[str, Any]:
        output, _errors = self.process.communicate()
        outcome: dict[str, Any] = json.loads(output)
        return outcome


@dataclass
class Course:
    """The rotation as it went: when something rotated, and how many values were done by then."""

    spans: list[tuple[float, float]] = field(default_factory=list)
    done: int = 0
    kills: list[int] = field(default_factory=list)


def rotate_with_kills(count: int) -> Course:
    course = Course()
    for share in (*KILLED_AT, None):
        part = Part.start("rotate")
        assert part.process.stdout is not None
        began, said = 0.0, 0
        for line in part.process.stdout:
            course.done, left = map(int, line.split())
            began = began or time.monotonic()
            if course.done * 10 // count != said:
                said = course.done * 10 // count
                print(f"  {course.done:>10,} done, {left:>10,} left, {time.monotonic() - began:6.1f} s", flush=True)
            if share is not None and course.done >= share * count:
                part.process.kill()
                course.kills.append(course.done)
                print(f"  killed at {course.done:,}", flush=True)
                break
        course.spans.append((began, time.monotonic()))
        part.process.wait()
        assert share is not None or part.process.returncode == 0, "the rotation did not come to its end"
    return course


def rotate(person: Any, count: int, quiet: float) -> None:
    print(f"\nChanging the key of {count:,} values, killed and started again twice")
    others = {kind: Part.start(kind, str(count)) for kind in PAUSES}
    time.sleep(quiet)
    quiet_until = time.monotonic()
    course = rotate_with_kills(count)
    quiet_again = time.monotonic()
    time.sleep(quiet)
    outcomes = {kind: part.ended() for kind, part in others.items()}
    busy = sum(end - start for start, end in course.spans)
    outcome("a key changed, values a second", f"{count / busy:,.0f}")
    print(f"{count / busy:,.0f} values a second ({busy:.0f} s of work; killed at {course.kills})")
    print(f"\n{'ms':8}{'':>10}{'times':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}")
    for kind, seen in outcomes.items():
        times: dict[str, list[float]] = {"without": [], "beside it": []}
        for start, took in seen["taken"]:
            if any(begin <= start <= end for begin, end in course.spans):
                times["beside it"].append(took * 1000)
            elif start < quiet_until or start > quiet_again:
                times["without"].append(took * 1000)
        for when, series in times.items():
            print(f"{kind:8}{when:>10}{len(series):>8}" + "".join(f"{value:8.1f}" for value in spread(series)))
    check_all(person, count, {int(number): phone for number, phone in outcomes["write"]["written"].items()})


def spread(series: Sequence[float]) -> tuple[float, float, float, float]:
    ordered = sorted(series)
    return (*(ordered[int(len(ordered) * share)] for share in (0.5, 0.95, 0.99)), ordered[-1])


def check_all(person: Any, count: int, written: dict[int, str]) -> None:
    """Open every value; all are under one key."""
    from minbar.foundation.vault import envelope, keyring
    from minbar.foundation.vault.records import reveal_many

    keyring.forget()
    lost, numbers = 0, set()
    for start in range(0, count, BATCH):
        people = list(person.objects.filter(pk__gt=start, pk__lte=start + BATCH).order_by("pk"))
        for one, values in zip(people, reveal_many(people, "phone"), strict=True):
            lost += values["phone"] != written.get(one.pk, phone_of(one.pk))
            numbers.add(envelope.key_number(one.phone))
        lost += min(BATCH, count - start) - len(people)
    print(f"{count:,} values opened and compared, {len(written):,} of them written meanwhile; lost: {lost}")
    print(f"keys in use: {len(numbers)}")
    outcome("values lost under way", lost, 0)


@contextmanager
def database(directory: Path) -> Iterator[Any]:
    with EmbeddedServer(directory).running(settings=SETTINGS):
        person = prepare()
        from django.core.management import call_command
        from django.db import connection

        from minbar.foundation.vault.guards import guard

        call_command("migrate", verbosity=0)
        with connection.schema_editor() as editor:
            editor.create_model(person)
        guard(person)
        try:
            yield person
        finally:
            connection.close()


def measure(count: int, rounds: int, quiet: float) -> None:
    with tempfile.TemporaryDirectory(prefix="minbar-vault-", dir="/tmp") as name:
        directory = Path(name)
        directory.chmod(0o755)
        os.environ |= {"MINBAR_DATA": str(directory), "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": ""}
        with database(directory) as person:
            from django.db import connection

            start = time.perf_counter()
            fill(person, count)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
                cursor.execute("SHOW server_version")
                server = cursor.fetchone()[0]
            print(
                f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
                f"PostgreSQL {server}, Django {version('django')}, cryptography {version('cryptography')}; "
                f"{count:,} values sealed in {time.perf_counter() - start:.0f} s"
            )
            find(person, count, rounds)
            rotate(person, count, quiet)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="30,000 values, two rounds")
    parser.add_argument("--values", type=int)
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part:
        kind, *rest = given.part
        rotating() if kind == "rotate" else beside(kind, int(rest[0]))
        return
    count = given.values or (30_000 if given.quick else 1_000_000)
    measure(count, 2 if given.quick else ROUNDS, 5.0 if given.quick else QUIET_SECONDS)


if __name__ == "__main__":
    main()
