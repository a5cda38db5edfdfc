"""The addresses of community issues."""

from minbar.foundation.screens.register_views import urls_of
from minbar.voice.advocacy.registers import ISSUES

app_name = "advocacy"
urlpatterns = urls_of(ISSUES)
