"""Month and weekday names as people write them in Arabic (Levant, Egypt and Gulf, Maghreb), Turkish and English."""

from __future__ import annotations

import re

from minbar.foundation.text.normalise import normalise

_LEVANT = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
_EGYPT = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
_MAGHREB = ("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
_TURKISH = (
    "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran",
    "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık",
)  # fmt: skip
_TURKISH_SHORT = ("Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara")
_ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ENGLISH_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OTHERS = {
    "كانون ثاني": 1, "كانون ثان": 1, "ك2": 1, "اشباط": 2, "اذار": 3, "نيسن": 4, "ايار": 5, "تشرين اول": 10,
    "ت1": 10, "تشرين ثاني": 11, "تشرين ثان": 11, "ت2": 11, "كانون اول": 12, "ك1": 12, "إبريل": 4, "يونيه": 6,
    "يوليه": 7, "اغسطس": 8, "Sept": 9, "Agustos": 8,
}  # fmt: skip

#: Normalised name → number of the month.
MONTHS: dict[str, int] = {
    normalise(name): number
    for names in (_LEVANT, _EGYPT, _MAGHREB, _TURKISH, _TURKISH_SHORT, _ENGLISH, _ENGLISH_SHORT)
    for number, name in enumerate(names, start=1)
} | {normalise(name): number for name, number in _OTHERS.items()}

_WEEKDAYS = (
    "الأحد", "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت",
    "Pazar", "Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi",
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Paz", "Pzt", "Sal", "Çar", "Per", "Cum", "Cmt",
)  # fmt: skip
#: Words beside a date that say nothing more: weekdays, "the day", "of", "Christian era", ordinal endings.
FILLERS = {normalise(word) for word in _WEEKDAYS} | {"يوم", "من", "شهر", "لعام", "عام", "سنه", "م", "ميلادي", "gunu", "of", "the", "st", "nd", "rd", "th"}  # fmt: skip  # noqa: E501
#: Signs of the Hijri calendar.
HIJRI = {"ه", "هجري", "هجريه", "hijri", "ah"}

#: One month name in normalised text; the longest first, so that تشرين الأول is not cut short.
MONTH_PATTERN = re.compile(
    "(?<![^\\W\\d])(" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + ")(?![^\\W\\d])"
)
