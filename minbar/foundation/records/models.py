"""What every record has: an identifier that survives export and import, and when it was last changed."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


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
