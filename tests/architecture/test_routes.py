"""Who may enter where stands in one table (S4); a route that is not in it fails."""

from __future__ import annotations

from tests.architecture.routes import mounted_routes, table

MEND = (
    "Run `.venv/bin/python -m tests.architecture.routes --write`, look at the difference in "
    "tests/architecture/routes.csv, and commit it if that is who may enter."
)


def test_every_route_declares_who_may_enter() -> None:
    undeclared = [mounted.route for mounted in mounted_routes() if mounted.rule is None]
    assert not undeclared, (
        f"No access rule: {undeclared}. Decorate the view with @requires, @signed_in or @open_to_all "
        "(minbar.foundation.access.routes)."
    )


def test_the_table_of_routes_says_what_the_code_does() -> None:
    code, written = {mounted.route for mounted in mounted_routes()}, set(table())
    missing, gone = sorted(code - written), sorted(written - code)
    assert not missing and not gone, f"Not in the table: {missing}. In the table only: {gone}. {MEND}"


def test_every_permission_is_granted_to_somebody() -> None:
    nobodys = [mounted.route for mounted in mounted_routes() if mounted.route.who == "nobody"]
    assert not nobodys, f"No role may enter: {nobodys}. Grant the permission in the room's access.py."
