"""What offices write for the choices of a case, beside the labels themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial

from django.db.models import Choices

from minbar.foundation.access.permissions import roles_with
from minbar.foundation.accounts.models import User
from minbar.foundation.text.languages import choice_labels
from minbar.foundation.text.normalise import normalise
from minbar.work.casework.cases.access import CasePermission
from minbar.work.casework.cases.enums import Channel, Level, MediationBody, Sex, Stage
from minbar.work.casework.cases.models import Topic

Labels = Mapping[str, Mapping[str, str]]

WORDS: dict[type[Choices], dict[str, tuple[str, ...]]] = {
    Channel: {
        Channel.OFFICE: ("مكتب", "حضوري", "زيارة المكتب", "ofis", "yüz yüze"),
        Channel.PHONE: ("هاتف", "اتصال", "اتصال هاتفي", "telefon", "arama"),
        Channel.HOTLINE: ("خط ساخن", "destek hattı"),
        Channel.WHATSAPP: ("واتساب", "واتس آب", "واتس اب", "وتساب"),
        Channel.WEB_FORM: ("موقع", "الموقع", "استمارة", "نموذج إلكتروني", "web", "web sitesi"),
        Channel.REFERRAL: ("إحالة", "محالة", "yönlendirme", "referral"),
    },
    Level: {
        Level.HIGH: ("مرتفعة", "عالية", "عاجل", "عاجلة", "acil", "urgent"),
        Level.MEDIUM: ("متوسطة", "عادية", "عادي", "normal"),
        Level.LOW: ("منخفضة", "غير عاجل", "غير عاجلة"),
    },
    Sex: {
        Sex.FEMALE: ("انثى", "امرأة", "سيدة", "k", "f"),
        Sex.MALE: ("رجل", "e", "m"),
    },
    Stage: {
        Stage.NEW: ("جديد", "لم تبدأ"),
        Stage.IN_PROGRESS: ("مفتوحة", "مفتوح", "جارية", "قيد المتابعة", "قيد المعالجة", "açık", "devam ediyor", "open"),
        Stage.CLOSED: ("مغلق", "منتهية", "منجزة", "kapandı"),
        Stage.REOPENED: ("معادة", "أعيد فتحها"),
    },
    MediationBody: {
        MediationBody.MIGRATION_DIRECTORATE: ("الهجرة", "مديرية الهجرة", "إدارة الهجرة", "göç idaresi"),
        MediationBody.OTHER_BODY: ("جهة أخرى", "أخرى", "diğer"),
    },
}


def spoken(choices: type[Choices]) -> Callable[[], Labels]:
    """The values of ``choices`` with their labels, and under further keys what offices write for them."""
    return partial(_spoken, choices)


def _spoken(choices: type[Choices]) -> Labels:
    words = WORDS.get(choices, {})
    return {
        code: {**labels, **{f"word {number}": word for number, word in enumerate(words.get(code, ()))}}
        for code, labels in choice_labels(choices).items()
    }


def topics() -> Labels:
    """The topics in use."""
    return {topic.code: dict(topic.labels) for topic in Topic.objects.filter(is_active=True)}


def workers() -> dict[str, int]:
    """Those to whom cases may be given, by e-mail, and by name where no other of them has the same; as compared."""
    roles = [role.value for role in roles_with(CasePermission.WORK)]
    people = User.objects.filter(is_active=True, role_assignments__role__in=roles).distinct()
    found: dict[str, int] = {}
    names: dict[str, set[int]] = defaultdict(set)
    for pk, email, name in people.values_list("pk", "email", "name"):
        found[normalise(email)] = pk
        names[normalise(name)].add(pk)
    return found | {name: next(iter(pks)) for name, pks in names.items() if name and len(pks) == 1}
