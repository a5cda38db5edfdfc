"""The list of published content."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.filters import ChoiceFilter, PeriodFilter
from minbar.foundation.screens.tables import Add, Column, Table
from minbar.network.directory.queries import labels_by_code
from minbar.voice.publishing import queries
from minbar.voice.publishing.access import PublishingPermission
from minbar.voice.publishing.enums import ContentLanguage
from minbar.voice.publishing.models import Channel, ContentItem, ContentKind

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


class ContentTable(Table):
    key = "publishing.content"
    title = _("Published content")
    columns = (
        Column("title", pgettext_lazy("content", "Title"), sort="title", link=True),
        Column("kind", _("Kind of content"), Cell.LABELS, value="kind.labels", sort="kind__position"),
        Column("published_on", _("Published on"), Cell.DATE, sort="published_on"),
        Column("channel", _("Channel"), Cell.LABELS, value="channel.labels", sort="channel__position"),
        Column("language", _("Language"), value=lambda item: item.get_language_display(), sort="language", shown=False),
        Column("words", pgettext_lazy("content", "Words"), Cell.NUMBER, sort="words"),
        Column("pages", pgettext_lazy("content", "Pages"), Cell.NUMBER, sort="pages"),
        Column("programme_code", _("Programme code"), Cell.CODE, sort="programme_code", shown=False),
    )
    filters = (
        PeriodFilter("published_on", _("Published on"), "published_on"),
        ChoiceFilter("kind", _("Kind of content"), "kind__code", choices=partial(labels_by_code, ContentKind)),
        ChoiceFilter("channel", _("Channel"), "channel__code", choices=partial(labels_by_code, Channel)),
        ChoiceFilter("language", _("Language"), "language", choices=lambda: ContentLanguage.choices),
    )
    order = ("-published_on", "-id")
    record_route = "publishing:item"
    add = Add("publishing:item-add", _("Add content"), PublishingPermission.EDIT)
    sheet = "content"
    empty = _("Nothing published is recorded yet. Add the first item, or import a workbook of them.")

    def rows(self, user: User) -> QuerySet[ContentItem]:
        return queries.content_visible_to(user)

    def search(self, rows: QuerySet[ContentItem], text: str) -> QuerySet[ContentItem]:
        return queries.entitled(rows, text)
