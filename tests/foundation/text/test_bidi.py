"""Mixed directions stay apart."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from minbar.foundation.text import bidi


def test_a_name_in_a_page_is_isolated_and_escaped() -> None:
    assert bidi.isolate_html("<b>GIZ</b>") == "<bdi>&lt;b&gt;GIZ&lt;/b&gt;</bdi>"
    assert bidi.isolate_html("+90 212", "ltr") == '<bdi dir="ltr">+90 212</bdi>'


@given(st.text())
def test_text_can_not_reach_out_of_its_isolate(text: str) -> None:
    inside = bidi.isolate(text)[1:-1]
    assert not set(inside) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@pytest.mark.parametrize(("language", "direction", "opener"), [("tr", "ltr", "\u2066"), ("ar", "rtl", "\u2067")])
def test_a_sentence_keeps_its_languages_direction_behind_a_name_in_another_script(
    language: str, direction: str, opener: str
) -> None:
    with override(language):
        said = bidi.sentence("سامر bir vaka açtı" if language == "tr" else "GIZ فتحت حالة")
    assert said[0] == {"ltr": "\u200e", "rtl": "\u200f"}[direction]
    assert bidi.isolate(said) == f"{opener}{said[1:]}\u2069"


def test_template_filters_write_for_the_reader() -> None:
    from datetime import date

    from django.utils import translation

    page = Template(
        "{% load reading %}{{ n|number }} {{ share|percent }} {{ day|date_long }} {{ day|month }} "
        "{{ labels|label }} {{ name|bdi }} [{{ none|number }}{{ none|percent }}{{ none|date_long }}{{ none|bdi }}]"
    )
    values = {
        "n": 1700, "share": 0.34, "day": date(2023, 5, 12), "labels": {"ar": "لقاء", "tr": "görüşme"}, "name": "<GIZ>",
        "none": None,
    }  # fmt: skip
    with translation.override("ar"):
        assert page.render(Context(values)) == ("1,700 34% 12 أيار 2023 أيار 2023 لقاء <bdi>&lt;GIZ&gt;</bdi> []")
    with translation.override("tr"):
        assert page.render(Context(values)).startswith("1.700 %34 12 Mayıs 2023 Mayıs 2023 görüşme")
