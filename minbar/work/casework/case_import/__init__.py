"""Case workbooks, in and out."""
