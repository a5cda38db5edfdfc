"""The fields of sealed values, and of the blind indexes under which they are found again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import orjson
from django.core import checks
from django.core.exceptions import FieldError
from django.db import models

from minbar.foundation.vault import envelope
from minbar.foundation.vault.index import DIGEST_BYTES, is_declared

if TYPE_CHECKING:
    _Binary = models.BinaryField[Any, Any]
else:
    _Binary = models.BinaryField

Kind = Literal["text", "json", "bytes"]
_EMPTY: Final[dict[str, Any]] = {"text": "", "json": None, "bytes": b""}


class SealedField(_Binary):
    """A value that the database holds sealed; null where there is none.

    The attribute is the sealed value. Write with ``record.seal(name=value)``, read with ``record.reveal("name")``
    (:class:`minbar.foundation.vault.records.SealedRecord`). It can be neither searched nor sorted by.

    Args:
        kind: what comes out of ``reveal``: ``text`` (str), ``json`` (what JSON can hold) or ``bytes``.
    """

    def __init__(self, verbose_name: Any = None, *, kind: Kind = "text", **options: Any) -> None:
        self.kind: Kind = kind
        if kind not in _EMPTY:
            raise ValueError(f"'{kind}' is no kind of sealed value: {', '.join(_EMPTY)}")
        super().__init__(verbose_name, **(options | {"null": True, "blank": True, "editable": False}))

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for given in ("null", "blank", "editable"):
            options.pop(given, None)
        return name, path, args, options | {"kind": self.kind}

    @property
    def empty(self) -> Any:
        """What a null stands for."""
        return _EMPTY[self.kind]

    def packed(self, value: Any) -> bytes | None:
        """``value`` as bytes to be sealed; None where it is empty.

        Raises:
            TypeError: the value is not of the field's kind. The value itself is not named.
        """
        if value is None or (self.kind != "json" and len(value) == 0):
            return None
        if self.kind == "json":
            return orjson.dumps(value)
        if self.kind == "text" and isinstance(value, str):
            return value.encode()
        if self.kind == "bytes" and isinstance(value, bytes | bytearray | memoryview):
            return bytes(value)
        raise TypeError(f"{self.name} takes {self.kind}, not {type(value).__name__}")

    def unpacked(self, plain: bytes) -> Any:
        """The value that :meth:`packed` made bytes of."""
        if self.kind == "json":
            return orjson.loads(plain)
        return plain.decode() if self.kind == "text" else plain

    def get_prep_value(self, value: Any) -> Any:
        """Refuses to write anything that is not sealed.

        Raises:
            ValueError: the attribute was set without ``seal``.
        """
        if isinstance(value, bytes | bytearray | memoryview):
            value = bytes(value)
        if value is not None and not (isinstance(value, bytes) and envelope.is_sealed(value)):
            raise ValueError(f"{self.name} is written with seal(), never as it is")
        return value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: find it by a blind index")
        return super().get_lookup(lookup_name)

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        from minbar.foundation.vault.records import SealedRecord

        found = list(super().check(**options))
        if not issubclass(self.model, SealedRecord):
            hint = "Extend minbar.foundation.vault.records.SealedRecord."
            found.append(checks.Error("Sealed fields need a sealed record.", hint=hint, obj=self, id="vault.E001"))
        return found


class BlindIndexField(_Binary):
    """The blind index of a value: equal for equal values, telling nothing else to whoever lacks the key.

    Write :func:`minbar.foundation.vault.index.blind_index`, find by ``…__in=blind_candidates(…)``.

    Args:
        index: its declared name.
        of: the field of this model that holds the value, where there is one.

    Raises:
        ValueError: it has choices, which a blind index would tell by how often each occurs.
    """

    def __init__(self, verbose_name: Any = None, *, index: str, of: str = "", **options: Any) -> None:
        if options.get("choices"):
            raise ValueError("a blind index over few values tells them by how often each occurs")
        self.index = index
        self.of = of
        options.setdefault("db_index", True)
        super().__init__(verbose_name, **(options | {"max_length": DIGEST_BYTES}))

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options.pop("max_length", None)
        options |= {"index": self.index, "db_index": self.db_index}  # type: ignore[attr-defined]  # as Django keeps it
        return name, path, args, options | ({"of": self.of} if self.of else {})

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        found = list(super().check(**options))
        if not is_declared(self.index):
            hint = f'declare_index("{self.index}", why=…) in the room\'s blind_indexes.py'
            found.append(checks.Error("A blind index that is not declared.", hint=hint, obj=self, id="vault.E002"))
        if self.of and _has_few_values(self.model._meta.get_field(self.of)):
            hint = "Its values are told by how often each occurs. Leave it without an index."
            found.append(checks.Error("A blind index over few values.", hint=hint, obj=self, id="vault.E003"))
        return found


def _has_few_values(field: Any) -> bool:
    return isinstance(field, models.BooleanField) or bool(getattr(field, "choices", None))
