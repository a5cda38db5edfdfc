"""A form that makes something makes it once, however often it is sent (S19)."""

from __future__ import annotations

from minbar.foundation.screens.forms import FormView
from tests.architecture.forms import makers

#: Forms that make something and are not marked in ``SentForm``, and by what they keep it once instead.
OTHERWISE = {
    "casework:case-add": "its identifier follows from the form's own key; sent again, the same code is shown",
    "casework:document-add": "a file's identifier follows from the form's own key, since checking it takes seconds",
    "casework:file-export-add": "its passphrase is on its answer alone: sent again, another is packed, as it must be",
    "casework:emergency-access-add": "a refusal must stay in the journal; a case that is open is not opened again",
}


def test_every_form_that_makes_something_makes_it_once() -> None:
    often = {
        name
        for name, view in makers().items()
        if not (view.idempotent or (view.idempotent is None and view.rows is FormView.rows))
    }
    assert len(makers()) > 30
    assert often == set(OTHERWISE), "Say `idempotent = True` in the view, or say here by what it is kept once."
