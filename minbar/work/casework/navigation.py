"""The menu's entries of this room."""

from django.utils.translation import gettext_lazy as _

from minbar.foundation.screens.navigation import Group, Item
from minbar.work.casework.access import CasePermission

OF_CASES = ("../actions/", "../files/", "../group-sessions/", "../packed/")

ITEMS = [
    Item(_("Cases"), "casework:cases", CasePermission.WORK, Group.WORK, order=60, also=OF_CASES),
    Item(
        _("Emergency openings"),
        "casework:emergency-accesses",
        CasePermission.REVIEW_EMERGENCY_ACCESS,
        Group.WORK,
        order=66,
    ),
    Item(
        _("Open a case in an emergency"),
        "casework:own-emergency-accesses",
        CasePermission.OPEN_IN_EMERGENCY,
        Group.WORK,
        order=67,
    ),
    Item(_("Requests of rights"), "casework:rights-requests", CasePermission.WORK, Group.WORK, order=63),
    Item(_("Erasures"), "casework:erasures", CasePermission.ERASE, Group.WORK, order=68, also=("../retention/",)),
    Item(_("Breaches of data"), "casework:breaches", CasePermission.BREACHES, Group.WORK, order=69),
    Item(_("Topics of cases"), "casework:topics", CasePermission.EDIT_TOPICS, Group.WORK, order=69),
    Item(_("Cases"), "casework:existence", CasePermission.EXISTENCE, Group.ADMINISTRATION, order=60),
    Item(_("Testimonies that are asked for"), "casework:asked-list", CasePermission.WORK, Group.WORK, order=64),
    Item(_("My testimonies"), "casework:testimonies", CasePermission.WORK, Group.WORK, order=64),
    Item(_("Testimonies to check"), "casework:checks", CasePermission.WORK, Group.WORK, order=65),
    Item(_("Requests for testimonies"), "casework:evidence", CasePermission.ASK_EVIDENCE, Group.VOICE, order=60),
    Item(_("Cases by topic"), "casework:topic-counts", CasePermission.ASK_EVIDENCE, Group.VOICE, order=61),
    Item(_("All cases together"), "casework:dashboard", CasePermission.DASHBOARD, Group.WORK, order=68),
]
