"""What can be chosen from in the questions."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from django.utils.html import format_html

from minbar.foundation.text.languages import in_language, listed
from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import Place
from minbar.work.casework.cases.models import Topic

Choices = list[tuple[str, str]]


def provinces() -> list[tuple[str, Choices]]:
    """Provinces under their countries, each by its name in the reader's language; the value is the place's code."""
    rows = Place.objects.filter(level=PlaceLevel.PROVINCE).values_list("code", "labels", "country__labels")
    named = sorted((in_language(country), in_language(labels), code) for code, labels, country in rows)
    return [
        (country, [(code, name) for _country, name, code in group])
        for country, group in groupby(named, key=lambda row: row[0])
    ]


def topics() -> Choices:
    """The broad topics, each with what lies within it as examples; the value is the topic's code."""
    within: dict[int | None, list[Topic]] = defaultdict(list)
    for topic in Topic.objects.filter(is_active=True).order_by("position", "code"):
        within[topic.parent_id].append(topic)
    return [(topic.code, _with_examples(topic, within[topic.pk])) for topic in within[None]]


def _with_examples(topic: Topic, narrower: list[Topic]) -> str:
    examples = listed(narrower)
    return format_html('<span>{}<span class="help">{}</span></span>', topic, examples) if examples else str(topic)
