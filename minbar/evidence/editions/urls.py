from django.urls import path

from minbar.evidence.editions import views

app_name = "editions"
urlpatterns = [
    path("", views.EditionList.as_view(), name="editions"),
    path("add/", views.EditionAdd.as_view(), name="edition-add"),
    path("<uuid:uid>/", views.EditionRecord.as_view(), name="edition"),
    path("<uuid:uid>/checks/", views.Checks.as_view(), name="checks"),
    path("<uuid:uid>/check/", views.EditionCheck.as_view(), name="edition-check"),
    path("<uuid:uid>/reopen/", views.EditionReopen.as_view(), name="edition-reopen"),
    path("<uuid:uid>/publish/", views.EditionPublish.as_view(), name="edition-publish"),
    path("<uuid:uid>/for-internal-use/", views.EditionInternal.as_view(), name="edition-internal"),
    path("<uuid:uid>/for-the-public/", views.EditionPublic.as_view(), name="edition-public"),
    path("<uuid:uid>/sections/add/", views.SectionAdd.as_view(), name="section-add"),
    path("sections/<uuid:uid>/", views.SectionEdit.as_view(), name="section-edit"),
]
