"""Nothing declared means refused; a role in a scope reaches no further."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils.translation import override
from pytest_django import Settings

from minbar.foundation.access.decisions import Denied, decide, require
from minbar.foundation.access.permissions import Permission
from minbar.foundation.accounts.access import AccountsPermission
from tests.cast import Cast


class Undeclared(Permission):
    """A permission that nobody was granted."""

    SOMETHING = "tests.something"


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("never seen")


urlpatterns = [path("undeclared/", undeclared)]


def test_a_view_without_a_rule_is_refused_even_to_administrators(
    cast: Cast, client: Client, settings: Settings
) -> None:
    settings.ROOT_URLCONF = "tests.foundation.access.test_decisions"
    settings.MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware",
                           "django.contrib.auth.middleware.AuthenticationMiddleware",
                           "minbar.foundation.access.middleware.AccessMiddleware"]  # fmt: skip
    client.force_login(cast.administrator)
    response = client.get("/undeclared/")
    assert response.status_code == 403
    assert b"never seen" not in response.content


def test_a_permission_that_nobody_was_granted_is_denied_to_all(cast: Cast) -> None:
    assert not decide(cast.administrator, Undeclared.SOMETHING)


def test_a_denial_gives_its_reason_in_the_readers_language(cast: Cast) -> None:
    decision = decide(cast.editor, AccountsPermission.VIEW)
    reasons = set()
    for language in ("ar", "tr", "en"):
        with override(language):
            reasons.add(str(decision.reason))
    assert len(reasons) == 3


def test_a_deactivated_account_is_denied_whatever_its_roles(cast: Cast) -> None:
    cast.administrator.is_active = False
    with pytest.raises(Denied):
        require(cast.administrator, AccountsPermission.VIEW)
