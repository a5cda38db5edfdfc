"""Asking for help: one question a page, all of them without scripts."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from minbar.doors.portal import actions, sessions
from minbar.doors.portal.forms.asking import TrapForm
from minbar.doors.portal.limits import BEGIN, SEND
from minbar.doors.portal.privacy import for_strangers
from minbar.doors.portal.replies import page, remember_language, too_many
from minbar.doors.portal.steps import STEPS, Answered, Step
from minbar.foundation.accounts.lockout import client_address
from minbar.foundation.text.languages import Language
from minbar.work.casework.cases.numbering import grouped

OPEN = for_strangers("Whoever needs help has no account.")


@OPEN
def start(request: HttpRequest) -> HttpResponse:
    """What it is about, before the first question."""
    return page(request, "portal/start.html", {"total": len(STEPS)})


@OPEN
def question(request: HttpRequest, number: int) -> HttpResponse:
    """One question."""
    if not 1 <= number <= len(STEPS):
        raise Http404
    step, draft = STEPS[number - 1], sessions.draft_of(request)
    if draft is not None and draft.receipt is not None:
        return redirect("portal:done")
    if request.method == "POST":
        return _answered(request, step)
    return _asked(request, step, step.form(initial=step.typed(actions.answers_of(draft))))


def _answered(request: HttpRequest, step: Step) -> HttpResponse:
    """Keep the answer as it was typed, also where it has to be mended; then on."""
    draft = sessions.draft_of(request)
    if draft is None:
        if not BEGIN.spend(client_address(request) or ""):
            return too_many(request)
        draft = sessions.begin_draft(request)
    given = step.taken_from(request.POST)
    answers = actions.keep(draft, step.key, given)
    if (language := request.POST.get("language", "")) in set(Language):
        return remember_language(redirect("portal:question", step.number), language)
    form = step.bound(answers) or step.form({})
    for upload in request.FILES.getlist("papers") if step.takes_files else []:
        try:
            actions.keep_file(draft, upload)
        except ValidationError as error:
            form.add_error("papers", error)
    if not form.is_valid():
        return _asked(request, step, form, status=422)
    following = Answered(answers).next_open
    return redirect("portal:question", following.number) if following else redirect("portal:check")


def _asked(request: HttpRequest, step: Step, form: forms.Form, status: int = 200) -> HttpResponse:
    context = {
        "step": step, "form": form, "total": len(STEPS), "previous": step.number - 1,
        "lost": sessions.was_lost(request),
        "files": actions.files_of(sessions.draft_of(request)) if step.takes_files else [],
    }  # fmt: skip
    return page(request, "portal/question.html", context, status=status)


@OPEN
@require_POST
def drop_file(request: HttpRequest, file: UUID) -> HttpResponse:
    """Take a file out again."""
    if (draft := sessions.draft_of(request)) is not None:
        actions.remove_file(draft, file)
    return redirect("portal:question", next(step.number for step in STEPS if step.takes_files))


@OPEN
def check(request: HttpRequest) -> HttpResponse:
    """All answers before they are sent; sending."""
    draft = sessions.draft_of(request)
    if draft is None:
        return redirect("portal:start")
    if draft.receipt is not None:
        return redirect("portal:done")
    answered = Answered(actions.answers_of(draft))
    if answered.next_open:
        return redirect("portal:question", answered.next_open.number)
    trap = TrapForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and trap.is_valid():
        if not SEND.spend(request.session.session_key or ""):
            return too_many(request, minutes=60)
        try:
            actions.send(draft)
            return redirect("portal:done")
        except ValidationError as error:
            trap.add_error(None, error)
    context = {
        "summary": list(answered.summary()), "form": trap, "previous": len(STEPS), "files": actions.files_of(draft)
    }  # fmt: skip
    return page(request, "portal/check.html", context, status=422 if trap.errors else 200)


@OPEN
def done(request: HttpRequest) -> HttpResponse:
    """The number and the code. They stay for an hour, for a line that breaks now, or until they are written down."""
    draft = sessions.draft_of(request)
    if draft is None or draft.receipt is None:
        return redirect("portal:start")
    receipt = draft.reveal("receipt")
    shown = {name: grouped(digits) for name, digits in receipt.items()}
    return page(request, "portal/done.html", shown)


@OPEN
@require_POST
def written_down(request: HttpRequest) -> HttpResponse:
    """The code is not shown again."""
    sessions.forget(request)
    return redirect("portal:enter")


@OPEN
def leave(request: HttpRequest) -> HttpResponse:
    """Away from here, at once; nothing that was written stays."""
    sessions.forget(request)
    return HttpResponseRedirect(settings.PORTAL_EXIT)
