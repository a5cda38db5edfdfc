"""The screens of published content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.forms import FormView
from minbar.foundation.screens.lists import ListView
from minbar.foundation.screens.records import Action, DetailItem, RecordView, Section
from minbar.foundation.text.languages import in_language
from minbar.voice.publishing import actions, queries
from minbar.voice.publishing.access import PublishingPermission
from minbar.voice.publishing.forms import ContentForm
from minbar.voice.publishing.models import ContentItem
from minbar.voice.publishing.tables import ContentTable

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User


@requires(PublishingPermission.VIEW)
class ContentList(ListView):
    table = ContentTable


@requires(PublishingPermission.VIEW)
class ContentRecord(RecordView):
    list_route = "publishing:items"
    list_title = _("Published content")

    def rows(self, user: User) -> QuerySet[ContentItem]:
        return queries.content_visible_to(user)

    def summary(self, record: ContentItem) -> str:
        return in_language(record.kind.labels)

    def sections(self, record: ContentItem) -> Sequence[Section]:
        channel = record.channel.labels if record.channel else None
        published = [
            DetailItem(_("Published on"), record.published_on, Cell.DATE),
            DetailItem(_("Channel"), channel, Cell.LABELS),
            DetailItem(_("Language"), record.get_language_display()),
            DetailItem(_("Address on the web"), record.url, Cell.CODE, url=record.url),
        ]
        extent = [
            DetailItem(pgettext_lazy("content", "Words"), record.words, Cell.NUMBER),
            DetailItem(pgettext_lazy("content", "Pages"), record.pages, Cell.NUMBER),
            DetailItem(_("Programme code"), record.programme_code, Cell.CODE),
        ]
        return [Section(_("Publication"), published), Section(_("Extent"), extent)]

    def actions(self, record: ContentItem, user: User) -> Sequence[Action]:
        if not decide(user, PublishingPermission.EDIT):
            return []
        return [Action(_("Edit"), reverse("publishing:item-edit", args=[record.uid]))]


@requires(PublishingPermission.EDIT)
class ContentAdd(FormView):
    form_class = ContentForm
    title = _("Add content")
    done = _("The content is kept.")
    list_route = "publishing:items"
    list_title = _("Published content")

    def act(self, form: ContentForm, user: User) -> ContentItem:
        return actions.keep_content(by=user, item=self.record, **form.cleaned_data)


@requires(PublishingPermission.EDIT)
class ContentEdit(ContentAdd):
    title = _("Edit content")

    def rows(self, user: User) -> QuerySet[ContentItem]:
        return queries.content_visible_to(user)

    def initial(self, record: ContentItem | None) -> dict[str, Any]:
        return model_to_dict(record) if record else {}
