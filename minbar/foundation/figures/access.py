"""Who may see and define figures. The records behind them have the permission that their dataset names."""

from minbar.foundation.access.permissions import Permission, grant, grant_all
from minbar.foundation.access.roles import Role


class FiguresPermission(Permission):
    """What can be done with figures."""

    VIEW = "figures.view"
    DEFINE = "figures.define"


grant_all((role for role in Role if role is not Role.DELEGATE), FiguresPermission.VIEW)
grant(Role.DIRECTOR, FiguresPermission.DEFINE)
grant(Role.SECRETARIAT_OFFICER, FiguresPermission.DEFINE)
