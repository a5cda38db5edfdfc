"""The secret address of one's calendar, and the calendar that it leads to."""

from __future__ import annotations

from hashlib import sha256

from allauth.core.internal.ratelimit import consume
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from minbar.foundation.access.decisions import decide
from minbar.foundation.access.routes import open_to_all, requires
from minbar.foundation.screens.requests import user_of
from minbar.foundation.screens.undoing import succeeded
from minbar.network.commitments import actions, queries
from minbar.network.commitments.access import CommitmentPermission
from minbar.network.commitments.icalendar_feed import calendar_of
from minbar.network.commitments.sources import reading_as

#: Guesses are counted by where they come from; true addresses each by itself, so that colleagues who share a line to
#: the network do not close it for each other.
LIMITS = {"unknown": "30/h/ip", "known": "60/h/key"}
WAIT = 60 * 60


@requires(CommitmentPermission.VIEW)
class FeedPage(View):
    """Whether there is an address, and how to make, renew and revoke it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "commitments/feed.html", {"feed": queries.feed_of(user_of(request))})


@requires(CommitmentPermission.VIEW)
class RenewFeed(View):
    """Makes a new address and shows it: this once, for it is kept nowhere."""

    def post(self, request: HttpRequest) -> HttpResponse:
        user = user_of(request)
        token = actions.renew_feed(by=user)
        address = request.build_absolute_uri(reverse("commitments:feed", args=[token]))
        return render(request, "commitments/feed.html", {"feed": queries.feed_of(user), "address": address})


@requires(CommitmentPermission.VIEW)
class RevokeFeed(View):
    def post(self, request: HttpRequest) -> HttpResponse:
        actions.revoke_feed(by=user_of(request))
        succeeded(request, _("The calendar's address no longer works."))
        return HttpResponseRedirect(reverse("commitments:feed-address"))


@open_to_all("Calendar programs cannot sign in: who has the secret address reads deadlines without names or text.")
class Feed(View):
    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if not self._may_ask(request, "unknown", dry_run=True):
            return too_often()
        user = queries.reader_of_feed(token)
        if user is None or not decide(user, CommitmentPermission.VIEW):
            self._may_ask(request, "unknown")
            raise Http404
        if not self._may_ask(request, "known", key=sha256(token.encode()).hexdigest()):
            return too_often()
        with reading_as(user):
            calendar = calendar_of(user)
        response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
        response.headers["Cache-Control"] = "private, no-store"
        return response

    @staticmethod
    def _may_ask(request: HttpRequest, what: str, *, key: str | None = None, dry_run: bool = False) -> bool:
        action = f"calendar_{what}"
        limits = {action: LIMITS[what]}
        return bool(
            consume(request, app="minbar", action=action, config=limits, key=key, dry_run=dry_run, limit_get=True)
        )


def too_often() -> HttpResponse:
    """For a program, not for a reader."""
    return HttpResponse(status=429, headers={"Retry-After": str(WAIT)})
