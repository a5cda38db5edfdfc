"""Invented people and bodies, each with its Arabic and its Latin spelling. Nobody here exists."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

Pair = tuple[str, str]
Triple = tuple[str, str, str]


def _pairs(text: str) -> list[Pair]:
    return [(arabic.strip(), latin.strip()) for arabic, latin in (part.split("|") for part in text.split(";"))]


def _triples(text: str) -> list[Triple]:
    return [(ar, tr, en) for ar, tr, en in (part.split("|") for part in text.split(";"))]


SYRIAN_MEN = _pairs(
    "أحمد|Ahmad;محمد|Mohammad;خالد|Khaled;عمر|Omar;يوسف|Yousef;إبراهيم|Ibrahim;مصطفى|Mustafa;حسن|Hassan;سامر|Samer;"
    "باسل|Basel;طارق|Tarek;وليد|Walid;رامي|Rami;فراس|Firas;أنس|Anas;بلال|Bilal;حازم|Hazem;نزار|Nizar;غسان|Ghassan;"
    "عبد الرحمن|Abdulrahman;عبد الله|Abdullah;زياد|Ziad;ماهر|Maher;هيثم|Haitham;أيمن|Ayman;معاذ|Moaz;"
    "قصي|Qusai;لؤي|Louay"
)
SYRIAN_WOMEN = _pairs(
    "فاطمة|Fatima;مريم|Maryam;سارة|Sara;نور|Nour;هبة|Hiba;رنا|Rana;ليلى|Layla;سلمى|Salma;آمنة|Amina;خديجة|Khadija;"
    "زينب|Zainab;رغد|Raghad;ميساء|Maysaa;لمى|Lama;سوسن|Sawsan;هناء|Hanaa;دعاء|Duaa;إيمان|Iman;رشا|Rasha;عبير|Abeer;"
    "سعاد|Suad;وفاء|Wafaa;بشرى|Bushra;ياسمين|Yasmin;أسماء|Asmaa;رزان|Razan;غادة|Ghada;منى|Mona"
)
SYRIAN_FAMILIES = _pairs(
    "الحلبي|Al-Halabi;الحمصي|Al-Homsi;الشامي|Al-Shami;الخطيب|Al-Khatib;النجار|Al-Najjar;الحداد|Al-Haddad;"
    "الصباغ|Al-Sabbagh;القباني|Al-Qabbani;العطار|Al-Attar;السقا|Al-Saqqa;الزعبي|Al-Zoubi;المصري|Al-Masri;"
    "الرفاعي|Al-Rifai;الجابري|Al-Jabri;الكيال|Al-Kayyal;الدباغ|Al-Dabbagh;القصاب|Al-Qassab;البيطار|Al-Bitar;"
    "الخياط|Al-Khayyat;السمان|Al-Samman;الحموي|Al-Hamwi;الإدلبي|Al-Idlibi;النابلسي|Al-Nabulsi;الطرابلسي|Al-Tarabulsi;"
    "شعبان|Shaaban;رمضان|Ramadan;عثمان|Othman;سليمان|Suleiman;حمدان|Hamdan;عيسى|Issa"
)
TURKISH_MEN = _pairs(
    "محمد|Mehmet;أحمد|Ahmet;مصطفى|Mustafa;حسين|Hüseyin;حسن|Hasan;إسماعيل|İsmail;يوسف|Yusuf;مراد|Murat;أمره|Emre;"
    "فاتح|Fatih;سلجوق|Selçuk;أوغوز|Oğuz;جنيد|Cüneyt;براق|Burak;كمال|Kemal;طغرل|Tuğrul;أرطغرل|Ertuğrul;شوكت|Şevket"
)
TURKISH_WOMEN = _pairs(
    "عائشة|Ayşe;فاطمة|Fatma;أمينة|Emine;خديجة|Hatice;زينب|Zeynep;أليف|Elif;مريم|Meryem;شريفة|Şerife;زهراء|Zehra;"
    "سلطان|Sultan;شكران|Şükran;مروة|Merve;بتول|Betül;كوبرا|Kübra;غولسوم|Gülsüm;إسراء|Esra"
)
TURKISH_FAMILIES = _pairs(
    "يلماز|Yılmaz;كايا|Kaya;دمير|Demir;تشيليك|Çelik;شاهين|Şahin;يلدز|Yıldız;أوزتورك|Öztürk;آيدن|Aydın;أوزدمير|Özdemir;"
    "أرسلان|Arslan;دوغان|Doğan;كيليتش|Kılıç;تشيتين|Çetin;قره|Kara;كوتش|Koç;كورت|Kurt;أوزكان|Özkan;شيمشك|Şimşek;"
    "بولات|Polat;قورقماز|Korkmaz;إردوغدو|Erdoğdu;غونيش|Güneş;آق صوي|Aksoy;بوزقورت|Bozkurt"
)
#: Families of those whom the demonstration helps: no family is called so.
INVENTED_FAMILIES = (
    "الافتراضي", "الخيالي", "التجريبي", "الأسطوري", "الحكائي", "السندبادي", "الوهمي", "الروائي", "المسرحي", "القصصي",
    "الملحمي", "الفانوسي", "المجازي", "السردي", "المنامي", "الأحجيّ", "المقاماتي", "الدراميّ", "الكرتوني", "الصلصالي",
)  # fmt: skip
#: Area codes in which the numbers 555-0100 to 555-0199 are set aside for stories, and nobody's.
AREAS = (202, 206, 212, 214, 303, 305, 312, 404, 415, 503, 512, 602, 617, 702, 713, 801, 213, 215, 216, 313)
#: Words that bodies choose for a name: Arabic, Turkish, English.
BODY_NAMES = _triples(
    "الأمل|Umut|Hope;السنابل|Başak|Sanabil;النماء|Gelişim|Namaa;العطاء|Bağış|Ataa;الغراس|Fidan|Ghiras;الوفاء|Vefa|Wafaa;"
    "البناء|İnşa|Binaa;الجسر|Köprü|Bridge;الزيتون|Zeytin|Olive;الياسمين|Yasemin|Jasmine;الضياء|Ziya|Diyaa;"
    "المنارة|Fener|Manara;"
    "الكرامة|Onur|Dignity;التكافل|Dayanışma|Solidarity;الريادة|Öncü|Riyada;المودة|Sevgi|Mawadda;الإحسان|İhsan|Ihsan;"
    "الشراع|Yelken|Shiraa;النهضة|Diriliş|Nahda;البيان|Beyan|Bayan;الوردة|Gül|Warda;الينابيع|Pınar|Springs;الفجر|Şafak|Dawn;"
    "الأرز|Sedir|Cedar;المرسى|Liman|Harbour;القلم|Kalem|Qalam;الأفق|Ufuk|Horizon;السلام|Barış|Peace"
)
FIELDS = _triples(
    "للتنمية|Kalkınma|for Development;للإغاثة|Yardım|for Relief;للتعليم|Eğitim|for Education;للصحة|Sağlık|for Health;"
    "للمرأة|Kadın|for Women;للشباب|Gençlik|for Youth;"
    "للطفولة|Çocuk|for Children;للثقافة|Kültür|for Culture;"
    "لحقوق الإنسان|İnsan Hakları|for Human Rights;للدعم النفسي|Psikososyal Destek|for Psychosocial Support"
)


@dataclass(frozen=True)
class PersonName:
    arabic: str
    latin: str
    sex: str  # "ذكر" or "أنثى"


@dataclass(frozen=True)
class BodyName:
    arabic: str
    turkish: str
    english: str


@dataclass(frozen=True)
class Client:
    """Somebody in a case: nobody has this name, phone or document."""

    name: str
    sex: str
    born: int
    phone: str
    document: str
    parent: str


def clients(rng: random.Random) -> Iterator[Client]:
    """Different ones, as many as there are numbers set aside."""
    seen: set[str] = set()
    numbers = [f"+1 {area} 555 01{number:02}" for area in AREAS for number in range(100)]
    rng.shuffle(numbers)
    for serial, phone in enumerate(numbers):
        while True:
            woman = rng.random() < 0.48
            given, father = rng.choice(SYRIAN_WOMEN if woman else SYRIAN_MEN)[0], rng.choice(SYRIAN_MEN)[0]
            family = rng.choice(INVENTED_FAMILIES)
            name = f"{given} {father} {family}"
            if given != father and name not in seen:
                break
        seen.add(name)
        yield Client(
            name=name,
            sex="أنثى" if woman else "ذكر",
            born=rng.choices((rng.randrange(1950, 2004), rng.randrange(2006, 2018)), (15, 1))[0],
            phone=phone,
            document=wrong_document(990_000_000 + serial),
            parent=f"{father} {family}",
        )


def wrong_document(nine: int) -> str:
    """A document number as they are written, of which the last digit, which checks the others, is wrong."""
    digits = [int(digit) for digit in str(nine)]
    digits.append((sum(digits[0::2]) * 7 - sum(digits[1:8:2])) % 10)
    return "".join(map(str, digits)) + str((sum(digits) + 1) % 10)


def syrian_people(rng: random.Random) -> Iterator[PersonName]:
    """Different names without end in sight: given name, father's name, family."""
    return _people(rng, SYRIAN_MEN, SYRIAN_WOMEN, SYRIAN_FAMILIES, father=True)


def turkish_people(rng: random.Random) -> Iterator[PersonName]:
    """Different names; Turkish usage has no father's name, but often two given names."""
    return _people(rng, TURKISH_MEN, TURKISH_WOMEN, TURKISH_FAMILIES, father=False)


def _people(
    rng: random.Random, men: list[Pair], women: list[Pair], families: list[Pair], *, father: bool
) -> Iterator[PersonName]:
    seen = set()
    while True:
        woman = rng.random() < 0.46
        given = rng.choice(women if woman else men)
        second = rng.choice(men if father or not woman else women)
        family = rng.choice(families)
        if given == second:
            continue
        parts = (given, second, family)
        name = PersonName(
            " ".join(part[0] for part in parts), " ".join(part[1] for part in parts), "أنثى" if woman else "ذكر"
        )
        if name.arabic not in seen:
            seen.add(name.arabic)
            yield name


def bodies(rng: random.Random, kinds: list[Triple]) -> Iterator[BodyName]:
    """Different bodies: every kind × name × field once, shuffled.

    A kind is a form in each language, with places for the name and the field: "جمعية {0} {1}".
    """
    combinations = list(itertools.product(kinds, BODY_NAMES, FIELDS))
    rng.shuffle(combinations)
    for kind, name, subject in combinations:
        yield BodyName(*(form.format(*words) for form, *words in zip(kind, name, subject, strict=True)))
