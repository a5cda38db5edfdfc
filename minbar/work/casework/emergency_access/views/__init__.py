"""The screens of emergency access."""
