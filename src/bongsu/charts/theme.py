"""Colours, type and the one Vega-Lite configuration. Sizes and captions are the frame's.

A drawing is made in the light palette. Every token is a colour of its own, so that a page can
recolour a drawing for a dark background by replacing token by token; see `recolouring`.
"""

from __future__ import annotations

from typing import Any

LIGHT = {
    "background": "#FFFFFF",
    "subtle": "#F5F6F8",
    "ink": "#1A2230",
    "body": "#3C4655",
    "muted": "#5B6675",
    "axis": "#8A94A3",
    "grid": "#E3E7EC",
    "link": "#1F5AA6",
    "blue": "#2B5AA2",
    "vermilion": "#C2452D",
    "ochre": "#BD8700",
    "teal": "#2F9698",
    "plum": "#631253",
    "slate": "#5B6064",
    "ochre-text": "#8A6200",
    "teal-text": "#1E7A7C",
}
DARK = {
    "background": "#14181F",
    "subtle": "#1B212A",
    "ink": "#F2F4F7",
    "body": "#CDD3DC",
    "muted": "#9AA5B4",
    "axis": "#6B7686",
    "grid": "#2A313C",
    "link": "#8DBBF2",
    "blue": "#5B9BE6",
    "vermilion": "#E0695A",
    "ochre": "#EFB22B",
    "teal": "#6FE0BF",
    "plum": "#E9C3F7",
    "slate": "#8B8F96",
    "ochre-text": "#EFB22B",
    "teal-text": "#6FE0BF",
}
SERIES = ("blue", "vermilion", "ochre", "teal", "plum", "slate")  # in this order, never a seventh
FONT = (
    '"Pretendard", "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", '
    "system-ui, sans-serif"
)
TEXT_SIZE = 12.5
LABEL_WEIGHT = 600  # Vega-Lite takes hundreds only
BANDS = {0.9: 0.18, 0.5: 0.30}  # opacity by the share of draws that the band holds


def colour(token: str) -> str:
    """Return the light colour of a token."""
    return LIGHT[token]


def text_colour(token: str) -> str:
    """Return the colour that text of a series takes: at least 4.5:1 on white.

    Examples
    --------
    >>> text_colour("ochre"), text_colour("blue")
    ('#8A6200', '#2B5AA2')
    """
    return LIGHT.get(f"{token}-text", LIGHT[token])


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21.

    References
    ----------
    W3C (2023), Web Content Accessibility Guidelines 2.2, "contrast ratio".

    Examples
    --------
    >>> contrast("#FFFFFF", "#000000")
    21.0
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(hexadecimal: str) -> float:
    parts = (int(hexadecimal[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def recolouring() -> dict[str, str]:
    """Return the dark colour of each light one."""
    return {LIGHT[token]: DARK[token] for token in LIGHT}


def config() -> dict[str, Any]:
    """Return the Vega-Lite configuration that every drawing carries."""
    ticks = {
        "labelColor": colour("muted"),
        "labelFontSize": TEXT_SIZE,
        "labelFont": FONT,
        "ticks": False,
        "title": None,
        "labelBound": False,
        "labelFlush": False,
    }
    return {
        "background": colour("background"),
        "font": FONT,
        "aria": False,  # the page describes the drawing as a whole
        "view": {"stroke": None},
        "axisX": {**ticks, "grid": False, "domainColor": colour("axis"), "labelPadding": 6},
        # Gridlines are marks of the frame, since a form's shading must lie below them.
        "axisY": {**ticks, "grid": False, "domain": False, "labelPadding": 8},
        "line": {"strokeWidth": 2.25, "strokeJoin": "round", "strokeCap": "butt"},
        "text": {"font": FONT, "fontSize": TEXT_SIZE, "color": colour("body")},
    }
