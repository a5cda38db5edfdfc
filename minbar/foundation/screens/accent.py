"""A network's own colour, made readable: it sets one, and gets a shade for light pages and one for dark.

Contrast as in WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

from __future__ import annotations

import colorsys
import re
from functools import cache

#: Of text against its ground; 4.5 is asked for, the rest leaves room for tinted grounds.
READABLE = 5.2
LIGHT_GROUND, DARK_GROUND = "#f6f5f2", "#1d2123"
Colour = tuple[float, float, float]


class NotAColour(ValueError):
    """The accent is not written as #rrggbb."""


@cache
def accent_properties(colour: str) -> str:
    """The custom properties that a page sets for an accent such as "#a3231c": its lightness is changed, its hue kept.

    Raises:
        NotAColour: it is not written as #rrggbb.
    """
    on_light = _readable(colour, LIGHT_GROUND, towards=0.0)
    on_dark = _readable(colour, DARK_GROUND, towards=1.0)
    return f":root{{--accent-on-light:{on_light};--accent-on-dark:{on_dark}}}"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(_parse(one)), _luminance(_parse(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _readable(colour: str, ground: str, *, towards: float) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parse(colour))
    for step in range(101):
        moved = lightness + (towards - lightness) * step / 100
        shade = _write(colorsys.hls_to_rgb(hue, moved, saturation))
        if contrast(shade, ground) >= READABLE:
            return shade
    raise AssertionError("black on light and white on dark are readable")


def _parse(colour: str) -> Colour:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise NotAColour(f"'{colour}' is not a colour like #0b6661")
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _write(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _luminance(colour: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
