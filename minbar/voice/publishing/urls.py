"""The addresses of published content."""

from minbar.foundation.screens.register_views import urls_of
from minbar.voice.publishing.registers import CONTENT

app_name = "publishing"
urlpatterns = urls_of(CONTENT)
