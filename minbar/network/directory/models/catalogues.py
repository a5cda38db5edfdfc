"""Classifications that a network may extend: kinds of organisation and categories of engagement."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.catalogues import Catalogue


class OrganisationKind(Catalogue):
    """Association, foundation, municipality, ministry …"""

    class Meta(Catalogue.Meta):
        verbose_name = _("kind of organisation")
        verbose_name_plural = _("kinds of organisation")


class EngagementCategory(Catalogue):
    """The categories in which the network counts whom it meets and works with."""

    class Meta(Catalogue.Meta):
        verbose_name = _("engagement category")
        verbose_name_plural = _("engagement categories")
