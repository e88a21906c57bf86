"""Groups of words and phrases that a text is searched for, token by token.

A pattern of some hundred words takes long to compile and most texts need it a few times only; to
look the tokens up is quicker.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from bongsu.audit.reading.wording import table
from bongsu.patterns import regex


class Found(NamedTuple):
    """A word of a group in a text."""

    first: int
    last: int

    def start(self) -> int:
        """Return where it begins."""
        return self.first

    def end(self) -> int:
        """Return where it ends."""
        return self.last

    def span(self) -> tuple[int, int]:
        """Return where it begins and ends."""
        return self.first, self.last


_TOKEN = regex(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


class Group(NamedTuple):
    """Words and phrases, of which a star stands for any ending; quicker than a pattern of all."""

    words: frozenset[str]
    stems: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    openers: frozenset[str]  # the first words of phrases
    opening_stems: tuple[str, ...]  # and those of which only the beginning counts

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """Yield where a text has one of them."""
        tokens = _tokens(text)
        for at, (token, first, last) in enumerate(tokens):
            if first < start or (end is not None and last > end):
                continue
            if token in self.words or token.startswith(self.stems):
                yield Found(first, last)
                continue
            if token not in self.openers and not token.startswith(self.opening_stems):
                continue
            for phrase in self.phrases:
                if _fits(token, phrase[0]) and len(tokens) >= at + len(phrase):
                    row = tokens[at : at + len(phrase)]
                    if all(_fits(one[0], part) for one, part in zip(row, phrase, strict=True)):
                        yield Found(first, row[-1][2])
                        break

    def search(self, text: str, start: int = 0, end: int | None = None) -> Found | None:
        """Return the first of them in a text."""
        return next(self.finditer(text, start, end), None)


def _fits(token: str, word: str) -> bool:
    return token.startswith(word[:-1]) if word.endswith("*") else token == word


@lru_cache(maxsize=64)
def _tokens(text: str) -> list[tuple[str, int, int]]:
    return [(m[0].lower(), *m.span()) for m in _TOKEN.finditer(text)]


@cache
def group(name: str) -> Group:
    """Return a group of words of the table `courses.yaml`."""
    listed = table("courses")[name]
    single = [word for word in listed if " " not in word]
    phrases = tuple(tuple(word.lower().split()) for word in listed if " " in word)
    openers = frozenset(phrase[0] for phrase in phrases)
    return Group(
        frozenset(word.lower() for word in single if not word.endswith("*")),
        tuple(word[:-1].lower() for word in single if word.endswith("*")) or ("\0",),
        phrases,
        openers,
        tuple(word[:-1] for word in openers if word.endswith("*")),
    )
