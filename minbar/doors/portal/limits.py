"""Limits that hold across processes and restarts, and that keep no address and no number in clear.

Many people share one address (a camp's line, a phone company's gateway). So only what a flood does is limited by
address, generously: beginning anew and guessing. Whoever has begun goes on undisturbed, and what one browser may do is
limited by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from minbar.doors.portal.models import Tally


@dataclass(frozen=True)
class Limit:
    """At most ``count`` times within ``seconds`` of the first."""

    name: str
    count: int
    seconds: int

    def _key(self, whose: str) -> str:
        return salted_hmac(f"portal.limits.{self.name}", whose, algorithm="sha256").hexdigest()

    def spend(self, whose: str) -> bool:
        """Count one more for ``whose``; whether it is still within the limit."""
        now = timezone.now()
        ends_at = now + dt.timedelta(seconds=self.seconds)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO portal_tally AS t (key, count, ends_at) VALUES (%(key)s, 1, %(ends_at)s) "
                "ON CONFLICT (key) DO UPDATE SET "
                "count = CASE WHEN t.ends_at <= %(now)s THEN 1 ELSE t.count + 1 END, "
                "ends_at = CASE WHEN t.ends_at <= %(now)s THEN %(ends_at)s ELSE t.ends_at END "
                "RETURNING count",
                {"key": self._key(whose), "now": now, "ends_at": ends_at},
            )
            count: int = cursor.fetchone()[0]
        return count <= self.count

    def give_back(self, whose: str) -> None:
        """Count one less for ``whose``: what was counted was no guess, or was not looked at."""
        Tally.objects.filter(key=self._key(whose), count__gt=0).update(count=F("count") - 1)

    def forgive(self, whose: str) -> None:
        """Begin to count anew."""
        Tally.objects.filter(key=self._key(whose)).delete()


@dataclass(frozen=True)
class Guess:
    """One try, counted before it is looked at: of many at once only as many are looked at as the limits allow."""

    counters: tuple[tuple[Limit, str], ...]

    def may_be_tried(self) -> bool:
        """Count it everywhere, or nowhere where one limit is reached: what is not looked at costs nobody anything."""
        counted: list[tuple[Limit, str]] = []
        for limit, whose in self.counters:
            counted.append((limit, whose))
            if not limit.spend(whose):
                self._give_back(counted)
                return False
        return True

    def was_right(self) -> None:
        """It was no guess."""
        self._give_back(self.counters)

    @staticmethod
    def _give_back(counters: Iterable[tuple[Limit, str]]) -> None:
        for limit, whose in counters:
            limit.give_back(whose)


#: New requests begun from one address, and requests sent from one browser.
BEGIN = Limit("begin", 120, 10 * 60)
SEND = Limit("send", 5, 60 * 60)
#: Wrong codes: for one number from one address, for one number from anywhere, for any number from one address.
WRONG_HERE = Limit("wrong-here", 5, 15 * 60)
WRONG_ANYWHERE = Limit("wrong-anywhere", 60, 60 * 60)
WRONG_FROM = Limit("wrong-from", 100, 15 * 60)


def forget_ended() -> int:
    """Remove what no longer counts; how many were removed."""
    return Tally.objects.filter(ends_at__lte=timezone.now()).delete()[0]
