"""Protection cases, in rooms: the case itself (``cases``) and what stands on it, in the order of ``pyproject.toml``."""
