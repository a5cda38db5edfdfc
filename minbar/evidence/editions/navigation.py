from django.utils.translation import gettext_lazy as _

from minbar.evidence.editions.access import EditionPermission
from minbar.foundation.screens.navigation import Group, Item

ITEMS = [Item(_("Report editions"), "editions:editions", EditionPermission.VIEW, Group.EVIDENCE, order=10)]
