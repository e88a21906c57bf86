"""What a pattern of `notation.py` cannot be found without: words and signs, in the order of a text.

To look for these is far quicker than to compile a pattern, and most texts lack something that most
patterns need. What is optional, looks around, or may be left out by another alternative is no need.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple, TypeAlias, cast

from bongsu.kept import edition
from bongsu.patterns import regex, worked_out

Need: TypeAlias = tuple[str, ...]  # one of these has to stand in the text
Row: TypeAlias = tuple[Need, ...]  # in this order, none within another

_TOKEN = regex(
    r"(?P<escape>\\u[0-9a-fA-F]{4}|\\.)|\[(?P<set>\^?\]?(?:\\.|[^\]\\])*)\]|<\w+(?::(?P<kinds>[\w|]+))?>"
    r"|(?P<gap>~\d+|_|\(\?P=\w+\))|\{(?P<group>[A-Za-z]\w*)\}|(?P<around>\(\?<?[=!])"
    r"|(?P<open>\((?:\?[aims]*:|\?P<\w+>)?)|(?P<close>\))|(?P<bar>\|)|(?P<times>[?*+]|\{\d*,?\d*\})"
    r"|(?P<word>[^\\\[\](){}<>~|?*+.^$_]+)|.",
    re.DOTALL,
)
_PLAIN_SET = regex(r"(?:[^\\^\]-]|\\u[0-9a-fA-F]{4})+-?")
_CODE = regex(r"\\u([0-9a-fA-F]{4})")
_LONG = 99  # letters: signs of figures are asked for before any word
_MOST = 64  # ways to meet one need: with more it is met nearly everywhere


def needs(
    notation: str, signs: Callable[[str | None], Iterable[str]], words: Callable[[str], Need]
) -> Row:
    """Return what a pattern is not found without.

    Parameters
    ----------
    notation : str
        A pattern whose parts are spelt out.
    signs : callable
        Returns the signs of figures of some kinds; of any figure for none.
    words : callable
        Returns the words of a group, or their beginnings.

    Examples
    --------
    >>> needs("(?:rose )?from _<a> ~20 (?:tons?|barrels)(?! a)", lambda kinds: "#", lambda up: ())
    (('from ',), ('#',), (' ',), (' ',), ('ton', 'barrels'))
    """
    return _sequence(_Tokens(notation), signs, words)


class Needed(NamedTuple):
    """What has to stand in a text, what is seldom met first: most texts fail at once."""

    words: Sequence[str]  # anywhere, each of them
    ways: Sequence[Sequence[str]]  # anywhere, one of several
    row: Sequence[Sequence[str]]  # all of it again, in its order

    def met(self, text: str) -> bool:
        """Whether a text has all of it, one behind the other."""
        for word in self.words:
            if word not in text:
                return False
        for need in self.ways:
            for way in need:
                if way in text:
                    break
            else:
                return False
        return len(self.row) == 1 or stands(self.row, text)  # one alone is in no order


def kept_needs(notation: str, work: Callable[[], Row], *, rests_on: str = "") -> Needed:
    """Return needs from the file of patterns, where another run worked them out.

    Parameters
    ----------
    notation : str
        The pattern.
    work : callable
        Returns its needs in their order.
    rests_on : str, optional
        What they depend on besides the pattern and this file.
    """
    name = f"needs {_edition()} {rests_on}:{notation}"
    return Needed(*worked_out(name, lambda: needed(work())))


@cache
def _edition() -> str:
    return edition(__file__)


def needed(row: Row) -> Needed:
    """Return needs with those that are anywhere in the order in which they are best looked for."""
    different = dict.fromkeys(row)
    words = [need[0] for need in different if len(need) == 1 and need[0] != " "]
    ways = [need for need in different if len(need) > 1]
    return Needed(
        words=sorted(words, key=lambda word: -len(word) if len(word) > 1 else -_LONG),
        ways=sorted(ways, key=lambda need: len(need) - 3 * min(map(len, need))),
        row=row,
    )


def stands(row: Sequence[Sequence[str]], text: str) -> bool:
    """Whether a text has all that is needed, one behind the other."""
    at = 0
    for need in row:
        if len(need) == 1:
            found = text.find(need[0], at)
            if found < 0:
                return False
            at = found + len(need[0])
            continue
        ends = [found + len(way) for way in need if (found := text.find(way, at)) >= 0]
        if not ends:
            return False
        at = min(ends)
    return True


_LONGEST = 4000  # letters of what is kept in lower case in great number


def lowered(text: str) -> str:
    """Return a text in lower case, every letter at its place."""
    return _part_lowered(text) if len(text) <= _LONGEST else _whole_lowered(text)


@lru_cache(maxsize=1 << 12)  # many patterns are looked for in the same sentence
def _part_lowered(part: str) -> str:
    lower = part.lower()
    if len(lower) == len(part):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in part)


@lru_cache(maxsize=2)
def _whole_lowered(text: str) -> str:
    return _part_lowered.__wrapped__(text)


class Guarded:
    r"""A regular expression, compiled when a text first holds the words that it needs.

    Stands for a pattern; what is asked of it beyond a search goes to the compiled one.

    Parameters
    ----------
    expression : str
        What to look for.
    flags : re.RegexFlag, optional
        Words are found in any case if left out.

    Examples
    --------
    >>> split = Guarded(r"\bvote (?:was|of) (?P<a>\d+)-(?P<b>\d+)")
    >>> split.search("It passed in a VOTE OF 7-2.")["a"]
    '7'
    """

    def __init__(self, expression: str, flags: re.RegexFlag = re.IGNORECASE) -> None:
        self._given = expression, flags

    def __getattr__(self, name: str) -> Any:  # asked only for what is not there yet
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found

    @cached_property
    def _needed(self) -> Needed:
        given = self._given[0]
        return kept_needs(given, lambda: needs(given, lambda _: (), lambda _: ()))

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return regex(*self._given)

    def promising(self, text: str) -> bool:
        """Whether a text has all the words that are needed, one behind the other."""
        return self._needed.met(lowered(text))

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first place of a text, or of a part of it, where it is found."""
        promising = self._is_promising(text, start, end)
        return self._compiled.search(text, start, end) if promising else None

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return it where a text, or a part of it, begins with it."""
        promising = self._is_promising(text, start, end)
        return self._compiled.match(text, start, end) if promising else None

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Return all places, none overlapping another."""
        promising = self._is_promising(text, start, end)
        return self._compiled.finditer(text, start, end) if promising else iter(())

    def _is_promising(self, text: str, start: int, end: int) -> bool:
        """Whether a part of a text has what is needed."""
        if start > 0 or end < len(text):
            text = text[max(start, 0) : end]
        return self._needed.met(lowered(text))


def guarded_regex(expression: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    r"""Return what behaves as the compiled pattern, but first asks for the words that it needs.

    For patterns that most sentences fail for want of a word: to look for words is ten times
    quicker, and where no text has them the pattern is never compiled.

    Examples
    --------
    >>> guarded_regex(r"\b(?P<n>\d+)\sof\sthem\b").search("All 7 of them left")["n"]
    '7'
    """
    return cast("re.Pattern[str]", Guarded(expression, flags))


class _Tokens:
    """The tokens of a pattern, each with its sort, and which of them is next."""

    def __init__(self, notation: str) -> None:
        self.found = [(token.lastgroup, token[0]) for token in _TOKEN.finditer(notation)]
        self.found.append((None, ""))  # so that there always is a next one
        self.at = 0

    def __iter__(self) -> Iterator[tuple[str | None, str]]:
        while self.at < len(self.found) - 1:
            self.at += 1
            yield self.found[self.at - 1]

    def optional(self) -> bool:
        """Whether the next token lets what stands before it be left out."""
        sort, times = self.found[self.at]
        return sort == "times" and times != "+" and times[:2] not in _ONCE


def _sequence(
    tokens: _Tokens, signs: Callable[[str | None], Iterable[str]], words: Callable[[str], Need]
) -> Row:
    """Return the needs up to the end of the running bracket."""
    rows: list[list[Need]] = [[]]
    for sort, token in tokens:
        need: Row = ()
        if sort == "word":
            word = token[: -1 if tokens.optional() else None].lower()
            need = ((word,),) if word else ()
        elif sort == "close":
            break
        elif sort == "bar":
            rows.append([])
        elif sort in {"open", "around"}:
            need = _sequence(tokens, signs, words)
            if sort == "around" or tokens.optional():
                need = ()
        elif sort not in _NO_NEED and not tokens.optional():
            need = _piece(sort, token, signs, words)
        rows[-1].extend(need)
    return _either(rows)


_ONCE = frozenset(f"{{{least}" for least in range(1, 10))  # "{3,30}": at least once
_NO_NEED = frozenset({"escape", "gap", "times"})


def _piece(
    sort: str | None,
    token: str,
    signs: Callable[[str | None], Iterable[str]],
    words: Callable[[str], Need],
) -> Row:
    """Return the need of a set, a figure or a group of words."""
    if sort == "set":
        inner = token[1:-1]
        return (tuple(_CODE.sub(_letter, inner).lower()),) if _PLAIN_SET.fullmatch(inner) else ()
    if token[0] == "<" and token[-1] == ">":
        ways = tuple(signs(token[1:-1].partition(":")[2] or None))
    else:
        ways = words(token[1:-1]) if sort == "group" else ()
    return (ways,) if ways else ()


def _letter(code: re.Match[str]) -> str:
    return chr(int(code[1], 16))


def _either(rows: Sequence[Sequence[Need]]) -> Row:
    """Return what all alternatives need: one of the words that each of them has longest."""
    if len(rows) == 1:
        return tuple(rows[0])
    if not all(rows):
        return ()
    longest = [max(row, key=lambda need: (min(map(len, need)), -len(need))) for row in rows]
    either = tuple(dict.fromkeys(way for need in longest for way in need))
    return (either,) if len(either) <= _MOST else ()
