"""Taking a case in, giving out a new code, noting consents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from minbar.foundation.access.decisions import Denied
from minbar.foundation.access.routes import requires
from minbar.foundation.screens.forms import FormView
from minbar.work.casework.cases import queries
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.actions.consents import set_consents
from minbar.work.casework.cases.enums import Channel, ConsentForm, ConsentGiver, ConsentKind
from minbar.work.casework.cases.models import Case
from minbar.work.casework.cases.numbering import grouped
from minbar.work.casework.cases.views.base import BehindTheWall
from minbar.work.casework.identity.models import Client
from minbar.work.casework.identity.queries.duplicates import matches_of, staff_named_like
from minbar.work.casework.intake.actions.taking_in import given_consents, renew_code, take_in, was_taken_in
from minbar.work.casework.intake.forms import CodeForm, ConsentsForm, IntakeForm

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User

NOT_THERE = _("The case that you chose is no longer one of yours. Take the case in as somebody else's, or ask.")
LOOK_FIRST = _("Look at what was found first. Then take the case in, or leave it.")


class GivesOutCode(BehindTheWall, FormView):
    """A form whose answer is the page with number and code, once: the code is in no address, cookie or message."""

    idempotent = False  # what it makes is kept once by itself: sent again, the same code is shown
    case: Case
    code: str

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self._form(request)
        if form.is_valid():
            try:
                self.give(form, request.user)  # type: ignore[arg-type]  # the route's rule lets in accounts only
            except Denied as denial:
                form.add_error(None, str(denial.decision.reason))
            except ValidationError as error:
                form.add_error(None, error)
        if form.errors:
            return self._page(request, form, status=422)
        # signed in, by the view's rule
        seen = queries.cases_visible_to(request.user).filter(pk=self.case.pk).exists()  # type: ignore[arg-type]
        shown = {
            "number": grouped(self.case.number),
            "code": grouped(self.code),
            "case": self.case if seen else None,
        }
        return render(request, "casework/code.html", shown)

    def give(self, form: Any, user: User) -> None:
        """Do it, and set ``case`` and ``code``."""
        raise NotImplementedError


@requires(CasePermission.TAKE_IN, hides=True)
class Intake(GivesOutCode):
    template_name = "casework/intake.html"
    form_class = IntakeForm
    title = _("Take a case in")
    introduction = _("Write who it is only where it is asked: that part is locked away with readers of its own.")
    submit = _("Take the case in")
    list_route = "casework:cases"
    list_title = _("Cases")

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        return {"user": user}

    def give(self, form: IntakeForm, user: User) -> None:
        given = form.cleaned_data
        if not given["looked_at"] and not was_taken_in(given["intake_key"]):
            _look(form, user)
        taken = take_in(
            by=user,
            channel=Channel(given["channel"]),
            request=given["request"],
            client=_client(given["same_as"], user),
            identity=form.identity(),
            opponent=form.opponent(),
            consents=given_consents(
                service=given["service"],
                sharing=given["sharing"],
                by=ConsentGiver(given["given_by"]),
                form=ConsentForm(given["consent_form"]),
            ),
            intake_key=given["intake_key"],
            assign_to=user if given["mine"] else None,
            **form.profile(),
        )
        self.case, self.code = taken.case, taken.code


def _client(same_as: UUID | None, user: User) -> Client | None:
    """The client of the case that was chosen as the same person's."""
    if same_as is None:
        return None
    case = queries.cases_visible_to(user).filter(uid=same_as).select_related("client").first()
    if case is None or case.client is None:
        raise ValidationError(NOT_THERE)
    return case.client


def _look(form: IntakeForm, user: User) -> None:
    """Show what is found about the same people, before anything is kept."""
    form.matches = matches_of(identity=form.identity(), opponent=form.opponent(), reader=user)
    form.staff = staff_named_like(form.opponent())
    if form.matches or form.staff:
        raise ValidationError(LOOK_FIRST)


@requires(CasePermission.WORK, hides=True)
class NewCode(GivesOutCode):
    form_class = CodeForm
    title = _("Give a new secret code")
    introduction = _(
        "For a client who has lost the code. Make sure first that it is the client: ask what only they can know of the "
        "case. The old code opens nothing any more."
    )
    submit = _("Give a new code")
    first = _(
        "The client has none yet. Make sure that it is the client: ask what only they can know of the case. With "
        "number and code they follow the case on the web."
    )

    def heading(self, record: Case | None) -> Any:
        return self.title if record is None or record.secret else _("Give a secret code")

    def more_context(self, record: Any) -> dict[str, Any]:
        return {} if record.secret else {"introduction": self.first, "submit": _("Give a secret code")}

    def rows(self, user: User) -> QuerySet[Case]:
        return queries.cases_visible_to(user)

    def give(self, form: Any, user: User) -> None:
        self.case, self.code = self.record, renew_code(by=user, case=self.record)


@requires(CasePermission.WORK, hides=True)
class Consents(BehindTheWall, FormView):
    form_class = ConsentsForm
    title = _("Consents")
    introduction = _(
        "What the client agrees to from now on. A tick that you take away is a consent withdrawn: where sharing is "
        "withdrawn, the links that other organisations have open nothing any more."
    )
    done = _("The consents are noted.")

    def rows(self, user: User) -> QuerySet[Case]:
        return queries.cases_visible_to(user)

    def initial(self, record: Case | None) -> dict[str, Any]:
        live = record.consents.filter(withdrawn_at=None).values_list("kind", flat=True) if record else []
        return dict.fromkeys(live, True)

    def act(self, form: Any, user: User) -> Case:
        given = form.cleaned_data
        set_consents(
            by=user,
            case=self.record,
            agreed=frozenset(kind for kind in ConsentKind if given[kind.value]),
            given_by=ConsentGiver(given["given_by"]),
            form=ConsentForm(given["form"]),
        )
        return self.record  # type: ignore[no-any-return]  # the view's own kind
