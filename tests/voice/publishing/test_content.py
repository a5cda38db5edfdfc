"""Content is recorded, listed and counted."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from minbar.foundation.access.decisions import Denied
from minbar.foundation.accounts.models import User
from minbar.foundation.figures.declare import datasets
from minbar.foundation.journal.models import Entry
from minbar.foundation.screens.searching import search_everything
from minbar.voice.publishing.models import Channel, ContentItem, ContentKind
from minbar.voice.publishing.registers import CONTENT
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def keep(by: User, title: str = "فيديو عن الحماية المؤقتة", **values: object) -> ContentItem:
    kind = ContentKind.objects.get(code="awareness_video")
    return CONTENT.create_or_update(by=by, title=title, kind=kind, published_on=dt.date(2023, 5, 12), **values)


def test_a_network_starts_with_the_kinds_and_channels_that_it_counts() -> None:
    assert {"awareness_video", "reel", "interview", "human_story", "study", "policy_paper", "guide"} <= set(
        ContentKind.objects.values_list("code", flat=True)
    )
    assert all(set(channel.labels) == {"ar", "tr", "en"} for channel in Channel.objects.all())


def test_an_editor_records_and_changes_content_and_the_journal_says_so(cast: Cast) -> None:
    item = keep(cast.editor, words=1300)
    CONTENT.create_or_update(by=cast.editor, record=item, words=1400)
    changes = Entry.objects.filter(event="publishing.content_changed").get().changes
    assert changes == {"words": [1300, 1400]}


def test_others_do_not_change_content(cast: Cast) -> None:
    for user in (cast.director, cast.case_worker, cast.stranger):
        with pytest.raises(Denied):
            keep(user)


def test_the_same_item_is_not_recorded_twice(cast: Cast) -> None:
    keep(cast.editor)
    with pytest.raises(ValidationError):
        keep(cast.editor)


def test_the_form_takes_dates_and_numbers_as_people_write_them(cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    kind = ContentKind.objects.get(code="study")
    typed = {"title": "دراسة", "kind": kind.pk, "published_on": "١٧ تموز ٢٠٢٢", "words": "١٬٣٠٠"}
    answer = client.post(reverse("publishing:item-add"), typed)
    item = ContentItem.objects.get()
    assert answer["Location"] == item.get_absolute_url()
    assert (item.published_on, item.words, item.pages) == (dt.date(2022, 7, 17), 1300, None)


def test_an_impossible_date_is_explained_and_nothing_typed_is_lost(cast: Cast, client: Client) -> None:
    client.force_login(cast.editor)
    answer = client.post(reverse("publishing:item-add"), {"title": "دراسة في الهجرة", "published_on": "31.02.2023"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "لا يوجد يوم كهذا" in page
    assert "دراسة في الهجرة" in page
    assert "31.02.2023" in page


def test_an_item_is_edited_from_what_it_holds(cast: Cast, client: Client) -> None:
    item = keep(cast.editor, pages=12)
    client.force_login(cast.editor)
    address = reverse("publishing:item-edit", args=[item.uid])
    assert "2023-05-12" in client.get(address).content.decode()
    client.post(address, {"title": item.title, "kind": item.kind_id, "published_on": "12/5/2023", "pages": "14"})
    item.refresh_from_db()
    assert item.pages == 14


def test_a_page_shows_the_item_to_those_who_may_see_it(cast: Cast, client: Client) -> None:
    item = keep(cast.editor)
    client.force_login(cast.director)
    assert item.title in client.get(item.get_absolute_url()).content.decode()
    client.force_login(cast.stranger)
    assert item.title not in client.get(item.get_absolute_url()).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_the_same_number_of_queries_however_long(
    cast: Cast, client: Client, django_assert_max_num_queries: object, rows: int
) -> None:
    for number in range(rows):
        keep(cast.editor, f"مقطع {number}", channel=Channel.objects.get(code="youtube"))
    client.force_login(cast.director)
    client.get(reverse("publishing:items"))  # the first page of a session also notes that it is in use
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = client.get(reverse("publishing:items")).content.decode()
    assert f"مقطع {rows - 1}" in page


def test_a_title_is_found_however_it_is_spelled(cast: Cast) -> None:
    item = keep(cast.editor, "قصة أم في إسطنبول")
    other = keep(cast.editor, "إدارة ملف الهجرة")
    found = CONTENT.find(CONTENT.visible_to(cast.director), "قصه اسطنبول")
    assert item in found
    assert other not in found
    assert [hit.title for hit in search_everything(cast.director, "اسـطنبول")[0].hits] == [item.title]


def test_content_is_counted_by_kind_channel_and_language(cast: Cast) -> None:
    keep(cast.editor, words=10)
    row = datasets()["content"].rows().get()
    assert (row["kind_code"], row["channel_code"], row["language_code"], row["words"]) == (
        "awareness_video",
        None,
        None,
        10,
    )
