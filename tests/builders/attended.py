"""Editions over the attendance of people, of whom few are women, and how their numbers would be written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from minbar.evidence.editions import actions
from minbar.evidence.editions.definition import (
    EditionDefinition,
    ExhibitDefinition,
    FigureDefinition,
    RelationDefinition,
    SectionDefinition,
)
from minbar.evidence.editions.enums import ExhibitForm, RelationKind, Style
from minbar.evidence.editions.loading import load_edition
from minbar.evidence.editions.models import Edition
from tests.builders.attendance import attend
from tests.builders.report import SOURCE
from tests.cast import Cast

MEN, WOMEN, COST = 5003, 4, "73918.25"
#: How the hidden numbers would be written, in any language; those of the few are too common to look for.
PLANTED = ("5003", "5,003", "5.003", "٥٬٠٠٣", "73918", "73,918", "73.918", "99.92", "99,92", "0.9992")


def labels(text: str) -> dict[str, str]:
    return dict.fromkeys(("ar", "tr", "en"), text)


def counted(key: str, measure: str = "count", **more: Any) -> FigureDefinition:
    definition = {"dataset": "attendance", "measure": measure, "period": "edition", **more}
    return FigureDefinition(key, labels(f"Figure {key}"), definition=definition)


def report(slug: str = "people", **changes: Any) -> EditionDefinition:
    """All people, of whom four are women; a share of the men; every kind of exhibit."""
    share = FigureDefinition(
        "share", labels("Share"), Style.PERCENT, value=Decimal("0.9992"), source=SOURCE, as_of=date(2023, 1, 1)
    )
    text = " ".join(f"{{figure:{key}}}" for key in ("all", "men", "women", "cost", "share", "each", "by_sex"))
    exhibits = tuple(
        ExhibitDefinition(f"as-{form}", form, labels(form.value), ("men", "women"), whole="all") for form in ExhibitForm
    ) + tuple(
        ExhibitDefinition(f"split-{form}", form, labels(form.value), ("by_sex",), by="sex") for form in ExhibitForm
    )
    text += "\n\n" + "\n\n".join(f"{{exhibit:{exhibit.key}}}" for exhibit in exhibits)
    settings: dict[str, Any] = {
        "slug": slug, "titles": labels(slug), "period_from": date(2022, 1, 1), "period_to": date(2022, 12, 31),
        "figures": (
            counted("all"), counted("men", filters={"sex": ["m"]}), counted("women", filters={"sex": ["f"]}),
            counted("cost", "cost", filters={"sex": ["f"]}), counted("each", "hours_each", filters={"sex": ["m"]}),
            counted("by_sex", by=["sex"]), share,
        ),
        "sections": (SectionDefinition("one", labels("One"), labels(text)),),
        "exhibits": exhibits,
        "relations": (RelationDefinition(RelationKind.SHARE, "share", ("men", "all")),),
    }  # fmt: skip
    return EditionDefinition(**(settings | changes))


def people(men: int = MEN, women: int = WOMEN, day: date = date(2022, 5, 5)) -> None:
    attend(*({"sex": "m", "day": day, "person": number, "hours": number % 3 + 1} for number in range(men)))
    costs = [Decimal(COST) - 100 * (women - 1), *[Decimal(100)] * (women - 1)]
    attend(*({"sex": "f", "day": day, "cost": cost} for cost in costs[:women]))


def published(definition: EditionDefinition, cast: Cast) -> Edition:
    edition = load_edition(definition=definition, by=None)
    actions.check_edition(edition=edition, by=cast.director)
    return actions.publish_edition(edition=edition, by=cast.director)


def plain(slug: str, *figures: FigureDefinition, **changes: Any) -> EditionDefinition:
    text = " ".join(f"{{figure:{figure.key}}}" for figure in figures)
    bare: dict[str, Any] = {"exhibits": (), "relations": (), "figures": figures}
    return report(slug, **(bare | {"sections": (SectionDefinition("one", labels("One"), labels(text)),)} | changes))
