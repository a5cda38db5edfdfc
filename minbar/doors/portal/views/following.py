"""Following one's own case by number and code."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minbar.doors.portal import sessions, words
from minbar.doors.portal.forms.following import EVERYTHING, EnterForm, FileForm, MessageForm, RightsForm, TakeBackForm
from minbar.doors.portal.limits import WRONG_ANYWHERE, WRONG_FROM, WRONG_HERE, Guess
from minbar.doors.portal.privacy import for_strangers
from minbar.doors.portal.replies import page, too_many
from minbar.foundation.accounts.lockout import client_address
from minbar.work.casework.cases.actions.documents import add_document
from minbar.work.casework.cases.enums import ConsentKind
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.numbering import grouped, read_digits
from minbar.work.casework.client_access import actions as client_side
from minbar.work.casework.client_access.queries import find_own_case, seen_by_client
from minbar.work.casework.data_rights.actions.rights import claim_right
from minbar.work.casework.data_rights.enums import RightKind

OPEN = for_strangers("Number and secret code are the key; whoever needs help has no account.")
CasePage = Callable[..., HttpResponse]


def for_the_client(view: CasePage) -> CasePage:
    """A page of the case that this browser has opened with its code, for a quarter of an hour."""

    @OPEN
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        case = sessions.case_of(request)
        return redirect("portal:enter") if case is None else view(request, case, *args, **kwargs)

    return opened


@OPEN
def enter(request: HttpRequest) -> HttpResponse:
    """Number and code. A wrong code reads the same, and takes as long, whether or not there is such a number."""
    form = EnterForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        address = client_address(request) or ""
        number = read_digits(form.cleaned_data["number"])
        here = f"{number} {address}"
        guess = Guess(((WRONG_HERE, here), (WRONG_FROM, address), (WRONG_ANYWHERE, number)))
        if not guess.may_be_tried():
            return too_many(request, minutes=15)
        if (case := find_own_case(form.cleaned_data["number"], form.cleaned_data["code"])) is not None:
            guess.was_right()
            WRONG_HERE.forgive(here)
            sessions.open_case(request, case)
            return redirect("portal:own")
        form.add_error(None, _("This number and this code do not belong together. Look at both once more."))
    context = {"form": form, "ended": sessions.has_ended(request)}
    return page(request, "portal/enter.html", context, status=422 if form.errors else 200)


@for_the_client
def own(request: HttpRequest, case: Case) -> HttpResponse:
    """How the case stands."""
    seen = seen_by_client(case)
    stands, following = words.STAGES[seen.stage]
    context = {
        "own": seen, "number": grouped(seen.number), "stands": stands, "following": following,
        "result": words.RESULTS[seen.result] if seen.result else "",
        "shares": ConsentKind.SHARING in seen.consents,
        "claims": [(each, words.RIGHTS[each.kind][1]) for each in seen.claims if each.kind in words.RIGHTS],
        "done": sessions.what_was_done(request),
    }  # fmt: skip
    return page(request, "portal/own.html", context)


@for_the_client
def write(request: HttpRequest, case: Case, question: UUID | None = None) -> HttpResponse:
    """A message, or the answer to a question."""
    seen = seen_by_client(case)
    asked = next((said for said in seen.questions if said.uid == question), None)
    if seen.is_closed or (question and asked is None and request.method != "POST"):
        raise Http404
    form = MessageForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            client_side.write(case=case, answers=question, **form.cleaned_data)
            return _back(request, _("Your message is with us."))
        except ValidationError as error:
            form.add_error(None, error)
    return _form_page(request, "portal/write.html", form, asked=asked)


@for_the_client
def add_file(request: HttpRequest, case: Case) -> HttpResponse:
    """A photo or a document for the case."""
    if not case.is_open:
        raise Http404
    form = FileForm(_posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            for upload in form.cleaned_data["papers"]:
                add_document(by=None, case=case, upload=upload, from_client=True, key=form.cleaned_data["key"])
            return _back(request, _("The document is with us."))
        except ValidationError as error:
            form.add_error("papers", error.messages)
    return _form_page(request, "portal/add_file.html", form)


@for_the_client
def claim(request: HttpRequest, case: Case) -> HttpResponse:
    """Asking to see, correct or remove what is kept."""
    form = RightsForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        claim_right(by=None, case=case, kind=RightKind(form.cleaned_data["kind"]), wish=form.cleaned_data["wish"])
        return _back(request, _("We have noted what you ask for."))
    return _form_page(request, "portal/claim.html", form)


@for_the_client
def take_back(request: HttpRequest, case: Case) -> HttpResponse:
    """Taking back the consent to share, or everything."""
    seen = seen_by_client(case)
    if seen.is_withdrawn:
        return redirect("portal:own")
    form = TakeBackForm(_posted(request), may_share=ConsentKind.SHARING in seen.consents)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["what"] == EVERYTHING:
            client_side.withdraw(case=case)
            return _back(request, _("Your request is taken back."))
        client_side.take_back_sharing(case=case)
        return _back(request, _("From now on nobody outside is told anything."))
    return _form_page(request, "portal/take_back.html", form)


@OPEN
@require_POST
def shut(request: HttpRequest) -> HttpResponse:
    """The case is no longer open in this browser."""
    sessions.forget(request)
    return redirect("portal:start")


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _back(request: HttpRequest, done: str) -> HttpResponse:
    sessions.say_done(request, done)
    return redirect("portal:own")


def _form_page(request: HttpRequest, template: str, form: forms.Form, **context: object) -> HttpResponse:
    return page(request, template, {"form": form, **context}, status=422 if form.errors else 200)
