"""The addresses of this room, under those of casework."""

from __future__ import annotations

from django.urls import path

from minbar.work.casework.evidence_requests.views import advocacy, testimonies

urlpatterns = [
    path("evidence/", advocacy.EvidenceList.as_view(), name="evidence"),
    path("evidence/topics/", advocacy.TopicCounts.as_view(), name="topic-counts"),
    path("evidence/add/", advocacy.EvidenceAdd.as_view(), name="evidence-request-add"),
    path("evidence/<uuid:uid>/", advocacy.EvidenceRecord.as_view(), name="evidence-request"),
    path("evidence/<uuid:uid>/close/", advocacy.EvidenceClose.as_view(), name="evidence-request-close"),
    path("asked/", testimonies.AskedList.as_view(), name="asked-list"),
    path("asked/<uuid:uid>/", testimonies.Asked.as_view(), name="asked"),
    path("asked/<uuid:asked>/<uuid:uid>/", testimonies.TestimonyWrite.as_view(), name="testimony-write"),
    path("testimonies/", testimonies.TestimonyList.as_view(), name="testimonies"),
    path("testimonies/<uuid:uid>/", testimonies.TestimonyRecord.as_view(), name="testimony"),
    path("testimonies/<uuid:uid>/send/", testimonies.TestimonySend.as_view(), name="testimony-send"),
    path("testimonies/<uuid:uid>/take-back/", testimonies.TestimonyTakeBack.as_view(), name="testimony-take-back"),
    path("checks/", testimonies.CheckList.as_view(), name="checks"),
    path("checks/<uuid:uid>/", testimonies.Check.as_view(), name="check"),
]
