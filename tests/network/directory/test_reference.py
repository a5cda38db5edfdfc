"""The gazetteer and the classifications that ship with Minbar."""

import pytest
from django.core.management import call_command

from minbar.network.directory.enums import PlaceLevel
from minbar.network.directory.models import EngagementCategory, Place
from minbar.network.directory.reference.loading import load_reference_data

pytestmark = pytest.mark.django_db


def test_every_province_and_district_of_turkiye_is_there() -> None:
    assert Place.objects.filter(country__code="TUR", level=PlaceLevel.PROVINCE).count() == 81
    assert Place.objects.filter(country__code="TUR", level=PlaceLevel.DISTRICT).count() == 973


@pytest.mark.parametrize(("country", "provinces"), [("SY", 14), ("LB", 8), ("JO", 12), ("IQ", 18)])
def test_governorates_of_the_neighbours_are_there(country: str, provinces: int) -> None:
    assert Place.objects.filter(parent__code=country, level=PlaceLevel.PROVINCE).count() == provinces


def test_a_district_knows_its_province_and_country() -> None:
    fatih = Place.objects.get(labels__tr="Fatih")
    assert (fatih.country.code, fatih.province.code, fatih.district) == ("TUR", "TUR034", fatih)


def test_a_country_is_in_no_province() -> None:
    syria = Place.objects.get(code="SY")
    assert (syria.country, syria.province, syria.district) == (syria, None, None)


def test_every_place_has_a_name_in_each_language() -> None:
    assert all(all(place.labels.get(language) for language in ("ar", "tr", "en")) for place in Place.objects.all())


def test_no_two_places_side_by_side_share_a_name() -> None:
    seen = [
        (place.parent_id, language, name) for place in Place.objects.all() for language, name in place.labels.items()
    ]
    assert len(seen) == len(set(seen))


def test_the_six_engagement_categories_are_in_the_order_of_the_report() -> None:
    assert list(EngagementCategory.objects.values_list("code", flat=True)) == [
        "turkish_public_bodies",
        "turkish_civil_society",
        "turkish_media_and_activists",
        "syrian_institutions",
        "syrian_media_and_activists",
        "arab_and_international",
    ]


def test_loading_twice_changes_nothing() -> None:
    assert load_reference_data() == 0


def test_loading_mends_what_was_changed_and_leaves_what_was_added() -> None:
    Place.objects.filter(code="TUR034").update(labels={"ar": "؟"})
    own = Place.objects.create(code="X1", labels={"ar": "مخيم"}, level=2, parent=Place.objects.get(code="SY07"))
    assert load_reference_data() == 1
    assert Place.objects.get(code="TUR034").labels["tr"] == "İstanbul"
    assert Place.objects.filter(pk=own.pk).exists()


def test_migrating_again_succeeds() -> None:
    call_command("migrate", verbosity=0)
