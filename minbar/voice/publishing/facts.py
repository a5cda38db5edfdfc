"""What can be counted of published content."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext, pgettext_lazy

from minbar.foundation.figures.declare import Count, Dimension, Fact, Sensitivity, Sum, declare
from minbar.foundation.text.languages import choice_labels
from minbar.network.directory.queries import labels_by_code
from minbar.voice.publishing.access import PublishingPermission
from minbar.voice.publishing.enums import ContentLanguage
from minbar.voice.publishing.models import Channel, ContentItem, ContentKind


def content_rows() -> QuerySet[Any, Any]:
    return ContentItem.objects.order_by().values(
        "id", "uid", "published_on", "words", "pages",
        changed=F("updated_at"),
        kind_code=F("kind__code"),
        channel_code=F("channel__code"),
        spoken=NullIf("language", Value("")),
        programme=NullIf("programme_code", Value("")),
    )  # fmt: skip


declare(
    Fact(
        key="content",
        label=_("Published content"),
        rows=content_rows,
        period="published_on",
        dimensions=(
            Dimension("kind", _("Kind of content"), values=partial(labels_by_code, ContentKind), column="kind_code"),
            Dimension("channel", _("Channel"), values=partial(labels_by_code, Channel), column="channel_code"),
            Dimension("language", _("Language"), values=lambda: choice_labels(ContentLanguage), column="spoken"),
            Dimension("programme", _("Programme")),
        ),
        measures=(
            Count(),
            Sum(
                "words",
                pgettext_lazy("content", "Words"),
                column="words",
                unit=lambda n: npgettext("unit", "word", "words", n),
            ),
            Sum(
                "pages",
                pgettext_lazy("content", "Pages"),
                column="pages",
                unit=lambda n: npgettext("unit", "page", "pages", n),
            ),
        ),
        sensitivity=Sensitivity.PUBLIC,
        record_route="publishing:item",
        records_permission=PublishingPermission.VIEW,
    )
)
