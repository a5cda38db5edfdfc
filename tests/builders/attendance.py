"""A dataset for the tests: attendance with a day, a sex, an age, two levels of place, hours and a person."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F

from minbar.foundation.access.permissions import Permission
from minbar.foundation.figures.declare import Count, Dataset, Dimension, Distinct, Ratio, Sensitivity, Sum
from minbar.foundation.records.models import Record


class AttendancePermission(Permission):
    VIEW = "attendance.view"


class Attendance(Record):
    day = models.DateField(null=True)
    sex = models.CharField(max_length=5, null=True)
    age = models.IntegerField(null=True)
    province = models.CharField(max_length=10, null=True)
    district = models.CharField(max_length=10, null=True)
    online = models.BooleanField(null=True)
    hours = models.IntegerField(null=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    person = models.BigIntegerField(null=True)

    class Meta:
        app_label = "attendance"

    def __str__(self) -> str:
        return str(self.pk)


def sexes() -> dict[str, dict[str, str]]:
    return {
        "m": {"ar": "ذكر", "tr": "Erkek", "en": "Male"},
        "f": {"ar": "أنثى", "tr": "Kadın", "en": "Female"},
    }


ROWS = ("day", "sex", "age", "province", "district", "online", "hours", "cost", "person")


def attendance_dataset(**changes: Any) -> Dataset:
    settings: dict[str, Any] = {
        "key": "attendance",
        "label": "Attendance",
        "rows": lambda: Attendance.objects.values(*ROWS, "id", "uid", changed=F("updated_at")),
        "period": "day",
        "dimensions": (
            Dimension("sex", "Sex", values=sexes),
            Dimension("age", "Age"),
            Dimension("province", "Province"),
            Dimension("town", "District", within="province", column="district"),
            Dimension("online", "Online"),
        ),
        "measures": (
            Count(),
            Sum("hours", "Hours", column="hours", unit=lambda n: "hour" if n == 1 else "hours"),
            Sum("cost", "Cost", column="cost"),
            Distinct("people", "People", column="person"),
            Ratio("hours_each", "Hours a person", numerator="hours", denominator="people"),
        ),
        "sensitivity": Sensitivity.PERSONAL,
        "records_permission": AttendancePermission.VIEW,
    }
    return Dataset(**(settings | changes))


def attend(*rows: dict[str, Any]) -> list[Attendance]:
    """Write rows as they are given."""
    return Attendance.objects.bulk_create(Attendance(uid=uuid.uuid4(), **row) for row in rows)
