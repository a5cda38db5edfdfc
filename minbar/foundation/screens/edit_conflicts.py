"""Two people at one form: each edit carries what its page showed, and what changed meanwhile is shown, never undone.

The page of a form that changes something has a hidden field with a short digest of each value that stood in its fields.
When the form comes back, the values that stand there now are compared with these. Where somebody changed one meanwhile,
and what was typed would set it back or to something else, nothing is saved: the form is shown again with what was
typed, with the present value beside it, and in the fields that were not touched. What is sent then is a decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from django.db import connection
from django.db.models import Manager, Model, QuerySet
from django.forms import BaseForm, FileField, ModelChoiceField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minbar.foundation.text.dates import format_date_long
from minbar.foundation.text.languages import listed

#: The hidden field with the digests: "title:1a2b3c4d topic:…".
FIELD = "shown_version"
CHANGED = gettext_lazy(
    "Somebody changed this while you had the form open, and nothing was saved. What you typed is still here; beside it "
    "stands what holds now. Look at both, then save again."
)


def version_of(form: BaseForm) -> str:
    """What the form's fields hold before anything is typed, as the hidden field has it."""
    return " ".join(f"{name}:{_digest(value)}" for name, value in _shown(form).items())


def changed_meanwhile(form: BaseForm, version: str) -> list[str]:
    """The fields of a valid form whose value changed since ``version`` was shown, and is not what was typed.

    A form that came without a version says nothing of what it was filled in upon.
    """
    shown = dict(part.rsplit(":", 1) for part in version.split() if ":" in part)
    return [
        name
        for name, value in _shown(form).items()
        if name in shown and shown[name] != _digest(value) != _digest(form.cleaned_data.get(name))
    ]


def show_both(form: BaseForm, names: Iterable[str], version: str) -> None:
    """Make a form, already checked, ask about these fields: what was typed stays, what was not touched is renewed."""
    shown = dict(part.rsplit(":", 1) for part in version.split() if ":" in part)
    present = _shown(form)
    typed = dict(form.cleaned_data)
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # of a request, a QueryDict
    for name in names:
        if _digest(typed.get(name)) == shown[name]:  # untouched: shows what holds now
            _put(form, data, name, present[name])
        form.add_error(name, _("Meanwhile changed to: %(value)s") % {"value": _readable(form, name, present[name])})
    form.data = data
    form.add_error(None, str(CHANGED))


def stand_in_line(record: Model) -> None:
    """Let whoever changes the same record wait for the end of this transaction."""
    with connection.cursor() as cursor:
        key = f"screens.record {record._meta.label_lower} {record.pk}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _shown(form: BaseForm) -> dict[str, Any]:
    """Field → the value that the record gave it."""
    return {
        name: form.initial[name]
        for name, field in form.fields.items()
        if name in form.initial and not field.disabled and not isinstance(field, FileField)
    }


def _digest(value: Any) -> str:
    return blake2b(repr(_plain(value)).encode(), digest_size=4).hexdigest()


def _plain(value: Any) -> Any:  # noqa: PLR0911  (one for each kind of value)
    """A value without its dress: a record and its primary key, a number and its digits, nothing and "" are the same."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Manager | QuerySet):
        return sorted(str(pk) for pk in value.values_list("pk", flat=True))
    if isinstance(value, Mapping):
        return sorted((str(key), _plain(one)) for key, one in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(map(str, map(_plain, value)))
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if value is None or value is False:
        return ""
    return str(value).replace("\r\n", "\n").strip()


def _put(form: BaseForm, data: Any, name: str, value: Any) -> None:
    """Let the form's field show ``value`` as if it had been typed."""
    field, key = form.fields[name], form.add_prefix(name)
    if isinstance(value, Manager):
        value = value.all()
    shown = field.prepare_value(value)
    data.pop(key, None)
    if shown is None or shown is False or shown == "":
        return
    if shown is True:
        data[key] = "on"
        return
    formatted = field.widget.format_value(shown)
    each = formatted if isinstance(formatted, list | tuple | set | QuerySet) else [formatted]
    data.setlist(key, [str(getattr(one, "pk", one)) for one in each])


def _readable(form: BaseForm, name: str, value: Any) -> str:
    """A value in the reader's words."""
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, date):
        return format_date_long(value)
    if isinstance(value, list | tuple | set | QuerySet):
        return listed(_readable(form, name, each) for each in value) or "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    field = form.fields[name]
    if isinstance(field, ModelChoiceField) and not isinstance(value, Model) and value not in (None, ""):
        value = field.queryset.filter(pk=value).first() if field.queryset is not None else value
    choices = {str(code): label for code, label in getattr(field, "choices", ())} if value not in (None, "") else {}
    return str(choices.get(str(getattr(value, "pk", value)), value) or "–")
