"""What the fields for parties ask for while somebody types: who may be meant, and adding who is missing.

Names are personal data: they come in the body of a request, and stand in no address and no log.
"""

from __future__ import annotations

import re
from uuid import uuid4

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minbar.foundation.access.routes import requires
from minbar.foundation.accounts.models import User
from minbar.foundation.screens.requests import user_of
from minbar.foundation.text.normalise import normalise
from minbar.network.directory import actions, queries
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.enums import Nature
from minbar.network.directory.forms import NewPartyForm
from minbar.network.directory.matching import possible_duplicates
from minbar.network.directory.models import Party
from minbar.network.directory.party_fields import new_label
from minbar.network.directory.queries.search import MEANT, SAME
from minbar.network.directory.rules import can_add, visible, visible_natures

SHORTEST = 2
SHOWN = 7
LONGEST = 200
#: So many requests for suggestions a reader may make in a minute: nobody types faster, only a copying program.
A_MINUTE = 240


@require_POST
@requires(DirectoryPermission.VIEW)
def party_suggestions(request: HttpRequest) -> HttpResponse:
    """Options for what was typed so far: entries of the asked kinds, and adding it as a new one."""
    user = user_of(request)
    if not _within_limit(user):
        return HttpResponse(status=429)
    text = " ".join(request.POST.get("q", "")[:LONGEST].split())
    natures = [nature for nature in visible_natures(user) if nature in request.POST.getlist("nature")]
    found: list[queries.Found] = []
    if len(text) >= SHORTEST and natures:
        found = queries.search(user, text, nature=natures[0] if len(natures) == 1 else None, limit=SHOWN)
    described = queries.describe([one.party for one in found], {one.party.pk: one.name for one in found})
    same = [one for one in found if one.likeness >= SAME]
    adds = len(text) >= SHORTEST and "add" in request.POST and can_add(user)
    context = {
        "asked": text,
        "suggestions": described,
        "same": described[0].text if len(same) == 1 else "",
        "sure": bool(found) and (found[0].likeness >= MEANT or normalise(found[0].name).startswith(normalise(text))),
        "addable": natures if adds else [],
    }
    return render(request, "directory/party_suggestions.html", context)


@require_POST
@requires(DirectoryPermission.VIEW)
def party_narrow(request: HttpRequest) -> HttpResponse:
    """Without scripts: from a name to the list that is narrowed to whom it means, or to the choice of one."""
    user, text = user_of(request), request.POST.get("q", "")[:LONGEST]
    natures = [nature for nature in Nature if nature in request.POST.get("natures", "").split()]
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    if not text.strip():
        return HttpResponseRedirect(_narrowed(back, request.POST.get("key", ""), ""))
    (found,) = queries.resolve(user, [text], natures)
    parties = [found.party] if found.party else list(found.candidates)
    described = queries.describe(parties)
    urls = [_narrowed(back, request.POST.get("key", ""), one.uid) for one in described]
    if found.party:
        return HttpResponseRedirect(urls[0])
    title = _("Who is “%(name)s”?") % {"name": text}
    context = {"title": title, "back": back, "candidates": list(zip(described, urls, strict=True))}
    return render(request, "directory/narrowing.html", context)


def _narrowed(address: str, key: str, uid: str) -> str:
    """The address of a list with this filter and no other value of it, from its first page."""
    path, _sign, query = address.partition("?")
    params = QueryDict(query, mutable=True)
    params.pop("page", None)
    params.pop(key, None)
    if uid:
        params[key] = uid
    return f"{path}?{params.urlencode()}"


def _within_limit(user: User) -> bool:
    key = f"directory.suggestions.{user.pk}"
    cache.add(key, 0, timeout=60)
    try:
        return bool(cache.incr(key) <= A_MINUTE)
    except ValueError:  # the minute ended between the two
        return True


@require_POST
@requires(DirectoryPermission.EDIT)
def party_add(request: HttpRequest) -> HttpResponse:
    """The small form for a new entry with those who are like it, shown in place; sent, it adds the entry at once."""
    user = user_of(request)
    asks = "new-key" not in request.POST
    first = {name: request.POST.get(name, "") for name in ("nature", "name", "organisation")}
    form = NewPartyForm(
        initial=first | {"key": uuid4()},
        user=user,
        prefix="new",
        auto_id=_identifiers(request),
        data=None if asks else request.POST,
    )
    if asks:
        return _panel(request, form, _alike(user, first["name"], form.becomes))
    if not form.is_valid():
        return _panel(request, form, [], status=422)
    given = form.particulars()
    made = actions.uid_of_named(by=user, **{part: given[part] for part in ("name", "nature", "key")})
    alike = [party for party in _alike(user, given["name"], given["nature"]) if party.uid != made]
    if {queries.tag_of(party) for party in alike} - set(request.POST.get("new-seen", "").split()):
        return _panel(request, form, alike, status=422)
    try:
        party = actions.add_named(by=user, **given)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _panel(request, form, alike, status=422)
    (described,) = queries.describe([party])
    return JsonResponse({"text": described.text, "name": described.name, "nature": described.nature}, status=201)


def _identifiers(request: HttpRequest) -> str:
    """The panel's controls are named after the field that it belongs to: a page may have several."""
    return re.sub(r"[^\w-]", "", request.POST.get("at", "")) + "-%s"


def _alike(user: User, name: str, nature: Nature) -> list[Party]:
    found = [one.party_id for one in possible_duplicates([name], nature)] if name.strip() else []
    parties = visible(user, Party.objects.select_related("place")).in_bulk(found)
    return [parties[pk] for pk in found if pk in parties]


def _panel(request: HttpRequest, form: NewPartyForm, alike: list[Party], status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "title": new_label(form.becomes),
        "possible_duplicates": queries.describe(alike),
        "seen": " ".join(queries.tag_of(party) for party in alike) or request.POST.get("new-seen", ""),
    }
    return render(request, "directory/party_new.html", context, status=status)
