"""Reading files that strangers made: in a process of its own, with bounded memory and time.

:mod:`.workbook` is the way in; the other modules run in the child process and know nothing of Django.
"""
