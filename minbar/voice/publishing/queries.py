"""Reading what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from minbar.foundation.access.decisions import decide
from minbar.foundation.text.keys import search_key
from minbar.voice.publishing.access import PublishingPermission
from minbar.voice.publishing.models import ContentItem

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


def content_visible_to(user: User) -> QuerySet[ContentItem]:
    """With kind and channel read along."""
    items = ContentItem.objects.select_related("kind", "channel")
    return items if decide(user, PublishingPermission.VIEW) else items.none()


def entitled(items: QuerySet[ContentItem], text: str) -> QuerySet[ContentItem]:
    """Those whose title has each word of ``text``, compared without vowels and variants of letters."""
    for word in search_key(text).split():
        items = items.filter(title_key__contains=word)
    return items
