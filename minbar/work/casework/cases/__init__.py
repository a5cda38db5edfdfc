"""The case itself, behind its wall: who works on it, what was done, said and agreed."""
