"""What a register and the model's fields say of screens, sheets and datasets."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from minbar.foundation.records.labels import label_of, label_of_model
from minbar.foundation.screens.cells import Cell
from minbar.foundation.screens.filters import ChoiceFilter, PeriodFilter
from minbar.foundation.screens.presentations import presentation_of
from minbar.foundation.screens.register_views import form_of, table_of
from minbar.foundation.sheets.declare import Kind
from minbar.foundation.sheets.from_model import column_of, field
from minbar.foundation.text.fields import DayField
from minbar.foundation.text.languages import capitalised
from minbar.voice.advocacy.registers import ISSUES
from minbar.voice.publishing.models import ContentItem
from minbar.voice.publishing.registers import CONTENT


def test_a_name_begins_with_the_capital_of_the_readers_language() -> None:
    with override("tr"):
        assert capitalised("ilçe") == "İlçe"
        assert capitalised("ırmak") == "Irmak"
    with override("en"):
        assert capitalised("issue") == "Issue"
    assert capitalised("") == ""


def test_a_field_is_called_on_screens_and_in_sheets_as_its_model_calls_it() -> None:
    published_on = ContentItem._meta.get_field("published_on")
    labels = {
        "screen": presentation_of(ContentItem, "published_on").label,
        "form": form_of(CONTENT)().fields["published_on"].label,
        "sheet": column_of(ContentItem, field("published_on")).label,
        "model": label_of(published_on),
    }
    for language in ("ar", "tr", "en"):
        with override(language):
            assert len({str(label) for label in labels.values()}) == 1
    with override("en"):
        assert str(labels["model"]) == "Published on"
        assert str(label_of_model(ContentItem, plural=True)) == "Content items"


def test_a_column_takes_kind_choices_and_need_from_the_model() -> None:
    title, kind, words = (column_of(ContentItem, field(name)) for name in ("title", "kind", "words"))
    assert (title.kind, title.required) == (Kind.TEXT, True)
    assert (kind.kind, kind.required) == (Kind.CHOICE, True)
    assert (words.kind, words.required) == (Kind.INTEGER, False)
    assert column_of(ContentItem, field("words", "kelime | عدد الكلمات")).synonyms == ("kelime", "عدد الكلمات")


def test_a_list_takes_cells_filters_and_order_from_the_model() -> None:
    table = table_of(CONTENT)
    by_key = {column.key: column for column in table.columns}
    assert by_key["title"].link
    assert by_key["published_on"].kind is Cell.DATE
    assert by_key["kind"].sort == ("kind__position", "kind__code")
    assert not by_key["language"].shown
    assert table.order == ("-published_on", "-id")
    assert [type(each) for each in table.filters] == [PeriodFilter, ChoiceFilter, ChoiceFilter, ChoiceFilter]


def test_a_filter_that_a_field_does_not_lend_itself_to_is_refused() -> None:
    assert presentation_of(ContentItem, "title").filter() is None


@pytest.mark.django_db
def test_what_is_no_day_is_shown_as_it_was_typed() -> None:
    form = form_of(ISSUES)({"identified_on": "31.02.2023"})
    assert not form.is_valid()
    assert 'type="text"' in str(form["identified_on"])
    assert "31.02.2023" in str(form["identified_on"])
    again = form_of(ISSUES)({"identified_on": "1 أيلول 2022"})
    assert 'value="2022-09-01"' in str(again["identified_on"])
    assert isinstance(again.fields["identified_on"], DayField)
