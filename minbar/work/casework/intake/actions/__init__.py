"""Taking cases in, and opening them."""

from minbar.work.casework.intake.actions.opening import open_case

__all__ = ["open_case"]
