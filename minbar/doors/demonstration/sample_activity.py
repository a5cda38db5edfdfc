"""Sample activity: cases in work these days, with every status that casework knows, reached by its ordinary actions.

They are opened after the annual report's period, so none of its figures counts them. Everybody in them is invented.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from minbar.doors.demonstration.names import wrong_document
from minbar.foundation.access.roles import Role
from minbar.foundation.accounts.models import User
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Organisation, Place
from minbar.work.casework.cases import actions, wall
from minbar.work.casework.cases import enums as e
from minbar.work.casework.cases.actions.parts import FollowUp, ServiceEntry
from minbar.work.casework.cases.models import Case, Mediation, Topic
from minbar.work.casework.client_access import actions as client_side
from minbar.work.casework.data_rights import enums as data_rights_enums
from minbar.work.casework.data_rights.actions import breaches, erasures, rights
from minbar.work.casework.emergency_access import actions as emergency_access
from minbar.work.casework.emergency_access import enums as emergency_access_enums
from minbar.work.casework.evidence_requests import actions as testimonies
from minbar.work.casework.evidence_requests import enums as evidence_requests_enums
from minbar.work.casework.evidence_requests.queries.testimonies import cases_for
from minbar.work.casework.identity.identities import Identity
from minbar.work.casework.intake.actions import taking_in as intake

KEYS = uuid.UUID("b3a5e0c4-7d0f-4d4f-9a5b-3f0f6f0f2a55")
#: 555-0100 to 555-0199 of this area are nobody's, and not used by the workbook of cases.
PHONES, DOCUMENTS = "+1 718 555 01{:02}", 980_000_000


@dataclass(frozen=True)
class Office:
    """Who works on the cases; each of the two colleagues does what nobody does with a case of their own."""

    worker: User
    supervisor: User
    advocate: User
    second_worker: User
    second_supervisor: User

    @classmethod
    def of(cls, accounts: Mapping[Role, User], second_case_worker: User, second_case_supervisor: User) -> Office:
        return cls(
            accounts[Role.CASE_WORKER],
            accounts[Role.CASE_SUPERVISOR],
            accounts[Role.ADVOCACY_OFFICER],
            second_case_worker,
            second_case_supervisor,
        )


@dataclass(frozen=True)
class Asked:
    """A request of so many ``days`` ago, by the client of that ``number``, from which phone and document follow."""

    key: str
    days: int
    number: int
    name: str
    topic: str
    province: str
    request: str
    channel: e.Channel = e.Channel.WEB_FORM
    urgency: e.Level = e.Level.MEDIUM


def begin_cases(office: Office) -> bool:
    """Open the cases and work on them; False, and nothing done, where that was done before."""
    with wall.system_access(), transaction.atomic():
        if Case.objects.filter(intake_key=_key("refused document")).exists():
            return False
        _waiting(office)
        _refused_document(office)
        _court(office)
        _referral(office)
        _counselling(office)
        _others(office)
        _evidence(office)
        _care_of_data(office)
    return True


def case_of(key: str) -> Case:
    """The case that goes by this key here; past the wall only."""
    return Case.objects.get(intake_key=_key(key))


def _waiting(office: Office) -> None:
    """Requests that nobody has yet: one of them is perhaps from somebody whose case is open."""
    _take_in(office, asked=Asked(
        "scholarship", 0, 1, "رُزان ماهر المجازي", "education_fees", "إسطنبول",
        "طلبت الجامعة مني رسوم الطلاب الأجانب مع أنني أحمل وثيقة الحماية المؤقتة، وآخر موعد للتسجيل قريب.",
    ))  # fmt: skip
    _take_in(office, asked=Asked(
        "registration", 1, 2, "هيثم بلال القصصي", "transfer_of_registration", "غازي عنتاب",
        "أريد نقل قيد أسرتي إلى غازي عنتاب حيث وجدت عملًا.", channel=e.Channel.WHATSAPP,
    ))  # fmt: skip
    _take_in(office, asked=Asked(
        "deportation order", 0, 3, "بشرى أنس السردي", "deportation", "أضنة",
        "زوجي في مركز الترحيل منذ أمس ولا نعرف ما الذي نفعله.",
        channel=e.Channel.HOTLINE, urgency=e.Level.HIGH,
    ))  # fmt: skip


def _refused_document(office: Office) -> None:
    """Mediation with the migration directorate; a follow-up is late, and the client has answered."""
    case = _take_in(office, office.worker, asked=Asked(
        "refused document", 24, 3, "بشرى أنس السردي", "temporary_protection_document",
        "غازي عنتاب", "رُفض تحديث بيانات وثيقتي لأن العنوان القديم لا يزال مسجلًا، وتوقفت مراجعات ابني في المشفى.",
        urgency=e.Level.HIGH,
    ))  # fmt: skip
    actions.assess_case(
        by=office.worker,
        case=case,
        texts={
            "assessment": "أمّ وحدها مع طفل مريض. القيد موقوف منذ شهرين بسبب العنوان.",
            "plan": "جمع سند الإقامة، ثم التوسط لدى دائرة الهجرة لفتح القيد.",
        },
        risk=e.Level.MEDIUM,
        vulnerabilities=[e.Vulnerability.SINGLE_PARENT],
        age_band=e.AgeBand.ADULT,
        sex=e.Sex.FEMALE,
    )
    _advise(office.worker, case, 22, e.Advice.AVAILABLE_PROCEDURE, "شُرحت لها الخطوات والأوراق المطلوبة.")
    service = actions.mediate(
        by=office.worker,
        case=case,
        entry=_service_entry(
            18, "اتصلنا بالدائرة وقدّمنا الطلب.", FollowUp(e.FollowUpKind.CONTACT_DIRECTORATE, _day(3))
        ),
        body=e.MediationBody.MIGRATION_DIRECTORATE,
    )
    mediation = Mediation.objects.get(service=service)
    for days, note in ((15, "طلبوا سند الإقامة مصدّقًا من النوتر."), (9, "سُلّم السند، والرد خلال أسبوع.")):
        actions.add_session(by=office.worker, mediation=mediation, held_on=_day(days), note=note)
    question = actions.write_to_client(
        by=office.worker, case=case, text="هل وصلتك رسالة من دائرة الهجرة؟", is_question=True
    )
    client_side.write(
        case=case, text="نعم، طلبوا مني الحضور يوم الخميس. ماذا آخذ معي؟", key=_key("her answer"), answers=question.uid
    )


def _court(office: Office) -> None:
    """A security code before the court, with days that come; a supervisor opened it while its worker was away."""
    case = _take_in(office, office.worker, asked=Asked(
        "security code", 40, 4, "قصي زياد الملحمي", "security_code", "إسطنبول",
        "وُضع على اسمي كود ولم يُذكر السبب، وأُبلغت بقرار المغادرة.", urgency=e.Level.HIGH,
    ))  # fmt: skip
    _advise(office.worker, case, 38, e.Advice.JUDICIAL_PROCEDURE, "شُرحت له طريق الاعتراض والمُهل القانونية.")
    actions.orient_to_court(
        by=office.worker,
        case=case,
        entry=_service_entry(30, "رفع المحامي الدعوى أمام المحكمة الإدارية."),
        way=e.CourtOrientation.OWN_LAWYER,
        filed_on=_day(28),
        hearing_on=_day(-6),
    )
    emergency_access.open_in_emergency(
        by=office.second_supervisor,
        category=emergency_access_enums.EmergencyReason.DEADLINE,
        reason="اتصل محامي صاحب الحالة، وموعد تقديم الرد ينتهي اليوم، وزميلنا في إجازة.",
        hours=4,
        uid=case.uid,
    )


def _referral(office: Office) -> None:
    """A referral that its receiver has not answered yet."""
    case = _take_in(office, office.worker, asked=Asked(
        "treatment", 12, 5, "سعاد رامي الفانوسي", "health_referral", "هاتاي",
        "أحتاج إلى جلسات علاج فيزيائي بعد عملية، وأقرب مركز لا يستقبلني.",
    ))  # fmt: skip
    receiver = Organisation.objects.order_by("pk").first()
    if receiver is not None:
        actions.refer(
            by=office.worker,
            case=case,
            entry=_service_entry(4, "", FollowUp(e.FollowUpKind.ASK_RECEIVER, _day(-3))),
            organisation=receiver,
            shared=[e.SharedPart.NAME, e.SharedPart.CONTACT, e.SharedPart.REQUEST],
        )


def _counselling(office: Office) -> None:
    """Counselling for one, then a session for two together; the next one is due today."""
    one = _take_in(office, office.worker, asked=Asked(
        "counselling", 30, 6, "أمل عمر الحكائي", "psychosocial_support", "مرسين",
        "منذ الزلزال لا تنام ابنتي وحدها، وأحتاج إلى من يساعدني.",
    ))  # fmt: skip
    other = _take_in(office, office.worker, asked=Asked(
        "group", 20, 7, "لؤي حسن المسرحي", "psychosocial_support", "مرسين",
        "أبحث عن جلسات دعم بعد فقدان عملي.",
    ))  # fmt: skip
    for days in (25, 18):
        actions.counsel(by=office.worker, case=one, entry=_service_entry(days), minutes=50)
    actions.hold_group_session(by=office.worker, cases=[one, other], held_on=_day(7), minutes=90)
    actions.counsel(
        by=office.worker, case=one, entry=_service_entry(2, "", FollowUp(e.FollowUpKind.SESSION, _day(0))), minutes=45
    )


def _others(office: Office) -> None:
    """A right that is claimed, a case not begun, one limited to those named, one just closed."""
    claimed = _take_in(office, office.worker, asked=Asked(
        "work permit", 15, 8, "معاذ طارق الروائي", "work_permit", "بورصة",
        "صاحب العمل مستعد لتقديم الطلب ويسأل عن الشروط.",
    ))  # fmt: skip
    _advise(office.worker, claimed, 14, e.Advice.AVAILABLE_PROCEDURE, "أُرسلت إليه قائمة الأوراق.")
    rights.claim_right(
        by=None, case=claimed, kind=data_rights_enums.RightKind.ACCESS, asked_at=timezone.now() - dt.timedelta(days=8)
    )
    _take_in(office, office.worker, asked=Asked(
        "enrolment", 5, 9, "دعاء خالد الصلصالي", "school_enrolment", "شانلي أورفا",
        "رفضت المدرسة تسجيل ابني لأن الصف ممتلئ.", channel=e.Channel.REFERRAL,
    ))  # fmt: skip
    limited = _take_in(office, office.second_worker, asked=Asked(
        "violence", 10, 10, "", "violence", "أنقرة",
        "تطلب ألا يعرف أحد في الحي أنها اتصلت.", urgency=e.Level.HIGH, channel=e.Channel.HOTLINE,
    ))  # fmt: skip
    actions.limit_case(by=office.supervisor, case=limited, limited=True)
    closed = _take_in(office, office.worker, asked=Asked(
        "bank account", 33, 11, "ميساء يوسف المنامي", "bank_services", "قيصري",
        "أُغلق حسابي في البنك دون سبب واضح.",
    ))  # fmt: skip
    _advise(office.worker, closed, 31, e.Advice.AVAILABLE_PROCEDURE, "كُتب معها طلب إلى إدارة البنك.")
    actions.close_case(
        by=office.worker,
        case=closed,
        result=e.CaseResult.POSITIVE,
        answer="أعاد البنك فتح الحساب. احتفظي بنسخة من الطلب الذي قدّمتِه.",
    )


#: Testimonies without anything by which somebody could be found; all of it invented.
TESTIMONY = (
    "توجّه لتجديد وثيقته، فأُبلغ بوجود كود على اسمه دون أن يُذكر السبب. توقّف عمله وتعطّلت مراجعاته الطبية، "
    "وبقي أولاده خارج المدرسة إلى أن صدر قرار المحكمة لصالحه."
)
SECOND_TESTIMONY = "عرف بوجود الكود حين راجع المشفى. لم يُعطَ ورقة تبيّن السبب، ولم يستطع أن يعترض قبل أن تنتهي المهلة."


def _evidence(office: Office) -> None:
    """The advocacy officer asks about a topic: one testimony was checked by two and released, one is in check."""
    topic = Topic.objects.get(code="security_code")
    request = testimonies.ask_for_evidence(
        by=office.advocate,
        topic=topic,
        question="كيف عرف أصحاب الحالات بوجود الكود، وماذا توقّف في حياتهم بسببه؟",
        wanted_until=_day(-21),
    )
    theirs = cases_for(office.worker, request).filter(stage=e.Stage.CLOSED)[:2]
    for case, text in zip(theirs, (TESTIMONY, SECOND_TESTIMONY), strict=False):
        testimony = testimonies.write_testimony(by=office.worker, request=request, case=case, text=text)
        testimonies.send_to_check(by=office.worker, testimony=testimony)
        if text is TESTIMONY:
            for checker in (office.supervisor, office.second_worker):
                testimonies.check_testimony(
                    by=checker, testimony=testimony, confirmed=evidence_requests_enums.CheckItem.values
                )


def _care_of_data(office: Office) -> None:
    """A telephone was lost yesterday; an erasure waits for a second person."""
    breaches.note_breach(
        by=office.supervisor,
        kind=data_rights_enums.BreachKind.LOST_DEVICE,
        noticed_at=timezone.now() - dt.timedelta(hours=20),
        account="ضاع هاتف العمل في الحافلة. كان مقفلًا، وأُنهيت جلساته فور العلم بضياعه.",
        people_affected=0,
    )
    old = Case.objects.filter(stage=e.Stage.CLOSED, assigned_to=office.worker).order_by("opened_on", "pk").first()
    if old is not None:
        erasures.propose_erasure(by=office.supervisor, case=old, ground=data_rights_enums.ErasureGround.REQUEST)


def _take_in(office: Office, worker: User | None = None, *, asked: Asked) -> Case:
    case = intake.take_in(
        by=None if asked.channel is e.Channel.WEB_FORM else office.supervisor,
        channel=asked.channel,
        request=asked.request,
        topic=Topic.objects.get(code=asked.topic),
        place=Place.objects.get(level=PlaceLevel.PROVINCE, labels__ar=asked.province),
        identity=Identity(
            name=asked.name,
            phone=PHONES.format(asked.number),
            document_number=wrong_document(DOCUMENTS + asked.number),
        ),
        consents=[intake.Agreed(e.ConsentKind.SERVICE), intake.Agreed(e.ConsentKind.SHARING)],
        intake_key=_key(asked.key),
        referred_by=Organisation.objects.order_by("-pk").first() if asked.channel is e.Channel.REFERRAL else None,
        urgency=asked.urgency,
        languages=["ar"],
    ).case
    if asked.days:
        actions.change_case(by=office.supervisor, case=case, opened_on=_day(asked.days))
    if worker is not None:
        actions.assign_case(by=office.supervisor, case=case, worker=worker)
    return case


def _advise(by: User, case: Case, days: int, advice: e.Advice, note: str) -> None:
    actions.advise(by=by, case=case, entry=_service_entry(days, note), advice=advice)


def _service_entry(days: int, note: str = "", follow_up: FollowUp | None = None) -> ServiceEntry:
    return ServiceEntry(done_on=_day(days), note=note, follow_up=follow_up)


def _day(ago: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=ago)


def _key(name: str) -> uuid.UUID:
    return uuid.uuid5(KEYS, name)
