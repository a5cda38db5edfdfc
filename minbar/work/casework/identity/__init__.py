"""Whose a case is, sealed and apart from it, and the same person found again."""
