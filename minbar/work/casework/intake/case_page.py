"""What of the intake stands on the page of a case: consents, and the client's secret code."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.work.casework.cases.page import PageButton, PagePart, declare_button, declare_part

declare_button(PageButton(_("Consents"), "casework:case-consents", shown=lambda case, user, reader: reader.works_on_it))
declare_button(
    PageButton(
        _("New secret code"), "casework:case-code", shown=lambda case, user, reader: reader.works_on_it and case.secret
    )
)
declare_button(
    PageButton(
        _("Give a secret code"),
        "casework:case-code",
        shown=lambda case, user, reader: reader.works_on_it and not case.secret,
    )
)
declare_part(
    PagePart(
        "casework/no_code.html",
        lambda case, user, reader: reader.works_on_it and case.is_open and not case.secret,
    )
)
