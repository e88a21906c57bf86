"""Finds many phrases in one pass over a text: names of people, of events, of measures.

A phrase is a row of words. Between them a text may have blanks, one line break, hyphens, dots and
apostrophes, so that one phrase finds "Lee Jae-myung" and "Lee Jae Myung". Lower-case words are
found in any case, capitals only as capitals ("WHO" is not "who"), and a word with a capital
needs one where it starts the phrase ("Apple" is not "apple").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeAlias, TypeVar

from bongsu.patterns import regex

Payload = TypeVar("Payload")
_Entry: TypeAlias = tuple[tuple[str, ...], tuple[Payload, ...]]

_WORD = regex(r"[^\W_]+")
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
        self._listed: dict[str, list[tuple[str, Payload]]] = {}  # by their first word
        for phrase, payload in entries:
            first = phrase.partition(" ")[0]
            if not first.isalnum():  # most begin with a plain word: no pattern need find it
                found = _WORD.search(phrase)
                if found is None:
                    continue
                first = found[0]
            self._listed.setdefault(first.casefold(), []).append((phrase, payload))
        self._by_start: dict[str, dict[str, list[_Entry[Payload]]]] = {}

    def _after(self, start: str) -> dict[str, list[_Entry[Payload]]]:
        """Return the phrases that begin with a word by their second; a text has few beginnings."""
        if start not in self._by_start:
            payloads: dict[tuple[str, ...], list[Payload]] = {}
            for phrase, payload in self._listed[start]:
                payloads.setdefault(tuple(words(phrase)), []).append(payload)
            after = self._by_start[start] = {}
            for written, found in sorted(payloads.items(), key=lambda entry: -len(entry[0])):
                second = written[1].casefold() if len(written) > 1 else ""
                after.setdefault(second, []).append((written, tuple(found)))
        return self._by_start[start]

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
        if not self._listed:
            return
        spans = [match.span() for match in _WORD.finditer(text)]
        folded = [text[start:end].casefold() for start, end in spans]
        folded.append("")
        at = 0
        while at < len(spans):
            start = folded[at]
            after = self._after(start) if start in self._listed else None
            found = _longest(text, spans, at, after, folded[at + 1]) if after else None
            if found:
                yield spans[at][0], spans[at + found[0] - 1][1], found[1]
            at += found[0] if found else 1


def _longest(
    text: str,
    spans: list[tuple[int, int]],
    at: int,
    after: dict[str, list[_Entry[Payload]]],
    second: str,
) -> tuple[int, tuple[Payload, ...]] | None:
    """Return how many words the longest phrase has, and what is known of all of that length."""
    length = 0
    found: list[Payload] = []
    for entries in (after.get(second, ()), after.get("", ())) if second else (after.get("", ()),):
        for written, payloads in entries:
            if len(written) >= length and _stands(text, spans, at, written):
                length = len(written)
                found.extend(payloads)
    return (length, tuple(found)) if length else None


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
