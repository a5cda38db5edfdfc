"""The sessions of those who are signed in, in the database; asked for with every request."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from minbar.foundation.records.compiled import CompiledQuery, Parameter

_SESSION: CompiledQuery[Session] = CompiledQuery(
    lambda: Session.objects.filter(session_key=Parameter("key"), expire_date__gt=Parameter("now")).only("session_data")
)


class SessionStore(DatabaseSessions):
    """Django's own, with its one constant query compiled once."""

    def _get_session_from_db(self) -> Session | None:
        for session in _SESSION(key=self.session_key, now=timezone.now()):
            return session
        self._session_key = None
        return None
