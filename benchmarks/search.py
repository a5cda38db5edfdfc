"""Search over a million names: a page of Minbar's list beside the bare trigram query.

    python -m benchmarks.search [--quick] [--names N]

Each entry has one name of three words, half of them in Arabic letters and half in Latin. Twenty names among them are
asked for as people spell them: as written, with other letters, with vowels, in the other script, with a slip of the
keyboard. Three ways, in turn:

- bare: the one query that pg_trgm is made for, on the same key with the same index, fifty rows;
- search: ``queries.search``, fifty rows with their category and place;
- page: the people's list as the browser gets it, searched, with its filters, from the request to the last byte.

Printed are medians of five rounds over all spellings, their ratio, and how often the entry was on the page.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks._outcomes import outcome
from config.postgres import EmbeddedServer

ROUNDS = 5
BATCH = 20_000
LIMIT = 3
SETTINGS = ("shared_buffers=1GB", "work_mem=64MB", "maintenance_work_mem=512MB", "fsync=off", "jit=off")
BARE = """
SELECT party_id, text FROM directory_name WHERE search_key %% %s
ORDER BY similarity(search_key, %s) DESC LIMIT 50
"""
FIRST = (
    "أحمد Ahmad|محمد Muhammad|خالد Khaled|عمر Omar|سامر Samer|يوسف Yousef|إبراهيم Ibrahim|حسن Hasan|حسين Hussein|"
    "علي Ali|مصطفى Mustafa|خضر Khedr|هبة Hiba|ليلى Layla|فاطمة Fatima|عائشة Aisha|نور Nour|سعاد Souad|رنا Rana|"
    "هدى Huda|إيمان Iman|زينب Zeinab|ياسر Yasser|طارق Tarek|وليد Walid|باسل Basel|رامي Rami|غسان Ghassan|نضال Nidal|"
    "عبدالله Abdullah"
)
ONSETS = "ب b|ت t|ج j|ح h|خ kh|د d|ر r|ز z|س s|ش sh|ص s|ط t|ف f|ق q|ك k|ل l|م m|ن n|ه h|غ gh"
VOWELS = "ا a|و ou|ي i"


@dataclass(frozen=True)
class Asked:
    """A name in the directory, and a spelling under which somebody looks for it."""

    party: int
    spelling: str
    text: str


def pairs(text: str) -> list[tuple[str, str]]:
    return [(one, other) for one, _space, other in (pair.partition(" ") for pair in text.split("|"))]


def names(count: int) -> Iterator[tuple[str, str]]:
    """(in Arabic, in Latin letters), from a fixed seed: common first names, many family names."""
    draw = random.Random(20240101)
    onsets, vowels = pairs(ONSETS), pairs(VOWELS)

    def family() -> tuple[str, str]:
        parts = [(draw.choice(onsets), draw.choice(vowels)) for _ in range(draw.choice((2, 2, 3)))]
        last = draw.choice(onsets)
        arabic = "".join(onset[0] + vowel[0] for onset, vowel in parts) + last[0]
        return arabic, ("".join(onset[1] + vowel[1] for onset, vowel in parts) + last[1]).capitalize()

    first, families = pairs(FIRST), [family() for _ in range(40_000)]
    for _ in range(count):
        words = [draw.choice(first), draw.choice(first), draw.choice(families)]
        yield " ".join(word[0] for word in words), " ".join(word[1] for word in words)


def fill(count: int) -> list[Asked]:
    """Write the entries; return twenty of their names in five spellings each."""
    from minbar.network.directory.bulk import BulkEntry, create_entries
    from minbar.network.directory.enums import Nature
    from minbar.network.directory.naming import NameGiven

    asked: list[Asked] = []
    every = max(1, count // 20)
    batch: list[BulkEntry] = []
    meant: list[tuple[BulkEntry, str, str]] = []
    for number, (arabic, latin) in enumerate(names(count)):
        entry = BulkEntry(names=[NameGiven(latin if number % 2 else arabic)], own={"sex": "unknown"})
        batch.append(entry)
        if number % every == every // 2:
            meant.append((entry, arabic, latin))
        if len(batch) == BATCH or number == count - 1:
            create_entries(batch, Nature.PERSON)
            batch = []
    for entry, arabic, latin in meant:
        written = entry.names[0].text
        asked += [Asked(entry.pk, spelling, text) for spelling, text in spellings(written, arabic, latin).items()]
    return asked


@contextmanager
def indexes_made_afterwards() -> Iterator[None]:
    """A million names go in several times as fast where their indexes are built at the end."""
    from django.db import connection

    from minbar.network.directory.models import Name

    with connection.schema_editor() as editor:
        for index in Name._meta.indexes:
            editor.remove_index(Name, index)
    yield
    with connection.schema_editor() as editor:
        for index in Name._meta.indexes:
            editor.add_index(Name, index)


def spellings(written: str, arabic: str, latin: str) -> dict[str, str]:
    """The name as people ask for it."""
    exchanged = str.maketrans("أإةى", "ااهي")
    dressed = "".join(letter + {"م": "َ", "س": "ـ"}.get(letter, "") for letter in arabic)
    return {
        "as written": written,
        "other letters": arabic.translate(exchanged),
        "vowels, tatweel": dressed,
        "other script": arabic if written == latin else latin,
        "a slip": written[:-3] + written[-2] + written[-3] + written[-1],
    }


def bare(text: str) -> list[int]:
    from django.db import connection

    from minbar.foundation.text.keys import search_key

    key = search_key(text)
    with connection.cursor() as cursor:
        cursor.execute(BARE, [key, key])
        return [party_id for party_id, _text in cursor.fetchall()]


def ways() -> dict[str, Callable[[str], list[int]]]:
    from django.test import Client
    from django.urls import reverse

    from minbar.network.directory.queries import search
    from tests.cast import Cast

    user = Cast.create().secretariat_officer
    user.roles_held()
    client = Client()
    client.force_login(user)
    address = reverse("directory:people")

    def page(text: str) -> list[int]:
        answer = client.get(address, {"q": text})
        assert answer.status_code == 200
        return [row.pk for row in answer.context["listing"].page]

    return {
        "bare": bare,
        "search": lambda text: [found.party.pk for found in search(user, text)],
        "page": page,
    }


@contextmanager
def database(directory: Path) -> Iterator[None]:
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment

    with EmbeddedServer(directory).running(settings=SETTINGS):
        django.setup()
        settings.ALLOWED_HOSTS = ["testserver"]
        setup_test_environment(debug=False)
        call_command("migrate", verbosity=0)
        try:
            yield
        finally:
            connection.close()


def measure(asked: list[Asked], rounds: int) -> None:
    told = ways()
    seconds: dict[str, list[float]] = {way: [] for way in told}
    by_spelling: dict[tuple[str, str], list[float]] = {}
    found: dict[tuple[str, str], list[bool]] = {}
    for number in range(rounds + 1):  # the first warms the caches
        total = dict.fromkeys(told, 0.0)
        for one in asked:
            for way, run in told.items():
                start = time.perf_counter()
                answer = run(one.text)
                took = time.perf_counter() - start
                total[way] += took
                if number:
                    by_spelling.setdefault((one.spelling, way), []).append(took)
                    found.setdefault((one.spelling, way), []).append(one.party in answer)
        if number:
            for way, took in total.items():
                seconds[way].append(took / len(asked))
    report(seconds, by_spelling, found)


def report(
    seconds: dict[str, list[float]],
    by_spelling: dict[tuple[str, str], list[float]],
    found: dict[tuple[str, str], list[bool]],
) -> None:
    base = statistics.median(seconds["bare"])
    print(f"{'':18}{'ms':>9}{'× bare':>9}   (medians of {len(seconds['bare'])} rounds)")
    for way, took in seconds.items():
        print(f"{way:18}{statistics.median(took) * 1000:9.1f}{statistics.median(took) / base:9.2f}")
    outcome("a page of results, to bare", f"{statistics.median(seconds['page']) / base:.2f} ×", f"at most {LIMIT} ×")
    print(f"asked: page at most {LIMIT} × bare\n")
    print(f"{'spelling':18}{'bare ms':>9}{'search':>9}{'page':>9}{'found by bare':>16}{'by search':>11}")
    for spelling in dict.fromkeys(spelling for spelling, _way in by_spelling):
        times = [statistics.median(by_spelling[spelling, way]) * 1000 for way in ("bare", "search", "page")]
        shares = [statistics.mean(found[spelling, way]) for way in ("bare", "search")]
        print(f"{spelling:18}{times[0]:9.1f}{times[1]:9.1f}{times[2]:9.1f}{shares[0]:16.0%}{shares[1]:11.0%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="50,000 names, two rounds")
    parser.add_argument("--names", type=int)
    parser.add_argument("--rounds", type=int)
    given = parser.parse_args()
    count = given.names or (50_000 if given.quick else 1_000_000)
    with tempfile.TemporaryDirectory(prefix="minbar-search-", dir="/tmp") as name:
        directory = Path(name)
        directory.chmod(0o755)
        os.environ |= {"MINBAR_DATA": str(directory), "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": ""}
        with database(directory):
            from django.db import connection

            start = time.perf_counter()
            with indexes_made_afterwards():
                asked = fill(count)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
                cursor.execute("SHOW server_version")
                server = cursor.fetchone()[0]
            print(
                f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
                f"PostgreSQL {server}, Django {version('django')}; "
                f"{count:,} names written in {time.perf_counter() - start:.0f} s"
            )
            measure(asked, given.rounds or (2 if given.quick else ROUNDS))


if __name__ == "__main__":
    main()
