"""Reading requests for testimonies, testimonies on their way, and how many cases are like one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from minbar.foundation.access.decisions import decide
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import ConsentKind
from minbar.work.casework.cases.models import Case, Consent
from minbar.work.casework.cases.queries.readers import accesses_of
from minbar.work.casework.cases.queries.topics import topic_tree, within
from minbar.work.casework.evidence_requests import scanning
from minbar.work.casework.evidence_requests.enums import TestimonyStatus
from minbar.work.casework.evidence_requests.models import EvidenceRequest, ReleasedTestimony, Testimony, TestimonyCheck

if TYPE_CHECKING:
    from minbar.foundation.accounts.models import User
    from minbar.work.casework.identity.models import Client

#: A testimony comes from a year in which at least so many cases had its topic; what is public hides fewer (S31).
FEWEST = 11


def requests_visible_to(user: User) -> QuerySet[EvidenceRequest]:
    """All of them to whoever asks; to those who work with cases, see :func:`requests_for`."""
    rows = EvidenceRequest.objects.select_related("topic", "asked_by", "province").annotate(told=Count("released"))
    return rows if decide(user, CasePermission.ASK_EVIDENCE) else rows.none()


def released_for(request: EvidenceRequest) -> QuerySet[ReleasedTestimony]:
    """What came out of it."""
    return ReleasedTestimony.objects.filter(request=request)


def released_for_issue(uid: Any) -> QuerySet[ReleasedTestimony]:
    """What came out of all requests for a community issue."""
    return ReleasedTestimony.objects.filter(request__issue_uid=uid).select_related("topic")


def requests_for(user: User) -> QuerySet[EvidenceRequest]:
    """The open requests about topics of cases in which ``user`` acts. Run it reading as the user."""
    if not decide(user, CasePermission.WORK):
        return EvidenceRequest.objects.none()
    topics = set(_own_cases(user).exclude(topic=None).order_by().values_list("topic", flat=True).distinct())
    asked = _wider(topics)
    return EvidenceRequest.objects.select_related("topic", "province").filter(
        topic__in=asked, closed_at=None, wanted_until__gte=timezone.localdate()
    )


def _wider(topics: set[int]) -> set[int]:
    """These topics and all that they lie within."""
    found = set()
    for root in topic_tree():
        for branch in root:
            if topics & {inner.topic.pk for inner in branch}:
                found.add(branch.topic.pk)
    return found


def _own_cases(user: User) -> QuerySet[Case]:
    """Cases in which the user acts and whose client they know: who leaves names out must know them."""
    acting = accesses_of(user).filter(case=OuterRef("pk"), identity=True, way__in=("assigned", "co_worker"))
    return Case.objects.filter(Exists(acting))


def cases_for(user: User, request: EvidenceRequest) -> QuerySet[Case]:
    """One's own cases of the request's topic whose clients agreed to share, with the testimony that is there."""
    agreed = Consent.objects.filter(case=OuterRef("pk"), kind=ConsentKind.SHARING, withdrawn_at=None)
    rows = _own_cases(user).filter(Exists(agreed), request.cases(), topic__in=within(request.topic))
    return rows.select_related("topic").order_by("-opened_on", "-pk")


def testimonies_of(user: User) -> QuerySet[Testimony]:
    """What ``user`` wrote, in cases that are still theirs."""
    rows = Testimony.objects.select_related("request__topic", "case").filter(author=user)
    return rows.filter(case__in=_own_cases(user)) if decide(user, CasePermission.WORK) else rows.none()


def testimonies_to_check(user: User) -> QuerySet[Testimony]:
    """What others wrote and ``user`` has not checked yet. Run it checking: nothing of the cases shows itself."""
    if not decide(user, CasePermission.WORK):
        return Testimony.objects.none()
    done = TestimonyCheck.objects.filter(testimony=OuterRef("pk"), checked_by=user)
    waiting = Testimony.objects.select_related("request__topic").filter(status=TestimonyStatus.IN_CHECK)
    return waiting.exclude(author=user).exclude(Exists(done)).order_by("updated_at", "pk")


def like_counts(request: EvidenceRequest, year: int, text: str) -> dict[str, int]:
    """How many cases of the year a request asks about, and of those how many share what ``text`` tells: its provinces,
    its ages. Run it counting; one query beside the tree's and the provinces'."""
    rows = Case.objects.filter(request.cases(), topic__in=within(request.topic), opened_on__year=year)
    provinces, ages = _provinces_in(text), scanning.ages_in(text)
    narrower = Q()
    if provinces:
        narrower &= Q(place__in=provinces)
    if ages:
        narrower &= Q(age_band__in=[age.value for age in ages])
    counts = rows.aggregate(all=Count("pk"), like=Count("pk", filter=narrower) if narrower else Count("pk"))
    return {"all": counts["all"], "like": counts["like"]}


def _provinces_in(text: str) -> set[int]:
    named: dict[str, set[int]] = {}
    for pk, labels in Place.objects.filter(level=PlaceLevel.PROVINCE).values_list("pk", "labels"):
        for label in labels.values():
            named.setdefault(scanning.plain(label), set()).add(pk)
    found = scanning.places_in(text, scanning.file_places(named, []))
    return {pk for finding in found for pk in named[finding.words]}


@lru_cache(maxsize=1)
def narrow_places() -> scanning.Places:
    """The places below a province by name; the catalogue of places does not change while the site runs."""
    rows = list(Place.objects.values_list("level", "labels"))
    narrow = [name for level, labels in rows if level > PlaceLevel.PROVINCE for name in labels.values()]
    wider = [name for level, labels in rows if level <= PlaceLevel.PROVINCE for name in labels.values()]
    return scanning.file_places(narrow, wider)


def known_of(case: Case) -> scanning.Known:
    """Whoever is named in a case, and its numbers, for the scan. Run it with system access."""
    client: Client | None = case.client
    names: list[Any] = []
    numbers: list[Any] = [case.number]
    if client is not None:
        proxy, others = client.reveal("proxy") or {}, client.reveal("other_names") or []
        names += [client.reveal("name"), *others, proxy.get("name", "")]
        numbers += [client.reveal("phone"), client.reveal("document_number"), proxy.get("phone", "")]
    content = getattr(case, "content", None)
    opponent = (content.reveal("opponent") if content is not None else None) or {}
    names.append(opponent.get("name", "") if isinstance(opponent, dict) else "")
    return scanning.Known(
        names=[name for name in names if isinstance(name, str) and name],
        numbers=[number for number in numbers if isinstance(number, str) and number],
    )
