"""The addresses of this room's screens."""

from django.urls import path

from minbar.network.commitments.views import calendars, changing, commitments, feeds

app_name = "commitments"
urlpatterns = [
    path("", commitments.CommitmentList.as_view(), name="commitments"),
    path("add/", commitments.CommitmentAdd.as_view(), name="commitment-add"),
    path("calendar/", calendars.CalendarPage.as_view(), name="calendar"),
    path("calendar/address/", feeds.FeedPage.as_view(), name="feed-address"),
    path("calendar/address/renew/", feeds.RenewFeed.as_view(), name="feed-renew"),
    path("calendar/address/revoke/", feeds.RevokeFeed.as_view(), name="feed-revoke"),
    path("calendar/<str:token>.ics", feeds.Feed.as_view(), name="feed"),
    path("<uuid:uid>/", commitments.CommitmentRecord.as_view(), name="commitment"),
    path("<uuid:uid>/edit/", commitments.CommitmentEdit.as_view(), name="commitment-edit"),
    path("<uuid:uid>/close/", changing.Close.as_view(), name="commitment-close"),
    path("<uuid:uid>/reopen/", changing.Reopen.as_view(), name="commitment-reopen"),
    path("<uuid:uid>/move/", changing.Move.as_view(), name="commitment-move"),
    path("<uuid:uid>/reassign/", changing.Reassign.as_view(), name="commitment-reassign"),
    path("<uuid:uid>/cancel/", changing.Cancel.as_view(), name="commitment-cancel"),
    path("<uuid:uid>/resume/", changing.Resume.as_view(), name="commitment-resume"),
]
