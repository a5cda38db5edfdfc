"""How a case stands, in words for the one whose case it is; and for those who are asked to help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.work.casework.cases.enums import CaseResult, ReferralStatus, Stage
from minbar.work.casework.data_rights.enums import RightKind

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
#: Right → how it is asked for, and how it is said that it was.
RIGHTS = {
    RightKind.ACCESS: (_("I want to see what you keep about me"), _("You asked to see what we keep about you.")),
    RightKind.CORRECTION: (_("Something that you keep about me is wrong"), _("You asked to have something corrected.")),
    RightKind.ERASURE: (_("I want you to remove what you keep about me"), _("You asked to have everything removed.")),
}
#: What an organisation can answer.
ANSWERS = {
    ReferralStatus.ACCEPTED: _("We take it up"),
    ReferralStatus.REFUSED: _("We cannot take it up"),
    ReferralStatus.DONE: _("It is done"),
}
