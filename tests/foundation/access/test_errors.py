"""What a reader is told when something is refused: what happened and what to do, in their language."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from minbar.foundation.access.roles import Role
from tests.cast import Cast


@pytest.mark.django_db
def test_a_form_that_stayed_open_over_a_sign_in_is_refused_with_what_to_do(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.editor)
    response = client.post(
        reverse("account_logout"), {"csrfmiddlewaretoken": "x" * 64}, headers={"Accept-Language": "en"}
    )
    assert response.status_code == 403
    assert "csrf.html" in response.templates[0].name


@pytest.mark.parametrize("language", ["ar", "tr", "en"])
def test_every_role_has_a_name_of_its_own(language: str) -> None:
    with override(language):
        assert len({role.label for role in Role}) == len(Role)
        assert not {role.label for role in Role} & {role.value for role in Role}
