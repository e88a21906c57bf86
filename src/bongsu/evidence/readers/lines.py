"""Lines of a source, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bongsu.patterns import regex

_ENDS = "\r\n\f\v\x85\u2028\u2029"


class Line(NamedTuple):
    """One line of the source without its end."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether it holds nothing."""
        return not self.text.strip()


def lines(source: str, start: int = 0) -> Iterator[Line]:
    """Yield the lines of a source from a position on."""
    for found in regex(
        r"[^\r\n\f\v\x85\u2028\u2029]*(?:\r\n|[\r\n\f\v\x85\u2028\u2029]|\Z)"
    ).finditer(source, start):
        text = found[0].rstrip(_ENDS)
        if found.start() < len(source):
            yield Line(found.start(), found.start() + len(text), text)
