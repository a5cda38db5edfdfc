"""The languages that an entry may be addressed in, in the order in which a form offers them."""

from __future__ import annotations

from functools import cache

from babel import Locale

from minbar.foundation.text.languages import Language

CODES = ("ar", "tr", "en", "ku", "ckb", "tk", "az", "fa", "ps", "ur", "hy", "syr", "fr", "de", "es", "ru", "uk", "so")


@cache
def language_labels() -> dict[str, dict[str, str]]:
    """ISO 639 code → its name in the three languages of the interface."""
    locales = {language.value: Locale.parse(language.value) for language in Language}
    return {
        code: {language: locale.languages[code].capitalize() for language, locale in locales.items()} for code in CODES
    }
