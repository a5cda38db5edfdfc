"""What of an identity stands on the page of a case: the way to it, and the same people in other cases."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.work.casework.cases.page import PageButton, PagePart, declare_button, declare_part
from minbar.work.casework.identity.queries.duplicates import matches_of_case

declare_button(
    PageButton(_("Correct the identity"), "casework:identity-edit", shown=lambda case, user, reader: reader.identity)
)
declare_button(
    PageButton(
        _("The same person in another case"),
        "casework:other-case",
        shown=lambda case, user, reader: reader.identity and reader.works_on_it,
    )
)
declare_part(
    PagePart(
        "casework/matches.html",
        lambda case, user, reader: matches_of_case(case, user) if case.is_open else [],
    )
)
declare_part(
    PagePart(
        "casework/whose_case.html",
        lambda case, user, reader: reader.identity and case.client_id is not None,
        aside=True,
    )
)
