from django.urls import path

from minbar.network.directory.views import (
    contacts,
    forms_of_entries,
    lists_of_entries,
    naming_parties,
    records,
    suggesting,
)

app_name = "directory"
urlpatterns = [
    path("", lists_of_entries.EntryList.as_view(), name="entries"),
    path("entries/<uuid:uid>/", lists_of_entries.entry, name="entry"),
    path("entries/<uuid:uid>/contacts/add/", contacts.ContactAdd.as_view(), name="contact-add"),
    path("entries/<uuid:uid>/lists/add/", forms_of_entries.EntryToList.as_view(), name="entry-list"),
    path("organisations/", lists_of_entries.OrganisationList.as_view(), name="organisations"),
    path("organisations/add/", forms_of_entries.OrganisationAdd.as_view(), name="organisation-add"),
    path("organisations/<uuid:uid>/", records.OrganisationRecord.as_view(), name="organisation"),
    path("organisations/<uuid:uid>/edit/", forms_of_entries.OrganisationEdit.as_view(), name="organisation-edit"),
    path("people/", lists_of_entries.PersonList.as_view(), name="people"),
    path("people/add/", forms_of_entries.PersonAdd.as_view(), name="person-add"),
    path("people/<uuid:uid>/", records.PersonRecord.as_view(), name="person"),
    path("people/<uuid:uid>/edit/", forms_of_entries.PersonEdit.as_view(), name="person-edit"),
    path("people/<uuid:uid>/affiliations/add/", forms_of_entries.AffiliationAdd.as_view(), name="affiliation-add"),
    path("affiliations/<uuid:uid>/", records.AffiliationRecord.as_view(), name="affiliation"),
    path("affiliations/<uuid:uid>/edit/", forms_of_entries.AffiliationEdit.as_view(), name="affiliation-edit"),
    path("affiliations/<uuid:uid>/remove/", forms_of_entries.AffiliationRemove.as_view(), name="affiliation-remove"),
    path("contacts/<uuid:uid>/edit/", contacts.ContactEdit.as_view(), name="contact-edit"),
    path("contacts/<uuid:uid>/remove/", contacts.ContactRemove.as_view(), name="contact-remove"),
    path("lists/", lists_of_entries.NamedListList.as_view(), name="lists"),
    path("lists/add/", forms_of_entries.ListAdd.as_view(), name="list-add"),
    path("lists/<uuid:uid>/", records.NamedListRecord.as_view(), name="list"),
    path("lists/<uuid:uid>/edit/", forms_of_entries.ListEdit.as_view(), name="list-edit"),
    path("lists/<uuid:uid>/put/", forms_of_entries.ListPut.as_view(), name="list-put"),
    path("lists/<uuid:uid>/take/", forms_of_entries.ListTake.as_view(), name="list-take"),
    path("places/", lists_of_entries.PlaceList.as_view(), name="places"),
    path("places/<uuid:uid>/", records.PlaceRecord.as_view(), name="place"),
    path("parties/suggestions/", naming_parties.party_suggestions, name="party-suggestions"),
    path("parties/add/", naming_parties.party_add, name="party-add"),
    path("suggestions/<slug:what>/", suggesting.suggestions, name="suggestions"),
    path("resembling/<slug:nature>/", suggesting.resembling_entries, name="resembling"),
]
