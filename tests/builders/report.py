"""A small edition of declared figures: every kind of block, exhibit and style, in three languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from minbar.evidence.editions.definition import (
    EditionDefinition,
    ExhibitDefinition,
    FigureDefinition,
    RelationDefinition,
    SectionDefinition,
)
from minbar.evidence.editions.enums import ExhibitForm, RelationKind, Style

SOURCE = {"ar": "دفتر المكتب", "tr": "Ofis defteri", "en": "The office's book"}


def figure(key: str, value: object, ar: str, tr: str, en: str, style: Style = Style.NUMBER) -> FigureDefinition:
    return FigureDefinition(
        key, {"ar": ar, "tr": tr, "en": en}, style, value=Decimal(str(value)), source=SOURCE, as_of=date(2024, 12, 31)
    )


NARRATIVES = {
    "ar": "عقد المنبر **{figure:meetings}** لقاء، وبلغ عدد المتابعين {figure:followers}، منذ {date:2022-07-17}.\n\n"
          "## التعليم\n\n- بند *أول*\n- بند ثان يذكر https://example.org/a?b=1\n\n"
          "{exhibit:by-kind}\n\n{exhibit:shares}\n\n{exhibit:columns}\n\n{exhibit:line}\n\n{exhibit:table}",
    "tr": "Platform **{figure:meetings}** görüşme yaptı; takipçi sayısı {figure:followers}, {date:2022-07-17} gününden "
          "beri.\n\n## Eğitim\n\n- *ilk* madde\n- ikinci madde: https://example.org/a?b=1\n\n"
          "{exhibit:by-kind}\n\n{exhibit:shares}\n\n{exhibit:columns}\n\n{exhibit:line}\n\n{exhibit:table}",
    "en": "The platform held **{figure:meetings}** meetings and has {figure:followers} followers, since "
          "{date:2022-07-17}.\n\n## Education\n\n- a *first* point\n- a second one: https://example.org/a?b=1\n\n"
          "{exhibit:by-kind}\n\n{exhibit:shares}\n\n{exhibit:columns}\n\n{exhibit:line}\n\n{exhibit:table}",
}  # fmt: skip

PARTS = ("public", "civil", "media")


def exhibit(key: str, form: ExhibitForm, figures: tuple[str, ...] = PARTS) -> ExhibitDefinition:
    titles = {"ar": f"اللقاءات بحسب الفئة: {key}", "tr": f"Kategoriye göre: {key}", "en": f"By category: {key}"}
    return ExhibitDefinition(key, form, titles, figures, whole="meetings" if figures is PARTS else None)


SAMPLE = EditionDefinition(
    slug="sample",
    titles={"ar": "تقرير 2022-2024", "tr": "2022-2024 Raporu", "en": "Report 2022-2024"},
    period_from=date(2022, 1, 1),
    period_to=date(2024, 12, 31),
    figures=(
        figure("meetings", 1820, "اللقاءات", "Görüşmeler", "Meetings"),
        figure("public", 710, "مؤسسات حكومية", "Kamu kurumları", "Public bodies"),
        figure("civil", 680, "منظمات المجتمع المدني", "Sivil toplum kuruluşları", "Civil society organisations"),
        figure("media", 430, "صحفيون ونشطاء", "Gazeteciler ve aktivistler", "Journalists and activists"),
        figure("followers", 108000, "المتابعون", "Takipçiler", "Followers", Style.COMPACT),
        figure("public_share", "0.39", "حصة المؤسسات", "Kamu payı", "Share of public bodies", Style.PERCENT),
        figure("founded", 2014, "التأسيس", "Kuruluş yılı", "Founded", Style.YEAR),
    ),
    sections=(
        SectionDefinition(
            "work", {"ar": "العمل", "tr": "Çalışmalar: ğ ş İ ı", "en": "The work"}, NARRATIVES, track="networking"
        ),
    ),
    exhibits=(
        exhibit("by-kind", ExhibitForm.BAR),
        exhibit("shares", ExhibitForm.SHARE),
        exhibit("columns", ExhibitForm.COLUMN),
        exhibit("line", ExhibitForm.LINE),
        exhibit("table", ExhibitForm.TABLE, ("followers", "public_share", "founded")),
    ),
    relations=(RelationDefinition(RelationKind.SHARE, "public_share", ("public", "meetings")),),
)
