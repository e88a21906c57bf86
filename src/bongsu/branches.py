"""Alternatives of a pattern put together by their first letter, so that few are tried at a place.

Of ``will|would|shall|might`` the matcher of `re` tries each at every word of a text; where case
makes no difference it even begins to match each, which takes ten times as long as to look at a
letter. Of ``[wW](?:ill|ould)|[sS]hall|[mM]ight`` it looks at three letters. What is found is the
same: alternatives with different first letters exclude each other, and those with the same one
stay in their order.

This works on what the parser of `re` makes of a pattern, which is promised to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Any, TypeAlias

_PARSER: Any = getattr(re, "_parser", None)
_NAMES: Any = getattr(re, "_constants", None)
_Part: TypeAlias = Any  # an operation and what it takes
_Row: TypeAlias = Any  # parts one after the other: a `SubPattern`

_IGNORED = int(re.IGNORECASE)
_OTHERS = "\u0130\u0131\u017f\u212a"  # letters that are another case of an ASCII letter


def put_together(row: _Row, flags: int) -> None:
    """Put together the alternatives of a parsed pattern, in place.

    Parameters
    ----------
    row : re._parser.SubPattern
        The pattern.
    flags : int
        Those with which it was parsed, and those that it sets itself.
    """
    if flags & re.ASCII or flags & re.LOCALE:
        return  # no pattern of the package: other letters would be alike
    row.data = [_part(part, row.state, flags) for part in row.data]


def _part(part: _Part, state: Any, flags: int) -> _Part:
    op, value = part
    if op is _NAMES.BRANCH:
        for row in value[1]:
            put_together(row, flags)
        return op, (value[0], _rows(value[1], state, flags))
    if op is _NAMES.SUBPATTERN:
        put_together(value[3], (flags | value[1]) & ~value[2])
    elif op in _REPEATS:
        put_together(value[2], flags)
    elif op is _NAMES.ASSERT or op is _NAMES.ASSERT_NOT:
        put_together(value[1], flags)
    return part


_REPEATS = {getattr(_NAMES, name, None) for name in ("MAX_REPEAT", "MIN_REPEAT")}


def _rows(rows: Sequence[_Row], state: Any, flags: int) -> list[_Row]:
    """Return alternatives, those of one first letter as one: the letter, and what may follow it."""
    ignored = bool(flags & _IGNORED)
    found: list[_Row] = []
    for lettered, run in groupby(rows, key=lambda row: bool(_letter(row, ignored=ignored))):
        if not lettered:
            found.extend(run)  # what stands before them has to stay before them
            continue
        by_letter: dict[str, list[_Row]] = {}
        for row in run:
            by_letter.setdefault(_letter(row, ignored=ignored), []).append(row)
        for letter, some in by_letter.items():
            behind = [_row(state, row.data[1:]) for row in some]
            parts = list(behind[0].data) if len(some) == 1 else _either(behind, state, flags)
            found.append(_row(state, [_first(letter, state, ignored=ignored), *parts]))
    return found


def _either(rows: Sequence[_Row], state: Any, flags: int) -> list[_Part]:
    return [(_NAMES.BRANCH, (None, _rows(rows, state, flags)))]


def _letter(row: _Row, *, ignored: bool) -> str:
    """Return the ASCII letter or other sign that an alternative begins with, if it is one."""
    if not row.data or row.data[0][0] is not _NAMES.LITERAL:
        return ""
    letter = chr(row.data[0][1])
    if not ignored:
        return letter
    return letter.lower() if letter.isascii() else ""


def _first(letter: str, state: Any, *, ignored: bool) -> _Part:
    """Return the part that finds a letter, in any case if case is ignored."""
    cases = _cases(letter) if ignored else letter
    if len(cases) == 1:
        return _NAMES.LITERAL, ord(letter)
    any_of = (_NAMES.IN, [(_NAMES.LITERAL, ord(case)) for case in cases])
    return _NAMES.SUBPATTERN, (None, 0, _IGNORED, _row(state, [any_of]))  # each case is spelt out


@cache
def _cases(letter: str) -> str:
    alike = re.compile(re.escape(letter), re.IGNORECASE)
    both = dict.fromkeys((letter, letter.upper(), *_OTHERS))
    return "".join(filter(alike.fullmatch, both))


def _row(state: Any, parts: Sequence[_Part]) -> _Row:
    return _PARSER.SubPattern(state, list(parts))
