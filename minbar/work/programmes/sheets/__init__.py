"""What can be imported and exported: the activity register, attendance sheets, lines of work."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.utils.translation import gettext_lazy as _

from minbar.foundation.records.catalogues import labels_by_code
from minbar.foundation.sheets.constraints import broken
from minbar.foundation.sheets.declare import Column, Kind, RowProblem, Sheet, declare
from minbar.foundation.text.languages import choice_labels
from minbar.network.directory.enums import Sex
from minbar.network.directory.sheets.places import PLACE_COLUMNS
from minbar.work.programmes.access import ProgrammesPermission
from minbar.work.programmes.enums import STORED_QUANTITIES, ActivityStatus, AgeBand, ParticipationRole, Quantity
from minbar.work.programmes.models import Activity, ActivityKind, Participation, Programme, Project
from minbar.work.programmes.queries import activities_visible_to
from minbar.work.programmes.sheets.activities import ActivityRows
from minbar.work.programmes.sheets.columns import LINE_COLUMNS, Row
from minbar.work.programmes.sheets.participation import ParticipationRows, check_participation

QUANTITY_SYNONYMS = {
    Quantity.HOURS: ("ساعات التدريب", "عدد الساعات", "عدد ساعات التدريب", "الساعات", "eğitim saati", "saat"),
    Quantity.SESSIONS: ("عدد الجلسات", "الجلسات", "oturum sayısı", "oturum"),
    Quantity.REGISTRATIONS: ("عدد التسجيلات", "عدد المسجلين", "التسجيلات", "kayıt sayısı", "başvuru sayısı"),
    Quantity.COPIES: ("عدد النسخ", "النسخ", "baskı sayısı", "nüsha"),
    Quantity.PAGES: ("عدد الصفحات", "الصفحات", "sayfa sayısı", "sayfa"),
}


def check_activity(row: Row) -> Iterable[RowProblem]:
    """What the cells of a row, each good by itself, can't say together."""
    yield from broken(Activity, row, "programmes_activity_dates")
    yield from _check_lines(row)
    yield from _check_quantities(row)


def _check_lines(row: Row) -> Iterable[RowProblem]:
    track, programme, project = (row.get(line, "") for line in ("track", "programme", "project"))
    if project:
        around = Project.objects.select_related("programme__track").get(code=project).programme
        if programme and programme != around.code:
            yield RowProblem("project", _("This project belongs to another programme. Correct one of the two."))
            return
    elif programme:
        around = Programme.objects.select_related("track").get(code=programme)
    else:
        if not track and "track" in row:
            yield RowProblem("track", _("Write the track, or the programme that it belongs to."))
        return
    if track and track != around.track.code:
        yield RowProblem("programme", _("This programme belongs to another track. Correct one of the two."))


def _check_quantities(row: Row) -> Iterable[RowProblem]:
    given = [quantity for quantity in STORED_QUANTITIES if row.get(quantity) is not None]
    if given and row.get("kind"):
        counted = ActivityKind.objects.get(code=row["kind"]).counts
        for quantity in given:
            if quantity not in counted:
                yield RowProblem(quantity, _("Activities of this kind don't count this. Empty the cell."))


declare(
    Sheet(
        key="activities",
        label=_("Activities"),
        model=Activity,
        synonyms=("الأنشطة", "سجل الأنشطة", "النشاطات", "البرامج والأنشطة", "faaliyetler", "etkinlikler", "events"),
        columns=(
            Column(
                "code", _("Number in the register"), max_length=40,
                synonyms=("رمز النشاط", "رقم النشاط", "الرمز", "faaliyet kodu", "faaliyet no", "activity code"),
            ),
            Column(
                "kind", _("Kind of activity"), Kind.CHOICE, required=True,
                choices=partial(labels_by_code, ActivityKind),
                synonyms=("نوع النشاط", "النوع", "faaliyet türü", "tür", "activity type", "type", "kind"),
            ),
            Column(
                "title", _("Title"), required=True, max_length=250,
                synonyms=(
                    "عنوان النشاط", "اسم النشاط", "العنوان", "النشاط", "faaliyet adı", "faaliyet", "başlık",
                    "activity", "activity title", "name",
                ),
            ),
            Column(
                "starts_on", _("First day"), Kind.DATE, required=True,
                synonyms=(
                    "تاريخ البدء", "تاريخ البداية", "تاريخ النشاط", "التاريخ", "من تاريخ", "başlangıç tarihi", "tarih",
                    "start date", "date", "begins",
                ),
            ),
            Column(
                "ends_on", _("Last day"), Kind.DATE,
                synonyms=("تاريخ الانتهاء", "تاريخ النهاية", "إلى تاريخ", "bitiş tarihi", "end date", "ends"),
            ),
            Column(
                "status", _("Status"), Kind.CHOICE, choices=partial(choice_labels, ActivityStatus),
                synonyms=("الحالة", "حالة النشاط", "durum"),
            ),
            *LINE_COLUMNS,
            *PLACE_COLUMNS,
            Column(
                "venue", _("Venue"), max_length=200,
                synonyms=("مكان الانعقاد", "القاعة", "المكان", "yer", "mekân", "location"),
            ),
            *(
                Column(
                    quantity.value, quantity.label, Kind.DECIMAL if quantity is Quantity.HOURS else Kind.INTEGER,
                    synonyms=QUANTITY_SYNONYMS[quantity], minimum=0,
                )
                for quantity in STORED_QUANTITIES
            ),
            Column(
                "attendance", _("Attendance, not broken down"), Kind.INTEGER, minimum=0,
                synonyms=("عدد الحضور", "الحضور", "عدد المشاركين", "katılımcı sayısı", "katılım", "attendance"),
            ),
            Column(
                "work", _("Book or film"), max_length=250,
                synonyms=("الكتاب", "اسم الكتاب", "الفيلم", "اسم الفيلم", "kitap", "film", "book"),
            ),
            Column(
                "trainers", _("Trainers"), Kind.REFERENCE, to="people", many=True, personal=True,
                synonyms=("المدربون", "المدربين", "المدرب", "اسم المدرب", "eğitmenler", "eğitmen", "trainer"),
            ),
            Column(
                "hosts", _("Hosts"), Kind.REFERENCE, to="organisations", many=True,
                synonyms=("الجهة المستضيفة", "الجهات المستضيفة", "المستضيف", "ev sahibi", "host"),
            ),
            Column(
                "partners", _("Partners"), Kind.REFERENCE, to="organisations", many=True,
                synonyms=("الشركاء", "الشريك", "الجهات الشريكة", "ortaklar", "ortak", "partner"),
            ),
            Column(
                "funders", _("Funders"), Kind.REFERENCE, to="organisations", many=True,
                synonyms=("الجهة الممولة", "الجهات المانحة", "الممول", "fon sağlayıcı", "donor", "funder"),
            ),
            Column("summary", _("Summary"), synonyms=("ملخص", "الملخص", "وصف النشاط", "الوصف", "özet", "description")),
        ),
        identity=("kind", "title", "starts_on"),
        named_by=("code", "title"),
        permission_import=ProgrammesPermission.IMPORT,
        permission_export=ProgrammesPermission.EXPORT,
        permission_personal=ProgrammesPermission.EXPORT_PARTICIPANTS,
        handler=ActivityRows(),
        after=("organisations", "people"),
        check=check_activity,
        records=activities_visible_to,
        record_route="programmes:activity",
    )
)  # fmt: skip

declare(
    Sheet(
        key="participation",
        label=_("Participation"),
        model=Participation,
        synonyms=("المشاركون", "المشاركات", "المستفيدون", "الحضور", "أعداد المشاركين", "katılımcılar", "participants"),
        columns=(
            Column(
                "activity", _("Activity"), Kind.REFERENCE, required=True, to="activities",
                synonyms=("رمز النشاط", "النشاط", "عنوان النشاط", "faaliyet", "faaliyet kodu", "activity code"),
            ),
            Column(
                "role", _("Role"), Kind.CHOICE, choices=partial(choice_labels, ParticipationRole),
                synonyms=("الدور", "دور المشارك", "الصفة في النشاط", "rol", "katılım rolü"),
            ),
            Column(
                "person", _("Person"), Kind.REFERENCE, to="people", personal=True,
                synonyms=("اسم المشارك", "المشارك", "الاسم", "katılımcı", "katılımcı adı", "participant", "name"),
            ),
            Column(
                "sex", _("Sex"), Kind.CHOICE, choices=partial(choice_labels, Sex),
                synonyms=("الجنس", "النوع الاجتماعي", "cinsiyet", "gender"),
            ),
            Column(
                "age_band", _("Age"), Kind.CHOICE, choices=partial(choice_labels, AgeBand),
                synonyms=("الفئة العمرية", "العمر", "yaş grubu", "yaş", "age group", "age band"),
            ),
            Column(
                "heads", _("Number of people"), Kind.INTEGER, minimum=1,
                synonyms=("العدد", "عدد المشاركين", "عدد الأشخاص", "kişi sayısı", "sayı", "number", "count"),
            ),
        ),
        identity=("activity", "role", "person", "sex", "age_band"),
        permission_import=ProgrammesPermission.IMPORT,
        permission_export=ProgrammesPermission.EXPORT,
        permission_personal=ProgrammesPermission.EXPORT_PARTICIPANTS,
        handler=ParticipationRows(),
        after=("people", "activities"),
        check=check_participation,
    )
)  # fmt: skip
