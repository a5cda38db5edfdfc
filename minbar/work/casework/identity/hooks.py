"""Where rooms above this one join in when clients turn out to be one person or two (see ``cases.hooks``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from minbar.work.casework.cases.hooks import Hook

if TYPE_CHECKING:
    from uuid import UUID

#: Clients of these subjects are about to be joined, or a case parted from them; what forbids it raises ValidationError.
clients_change: Hook[[Sequence[UUID]]] = Hook()
#: A case leaves the client of this subject, as another person's.
case_parts: Hook[[UUID]] = Hook()
