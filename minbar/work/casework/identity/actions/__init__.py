"""What is done with whose a case is."""

from minbar.work.casework.identity.actions.identity import correct_identity, read_identity

__all__ = ["correct_identity", "read_identity"]
