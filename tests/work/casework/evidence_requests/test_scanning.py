"""What in a text could tell whose it is: planted names, numbers, dates and places are found; plain words are not."""

from __future__ import annotations

import pytest

from minbar.work.casework.cases.enums import AgeBand
from minbar.work.casework.evidence_requests.enums import FindingKind
from minbar.work.casework.evidence_requests.queries.testimonies import narrow_places
from minbar.work.casework.evidence_requests.scanning import Known, ages_in, file_places, scan

NO_PLACES = file_places([], [])
#: A name of the case, and a text that gives it away in another script, spelling or form.
PLANTED = [
    ("خضر السوطري", "ذهب خضر إلى دائرة الهجرة"),
    ("خضر السوطري", "قالوا لخضر أن يعود غداً"),
    ("خضر السوطري", "Khedr went to the directorate"),
    ("خضر السوطري", "Hıdır'ın kimliği iptal edildi"),
    ("خضر السوطري", "The Soutari family waited"),
    ("Khadija Al-Hamwi", "رفضت الموظفة طلب خديجة"),
    ("Fatma Yılmaz", "وسألوا فاطمة عن العنوان"),
    ("فاطمة الحسن", "Fatma hanım üç ay bekledi"),
    ("عبد الرحمن العلي", "Abdulrahman was turned away"),
    ("عبد الرحمن العلي", "سألوا عبدالرحمن عن الوثيقة"),
    ("محمد نور", "Mohammad asked again"),
    ("محمد نور", "ثم جاء محمّد مرة أخرى"),
    ("جمال حداد", "Cemal was told to come back"),
    ("Yusuf", "جاء يوسف وحده"),
    ("علي", "وذهب علي وحده"),
]
#: Texts as they should be: nothing in them stops.
PLAIN = [
    "ذهبت المرأة إلى الدائرة ثلاث مرات، وفي كل مرة طُلب منها أن تعود بعد أسبوع، ولم يُعطَ لها سبب مكتوب حتى اليوم.",
    "حُرم الأطفال من المدرسة سنة كاملة لأن القيد لم يُنقل، وعلى الأهل أن يدفعوا رسوماً لا يقدرون عليها.",
    "Kadın üç kez müdürlüğe gitti; her seferinde başka bir belge istendi ve yazılı bir gerekçe verilmedi.",
    "The family was asked for a document that the office itself issues. They can wait, but the children cannot.",
]


def kinds(text: str, **known: list[str]) -> set[FindingKind]:
    return {finding.kind for finding in scan(text, known=Known(**known), places=NO_PLACES) if finding.stops}


@pytest.mark.parametrize(("name", "text"), PLANTED)
def test_a_name_of_the_case_is_found_in_any_script(name: str, text: str) -> None:
    assert FindingKind.NAME in kinds(text, names=[name])


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("name", ["خضر السوطري", "علي", "Khadija Al-Hamwi", "عبد الرحمن العلي", "Can Demir"])
def test_plain_words_are_no_name(name: str, text: str) -> None:
    assert kinds(text, names=[name]) == set()


def test_a_word_that_may_be_the_name_is_shown_to_the_author() -> None:
    (finding,) = scan("Hatice hanım bekledi", known=Known(names=["خديجة"]), places=NO_PLACES)
    assert (finding.kind, finding.stops) == (FindingKind.NAME, False)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Call 0532 123 45 67", FindingKind.NUMBER),
        ("رقمها ٠٥٣٢١٢٣٤٥٦٧", FindingKind.NUMBER),
        ("+90 (212) 555-12-34", FindingKind.NUMBER),
        ("kimlik no 99123456789", FindingKind.NUMBER),
        ("passport N 0123456", FindingKind.NUMBER),
        ("write to someone@example.org", FindingKind.ADDRESS),
        ("see www.example.org/her-page", FindingKind.ADDRESS),
        ("@her_account told it", FindingKind.ADDRESS),
        ("on 12.05.2023 she went", FindingKind.DATE),
        ("في ١٢/٥/٢٠٢٣", FindingKind.DATE),
        ("يوم 12 أيار ذهبت", FindingKind.DATE),
        ("3 Mayıs sabahı", FindingKind.DATE),
        ("in May 2023", FindingKind.DATE),
        ("in March 12", FindingKind.DATE),
    ],
)
def test_numbers_addresses_and_dates_stop_a_text(text: str, kind: FindingKind) -> None:
    assert kind in kinds(text)


def test_a_number_of_the_case_is_found_however_it_is_written() -> None:
    assert kinds("under V 2024/17 they said no", numbers=["V-2024-17"]) == {FindingKind.NUMBER}
    assert kinds("they said no in 2024", numbers=["V-2024-17"]) == set()


def test_a_year_and_small_numbers_stop_nothing() -> None:
    assert kinds("In 2023 she waited 3 months and paid 1500 lira for 2 documents") == set()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["She lives in Esenyurt now", "تسكن في أسنيورت منذ سنوات", "Zeytinburnu'nda oturuyor"])
def test_a_district_is_shown_to_those_who_check(text: str) -> None:
    narrow_places.cache_clear()
    found = scan(text, known=Known(), places=narrow_places())
    assert [finding.kind for finding in found if not finding.stops] == [FindingKind.PLACE]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["She went to the office in İstanbul", "ذهبت إلى الدائرة في غازي عنتاب"])
def test_a_province_is_wide_enough(text: str) -> None:
    assert scan(text, known=Known(), places=narrow_places()) == []


@pytest.mark.parametrize("text", ["في شارع الاستقلال", "Çiçek mahallesi", "in a village near the border"])
def test_streets_and_quarters_are_shown(text: str) -> None:
    assert [finding.kind for finding in scan(text, known=Known(), places=NO_PLACES)] == [FindingKind.PLACE]


def test_ages_are_read_in_bands() -> None:
    assert ages_in("a man, 34 years old, and a girl aged 7") == {AgeBand.ADULT, AgeBand.CHILD}
    assert ages_in("عمرها 65 وابنها 20 سنة") == {AgeBand.OLDER, AgeBand.YOUNG}
    assert ages_in("34 yaşında") == {AgeBand.ADULT}
    assert ages_in("in 2023") == set()
