"""Cases that were kept before they had actions get theirs, a stage, a subject in the vault, and the worker's access."""

from django.db import migrations

from minbar.foundation.vault.keyring import lay_first_keys
from minbar.foundation.vault.subjects import new_subjects


def carry_over(apps, schema_editor):
    Case, Access = apps.get_model("casework", "Case"), apps.get_model("casework", "CaseAccess")
    Action, Mediation = apps.get_model("casework", "CaseAction"), apps.get_model("casework", "Mediation")
    Court = apps.get_model("casework", "CourtProceeding")
    cases = list(Case.objects.all())
    if not cases:
        return
    lay_first_keys()  # usually laid once all is migrated
    for case, subject in zip(cases, new_subjects(len(cases)), strict=True):
        case.subject = subject
        closed = case.standing == "closed"
        case.stage = "closed" if closed else "in_progress"
        case.closed_on = case.updated_at.date() if closed else None
        case.save()
        if case.assigned_to_id:
            Access.objects.create(case=case, user_id=case.assigned_to_id, way="assigned", identity=True)
        done = {"case": case, "done_on": case.opened_on, "done_by_id": case.assigned_to_id}
        if case.advice:
            Action.objects.create(kind="advice", advice=case.advice, **done)
        if case.mediation:
            Mediation.objects.create(
                action=Action.objects.create(kind="mediation", **done), case=case, body=case.mediation
            )
        if case.court_orientation:
            Court.objects.create(
                action=Action.objects.create(kind="court", **done), case=case, way=case.court_orientation
            )
        if case.result:
            Action.objects.create(kind="result", result=case.result, **done)


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_full_cases"), ("vault", "0001_initial")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
