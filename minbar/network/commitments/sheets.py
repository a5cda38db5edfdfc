"""What can be taken out: the follow-ups that stand behind no wall. One begins where it was agreed, in no sheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.access.decisions import Denied, denied
from minbar.foundation.sheets.declare import Column, Kind, Sheet, declare
from minbar.foundation.text.languages import choice_labels
from minbar.network.commitments import queries
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.enums import Standing
from minbar.network.commitments.models import Commitment
from minbar.network.commitments.sources import source_of

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

NOT_TAKEN = denied(_("Follow-ups cannot be imported. Add them where they were agreed."))


class CommitmentRows:
    """See :class:`minbar.foundation.sheets.declare.RowHandler`; it only reads."""

    def match(self, rows: Sequence[Any]) -> Sequence[Commitment | None]:
        return [None] * len(rows)

    def state(self, records: Sequence[models.Model]) -> Sequence[dict[str, Any]]:
        """Of what stands behind a wall nothing is written, whoever asks."""
        keys = [record.pk for record in records]
        found = Commitment.objects.filter(walled=False).select_related(*queries.PARTIES).in_bulk(keys)
        return [_cells(found[key]) if key in found else {} for key in keys]

    def create(self, rows: Sequence[Any], *, by: User | None) -> Sequence[Commitment]:
        raise Denied(NOT_TAKEN)

    def update(self, records: Sequence[models.Model], changes: Sequence[Any], *, by: User | None) -> None:
        raise Denied(NOT_TAKEN)

    def delete(self, records: Sequence[models.Model], *, by: User | None) -> None:
        raise Denied(NOT_TAKEN)


def _cells(commitment: Commitment) -> dict[str, Any]:
    source = source_of(commitment.source_key)
    return {
        "what": str(commitment),
        "about": str(source.label) if source else "",
        "owed_by": str(commitment.owed_by),
        "owed_to": str(commitment.owed_to or ""),
        "due_on": commitment.due_on,
        "standing": commitment.standing,
        "closing_note": commitment.closing_note,
        "closing_link": commitment.closing_link,
    }


def exportable(user: User) -> models.QuerySet[Commitment]:
    return queries.commitments_visible_to(user).filter(walled=False)


declare(
    Sheet(
        key="commitments",
        label=_("Follow-ups"),
        model=Commitment,
        columns=(
            Column("what", _("What is to be done"), required=True),
            Column("about", pgettext_lazy("follow-up", "About")),
            Column("owed_by", _("Who does it"), personal=True),
            Column("owed_to", _("For whom"), personal=True),
            Column("due_on", _("Deadline"), Kind.DATE),
            Column(
                "standing", _("Status"), Kind.CHOICE, choices=partial(choice_labels, Standing), synonyms=("Standing",)
            ),
            Column("closing_note", _("How it was done")),
            Column("closing_link", _("Link to what shows it"), Kind.URL),
        ),
        identity=("what", "due_on"),
        permission_import=CommitmentPermission.IMPORT,
        permission_export=CommitmentPermission.EXPORT,
        permission_personal=CommitmentPermission.EXPORT,
        handler=CommitmentRows(),
        records=exportable,
        record_route="commitments:commitment",
    )
)
