"""Figures that are known by what they count: the dead of the Cheonan, the width of the DMZ.

Series have a value for each year; these have but one, or hardly change. They stand, each with the
words that tell of it, in `tables/known_figures.yaml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from bongsu.audit.needs import Guarded
from bongsu.audit.reading.tallies import UNITS, number
from bongsu.audit.reading.wording import prose, table
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import regex

_FIGURE = (
    rf"(?<![\d.,])(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{'|'.join(UNITS[1:])})"
    r"(?![\d,.]*\d)"
)
_GAP = r"(?:[\w'\u2019-]+ ){0,6}?"


class _Known(NamedTuple):
    title: str
    source: str
    said: tuple[Guarded, ...]
    beside: Guarded
    barred: re.Pattern[str] | None
    right: tuple[tuple[float, float], ...]
    years: tuple[float, float]  # of publication in which it holds


class Unlike(NamedTuple):
    """A figure that is not what is known, with what that is."""

    start: int
    end: int
    title: str
    known: float
    source: str
    slip: bool  # whether one slip of the finger makes the one of the other


@cache
def _known() -> tuple[_Known, ...]:
    return tuple(
        _Known(
            row["title"],
            row["source"],
            tuple(Guarded(_pattern(form), re.NOFLAG) for form in row["said"]),
            Guarded(row["with"], re.NOFLAG),
            regex("|".join(row["not"])) if row["not"] else None,
            tuple(_range(span) for span in row["right"]),
            _range(row.get("years", "0..9999")),
        )
        for row in table("known_figures")["figures"]
    )


def _pattern(form: str) -> str:
    return form.replace("~", _GAP).replace("<n>", _FIGURE)


def _range(span: str) -> tuple[float, float]:
    low, _, high = span.partition("..")
    return float(low), float(high)


def unlike_known(evidence: Evidence) -> Iterator[Unlike]:
    """Yield the figures of an article that differ from the known ones."""
    title = evidence.article.title or ""
    day = evidence.article.published
    year = day.year if day else 0
    whole = evidence.text[evidence.article.start : evidence.article.end].replace("\n", " ")
    rows = [
        (row, said)
        for row, forms in _promising(evidence.text)
        if row.years[0] <= year <= row.years[1]
        and (said := [form for form in forms if form.promising(whole)])
    ]
    before = ""
    for sentence, words in prose(evidence) if rows else ():
        near, before = f"{title} {before} {words}", words
        flat = words.replace("\n", " ")
        for row, forms in rows:
            said = [form for form in forms if form.promising(flat)]
            if not said or row.beside.search(near) is None:
                continue
            if row.barred is not None and row.barred.search(flat):
                continue
            yield from _unlike(row, said, flat, sentence.start)


@lru_cache(maxsize=4)  # the articles of one document are checked one after the other
def _promising(text: str) -> tuple[tuple[_Known, tuple[Guarded, ...]], ...]:
    """Return what a text may speak of, each with the patterns that have their words in it."""
    flat = text.replace("\n", " ")
    return tuple(
        (row, said)
        for row in _known()
        if (said := tuple(form for form in row.said if form.promising(flat)))
        and row.beside.search(text)
    )


def _unlike(row: _Known, said: Iterable[Guarded], flat: str, start: int) -> Iterator[Unlike]:
    for pattern in said:
        for match in pattern.finditer(flat):
            value = _value(match["n"])
            if any(low <= value <= high for low, high in row.right):
                continue
            known = row.right[0][0] if row.right[0][0] == row.right[0][1] else 0.0
            yield Unlike(
                start=start + match.start("n"),
                end=start + match.end("n"),
                title=row.title,
                known=known or sum(row.right[0]) / 2,
                source=row.source,
                slip=bool(known) and _turned(match["n"], known),
            )
            return


def _value(written: str) -> float:
    return float(number(written) or 0) or float(written.replace(",", ""))


def _turned(written: str, known: float) -> bool:
    """Whether the digits of a figure are those of the known one in another order."""
    digits = regex(r"\D").sub("", written)
    return Counter(digits) == Counter(f"{known:.0f}")
