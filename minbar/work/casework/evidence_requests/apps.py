from django.apps import AppConfig


class EvidenceRequestsConfig(AppConfig):
    name = "minbar.work.casework.evidence_requests"
    label = "casework_evidence_requests"  # of the app alone: its models are casework's
