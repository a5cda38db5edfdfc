"""Upkeep of emergency accesses, as jobs."""

from __future__ import annotations

from procrastinate.contrib.django import app

from minbar.work.casework.emergency_access.actions import escalate_reviews


@app.periodic(cron="*/15 * * * *")
@app.task(queue="casework", name="casework.escalate_reviews", queueing_lock="casework.escalate_reviews")
def escalate_late_reviews(timestamp: int = 0) -> None:
    """Tell of cases that were opened in an emergency and whose review is overdue."""
    escalate_reviews()
