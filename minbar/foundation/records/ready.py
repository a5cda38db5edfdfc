"""Queries that are put together once for the life of the process, and then only asked.

Django writes a query's SQL anew each time it is asked. For a query of many columns that takes longer than the database
takes to answer it; on a page that everybody opens all day, or with every request, that is most of the page. A room
writes such a query as a function of :class:`Given` values, once::

    ACTIONS = Ready(lambda: CaseAction.objects.select_related("done_by").filter(case_id=Given("case")))

    actions = ACTIONS(case=case.pk)

The database plans what is asked again and again once a connection (``settings.DATABASES``), so that goes with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from django.db import connections
from django.db.models import Expression, Field, Lookup, Model, QuerySet

if TYPE_CHECKING:
    from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)

#: What comes from the moment in which a query is put together, and would stand still in it.
PASSING = (dt.date, dt.time, UUID)


class Given(Expression):
    """Stands in a query for a value that is given when the query is asked.

    Args:
        name: by which it is given.
        field: of which kind it is; needed only where nothing beside it tells.
    """

    def __init__(self, name: str, field: Field[Any, Any] | None = None) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


@Field.register_lookup
class AnyOf(Lookup):
    """``field__any_of=values``: like ``__in``, of a list that is given as one value; so the statement is the same
    however many there are."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        field, of_field = self.process_lhs(compiler, connection)
        values, of_values = self.process_rhs(compiler, connection)
        return f"{field} = ANY({values})", (*of_field, *of_values)


class Ready(Generic[M]):
    """A query that ``build`` puts together when it is first asked.

    Every value that differs from one asking to the next must be a :class:`Given`; the database's own clock (``Now``)
    may stand in it.

    Raises:
        TypeError: a day, a moment or an identifier was built in (it would be that of the first asking); or the values
            given are not those that the query names.
    """

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        self._build = build

    @cached_property
    def _written(self) -> tuple[QuerySet[M], Any, str, tuple[Any, ...]]:
        rows = self._build()
        compiler: Any = rows.query.get_compiler(rows.db)
        sql, values = compiler.as_sql()
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda _columns: converters
        if still := [value for value in values if isinstance(value, PASSING)]:
            raise TypeError(f"{still} would stand still in a query that is kept: use Given")
        return rows, compiler, sql, values

    def __call__(self, **given: Any) -> list[M]:
        """The rows, with all that the query reads along."""
        rows, compiler, sql, values = self._written
        if given.keys() != {value.name for value in values if isinstance(value, Given)}:
            raise TypeError(f"the query asks for other values than {sorted(given)}")
        filled = [given[value.name] if isinstance(value, Given) else value for value in values]
        # A compiler of its own each time: connections belong to threads.
        mine = copy(compiler)
        mine.connection = connections[rows.db]
        mine.as_sql = lambda *_args, **_more: (sql, filled)
        asked: Any = rows.all()
        asked.query.get_compiler = lambda *_args, **_more: mine
        return list(asked)
