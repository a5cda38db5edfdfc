"""What can be imported into the directory and exported from it: organisations, people; and places, to refer to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minbar.foundation.sheets.declare import Sheet, declare
from minbar.network.directory import queries
from minbar.network.directory.access import DirectoryPermission
from minbar.network.directory.models import Organisation, Person, Place
from minbar.network.directory.sheets.checks import check_entry
from minbar.network.directory.sheets.columns import ORGANISATION_COLUMNS, PERSON_COLUMNS, PLACE_COLUMNS, said
from minbar.network.directory.sheets.handlers import OrganisationRows, PersonRows

organisations = OrganisationRows()
people = PersonRows()

declare(
    Sheet(
        key="places",
        label=_("Places"),
        model=Place,
        columns=PLACE_COLUMNS,
        identity=("code",),
        named_by=("code", "labels", "aliases"),
        permission_import=DirectoryPermission.REPLACE_PLACES,
        permission_export=DirectoryPermission.VIEW,
        synonyms=said("الأماكن | المناطق | yerler | gazetteer"),
        record_route="directory:place",
    )
)
declare(
    Sheet(
        key="organisations",
        label=_("Organisations"),
        model=Organisation,
        columns=ORGANISATION_COLUMNS,
        identity=("name", "place", "registration_number", "phone", "email"),
        named_by=("labels", "names__text"),
        permission_import=DirectoryPermission.IMPORT,
        permission_export=DirectoryPermission.EXPORT,
        permission_personal=DirectoryPermission.EXPORT,
        synonyms=said(
            """
            المنظمات | المؤسسات | الجهات | جهات | مؤسسات | منظمات | دليل المنظمات | دليل الجهات | kuruluşlar
            | kurumlar | dernekler | kuruluş listesi | organizations | bodies | ngos
            """
        ),
        handler=organisations,
        check=check_entry,
        possible_duplicates=organisations.possible_duplicates,
        records=queries.organisations,
        record_route="directory:organisation",
    )
)
declare(
    Sheet(
        key="people",
        label=_("People"),
        model=Person,
        columns=PERSON_COLUMNS,
        identity=("name", "organisation", "phone", "email"),
        named_by=("labels", "names__text"),
        permission_import=DirectoryPermission.IMPORT,
        permission_export=DirectoryPermission.EXPORT,
        permission_personal=DirectoryPermission.EXPORT,
        synonyms=said(
            """
            الأشخاص | الأفراد | أشخاص | شخصيات | الشخصيات | جهات الاتصال | دليل الشخصيات | kişiler |
            şahıslar | kişi listesi | rehber | persons | contacts | individuals
            """
        ),
        handler=people,
        after=("organisations",),
        check=check_entry,
        possible_duplicates=people.possible_duplicates,
        records=queries.people,
        record_route="directory:person",
    )
)
