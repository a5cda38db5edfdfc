"""The journal: what was done, by whom, to what. Append-only, chained by hashes, verifiable without Minbar.

- An action writes with :func:`minbar.foundation.journal.record.record` (or ``record_many``).
- A room says in its ``journal_messages.py`` how its events read (``describe("directory.person_added", _("…"))``).
- A record's page shows :func:`minbar.foundation.journal.history.history`.
- ``verifier.py`` is a program of its own: one file, Python's standard library alone.
"""
