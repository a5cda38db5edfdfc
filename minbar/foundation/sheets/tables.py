"""A plain model's table, read in columns and written with COPY.

No model instances are made, so ``save()`` and signals are passed by; what follows from a row comes from the model's
``derived_values``. Constraints are the database's own and hold as everywhere.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db import connection, models
from django.utils import timezone
from psycopg import sql

from minbar.foundation.records.models import Record
from minbar.foundation.sheets.cells import TEXTUAL, Limits, declared_limits, empty_value
from minbar.foundation.sheets.declare import Column, Composite, Kind, Sheet
from minbar.foundation.sheets.rows import BATCH, AmbiguousMatch, Known, Update, Values, batches
from minbar.foundation.text.normalise import normalise

#: Up to so many different dates or references narrow down which records are read for matching.
NARROWING = 2_000


class Part:
    """What a column is in the table.

    ``language`` where it is one language of a LabelsField; ``codes`` where it is the code of a catalogue's entry.
    """

    def __init__(self, sheet: Sheet, column: Column) -> None:
        self.column = column
        name, _sign, language = (column.field or column.key).partition("__")
        try:
            field = sheet.model._meta.get_field(name)
        except FieldDoesNotExist as error:
            raise ImproperlyConfigured(
                f"sheet '{sheet.key}': '{column.key}' is no field of {sheet.model.__name__}; give the sheet a handler"
            ) from error
        if not isinstance(field, models.Field) or not field.concrete:
            raise ImproperlyConfigured(f"sheet '{sheet.key}': '{column.key}' needs a handler")
        self.field: models.Field[Any, Any] = field
        self.language = language
        self.many_to_many = isinstance(field, models.ManyToManyField)
        self.coded = column.kind is Kind.CHOICE and field.is_relation
        self._codes: dict[str, int] | None = None

    @property
    def ordered(self) -> bool:
        """Whether the rows of a list have a position."""
        field: Any = self.field
        return any(each.name == "position" for each in field.remote_field.through._meta.fields)

    @property
    def codes(self) -> dict[str, int]:
        """Code → primary key of the catalogue's entry."""
        if self._codes is None:
            # a foreign key has a model
            self._codes = dict(self.field.related_model._default_manager.values_list("code", "pk"))  # type: ignore[union-attr]
        return self._codes

    def reader(self) -> Callable[[Any], Any]:
        """Makes of what the table holds a cleaned value."""
        empty = empty_value(self.column)
        if self.language:
            return lambda value: (value or {}).get(self.language, "")
        if self.coded:
            by_pk = {pk: code for code, pk in self.codes.items()}
            return lambda value: by_pk.get(value, "")
        if isinstance(self.field, ArrayField):
            return lambda value: tuple(value or ())
        return lambda value: empty if value is None else value

    def writer(self) -> Callable[[Any], Any]:
        """Makes of a cleaned value what COPY takes."""
        if self.language:
            return lambda value: json.dumps({self.language: value}, ensure_ascii=False)
        if self.coded:
            return lambda value: self.codes[value] if value else None
        if isinstance(self.field, ArrayField):
            return list
        if self.column.kind in TEXTUAL and self.field.null:
            return lambda value: value or None
        if self.field.has_default() and not self.field.null:
            empty, default = empty_value(self.column), _Default(self.field)
            return lambda value: default() if value == empty else value
        return lambda value: value

    def limits(self) -> Limits:
        declared = declared_limits(self.column)
        low, high = None, None
        if isinstance(self.field, models.IntegerField):
            low, high = connection.ops.integer_field_range(self.field.get_internal_type())
        places = None
        if isinstance(self.field, models.DecimalField):
            places = self.field.decimal_places
            high = 10 ** ((self.field.max_digits or 30) - (places or 0)) - 1
        own = None if low is None or low < 0 else Decimal(low)
        return Limits(
            max_length=declared.max_length or (None if self.language else getattr(self.field, "max_length", None)),
            minimum=declared.minimum if declared.minimum is not None else own,
            maximum=high,
            places=places,
        )


class PlainStore:
    """Rows of a plain model; see :class:`.rows.Store`."""

    def __init__(self, sheet: Sheet) -> None:
        if sheet.model._meta.parents:
            raise ImproperlyConfigured(f"sheet '{sheet.key}': {sheet.model.__name__} has a parent; give it a handler")
        self.sheet = sheet
        self.model = sheet.model
        composed = {column.key for composite in sheet.composites for column in composite.columns}
        self.parts = {column.key: Part(sheet, column) for column in sheet.columns if column.key not in composed}

    def limits(self, column: Column) -> Limits:
        return self.parts[column.key].limits() if column.key in self.parts else declared_limits(column)

    def by_identifier(self, uids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Known]:
        found: dict[uuid.UUID, Known] = {}
        for batch in batches(uids):
            query = self.model._default_manager.filter(uid__in=batch).values_list("pk", "uid")
            found |= {uid: Known(pk, uid) for pk, uid in query}
        return found

    def match(self, rows: Sequence[Values]) -> list[Known | AmbiguousMatch | None]:
        # What a file leaves out does not tell its rows apart.
        parts = [self.parts[key] for key in self.sheet.identity if not rows or key in rows[0]]
        empty = {part.column.key: empty_value(part.column) for part in parts}
        readers = [part.reader() for part in parts]
        query = self.model._default_manager.order_by("pk").filter(**self._narrowing(parts, rows))
        there: dict[tuple[Any, ...], list[Known]] = defaultdict(list)
        lists = [self._related(part, query.values("pk")) if part.many_to_many else None for part in parts]
        # a list stands as the record's own key, by which its members are known
        columns = ["pk" if part.many_to_many else part.field.attname for part in parts]
        for pk, uid, *values in query.values_list("pk", "uid", *columns).iterator(10_000):
            read = (
                reader(value) if members is None else members.get(pk, ())
                for reader, value, members in zip(readers, values, lists, strict=True)
            )
            there[identity_of(read)].append(Known(pk, uid))
        answers: list[Known | AmbiguousMatch | None] = []
        for row in rows:
            found = there.get(identity_of(row.get(key, value) for key, value in empty.items()), [])
            answers.append(None if not found else found[0] if len(found) == 1 else AmbiguousMatch(len(found)))
        return answers

    def _narrowing(self, parts: Sequence[Part], rows: Sequence[Values]) -> dict[str, Any]:
        """Read only records with one of the rows' dates or references, where these are few."""
        for part in parts:
            if part.column.kind in {Kind.DATE, Kind.REFERENCE} and not part.many_to_many:
                wanted = {row.get(part.column.key) for row in rows}
                if None not in wanted and len(wanted) <= NARROWING:
                    return {f"{part.field.attname}__in": wanted}
        return {}

    def states(self, known: Sequence[Known]) -> list[Values]:
        plain = [part for part in self.parts.values() if not part.many_to_many]
        keys = [part.column.key for part in plain]
        readers = [part.reader() for part in plain]
        attributes = [part.field.attname for part in plain]
        states: dict[int, dict[str, Any]] = {}
        for batch in batches(known):
            query = self.model._default_manager.order_by().filter(pk__in=[each.pk for each in batch])
            for pk, *values in query.values_list("pk", *attributes):
                read = [reader(value) for reader, value in zip(readers, values, strict=True)]
                states[pk] = dict(zip(keys, read, strict=True))
        for composite in self.sheet.composites:
            self._read_composite(composite, states)
        for part in self.parts.values():
            if part.many_to_many:
                related = self._related(part, list(states))
                for pk, state in states.items():
                    state[part.column.key] = related.get(pk, ())
        return [states[each.pk] for each in known]

    def _read_composite(self, composite: Composite, states: dict[int, dict[str, Any]]) -> None:
        read, name = composite.reader(), self._composed(composite).attname
        for batch in batches(list(states)):
            for pk, value in self.model._default_manager.filter(pk__in=batch).values_list("pk", name):
                states[pk] |= read(value)

    def _composed(self, composite: Composite) -> Any:
        return self.model._meta.get_field(composite.field)

    def create(self, rows: Sequence[Values], *, by: Any) -> list[Known]:
        made: list[Known] = []
        for batch in batches(rows):
            known = [Known(pk, uuid.uuid4()) for pk in self._new_keys(len(batch))]
            self._copy_new(batch, known)
            for part in self.parts.values():
                if part.many_to_many:
                    self._relate(
                        part, [(each.pk, row.get(part.column.key, ())) for each, row in zip(known, batch, strict=True)]
                    )
            made += known
        return made

    def update(self, updates: Sequence[Update], *, by: Any) -> None:
        for batch in batches(updates):
            self._update_batch(batch)

    def delete(self, known: Sequence[Known], *, by: Any) -> None:
        for batch in batches(known):
            self.model._default_manager.filter(pk__in=[each.pk for each in batch]).delete()

    # Writing

    def _new_keys(self, count: int) -> list[int]:
        pk = self.model._meta.pk
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [f'"{self.model._meta.db_table}"', pk.column, count],
            )
            return [key for (key,) in cursor.fetchall()]

    def _copy_new(self, rows: Sequence[Values], known: Sequence[Known]) -> None:
        """COPY whole records: the rows' values, what is derived from them, and the fields' own defaults."""
        derived = [self._derived(row) for row in rows]
        columns: list[Sequence[Any]] = []
        names: list[str] = []
        for field in self.model._meta.concrete_fields:
            if not field.generated:
                names.append(str(field.column))
                columns.append(self._column_of(field, rows, known, derived))
        with connection.cursor() as cursor, cursor.copy(self._copy(self.model._meta.db_table, names)) as copy:
            for line in zip(*columns, strict=True):
                copy.write_row(line)

    def _derived(self, row: Values) -> Values:
        """The fields that follow from a row's, as the model says itself."""
        return self.model.derived_values(row) if issubclass(self.model, Record) else {}

    def _column_of(
        self, field: models.Field[Any, Any], rows: Sequence[Values], known: Sequence[Known], derived: Sequence[Values]
    ) -> Sequence[Any]:
        """One column of the table for all new rows."""
        if field.primary_key or field.name == "uid":
            return [each.pk if field.primary_key else each.uid for each in known]
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            return [timezone.now()] * len(rows)
        if derived and field.name in derived[0]:
            return [field.get_db_prep_save(extra[field.name], connection) for extra in derived]
        return self._given(field, rows)

    def _given(self, field: models.Field[Any, Any], rows: Sequence[Values]) -> Sequence[Any]:
        """One column of the table as the rows have it, or the field's default."""
        compose = next((each.writer() for each in self.sheet.composites if each.field == field.name), None)
        if compose:
            return [compose(row, {}) for row in rows]
        parts = [part for part in self.parts.values() if part.field is field]
        if parts and parts[0].language:
            return [self._labels(parts, row) for row in rows]
        default = _Default(field)
        if not parts or (rows and parts[0].column.key not in rows[0]):
            return [default() for _row in rows]
        key, write, empty = parts[0].column.key, parts[0].writer(), empty_value(parts[0].column)
        return [default() if (value := row[key]) == empty else write(value) for row in rows]

    @staticmethod
    def _labels(parts: Sequence[Part], row: Values) -> str:
        labels = {part.language: text for part in parts if (text := row.get(part.column.key))}
        return json.dumps(labels, ensure_ascii=False)

    def _update_batch(self, batch: Sequence[Update]) -> None:
        """Through a temporary table: one statement, whatever differs in each row."""
        changed = {key for update in batch for key in update.changed}
        parts = [part for part in self.parts.values() if part.column.key in changed]
        plain = [part for part in parts if not part.many_to_many]
        derived = [self._derived(update.values) for update in batch]
        extra = [self.model._meta.get_field(name) for name in (derived[0] if derived else ())]
        sources = [(part.field.column, part.writer(), part) for part in plain]
        composed = [each for each in self.sheet.composites if changed & {column.key for column in each.columns}]
        compose = [each.writer() for each in composed]
        lines = [
            [
                update.known.pk,
                *(write(update.values[part.column.key]) for _name, write, part in sources),
                *(write({key: update.values[key] for key in update.changed}, update.values) for write in compose),
                # fields of the table, never relations from elsewhere
                *(field.get_db_prep_save(derived[index][field.name], connection) for field in extra),  # type: ignore[union-attr]
            ]
            for index, update in enumerate(batch)
        ]
        targets = [(str(part.field.column), bool(part.language)) for part in plain]
        targets += [(str(self._composed(each).column), False) for each in composed]
        # fields of the table, never relations from elsewhere
        targets += [(str(field.column), False) for field in extra]  # type: ignore[union-attr]
        self._write_updates(targets, lines)
        for part in parts:
            if part.many_to_many:
                self._relate_anew(part, [(u.known.pk, u.values[part.column.key]) for u in batch])

    def _write_updates(self, targets: Sequence[tuple[str, bool]], lines: Iterable[Sequence[Any]]) -> None:
        """``targets``: column and whether it takes one more language instead of a new value."""
        table, key = sql.Identifier(self.model._meta.db_table), sql.Identifier(str(self.model._meta.pk.column))
        place = [sql.Identifier(f"v{number}") for number in range(len(targets))]
        source = [
            sql.SQL("{} AS {}").format(sql.Identifier(name), alias)
            for (name, _merged), alias in zip(targets, place, strict=True)
        ]
        merges: dict[str, list[sql.Composable]] = defaultdict(list)
        for (name, merged), alias in zip(targets, place, strict=True):
            start = [sql.SQL("t.{}").format(sql.Identifier(name))] if merged and name not in merges else []
            merges[name] += [*start, sql.SQL("n.{}").format(alias)]
        settings: list[sql.Composable] = [
            sql.SQL("{} = {}").format(sql.Identifier(name), sql.SQL(" || ").join(values))
            for name, values in merges.items()
        ]
        if any(field.column == "updated_at" for field in self.model._meta.concrete_fields):
            settings.append(sql.SQL("updated_at = clock_timestamp()"))
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("CREATE TEMPORARY TABLE sheet_update AS SELECT {} FROM {} WITH NO DATA").format(
                    sql.SQL(", ").join([sql.SQL("{} AS pk").format(key), *source]), table
                )
            )
            with cursor.copy("COPY sheet_update FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(line)
            cursor.execute(
                sql.SQL("UPDATE {} t SET {} FROM sheet_update n WHERE t.{} = n.pk").format(
                    table, sql.SQL(", ").join(settings), key
                )
            )
            cursor.execute("DROP TABLE sheet_update")

    @staticmethod
    def _copy(table: str, columns: Sequence[str]) -> sql.Composed:
        return sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
        )

    # Many-to-many

    def _related(self, part: Part, pks: Any) -> dict[int, tuple[Any, ...]]:
        """What records refer to, by record: primary keys, or codes where the cell has them; in the rows' own order
        where the rows between have a position."""
        field: Any = part.field
        through = field.remote_field.through._default_manager
        here, there = field.m2m_column_name(), field.m2m_reverse_name()
        order = ["position", "pk"] if part.ordered else ["pk"]
        codes = {pk: code for code, pk in part.codes.items()} if part.coded else None
        related: dict[int, list[Any]] = defaultdict(list)
        for pk, other in through.filter(**{f"{here}__in": pks}).order_by(*order).values_list(here, there):
            related[pk].append(codes[other] if codes else other)
        return {pk: tuple(others) for pk, others in related.items()}

    def _relate(self, part: Part, pairs: Iterable[tuple[int, Sequence[Any]]]) -> None:
        field: Any = part.field
        through = field.remote_field.through
        here, there = field.m2m_column_name(), field.m2m_reverse_name()
        links = [
            through(
                **{here: pk, there: part.codes[other] if part.coded else other},
                **({"position": position} if part.ordered else {}),
            )
            for pk, others in pairs
            for position, other in enumerate(others)
        ]
        through._default_manager.bulk_create(links, batch_size=BATCH)

    def _relate_anew(self, part: Part, pairs: Sequence[tuple[int, Sequence[int]]]) -> None:
        field: Any = part.field
        here = field.m2m_column_name()
        field.remote_field.through._default_manager.filter(**{f"{here}__in": [pk for pk, _others in pairs]}).delete()
        self._relate(part, pairs)


class _Default:
    """A field's default, adapted for COPY; worked out once where it is no callable."""

    def __init__(self, field: models.Field[Any, Any]) -> None:
        self.field = field
        self.changing = callable(field.default)
        self.fixed = None if self.changing else self._adapted()

    def __call__(self) -> Any:
        return self._adapted() if self.changing else self.fixed

    def _adapted(self) -> Any:
        return self.field.get_db_prep_save(self.field.get_default(), connection)


def identity_of(values: Iterable[Any]) -> tuple[Any, ...]:
    """A row's identity as it is compared: texts without their dress, lists in whatever order."""
    return tuple(
        normalise(value) if value.__class__ is str else frozenset(value) if value.__class__ is tuple else value
        for value in values
    )
