"""The addresses of this room, under those of casework."""

from __future__ import annotations

from django.urls import path

from minbar.work.casework.identity.views import finding, identity, one_person

urlpatterns = [
    path("cases/find/", finding.CaseFind.as_view(), name="case-find"),
    path("cases/<uuid:uid>/identity/", identity.CaseIdentity.as_view(), name="case-identity"),
    path("cases/<uuid:uid>/same-person/", one_person.OtherCase.as_view(), name="other-case"),
    path("cases/<uuid:uid>/same-person/<uuid:other>/", one_person.ClientsJoin.as_view(), name="clients-join"),
    path("cases/<uuid:uid>/another-person/", one_person.CasePart.as_view(), name="case-part"),
    path("cases/<uuid:uid>/identity/edit/", identity.IdentityEdit.as_view(), name="identity-edit"),
]
