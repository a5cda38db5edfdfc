"""What every record has: an identifier that survives export and import, and when it was last changed."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.text.keys import search_key


class Record(models.Model):
    """Base of the records that people keep.

    ``uid`` is the stable identifier in exported sheets and in addresses; ``updated_at`` lets snapshots take only
    what changed, so bulk writes must set it too.
    """

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True, editable=False, db_index=True)

    class Meta:
        abstract = True

    @classmethod
    def derived_values(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """The fields that follow from others: asked when a record is validated, and for rows that a sheet writes past
        ``save()``.

        Args:
            values: field → value; of a sheet's row, those that it has.
        """
        return {}

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        for name, value in self.derived_values(vars(self)).items():
            setattr(self, name, value)
        super().clean_fields(exclude)

    def clean_lists(self, lists: Mapping[str, Sequence[models.Model]]) -> None:
        """Check what ManyToManyFields are to refer to, which ``clean()`` of a new record can't ask; here, that those
        which may not be blank refer to something.

        Args:
            lists: field → records, without the fields that stay as they are.

        Raises:
            ValidationError: by field, what does not hold.
        """
        for name, members in lists.items():
            field: Any = self._meta.get_field(name)
            if not (members or field.blank):
                raise ValidationError({name: field.error_messages["blank"]})


class TitledRecord(Record):
    """A record that is known by its title, and found by it however it is spelled. A model with titles of another length
    or name declares ``title`` anew."""

    title = models.CharField(pgettext_lazy("content", "title"), max_length=250)
    title_key = models.TextField(editable=False)  # as compared in searches

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @classmethod
    def derived_values(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        return super().derived_values(values) | {"title_key": search_key(values["title"])}
