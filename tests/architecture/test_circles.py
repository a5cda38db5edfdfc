"""No file of a room imports another that imports it back, on whatever way round. import-linter orders floors and rooms;
within a room the order is the room's own, but there is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import grimp

Graph = Mapping[str, Iterable[str]]

#: Known circles, each with the reason why it stays.
KNOWN = {
    # A sealed field puts its descriptor on the record, and the record finds its sealed fields by their class.
    frozenset({"minbar.foundation.vault.fields", "minbar.foundation.vault.records"}),
}


def imports() -> dict[str, set[str]]:
    """Module → modules that it imports; those for types alone are left out, those within functions are not."""
    graph = grimp.build_graph("minbar", exclude_type_checking_imports=True)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def circles(graph: Graph) -> set[frozenset[str]]:
    """Groups of modules in which each reaches each other: what is left of those that reach and are reached."""
    reached = {module: reach(module, graph) for module in graph}
    groups = (frozenset(other for other in found if module in reached[other]) for module, found in reached.items())
    return {group for group in groups if len(group) > 1}


def reach(module: str, graph: Graph) -> set[str]:
    """All that a module imports, directly or by others."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        new = set(graph[waiting.pop()]) - found
        found |= new
        waiting += new
    return found


def test_a_circle_is_found_on_whatever_way_round() -> None:
    graph = {"a": ["b"], "b": ["c"], "c": ["a", "d"], "d": []}

    assert circles(graph) == {frozenset("abc")}


def test_no_files_import_each_other_in_a_circle() -> None:
    assert circles(imports()) == KNOWN
