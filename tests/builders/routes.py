"""The routes of the site, and an address for each."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse

from tests.architecture.routes import Mounted, mounted_routes

#: These end or interrupt the session of whoever asks.
LEAVING = {"account_logout"}
MOUNTED = [mounted for mounted in mounted_routes() if mounted.rule is not None and mounted.route.name not in LEAVING]


def address(mounted: Mounted) -> str:
    """The address of the route with arguments that name no record."""
    values: dict[str, Any] = {
        "UUIDConverter": uuid.uuid4(),
        "IntConverter": 0,
        "SlugConverter": "no-such-thing",
        "LanguageConverter": "ar",
        "FileConverter": "pdf",
    }
    by_expression: dict[str, dict[str, Any]] = {
        "account_reset_password_from_key": {"uidb36": "1", "key": "no-such-key"},
        "casework:erasure-certificate": {"uid": uuid.uuid4(), "language": "ar"},
    }
    arguments = {name: values.get(type(kind).__name__, "x") for name, kind in mounted.parameters.items()}
    arguments |= by_expression.get(mounted.route.name, {})
    return reverse(mounted.route.name, kwargs=arguments)
