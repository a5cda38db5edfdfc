"""Tests stand each by itself: what several need is in tests/builders, or in a module beside them that is no test."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

#: Still to be taken apart.
LENDING = {"tests.builders.case_services"}


def imported() -> Iterator[tuple[str, str]]:
    """(file, module of tests that it imports)."""
    for folder in ("tests", "benchmarks"):
        for path in Path(folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "tests":
                    yield str(path), node.module or ""


def test_no_test_borrows_from_a_test() -> None:
    borrowing = {(path, name) for path, name in imported() if name.rpartition(".")[2].startswith("test_")}
    new = sorted((path, name) for path, name in borrowing if name not in LENDING)
    assert not new, f"{new}: put what both need into tests/builders"


def test_what_tests_import_of_each_other_is_there() -> None:
    missing = sorted((path, name) for path, name in set(imported()) if find_spec(name) is None)
    assert not missing
