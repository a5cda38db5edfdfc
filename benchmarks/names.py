"""Names across scripts: how often the right spelling is missed among the first ten of 10,000, and what a query costs.

    python -m benchmarks.names [--quick]

Reads pairs of Arabic words and Latin spellings from ``../shared/data/names/ar2en-train.txt``. One half of the pairs,
drawn by a fixed seed, was looked at while the keys were made; the figures come from the other half.
"""

from __future__ import annotations

import argparse
import platform
import random
import statistics
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from rapidfuzz import fuzz, process
from unidecode import unidecode

from benchmarks._outcomes import leave_out, outcome
from minbar.foundation.text.keys import consonant_key
from minbar.foundation.text.names import NameIndex
from minbar.foundation.text.normalise import normalise

PAIRS = Path(__file__).resolve().parents[2] / "shared" / "data" / "names" / "ar2en-train.txt"
CANDIDATES = 10_000
FIRST = 10
ROUNDS = 5

Pair = tuple[str, str]
Search = Callable[[str], Sequence[str]]


def halves() -> tuple[list[Pair], list[Pair]]:
    """The pairs for tuning and the pairs for testing."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    pairs = [(arabic, latin) for arabic, _tab, latin in (line.partition("\t") for line in lines)]
    random.Random(7).shuffle(pairs)
    middle = len(pairs) // 2
    return pairs[:middle], pairs[middle:]


def candidates(asked: list[Pair], others: list[Pair]) -> list[str]:
    """10,000 different spellings, those asked for among them."""
    right = sorted({latin for _arabic, latin in asked})
    rest = sorted({latin for _arabic, latin in others} - set(right))
    random.Random(1).shuffle(rest)
    names = right + rest[: CANDIDATES - len(right)]
    random.Random(2).shuffle(names)
    return names


def by_ratio(names: list[str], key: Callable[[str], str]) -> Search:
    """The baseline: the edit ratio of one key of each name, all compared."""
    keys = [key(name) for name in names]

    def search(query: str) -> list[str]:
        found = process.extract(key(query), keys, scorer=fuzz.ratio, limit=FIRST)
        return [names[position] for _key, _score, position in found]

    return search


def by_index(names: list[str]) -> Search:
    index = NameIndex(names)
    return lambda query: [match.name for match in index.search(query, limit=FIRST)]


_SKELETON = str.maketrans({"a": None, "e": None, "i": None, "o": None, "u": None, "w": None, "y": None})


def skeleton(text: str) -> str:
    """A plain consonant skeleton: unidecode without vowels."""
    return unidecode(normalise(text)).lower().translate(_SKELETON).replace("`", "").replace("'", "")


def measure(search: Search, queries: list[Pair]) -> tuple[float, float]:
    """The share missed, and the median milliseconds a query over the rounds."""
    missed = sum(right not in search(query) for query, right in queries) / len(queries)
    rounds = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        for query, _right in queries[:300]:
            search(query)
        rounds.append((time.perf_counter() - start) / len(queries[:300]) * 1000)
    return missed, statistics.median(rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="500 queries instead of all of the test half")
    parser.add_argument("--tuning", action="store_true", help="ask the tuning half instead, while changing the keys")
    options = parser.parse_args()
    if not PAIRS.exists():
        leave_out(f"the pairs of names are not here ({PAIRS.name})")
    tuning, testing = halves()
    asked, others = (tuning, testing) if options.tuning else (testing, tuning)
    names = candidates(asked, others)
    queries = asked[:500] if options.quick else asked
    print(f"{platform.machine()}, Python {platform.python_version()}, rapidfuzz {version('rapidfuzz')}")
    print(f"{len(names)} candidates in Latin letters, {len(queries)} queries in Arabic, the first {FIRST} looked at\n")
    print(f"{'':32}{'missed':>8}{'ms a query':>12}")
    ways: dict[str, Search] = {
        "unidecode, edit ratio": by_ratio(names, lambda text: unidecode(text).lower()),
        "plain skeleton, edit ratio": by_ratio(names, skeleton),
        "consonant key, edit ratio": by_ratio(names, consonant_key),
        "NameIndex": by_index(names),
    }
    for name, search in ways.items():
        missed, milliseconds = measure(search, queries)
        print(f"{name:32}{missed:8.1%}{milliseconds:12.2f}")
        if name == "NameIndex":
            outcome("right spelling not among the first ten", f"{missed:.1%}", "at most 11 %")
            outcome("a query", f"{milliseconds:.2f} ms", "at most 1 ms")


if __name__ == "__main__":
    main()
