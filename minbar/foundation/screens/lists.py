"""The view of a list. A room writes::

@requires(EngagementPermission.VIEW)
class MeetingList(ListView):
    table = MeetingTable
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views import View

from minbar.foundation.access.decisions import Denied, require
from minbar.foundation.screens.exporting import export_address
from minbar.foundation.screens.listing import Listing
from minbar.foundation.screens.navigation import holds
from minbar.foundation.screens.queries import saved_views_of
from minbar.foundation.screens.requests import user_of
from minbar.foundation.screens.tables import Table


class ListView(View):
    """Shows a :class:`Table`: what it holds and how many in its title, what it is narrowed by in its address."""

    table: ClassVar[type[Table]]
    template_name: ClassVar[str] = "screens/list.html"

    def get_table(self) -> Table:
        """The table; a view whose table depends on the address overrides this (``self.kwargs``)."""
        return self.table()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return render(
            request, self.template_name, self.context(Listing(self.get_table(), user_of(request), request.GET))
        )

    def context(self, listing: Listing) -> dict[str, Any]:
        table, user = listing.table, listing.user
        return {
            "listing": listing,
            "table": table,
            "add": table.add if table.add and holds(user, table.add.permission) else None,
            "export_url": export_address(table, listing.query, user),
            "saved_views": saved_views_of(user, table.key),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """A bulk operation on the picked rows."""
        listing = Listing(self.get_table(), user_of(request), request.GET)
        operation = next((each for each in listing.bulk if each.key == request.POST.get("operation")), None)
        everything = request.POST.get("everything") == "yes"
        rows = listing.chosen(request.POST.getlist("uid"), everything=everything)
        if operation is None or not rows.exists():
            messages.warning(request, gettext("Pick at least one row, then choose what to do with it."))
        else:
            try:
                require(listing.user, operation.permission)
                messages.success(request, str(operation.run(rows, listing.user)))
            except Denied as denial:
                messages.error(request, str(denial.decision.reason))
        return HttpResponseRedirect(request.get_full_path())
