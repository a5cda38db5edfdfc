"""Addresses that tell nothing of what the pages are about."""

from __future__ import annotations

from django.urls import path

from minbar.doors.portal.views import answering, asking, following

app_name = "portal"
urlpatterns = [
    path("start/", asking.start, name="start"),
    path("start/<int:number>/", asking.question, name="question"),
    path("start/drop/<uuid:file>/", asking.drop_file, name="drop-file"),
    path("start/check/", asking.check, name="check"),
    path("start/done/", asking.done, name="done"),
    path("start/finish/", asking.written_down, name="written-down"),
    path("follow/", following.enter, name="enter"),
    path("follow/now/", following.own, name="own"),
    path("follow/write/", following.write, name="write"),
    path("follow/write/<uuid:question>/", following.write, name="answer"),
    path("follow/file/", following.add_file, name="add-file"),
    path("follow/ask/", following.claim, name="claim"),
    path("follow/back/", following.take_back, name="take-back"),
    path("follow/shut/", following.shut, name="shut"),
    path("r/<str:token>/", answering.referral, name="referral"),
    path("leave/", asking.leave, name="leave"),
]
