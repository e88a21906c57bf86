"""Finds many phrases in one pass over a text: names of people, of events, of measures.

A phrase is a row of words. Between them a text may have blanks, one line break, hyphens, dots and
apostrophes, so that one phrase finds "Lee Jae-myung" and "Lee Jae Myung". Lower-case words are
found in any case, capitals only as capitals ("WHO" is not "who"), and a word with a capital
needs one where it starts the phrase ("Apple" is not "apple").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Payload = TypeVar("Payload")

_WORD = re.compile(r"[^\W_]+")
_LONGEST_GAP = 3
_JOINTS = frozenset(" \t\n\u00a0\u202f-\u2010\u2011\u2012\u2013.'\u2019&/·")


def words(text: str) -> list[str]:
    """Return the words of a text as they stand.

    Examples
    --------
    >>> words("AT&T's U.S. arm")
    ['AT', 'T', 's', 'U', 'S', 'arm']
    """
    return _WORD.findall(text)


class Phrases(Generic[Payload]):
    """A dictionary of phrases, each with what is known about it.

    Parameters
    ----------
    entries : iterable of (str, Payload)
        Phrases; one phrase may come several times.
    """

    def __init__(self, entries: Iterable[tuple[str, Payload]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}
        for phrase, payload in entries:
            written = tuple(words(phrase))
            if written:
                rest = (written, payload)
                self._first.setdefault(written[0].casefold(), []).append(rest)
        for found in self._first.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[Payload, ...]]]:
        """Yield the longest phrase at each place, left to right, none within another.

        Parameters
        ----------
        text : str
            Any text.

        Yields
        ------
        (int, int, tuple of Payload)
            Start, end, and what is known of every phrase that is written so.
        """
        if not self._first:
            return
        spans = [match.span() for match in _WORD.finditer(text)]
        last = len(spans)
        at = 0
        while at < last:
            start, end = spans[at]
            entries = self._first.get(text[start:end].casefold())
            length, payloads = _longest(text, spans, at, entries) if entries else (0, ())
            if length:
                yield start, spans[at + length - 1][1], payloads
            at += length or 1


def _longest(
    text: str,
    spans: list[tuple[int, int]],
    at: int,
    entries: list[tuple[tuple[str, ...], Payload]],
) -> tuple[int, tuple[Payload, ...]]:
    found: list[Payload] = []
    length = 0
    for written, payload in entries:
        if len(written) < length:
            break
        if _stands(text, spans, at, written):
            length = len(written)
            found.append(payload)
    return length, tuple(found)


def _stands(text: str, spans: list[tuple[int, int]], at: int, written: tuple[str, ...]) -> bool:
    if at + len(written) > len(spans):
        return False
    for place, word in enumerate(written):
        start, end = spans[at + place]
        if not _same(word, text[start:end], first=place == 0):
            return False
        if place and not _joined(text, spans[at + place - 1][1], start):
            return False
    return True


def _same(word: str, found: str, *, first: bool) -> bool:
    if word == found:
        return True
    if word.casefold() != found.casefold() or (len(word) > 1 and word.isupper()):
        return False
    return not (first and word[0].isupper()) or found[0].isupper()


def _joined(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return len(gap) <= _LONGEST_GAP and gap.count("\n") < 2 and set(gap) <= _JOINTS
