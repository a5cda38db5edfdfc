"""Who reads, and in which language."""

from __future__ import annotations

from django.test import Client

from minbar.foundation.accounts.models import User


def in_english(client: Client, user: User) -> Client:
    """Sign somebody in who reads English."""
    User.objects.filter(pk=user.pk).update(language="en")
    client.force_login(user)
    return client
