"""What can be counted of published content."""

from django.db.models import Value
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from minbar.foundation.figures.declare import Count, Dimension, Sensitivity, declare
from minbar.foundation.figures.from_model import dataset_of, total
from minbar.voice.publishing.models import ContentItem
from minbar.voice.publishing.registers import CONTENT

declare(
    dataset_of(
        CONTENT,
        "content",
        period="published_on",
        dimensions=("kind", "channel", "language", Dimension("programme", _("Programme"))),
        measures=(
            Count(),
            total(ContentItem, "words", unit=lambda n: npgettext("unit", "word", "words", n)),
            total(ContentItem, "pages", unit=lambda n: npgettext("unit", "page", "pages", n)),
        ),
        columns={"programme": NullIf("programme_code", Value(""))},
        sensitivity=Sensitivity.PUBLIC,
    )
)
