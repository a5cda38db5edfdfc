"""Row security on everything that belongs to a case."""

from django.db import migrations

from minbar.work.casework.cases.policies import ASKED_OF_A_CASE, READERS_OF_CLIENT, Ring, protect, readable

RINGS = {
    Ring.CASE: ["casework_case"],
    Ring.ACCESS: ["casework_caseaccess"],
    Ring.HEAD: [
        "casework_caseaction",
        "casework_consent",
        "casework_courtproceeding",
        "casework_mediation",
        "casework_mediationsession",
        "casework_referral",
    ],
    Ring.CONTENT: ["casework_casecontent", "casework_casenote", "casework_casemessage"],
    Ring.IDENTITY: ["casework_partykey"],
}


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_settled")]
    operations = [
        *ASKED_OF_A_CASE,
        *(protect(table, readable(table, ring)) for ring, tables in RINGS.items() for table in tables),
        protect("casework_client", READERS_OF_CLIENT),
    ]
