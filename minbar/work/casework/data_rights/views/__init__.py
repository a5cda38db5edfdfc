"""The screens of data rights."""
