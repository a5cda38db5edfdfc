"""Keeps the snapshot up to date, as a job that the worker takes up at the times of ``SNAPSHOT_CRON``; and what may be
told of protected datasets, where that is kept."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app

from minbar.foundation.figures.declare import datasets
from minbar.foundation.figures.models import PublicFigures
from minbar.foundation.figures.showing import told_of

QUEUE = "figures"


@app.task(queue=QUEUE, name="figures.refresh_snapshot")
def refresh_snapshot(timestamp: int = 0) -> None:
    """Take up what changed; ``timestamp`` is when the job was due."""
    if settings.FIGURES["engine"] == "snapshot":  # it may have been chosen otherwise since the job was written
        from minbar.foundation.figures.refresh import refresh  # DuckDB is loaded where it is used

        refresh()


if settings.FIGURES["engine"] == "snapshot":
    # A job that is still waiting will see the latest rows anyway: no second one joins it.
    app.periodic(cron=settings.SNAPSHOT_CRON, queueing_lock=refresh_snapshot.name)(refresh_snapshot)


@app.periodic(cron="*/10 * * * *", queueing_lock="figures.tell_anew")
@app.task(queue=QUEUE, name="figures.tell_anew")
def tell_anew(timestamp: int = 0) -> None:
    """Count anew what is kept of protected datasets; ``timestamp`` is when the job was due."""
    for dataset in PublicFigures.objects.values_list("dataset", flat=True):
        if dataset in datasets():
            told_of(dataset, anew=True)
        else:
            PublicFigures.objects.filter(dataset=dataset).delete()
