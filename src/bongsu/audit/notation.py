"""The notation in which patterns speak of figures, dates and what is between them.

In "Exports rose from M to M in D", M and D are single signs of the private use area that stand for
figures and dates; `frames.py` writes sentences so. A pattern is a regular expression with four
additions:

``<a>``
    a figure, called a; ``<a:percent>`` one of a class, ``<a:money|count>`` one of two
``~30``
    up to thirty characters without a figure or a semicolon, as few as will do
``{up}``
    any word of a group of the table `movement.yaml`, or a part of `number_patterns.yaml`
``_``
    one space or more, a hedge ("about"), or nothing

Case makes no difference. A pattern is compiled when a text first holds the signs and words without
which it cannot be found (`needs.py`): most texts need few of them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache, cached_property

from bongsu.audit.needs import Need, Needed, kept_needs, lowered, needs
from bongsu.audit.reading.wording import table
from bongsu.evidence.mentions import Kind
from bongsu.kept import edition
from bongsu.packaged import packaged
from bongsu.patterns import lazy_regex, regex

# What a gap may not hold is one run of signs, and so is any figure: such sets compile quickly.
_ORDER = sorted(
    set(Kind) - {Kind.PERCENT_CHANGE},
    key=lambda kind: (kind is Kind.ORDINAL, kind not in {Kind.DURATION, Kind.AGE}, kind.value),
)
SIGNS: dict[Kind, str] = {kind: chr(0xE000 + at) for at, kind in enumerate(_ORDER)}
SIGNS[Kind.PERCENT_CHANGE] = SIGNS[Kind.PERCENT]  # which of the two it is, rules see for themselves
DATE = chr(0xE020)
FIGURES = "\ue000-\ue01f"  # the sign of any figure, within a set of a pattern
FIGURE_SIGN = lazy_regex(f"[{FIGURES}]")
_ANY = "".join(sorted(set(SIGNS.values()) - {SIGNS[Kind.ORDINAL]}))
_STOP = "".join(sorted(set(_ANY) - {SIGNS[Kind.DURATION], SIGNS[Kind.AGE]}))
_NAMES = {"points": "pp"}

_NOTATION = regex(r"(?<!\?P)<(\w+)(?::([\w|]+))?>|~(\d+)|\{([A-Za-z]\w*)\}|_")
_AS_THEY_STAND = regex(r"\\.|\(\?P<\w+>|\(\?P=\w+\)|[A-Z]+")
_PART = regex(r"\{([A-Za-z]\w*)\}")


class Form:
    """A pattern in the notation.

    Parameters
    ----------
    notation : str
        Described at the head of this file.

    Examples
    --------
    >>> Form("from _<a> ~20 to _<b>").search("from 5 to 6") is None  # digits are no signs
    True
    """

    def __init__(self, notation: str) -> None:
        self._notation = notation

    @cached_property
    def _needed(self) -> Needed:
        return kept_needs(
            self._notation,
            lambda: needs(_spelt_out(self._notation), _signs, _beginnings),
            rests_on=_edition(),
        )

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return regex(_in_lower_case(_NOTATION.sub(_expand, self._notation)))

    @cached_property
    def _shortest(self) -> int:
        return sum(min(map(len, need)) for need in self._needed.row)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first place of a text where the pattern is found; its words in lower case."""
        lower = self._promising(text)
        return None if lower is None else self._compiled.search(lower, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the pattern where a text begins with it."""
        lower = self._promising(text)
        return None if lower is None else self._compiled.match(lower, start, end)

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Return all places, none overlapping another."""
        lower = self._promising(text)
        return iter(()) if lower is None else self._compiled.finditer(lower, start, end)

    def _promising(self, text: str) -> str | None:
        """Return a text in lower case if all that the pattern needs stands in it."""
        if len(text) < self._shortest:
            return None
        lower = lowered(text)
        return lower if self._needed.met(lower) else None


@cache
def _edition() -> str:
    signs = "".join(f"{kind.value}{sign}" for kind, sign in SIGNS.items())
    return edition(__file__, packaged("bongsu.audit", "tables", "word_tables.json")) + signs


def _in_lower_case(expression: str) -> str:
    """Return a regular expression with its letters, but not its escapes, in lower case."""
    return _AS_THEY_STAND.sub(
        lambda found: found[0].lower() if found[0].isalpha() else found[0], expression
    )


@cache
def words(group: str) -> str:
    """Return a regular expression for the words of a group of `movement.yaml`."""
    listed = sorted(table("movement")[group], key=len, reverse=True)
    any_of = "|".join(re.escape(word).replace(r"\*", "[a-z]*") for word in listed)
    return rf"\b(?:{any_of})\b"


@cache
def _beginnings(group: str) -> Need:
    """Return the words of a group, those with any ending without it."""
    return tuple(dict.fromkeys(word.partition("*")[0].lower() for word in table("movement")[group]))


def _spelt_out(notation: str) -> str:
    """Return a pattern with its parts, but not its groups of words, written out."""
    return _PART.sub(
        lambda found: found[0] if found[1] in table("movement") else _spelt_out(_part(found[1])),
        notation,
    )


def form_of(file: str, name: str) -> Form:
    """Return a pattern of the table `number_patterns.yaml`."""
    return Form(table("number_patterns")[file][name])


def forms(file: str, name: str) -> list[Form]:
    """Return a list of patterns of the table `number_patterns.yaml`."""
    return [Form(notation) for notation in table("number_patterns")[file][name]]


def _part(name: str) -> str:
    part: str = table("number_patterns")["parts"][name]
    return part


def _expand(match: re.Match[str]) -> str:
    name, kinds, gap, group = match.groups()
    if name:
        return f"(?P<{name}>[{_signs(kinds)}])"
    if gap:
        return f"[^;{_STOP}]{{0,{gap}}}?"
    if group:
        return words(group) if group in table("movement") else _NOTATION.sub(_expand, _part(group))
    return rf"(?: *{words('near')})? *"


def _signs(kinds: str | None) -> str:
    if kinds is None:
        return _ANY
    return "".join(
        DATE if kind == "date" else SIGNS[Kind(_NAMES.get(kind, kind))] for kind in kinds.split("|")
    )
