"""The one switch for the language; its access rule stands with the other packages' views."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

urlpatterns = [path("language/", set_language, name="set_language")]
