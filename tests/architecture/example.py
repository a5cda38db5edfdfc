"""The room that CONTRIBUTING.md shows, taken from there word by word, mounted in a process of its own and used.

    python -m tests.architecture.example DIRECTORY

writes it into DIRECTORY, gives it a migration, and does with it what people do: with its list, page, form, search,
history, import, export and dataset.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

ROOM = "minbar.voice.petitions"
GUIDE = Path(__file__).parents[2] / "CONTRIBUTING.md"
FILE = re.compile(r"^```python\n# petitions/(?P<name>[\w/.]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def files() -> dict[str, str]:
    """Name of each file of the example → its text."""
    return {found["name"]: found["text"] for found in FILE.finditer(GUIDE.read_text())}


def write(directory: Path) -> None:
    """Write the room below ``directory``."""
    room = directory / "petitions"
    (room / "migrations").mkdir(parents=True)
    (room / "migrations" / "__init__.py").touch()
    (room / "__init__.py").touch()
    for name, text in files().items():
        (room / name).write_text(text)


def mount(directory: Path) -> None:
    """Start Django with the room among the others."""
    import django

    import minbar.voice
    from config import settings

    minbar.voice.__path__.append(str(directory))
    settings.ROOMS.insert(settings.ROOMS.index("minbar.voice.advocacy") + 1, ROOM)
    settings.INSTALLED_APPS.insert(settings.INSTALLED_APPS.index("minbar.voice.advocacy") + 1, ROOM)
    django.setup()


def use() -> None:
    """Do with a petition what people do with records; fails where something is not as they expect."""
    from django.apps import apps
    from django.test import Client
    from django.urls import reverse
    from django.utils.translation import override

    from minbar.foundation.screens.searching import search_everything
    from tests.cast import Cast

    petition: Any = apps.get_model("petitions", "Petition")
    cast, client = Cast.create(), Client()
    client.force_login(cast.editor)
    typed = {
        "title": "إذن السفر بين الولايات",
        "sent_on": "١ أيلول ٢٠٢٢",
        "addressee": "ministry",
        "signatures": "١٬٣٠٠",
    }
    assert client.post(reverse("petitions:petition-add"), typed).status_code == 302
    one = petition.objects.get()
    assert (one.sent_on.isoformat(), one.signatures) == ("2022-09-01", 1300)
    with override("en"):
        page = client.get(one.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    assert "Petition added" in page, "its history"
    assert typed["title"] in client.get(reverse("petitions:petitions"), {"q": "اذن السفر"}).content.decode(), "its list"
    edited = client.post(reverse("petitions:petition-edit", args=[one.uid]), typed | {"signatures": "many"})
    assert edited.status_code == 422
    assert "many" in edited.content.decode(), "what was typed"
    assert [hit.title for hit in search_everything(cast.editor, "السـفر")[0].hits] == [one.title]
    client.force_login(cast.stranger)
    assert client.get(one.get_absolute_url()).status_code in {403, 404}
    exchange(cast, petition)


def exchange(cast: Any, petition: Any) -> None:
    """Import a workbook of petitions, export them and count them."""
    import tempfile

    from minbar.foundation.figures.evaluate import evaluate
    from minbar.foundation.figures.models import Figure
    from minbar.foundation.screens.searching import search_everything
    from minbar.foundation.sheets.exporting import export
    from minbar.foundation.sheets.files import Source, apply_file, prepare
    from tests.builders.workbooks import xlsx

    rows = [["عنوان العريضة", "تاريخ الإرسال", "الجهة", "عدد التواقيع"], ["لمّ الشمل", "3.5.2023", "Municipality", 250]]
    with tempfile.TemporaryDirectory() as directory:
        path = xlsx(Path(directory) / "petitions.xlsx", {"العرائض": rows})
        for _twice in range(2):
            result = apply_file(prepare(Source("petitions.xlsx", path, {}), {}), by=cast.editor)
    assert not any(worksheet.problems for worksheet in result.worksheets), result
    assert petition.objects.get(title="لمّ الشمل").addressee == "municipality"
    assert petition.objects.count() == 2, "the same file twice changes nothing"
    assert [hit.title for hit in search_everything(cast.editor, "لم الشمل")[0].hits] == ["لمّ الشمل"]
    assert "لمّ الشمل" in export("petitions", by=cast.director, form="csv").decode()
    definition = {"dataset": "petitions", "measure": "signatures", "filters": {"addressee": ["municipality"]}}
    assert evaluate([Figure(key="f", definition=definition)])["f"].value == 250


def main(directory: Path) -> None:
    write(directory)
    mount(directory)
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    from tests import databases

    setup_test_environment()

    with databases.copy_of(databases.migrated()):
        call_command("makemigrations", "petitions", verbosity=0)
        call_command("migrate", verbosity=0, interactive=False)
        use()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
