"""The addresses of this room's screens."""

from django.urls import path

from minbar.work.programmes.views import activities, structure

app_name = "programmes"
urlpatterns = [
    path("activities/", activities.ActivityList.as_view(), name="activities"),
    path("activities/add/", activities.ActivityAdd.as_view(), name="activity-add"),
    path("activities/<uuid:uid>/", activities.ActivityRecord.as_view(), name="activity"),
    path("activities/<uuid:uid>/edit/", activities.ActivityEdit.as_view(), name="activity-edit"),
    path("activities/<uuid:uid>/cancel/", activities.ActivityCancel.as_view(), name="activity-cancel"),
    path("activities/<uuid:uid>/restore/", activities.ActivityRestore.as_view(), name="activity-restore"),
    path("activities/<uuid:uid>/heads/<str:role>/", activities.ActivityHeads.as_view(), name="activity-heads"),
    path("activities/<uuid:uid>/people/", activities.ActivityPeople.as_view(), name="activity-people"),
    path("participation/<uuid:uid>/", activities.participation, name="participation"),
    path("participation/<uuid:uid>/remove/", activities.ParticipationRemove.as_view(), name="participation-remove"),
    path("tracks/", structure.TrackList.as_view(), name="tracks"),
    path("tracks/add/", structure.TrackAdd.as_view(), name="track-add"),
    path("tracks/<uuid:uid>/", structure.TrackRecord.as_view(), name="track"),
    path("tracks/<uuid:uid>/edit/", structure.TrackEdit.as_view(), name="track-edit"),
    path("programmes/", structure.ProgrammeList.as_view(), name="programmes"),
    path("programmes/add/", structure.ProgrammeAdd.as_view(), name="programme-add"),
    path("programmes/<uuid:uid>/", structure.ProgrammeRecord.as_view(), name="programme"),
    path("programmes/<uuid:uid>/edit/", structure.ProgrammeEdit.as_view(), name="programme-edit"),
    path("projects/", structure.ProjectList.as_view(), name="projects"),
    path("projects/add/", structure.ProjectAdd.as_view(), name="project-add"),
    path("projects/<uuid:uid>/", structure.ProjectRecord.as_view(), name="project"),
    path("projects/<uuid:uid>/edit/", structure.ProjectEdit.as_view(), name="project-edit"),
    path("kinds/", structure.KindList.as_view(), name="kinds"),
    path("kinds/add/", structure.KindAdd.as_view(), name="kind-add"),
    path("kinds/<uuid:uid>/", structure.KindRecord.as_view(), name="kind"),
    path("kinds/<uuid:uid>/edit/", structure.KindEdit.as_view(), name="kind-edit"),
]
