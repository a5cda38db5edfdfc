"""The PDF: tagged, complete, safe."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from minbar.evidence.editions.loading import load_edition
from minbar.evidence.editions.models import Edition
from minbar.evidence.rendering.composing import compose
from minbar.evidence.rendering.pdf import render_pdf
from minbar.foundation.text.languages import Language
from tests.evidence.sample import SAMPLE


@pytest.fixture
def edition(db: None) -> Edition:
    return load_edition(definition=SAMPLE, by=None)


@pytest.mark.parametrize("language", Language)
def test_the_pdf_is_tagged_and_says_its_language_and_title(edition: Edition, language: Language) -> None:
    reader = PdfReader(io.BytesIO(render_pdf(compose(edition, language))))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith(language)
    assert reader.metadata is not None and reader.metadata.title == edition.titles[language]
    assert [item.title for item in reader.outline if not isinstance(item, list)]
