"""The screens of identity."""
