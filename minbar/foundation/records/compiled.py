"""Queries that are compiled to SQL once for the life of the process, and then only executed.

Django writes a query's SQL anew each time it is executed. For a query of many columns that takes longer than the
database takes to answer it; on a page that everybody opens all day, or with every request, that is most of the page. A
room writes such a query once, with a :class:`Parameter` for each value that differs::

    ACTIONS = CompiledQuery(lambda: CaseAction.objects.select_related("done_by").filter(case_id=Parameter("case")))

    actions = ACTIONS(case=case.pk)

The database plans what is executed again and again once a connection (``settings.DATABASES``), so that goes with it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from django.db import connections
from django.db.models import DEFERRED, Expression, Field, Lookup, Model, QuerySet
from django.db.models.query import ModelIterable
from psycopg.sql import Literal

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)

Row = tuple[Any, ...]
#: As Django's compiler gives them: functions, and the expression that the value comes from.
Converters = tuple[Iterable[Callable[[Any, Any, Any], Any]], Any]

#: What comes from the moment in which a query is put together, and would stand still in it.
PASSING = (dt.date, dt.time, UUID)


class Parameter(Expression):
    """Stands in a query for a value that is given when the query is executed.

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


class _Compiled(Generic[M]):
    """A query as SQL, and how its rows become records: what Django works out anew for each execution."""

    def __init__(self, rows: QuerySet[M]) -> None:
        if rows._iterable_class is not ModelIterable or rows._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise TypeError("only records, with what is selected along, are read by a compiled query")
        compiler: Any = rows.query.get_compiler(rows.db)
        self._alias = rows.db
        sql, values = compiler.as_sql()
        self._sql, self._parameters = _with_constants(sql, values, connections[rows.db])
        self.names = set(self._parameters)
        columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        self._own = _Part(compiler.klass_info, columns, converters)
        annotated = (compiler.annotation_col_map or {}).items()
        self._annotations = [(name, position, converters.get(position)) for name, position in annotated]

    def execute(self, given: dict[str, Any]) -> list[M]:
        connection = connections[self._alias]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, [given[name] for name in self._parameters])
            rows = cursor.fetchall()
        reading = _Reading(connection)
        return [self._record(row, reading) for row in rows]

    def _record(self, row: Row, reading: _Reading) -> M:
        record: M = self._own.record(row, reading)
        for name, position, converters in self._annotations:
            setattr(record, name, reading.converted(row[position], converters) if converters else row[position])
        return record


class _Part:
    """A record within a row: its columns, and the records that are selected along with it, as Django's ``klass_info``
    tells them. One that stands beside many rows (a place, a worker) is made once."""

    def __init__(self, info: dict[str, Any], columns: list[Any], converters: dict[int, Converters]) -> None:
        self._model: type[Model] = info["model"]
        places = {columns[position].target.attname: position for position in info["select_fields"]}
        self._attributes = [field.attname for field in self._model._meta.concrete_fields]
        #: Where each stands in the row; None for what the query leaves out.
        self._positions = [places.get(name) for name in self._attributes]
        self._converters = [(at, converters[place]) for at, place in enumerate(self._positions) if place in converters]
        self._key = places[self._model._meta.pk.attname]
        self._along = [_Part(each, columns, converters) for each in info.get("related_klass_infos", ())]
        #: How this record and the one that it stands beside know of each other; the outermost stands beside none.
        self._tie, self._tie_back = info.get("local_setter"), info.get("remote_setter")

    def record(self, row: Row, reading: _Reading) -> Any:
        values = [DEFERRED if position is None else row[position] for position in self._positions]
        for at, converters in self._converters:
            values[at] = reading.converted(values[at], converters)
        record = self._model.from_db(reading.connection.alias, self._attributes, values)
        for part in self._along:
            part.stand_beside(record, row, reading)
        return record

    def stand_beside(self, record: Model, row: Row, reading: _Reading) -> None:
        beside = None
        if (key := row[self._key]) is not None:
            beside = reading.made.get((self, key))
            if beside is None:
                beside = reading.made[self, key] = self.record(row, reading)
            self._tie_back(beside, record)  # type: ignore[misc]  # there, where something is stood beside
        self._tie(record, beside)  # type: ignore[misc]  # there, where something is stood beside


class _Reading:
    """One execution: its connection, and the records selected along that were made already."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.made: dict[tuple[_Part, Any], Model] = {}

    def converted(self, value: Any, converters: Converters) -> Any:
        functions, expression = converters
        for function in functions:
            value = function(value, expression, self.connection)
        return value


def _with_constants(sql: str, values: Iterable[Any], connection: BaseDatabaseWrapper) -> tuple[str, list[str]]:
    """The statement with what never changes written into it, and the names of what is given, in their order.

    The database then plans it once and well: of a value that is sent along it does not know that it is always the same,
    so it may not use an index that holds only such rows, and plans anew each time to find out.
    """
    connection.ensure_connection()
    names: list[str] = []
    rest = iter(values)

    def written(place: re.Match[str]) -> str:
        if place[0] == "%%":
            return "%%"
        value = next(rest)
        if isinstance(value, Parameter):
            names.append(value.name)
            return "%s"
        if isinstance(value, PASSING):
            raise TypeError(f"{value!r} would stand still in a compiled query: use Parameter")
        return Literal(value).as_string(connection.connection).replace("%", "%%")

    return re.sub("%[%s]", written, sql), names


class CompiledQuery(Generic[M]):
    """A query that ``build`` puts together and that is compiled when it is first executed.

    Every value that differs from one execution to the next must be a :class:`Parameter`; the database's own clock
    (``Now``) may stand in it.

    Raises:
        TypeError: a day, a moment or an identifier was built in (it would be that of the first execution); the query
            reads anything but records and what is selected along; or the values given are not its parameters.
    """

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        self._build = build

    @cached_property
    def _compiled(self) -> _Compiled[M]:
        return _Compiled(self._build())

    def __call__(self, **given: Any) -> list[M]:
        """The rows, with all that the query reads along."""
        if given.keys() != self._compiled.names:
            raise TypeError(f"the query has other parameters than {sorted(given)}")
        return self._compiled.execute(given)
