#!/usr/bin/env python
"""Django's commands for developers (makemigrations, makemessages), with the database up."""

import sys

from minbar.doors.cli.main import database

if __name__ == "__main__":
    with database():
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
