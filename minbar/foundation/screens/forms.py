"""The view of a form. A room writes::

    @requires(EngagementPermission.EDIT)
    class MeetingAdd(FormView):
        form_class = MeetingForm
        title = _("Add a meeting")
        done = _("The meeting is kept.")
        list_route = "engagement:meetings"
        def act(self, form, user): return actions.add_meeting(**form.cleaned_data, by=user)

To change a record it also gives ``rows``, and ``initial`` (or takes a ``ModelForm``, which gets the record as
``instance``). What ``act`` returns is where to go next: a record with ``get_absolute_url``, or an address.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import BaseForm, BaseModelForm, CharField, ChoiceField, Field, ModelChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from minbar.foundation.access.decisions import Denied
from minbar.foundation.screens import edit_conflicts
from minbar.foundation.screens.idempotency import FIELD, idempotently, led_to
from minbar.foundation.screens.requests import user_of
from minbar.foundation.screens.undoing import succeeded

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from minbar.foundation.accounts.models import User

    Label = str | _StrPromise

#: What Django shows where nothing is chosen; a screen reader reads each of these aloud.
DASHES = "---------"


class FormView(View):
    """Labels above, help under, errors beside the field and in a summary on top; what was typed is kept.

    What somebody else changed while the form was open is never undone by it (see ``edit_conflicts``).
    """

    template_name: ClassVar[str] = "screens/form.html"
    form_class: ClassVar[type[BaseForm]]
    title: ClassVar[Label]
    introduction: ClassVar[Label] = ""
    submit: ClassVar[Label] = _("Save")
    done: ClassVar[Label] = _("Saved.")
    list_route: ClassVar[str] = ""
    list_title: ClassVar[Label] = ""
    #: Whether what is sent again with the same content, on a bad line, is done once (see ``idempotency.py``). Left out:
    #: where it makes a new record. A form that adds something to its record says so; one that changes it may as well
    #: be done again. ``act`` runs within one transaction: False for what takes seconds, and for what is kept although
    #: it is refused.
    idempotent: ClassVar[bool | None] = None

    def rows(self, user: User) -> QuerySet[Any] | None:
        """The records that ``user`` may change here; None for a form that makes a new one."""
        return None

    def initial(self, record: Any | None) -> dict[str, Any]:
        """What stands in the fields at first."""
        return {}

    def form_arguments(self, record: Any | None, user: User) -> dict[str, Any]:
        """More arguments for the form's constructor."""
        return {}

    def act(self, form: Any, user: User) -> Model | str:
        """Call the action; ``self.record`` is the record that is changed. May raise Denied or ValidationError."""
        raise NotImplementedError

    def more_context(self, record: Any | None) -> dict[str, Any]:
        """More for the template of a view that has its own (``template_name``)."""
        return {}

    def heading(self, record: Any | None) -> Label:
        return self.title

    def above(self) -> tuple[Label, str] | None:
        """The page that this one belongs to, for the link above the heading: its name and its address."""
        return (self.list_title, reverse(self.list_route)) if self.list_route and self.list_title else None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.record: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        user = user_of(request)
        rows = self.rows(user)
        if rows is not None:
            self.record = get_object_or_404(rows, uid=kwargs["uid"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(request, self._form(request))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self._is_idempotent and (address := led_to(request)):
            return self._done(request, address)
        if self.record is None or self.idempotent is False:
            return self._answer(request)
        with transaction.atomic():
            edit_conflicts.stand_in_line(self.record)
            rows = self.rows(user_of(request))
            if rows is not None:
                self.record = get_object_or_404(rows, uid=kwargs["uid"])  # as it is now that nobody else changes it
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        user = user_of(request)
        form = self._form(request)
        if not form.is_valid():
            return self._page(request, form, status=422)
        version = request.POST.get(edit_conflicts.FIELD, "")
        if self.record is not None and (names := edit_conflicts.changed_meanwhile(form, version)):
            edit_conflicts.show_both(form, names, version)
            return self._page(request, form, status=409)
        try:
            address = self._act(request, partial(self.act, form, user))
        except Denied as denial:
            form.add_error(None, str(denial.decision.reason))
            return self._page(request, form, status=403)
        except ValidationError as error:
            _take_over(form, error)
            return self._page(request, form, status=422)
        return self._done(request, address)

    @property
    def _is_idempotent(self) -> bool:
        return self.record is None if self.idempotent is None else self.idempotent

    def _act(self, request: HttpRequest, act: Callable[[], Model | str]) -> str:
        def address() -> str:
            result = act()
            # what act returns has an address of its own
            return result if isinstance(result, str) else result.get_absolute_url()  # type: ignore[attr-defined]

        return idempotently(request, address) if self._is_idempotent else address()

    def _done(self, request: HttpRequest, address: str) -> HttpResponse:
        succeeded(request, self.done)
        return HttpResponseRedirect(address)

    def _form(self, request: HttpRequest) -> BaseForm:
        user = user_of(request)
        arguments = self.form_arguments(self.record, user) | {"initial": self.initial(self.record)}
        if self.record is not None and issubclass(self.form_class, BaseModelForm):
            arguments["instance"] = self.record
        if request.method == "POST":
            arguments |= {"data": request.POST, "files": request.FILES}
        form = self.form_class(**arguments)
        tell_user(form, user)
        for field in form.fields.values():
            _without_dashes(field)
            if isinstance(field, CharField) and getattr(field.widget, "input_type", "text") == "text":
                field.widget.attrs.setdefault("dir", "auto")  # what is typed keeps its own direction
        return form

    def _page(self, request: HttpRequest, form: BaseForm, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": self.heading(self.record),
            "introduction": self.introduction,
            "submit": self.submit,
            "record": self.record,
            "above": self.above(),
            "back_url": self._back_url(),
            "shown_version": edit_conflicts.version_of(form) if self.record is not None else "",
            "form_key": request.POST.get(FIELD) or uuid4() if self._is_idempotent else "",
        }
        return render(request, self.template_name, context | self.more_context(self.record), status=status)

    def _back_url(self) -> str:
        if self.record is not None and hasattr(self.record, "get_absolute_url"):
            return str(self.record.get_absolute_url())
        return reverse(self.list_route) if self.list_route else "/"


def tell_user(form: BaseForm, user: User) -> None:
    """Say who fills in ``form`` to those of its fields that ask for it, by a method ``for_user``: they find what this
    reader may see."""
    for field in form.fields.values():
        if hasattr(field, "for_user"):
            field.for_user(user)


def _without_dashes(field: Field) -> None:
    """Show one dash where nothing is chosen."""
    if isinstance(field, ModelChoiceField):
        field.empty_label = "—" if field.empty_label == DASHES else field.empty_label
    elif isinstance(field, ChoiceField):
        choices: list[Any] = list(field.choices)  # type: ignore[arg-type]  # read, it is an iterable of pairs
        if choices and choices[0] == ("", DASHES):
            field.choices = [("", "—"), *choices[1:]]


def _take_over(form: BaseForm, error: ValidationError) -> None:
    """Show an action's complaint beside the fields that it names, where the form has them."""
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, error)
