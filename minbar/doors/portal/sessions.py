"""What a browser's session says: which draft and which case it has open, and nothing that anybody wrote."""

from __future__ import annotations

import time

from django.http import HttpRequest

from minbar.doors.portal import actions
from minbar.doors.portal.models import Draft
from minbar.work.casework.cases.models import Case
from minbar.work.casework.client_access.queries import own_case_by

DRAFT, LOST = "portal_draft", "portal_lost"
CASE, SEEN, ENDED, DONE = "portal_case", "portal_seen", "portal_ended", "portal_done"
#: Seconds without a page after which a case must be opened with its code again.
OPEN_FOR = 15 * 60


def draft_of(request: HttpRequest) -> Draft | None:
    """The browser's draft, where it has one that has not ended."""
    uid = request.session.get(DRAFT)
    draft = actions.live(uid) if uid else None
    if uid and draft is None:
        del request.session[DRAFT]
        request.session[LOST] = True
    return draft


def begin_draft(request: HttpRequest) -> Draft:
    """A draft for this browser."""
    draft = actions.begin()
    request.session[DRAFT] = str(draft.uid)
    return draft


def was_lost(request: HttpRequest) -> bool:
    """Whether an earlier draft ended while it was written; says so once."""
    return bool(request.session.pop(LOST, False))


def open_case(request: HttpRequest, case: Case) -> None:
    """Let this browser see the case, under a new session id."""
    request.session.cycle_key()
    request.session[CASE], request.session[SEEN] = str(case.uid), int(time.time())


def case_of(request: HttpRequest) -> Case | None:
    """The case that is open in this browser."""
    uid = request.session.get(CASE)
    if uid is None:
        return None
    if time.time() - request.session.get(SEEN, 0) > OPEN_FOR:
        forget(request)
        request.session[ENDED] = True
        return None
    request.session[SEEN] = int(time.time())
    return own_case_by(uid)


def has_ended(request: HttpRequest) -> bool:
    """Whether the case was shut because nobody looked at it; says so once."""
    return bool(request.session.pop(ENDED, False))


def say_done(request: HttpRequest, what: str) -> None:
    """To be read on the next page; not in a cookie, as Django's messages are."""
    request.session[DONE] = what


def what_was_done(request: HttpRequest) -> str:
    """What :func:`say_done` was told, once."""
    return str(request.session.pop(DONE, ""))


def forget(request: HttpRequest) -> None:
    """Remove the browser's draft and every trace of these pages from its session."""
    if uid := request.session.get(DRAFT):
        draft = Draft.objects.filter(uid=uid).first()
        if draft is not None:
            actions.remove(draft)
    for name in [name for name in request.session.keys() if name.startswith("portal_")]:  # noqa: SIM118  (no mapping)
        del request.session[name]
    if not request.user.is_authenticated:
        request.session.flush()
