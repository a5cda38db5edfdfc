"""The annual report as a PDF in each language, on a warm process: ``python -m benchmarks.pdf [--quick]``.

The demonstration's report, over an empty network of its own (counting is measured by ``benchmarks.figures``; here the
pages are, and these are as many whatever is counted). Two parts are timed: composing the document from the database,
and setting it. Beside them stands an empty page set by the same compiler, which is what no report can be faster than.
The first run of each language, which loads the fonts, is told apart and not counted.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks._outcomes import outcome
from config.postgres import EmbeddedServer

ROUNDS = 5
LIMIT_SECONDS = 1.0
FORMS = ("html", "xlsx", "json")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def measure(rounds: int) -> None:
    import typst

    from minbar.doors.demonstration.edition import DEFINITION
    from minbar.evidence.editions.definition import read_edition
    from minbar.evidence.editions.loading import load_edition
    from minbar.evidence.rendering.composing import compose
    from minbar.evidence.rendering.fonts import fonts_directory
    from minbar.evidence.rendering.outputs import Form, render
    from minbar.evidence.rendering.pdf import render_pdf
    from minbar.foundation.text.languages import Language

    edition = load_edition(definition=read_edition(DEFINITION), by=None)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts_directory()])
    empty = typst.Compiler(font_paths=fonts)
    empty.compile(input=b"warm", format="pdf")
    blank = statistics.median(
        timed(lambda n=number: empty.compile(input=f"= {n}".encode(), format="pdf"))[0] for number in range(rounds)
    )
    print(f"{'':10}{'first':>9}{'compose':>10}{'set':>9}{'whole':>9}{'pages':>7}{'KB':>7}{'x empty page':>14}")
    for language in Language:
        first, _pdf = timed(lambda chosen=language: render_pdf(compose(edition, chosen)))
        composing, setting = [], []
        for _round in range(rounds):
            # A report that changed: nothing of the last one may be used again unseen.
            edition.titles = {key: f"{title} {_round}" for key, title in edition.titles.items()}
            seconds, document = timed(lambda chosen=language: compose(edition, chosen))
            composing.append(seconds)
            seconds, pdf = timed(lambda composed=document: render_pdf(composed))
            setting.append(seconds)
        parts = statistics.median(composing), statistics.median(setting)
        print(f"{language.name.lower():10}{first:8.2f}s{parts[0]:9.3f}s{parts[1]:8.3f}s{sum(parts):8.3f}s"
              f"{pages_of(pdf):7}{len(pdf) / 1024:7.0f}{parts[1] / blank:14.1f}")  # fmt: skip
        outcome(f"the report, {language.name.lower()}", f"{sum(parts):.3f} s", f"under {LIMIT_SECONDS:.0f} s")
    print(f"asked: under {LIMIT_SECONDS:.0f} s a language")
    for form in FORMS:
        seconds = statistics.median(
            timed(lambda chosen=form: render(edition, Language.ARABIC, Form(chosen)))[0] for _round in range(rounds)
        )
        print(f"{form:10}{seconds:8.3f}s  (Arabic, figures counted anew)")


def pages_of(pdf: bytes) -> int:
    import io

    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="two rounds instead of five")
    rounds = 2 if parser.parse_args().quick else ROUNDS
    with tempfile.TemporaryDirectory(prefix="minbar-pdf-", dir="/tmp") as directory:
        Path(directory).chmod(0o755)
        os.environ |= {"MINBAR_DATA": directory, "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": ""}
        with EmbeddedServer(Path(directory)).running(settings=("fsync=off",)):
            import django

            django.setup()
            from django.core.management import call_command

            call_command("migrate", interactive=False, verbosity=0)
            print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
                  f"typst {version('typst')}; medians of {rounds}")  # fmt: skip
            measure(rounds)


if __name__ == "__main__":
    main()
