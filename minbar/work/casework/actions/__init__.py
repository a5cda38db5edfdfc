"""What is done in casework. Each asks the rule, then writes as ``wall.keeping`` in a transaction of its own.

The journal learns that it was done and to which case, never what it says.
"""

from minbar.work.casework.actions.access import end_access, give_access, limit_case
from minbar.work.casework.actions.cases import assign_case, change_case, open_case

__all__ = ["assign_case", "change_case", "end_access", "give_access", "limit_case", "open_case"]
