from django.urls import path, register_converter
from django.urls.converters import StringConverter

from minbar.evidence.rendering import views


class LanguageConverter(StringConverter):
    regex = "ar|tr|en"


class FileConverter(StringConverter):
    regex = "pdf|xlsx|json"


register_converter(LanguageConverter, "report_language")
register_converter(FileConverter, "report_file")

app_name = "rendering"
urlpatterns = [
    path("<slug:slug>/<report_language:language>/", views.page, name="page"),
    path("<slug:slug>/<report_language:language>/report.<report_file:form>", views.file, name="file"),
]
