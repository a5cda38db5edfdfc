"""The screens of published content."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.navigation import Group
from minbar.foundation.screens.register import Menu, Part, Register, Words
from minbar.voice.publishing.access import PublishingPermission
from minbar.voice.publishing.models import ContentItem

CONTENT = Register(
    model=ContentItem,
    name="item",
    key="publishing.content",
    permissions=PublishingPermission,
    words=Words(
        plural=_("Published content"),
        add=_("Add content"),
        edit=_("Edit content"),
        saved=_("The content has been saved."),
        added=_("Content added"),
        changed=_("Content changed"),
        empty=_("Nothing published is recorded yet. Add the first item, or import a workbook of them."),
    ),
    columns=("title", "kind", "published_on", "channel", "language", "words", "pages", "programme_code"),
    hidden=("language", "programme_code"),
    filters=("published_on", "kind", "channel", "language"),
    search=("title",),
    fields=("title", "kind", "published_on", "channel", "language", "words", "pages", "programme_code", "url"),
    sections=(
        Part(_("Publication"), "published_on", "channel", "language", "url"),
        Part(_("Extent"), "words", "pages", "programme_code"),
    ),
    events=("publishing.content_added", "publishing.content_changed"),
    summary=lambda item: str(item.kind),
    found=lambda item: str(item.kind),
    found_order=60,
    menu=Menu(Group.VOICE, order=10),
    sheet="content",
)
