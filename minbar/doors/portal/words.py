"""How a case stands, in words for the one whose case it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.work.casework.enums import CaseResult, Stage

#: Stage → how it stands, and what comes next.
STAGES = {
    Stage.NEW: (_("We have your request."), _("Next, one of our advisers reads it.")),
    Stage.ASSESSMENT: (
        _("An adviser is looking at your request."),
        _("Next, we see what can be done. We may ask you something here."),
    ),
    Stage.PLAN: (
        _("We have looked at your request and agreed on what to do."),
        _("Next, the adviser takes the first step."),
    ),
    Stage.IN_PROGRESS: (
        _("We are working on your request."),
        _("As soon as there is news for you, you read it here."),
    ),
    Stage.REOPENED: (
        _("We have taken your request up again."),
        _("As soon as there is news for you, you read it here."),
    ),
    Stage.CLOSED: (
        _("Our work on your request is finished."),
        _("If something changes, ask for help again."),
    ),
}
RESULTS = {
    CaseResult.POSITIVE: _("It ended well: what you asked for was reached."),
    CaseResult.NEGATIVE: _("We are sorry: what you asked for could not be reached."),
    CaseResult.IN_FOLLOW_UP: _("Something was done, and we are following how it goes on."),
    CaseResult.WITHDRAWN: _("You took your request back. Nobody works on it any more."),
}
