"""Records with sealed values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, ClassVar
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.translation import pgettext_lazy

from minbar.foundation.records.models import Record
from minbar.foundation.vault import envelope, keyring, subjects
from minbar.foundation.vault.envelope import Place
from minbar.foundation.vault.errors import Shredded, Unreadable
from minbar.foundation.vault.fields import SealedField


class SealedRecord(Record):
    """Base of records with :class:`SealedField`\\ s, all of one subject, shredded together with it.

    ``subject`` is set before anything is sealed, and changes by :meth:`give_to` alone; ``uid`` never does. Renaming
    the table or a sealed column needs a migration that seals anew: values are bound to both.
    """

    #: Entered by key rotation around its reading and writing, where the table is behind row security.
    system_access: ClassVar[Callable[[], AbstractContextManager[Any]]] = nullcontext

    subject = models.UUIDField(pgettext_lazy("vault", "subject"), db_index=True, editable=False)

    _half: bytes | Unreadable | None = None

    class Meta:
        abstract = True

    def seal(self, **values: Any) -> None:
        """Set sealed fields from plain values; saves nothing. Empty values (None, "", b"") become null.

        Raises:
            Shredded: the subject was erased.
            KeyMissing: a key is not there.
            TypeError: a value is not of its field's kind.
        """
        fields = [sealed_field(type(self), name) for name in values]
        self._seal({field: field.packed(values[str(field.name)]) for field in fields})

    def reveal(self, name: str) -> Any:
        """The plain value of a sealed field. Ask the room's rule before.

        Costs a query for the subject's half of the key, once for this instance; for more than one record, or several
        models, see :func:`bring_keys` and :func:`reveal_many`.

        Raises:
            Tampered: the value was altered, or belongs to another row, column or table.
            Shredded: the subject was erased.
            KeyMissing: a key is not there.
        """
        field = sealed_field(type(self), name)
        plain = self._opened(field)
        return field.empty if plain is None else field.unpacked(plain)

    def give_to(self, subject: UUID) -> None:
        """Seal all values anew for another subject; saves nothing.

        Raises:
            Tampered, Shredded, KeyMissing: as :meth:`reveal`; nothing has changed then.
        """
        plain = {field: self._opened(field) for field in sealed_fields(type(self))}
        self.subject, self._half = subject, None
        self._seal(plain)

    def _seal(self, plain: Mapping[SealedField, bytes | None]) -> None:
        number, data_key = keyring.current()
        key = envelope.value_key(data_key, self._own_half())
        for field, value in plain.items():
            place = self._place(field)
            sealed = None if value is None else envelope.seal(value, key=key, number=number, place=place)
            setattr(self, str(field.name), sealed)

    def _opened(self, field: SealedField) -> bytes | None:
        sealed = getattr(self, str(field.name))
        if sealed is None:
            return None
        data_key = keyring.data_key(envelope.key_number(bytes(sealed)))
        key = envelope.value_key(data_key, self._own_half())
        return envelope.open_sealed(bytes(sealed), key=key, place=self._place(field))

    def _own_half(self) -> bytes:
        if self._half is None:
            bring_keys([self])
        if isinstance(self._half, Unreadable):
            raise self._half
        assert self._half is not None
        return self._half

    def _place(self, field: SealedField) -> Place:
        return Place(field.model._meta.db_table, str(field.column), self.uid)

    def __getstate__(self) -> dict[str, Any]:
        """Without the key: a record that is pickled may go anywhere."""
        state = super().__getstate__()
        state.pop("_half", None)
        return state


def bring_keys(records: Iterable[SealedRecord]) -> None:
    """Bring the keys of ``records``, of any models, in one query; revealing and sealing them then costs none."""
    listed = list(records)
    halves = subjects.halves(record.subject for record in listed)
    for record in listed:
        record._half = halves[record.subject]


def reveal_many(records: Iterable[SealedRecord], *names: str) -> list[dict[str, Any]]:
    """The plain values of ``names`` for each record, in the records' order; keys come in one query.

    Values of erased subjects are None, so that one of them does not hide a whole list.

    Raises:
        Tampered, KeyMissing: as :meth:`SealedRecord.reveal`.
    """
    listed = list(records)
    bring_keys(listed)
    revealed = []
    for record in listed:
        try:
            revealed.append({name: record.reveal(name) for name in names})
        except Shredded:
            revealed.append(dict.fromkeys(names))
    return revealed


def sealed_field(model: type[models.Model], name: str) -> SealedField:
    """The sealed field of that name.

    Raises:
        TypeError: it is not sealed.
        FieldDoesNotExist: there is no such field.
    """
    field = model._meta.get_field(name)
    if not isinstance(field, SealedField):
        raise TypeError(f"{model.__name__}.{name} is not a sealed field")
    return field


def sealed_fields(model: type[models.Model]) -> list[SealedField]:
    """The sealed fields in the model's own table."""
    return [field for field in model._meta.local_fields if isinstance(field, SealedField)]


def sealed_models() -> Sequence[type[SealedRecord]]:
    """All models with sealed fields in their own table, in the order of their tables."""
    found = [
        model
        for model in apps.get_models()
        if issubclass(model, SealedRecord) and not model._meta.proxy and model._meta.managed and sealed_fields(model)
    ]
    return sorted(found, key=lambda model: model._meta.db_table)
