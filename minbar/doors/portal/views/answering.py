"""What an organisation reads to which somebody was referred, and its answer.

Whoever has the link may read: so it shows nothing before a button is pressed, which programs that look at links in
messages do not do. The token stays in the address of this page alone; the database knows its digest.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from minbar.doors.portal import words
from minbar.doors.portal.limits import WRONG_FROM, Guess
from minbar.doors.portal.privacy import for_strangers
from minbar.doors.portal.replies import page, too_many
from minbar.foundation.accounts.lockout import client_address
from minbar.work.casework.cases.actions.referrals import answer_referral
from minbar.work.casework.cases.enums import ReferralStatus
from minbar.work.casework.cases.queries.referrals import Shared, referral_by_token

LAST = (ReferralStatus.REFUSED, ReferralStatus.DONE)


@for_strangers("The token in the link is the key; the organisation has no account.")
def referral(request: HttpRequest, token: str) -> HttpResponse:
    """First a button; then what is shared, with the answers that can be given now."""
    if request.method != "POST":
        return page(request, "portal/link.html")
    guess = Guess(((WRONG_FROM, client_address(request) or ""),))
    if not guess.may_be_tried():
        return too_many(request, minutes=15)
    try:
        answered = _answered(request, token)
    except ValidationError:
        return _gone(request)
    if answered in LAST:
        guess.was_right()
        return page(request, "portal/answered.html")
    if (shared := referral_by_token(token)) is None:
        return _gone(request)
    guess.was_right()
    return _shown(request, shared, is_new=answered is not None)


def _answered(request: HttpRequest, token: str) -> ReferralStatus | None:
    answer = request.POST.get("answer", "")
    if answer not in words.ANSWERS:
        return None
    return ReferralStatus(answer_referral(token=token, answer=ReferralStatus(answer)).status)


def _shown(request: HttpRequest, shared: Shared, *, is_new: bool) -> HttpResponse:
    context = {
        "shared": shared,
        "parts": [(part.label, values) for part, values in shared.parts.items()],
        "answers": [(answer.value, words.ANSWERS[answer]) for answer in shared.answers],
        "until": timezone.localdate(shared.expires_at),
        "is_new": is_new,
    }
    return page(request, "portal/referral.html", context)


def _gone(request: HttpRequest) -> HttpResponse:
    """Used up, expired, withdrawn or never there: which of these is not told."""
    return page(request, "portal/gone.html", status=410)
