"""Who may do what with one edition; a refusal says why."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from minbar.evidence.editions.access import EditionPermission
from minbar.evidence.editions.models import Edition
from minbar.foundation.access.decisions import ALLOWED, Decision, decide, denied
from minbar.foundation.figures.audiences import Audience


def can_read(user: Any, edition: Edition) -> Decision:
    """A published edition is open to everyone, any other to those who may view editions."""
    return ALLOWED if edition.published_at else decide(user, EditionPermission.VIEW, subject=edition)


def audiences_for(user: Any, edition: Edition) -> list[Audience]:
    """As whom somebody may read an edition: those for whom it is prepared first, then those who are told less.

    Who may not view editions reads a published one as the public.
    """
    if not decide(user, EditionPermission.VIEW, subject=edition):
        return [Audience.PUBLIC]
    everyone = list(Audience)
    return everyone[everyone.index(Audience(edition.audience)) :]


def can_write(user: Any, edition: Edition) -> Decision:
    """A draft can be written by those who prepare editions."""
    if not (decision := decide(user, EditionPermission.PREPARE, subject=edition)):
        return decision
    return denied(_("This edition is checked. Reopen it to change it.")) if edition.is_frozen else ALLOWED


def can_reopen(user: Any, edition: Edition) -> Decision:
    """A checked edition can be reopened by those who prepare it; a published one only by those who publish."""
    if not edition.is_frozen:
        return denied(_("This edition is a draft already."))
    needed = EditionPermission.PUBLISH if edition.published_at else EditionPermission.PREPARE
    return decide(user, needed, subject=edition)


def can_address(user: Any, edition: Edition) -> Decision:
    """For whom an edition is can be said by those who prepare it, until it is published."""
    if edition.published_at:
        return denied(_("A published edition is for the public."))
    return decide(user, EditionPermission.PREPARE, subject=edition)


def can_publish(user: Any, edition: Edition) -> Decision:
    """A checked edition that is not public yet."""
    if not edition.is_frozen or edition.published_at:
        return denied(_("Only a checked edition that is not yet public can be published."))
    if edition.audience != Audience.PUBLIC:
        return denied(_("This edition is not prepared for the public."))
    return decide(user, EditionPermission.PUBLISH, subject=edition)
