"""The form fields in which people and organisations are named, one or many; see ``widgets`` for how they look.

::

    counterparts = PartiesField(label=_("Counterparts"))
    organisation = PartyField(label=_("Organisation"), natures=[Nature.ORGANISATION])
    field = party_formfield(Meeting._meta.get_field("attended_by"))  # a model's field says label, kind, how many

The form's view says who fills it in (``FormView`` does so by itself, others call ``for_user``): the field finds whom
that reader may see, and adds to the directory only for those who may.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from minbar.network.directory import actions
from minbar.network.directory.enums import Nature
from minbar.network.directory.models import Organisation, Party, Person
from minbar.network.directory.queries import Resolution, as_their_kind, describe, resolve, written
from minbar.network.directory.rules import can_add, visible_natures
from minbar.network.directory.widgets import Answer, PartiesInput, PartyInput, Question, Typed

#: So many names one field takes.
MOST = 200
NATURE_OF: dict[type[models.Model], tuple[Nature, ...]] = {
    Person: (Nature.PERSON,),
    Organisation: (Nature.ORGANISATION,),
    Party: tuple(Nature),
}


class PartiesField(forms.Field):
    """Entries of the directory in the order named, each once.

    A name is taken in whatever script and spelling, where it can mean one entry only. About others the form is shown
    again, with those who may be meant and the offer to add the name to the directory. What is added so is added at
    once and stands in the field from then on, whatever becomes of the rest of the form.
    """

    widget: type[forms.Widget] | forms.Widget = PartiesInput

    def __init__(self, *, natures: Sequence[Nature] = tuple(Nature), may_add: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", self.hint)
        super().__init__(**kwargs)
        self.natures = tuple(natures)
        self.adds = may_add
        self.user: Any = None
        self.resolved: dict[str, Party] = {}

    hint = gettext_lazy("One name on each line, in any spelling.")

    @property
    def box(self) -> PartiesInput:
        """The field's own widget."""
        assert isinstance(self.widget, PartiesInput)
        return self.widget

    def for_user(self, user: Any) -> None:
        """Say who fills in the form."""
        self.user = user
        self.box.natures = [nature for nature in self.natures if nature in visible_natures(user)]
        self.box.may_add = self.adds and bool(can_add(user)) and bool(self.box.natures)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Typed):
            return "\n".join(written(self.resolved[name]) if name in self.resolved else name for name in value.names)
        if isinstance(value, Party):
            return written(value)
        return value if value is None or isinstance(value, str) else "\n".join(written(party) for party in value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        before, after = self.prepare_value(initial) or "", self.prepare_value(data) or ""
        return not self.disabled and bool(before.split("\n") != after.split("\n"))

    def clean(self, value: Any) -> Any:
        """The entries; ValidationError where a name is not clear, with questions about it in the field."""
        assert self.user is not None, "say for_user() before a form with parties is checked"
        typed = value if isinstance(value, Typed) else Typed(value or "")
        if len(typed.names) > MOST:
            raise ValidationError(_("These are too many names. Give at most %(most)d.") % {"most": MOST})
        parties = self._find(typed)
        if not parties and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        unique = {party.pk: party for party in parties}
        return as_their_kind(list(unique.values()), self.natures)

    def _find(self, typed: Typed) -> list[Party]:
        self.box.key = typed.key or uuid4()
        self.resolved, open_ones = {}, []
        for resolution in resolve(self.user, typed.names, self.natures):
            if resolution.party:
                self.resolved[resolution.text] = resolution.party
            else:
                open_ones.append(resolution)
        problems = self._take_answers(typed, open_ones)
        self.box.questions = [self._question(typed, one) for one in open_ones if one.text not in self.resolved]
        if self.box.questions:
            raise ValidationError([problems.get(one.name) or self._asks(one) for one in self.box.questions])
        return [self.resolved[name] for name in typed.names]

    def _take_answers(self, typed: Typed, open_ones: Iterable[Resolution]) -> dict[str, str]:
        """Take those who were chosen, then add those who are new: organisations first, since people belong to them."""
        problems: dict[str, str] = {}
        answered = {one.text: typed.answers[one.text] for one in open_ones if one.text in typed.answers}
        new = [(name, answer) for name, answer in answered.items() if answer.choice in self._addable()]
        for name, answer in answered.items():
            if answer.choice and answer.choice not in set(Nature):
                for found in resolve(self.user, [answer.choice], self.natures):
                    if found.party:
                        self.resolved[name] = found.party
        for name, answer in sorted(new, key=lambda one: one[1].choice != Nature.ORGANISATION):
            try:
                self.resolved[name] = self._add(name, answer, self.box.key or uuid4())
            except ValidationError as error:
                problems[name] = f"“{name}”: {' '.join(error.messages)}"
        return problems

    def _add(self, name: str, answer: Answer, key: UUID) -> Party:
        organisation = None
        if answer.choice == Nature.PERSON and answer.organisation.strip():
            (found,) = resolve(self.user, [answer.organisation], [Nature.ORGANISATION])
            if found.party is None:
                raise ValidationError(
                    _("The organisation “%(name)s” is not in the directory.") % {"name": answer.organisation}
                )
            (organisation,) = as_their_kind([found.party], [Nature.ORGANISATION])
        return actions.add_named(
            by=self.user,
            name=name,
            nature=Nature(answer.choice),
            key=key,
            organisation=organisation,  # type: ignore[arg-type]  # of its kind, as asked
            title=answer.title,
        )

    def _addable(self) -> list[Nature]:
        return list(self.box.natures) if self.box.may_add else []

    def _question(self, typed: Typed, resolution: Resolution) -> Question:
        addable = [(nature.value, new_label(nature)) for nature in self._addable()]
        answer = typed.answers.get(resolution.text, Answer())
        return Question(resolution.text, describe(resolution.candidates), addable, answer)

    def _asks(self, question: Question) -> str:
        named = {"name": question.name}
        if question.candidates:
            return _("“%(name)s” can be more than one entry, or none. Say below who is meant.") % named
        if question.addable:
            return _("“%(name)s” is not in the directory. Say below what it is to be added as.") % named
        return _("“%(name)s” is not in the directory. Correct the spelling, or ask the secretariat to add it.") % named


class PartyField(PartiesField):
    """One entry of the directory, or None."""

    widget: type[forms.Widget] | forms.Widget = PartyInput
    hint = gettext_lazy("The name in any spelling.")

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if len(found) > 1:
            raise ValidationError(_("Give one name only."))
        return found[0] if found else None


def new_label(nature: Nature) -> str:
    """What somebody becomes who is added."""
    return {
        Nature.PERSON: pgettext("party", "A new person"),
        Nature.ORGANISATION: pgettext("party", "A new organisation"),
    }[nature]


def party_formfield(db_field: Any, **kwargs: Any) -> PartiesField:
    """The field for a model's tie to the directory: label, kind, one or many, and whether it is required follow.

    ``kwargs`` go before what follows from the model. Several with a table of their own (Counterpart) need a
    ``PartiesField`` by hand.
    """
    field = PartiesField if db_field.many_to_many else PartyField
    given = {
        "label": capfirst(db_field.verbose_name),
        "required": not db_field.blank,
        "natures": NATURE_OF[db_field.related_model],
    }
    if db_field.help_text:
        given["help_text"] = db_field.help_text
    return field(**given | kwargs)
