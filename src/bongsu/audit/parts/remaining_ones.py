"""Some of a number of things, and the remaining ones, which together are not all of them.

"Eleven of its fifteen signatories apply it. The remaining five do not": sixteen. "It fell in the
year's first nine months and rose in its last four": thirteen months.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.parts.exclusive import are_opposed
from bongsu.audit.reading.directions_told import direction_of
from bongsu.audit.reading.tallies import UNITS, Tally, number
from bongsu.audit.reading.wording import prose, stem
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_N = rf"(?:\d{{1,3}}(?![\d,.]*\d|%)|{'|'.join(UNITS[1:])})\b(?!-)"
_SOME_OF = lazy_regex(
    rf"(?<![\w.,$-])(?P<n>{_N})(?: [a-z]+)? (?:out )?of (?:all )?"
    r"(?:(?:the|its|their|these|those|our|his|her|[A-Z][\w.]+(?:'s|’s|s’|s')) )?"
    rf"(?:[a-z]+ )?(?P<m>{_N})"
    r"(?P<noun>(?: [a-z][a-z-]*)?? [a-z][a-z-]*(?:s|men|women|people|children))\b",
    re.IGNORECASE,
)
_REMAINING = guarded_regex(
    rf"(?:^|(?<=[.!?] )|[;:,\u2014\u2013] ?|\b(?:and|while|whereas|but|with) )(?:the|its|their) "
    rf"(?P<how>remaining|other) (?P<k>{_N})(?! ?(?:percent|per cent|%))(?P<noun> [a-z][a-z-]*)?",
    re.IGNORECASE,
)
_PART = lazy_regex(
    rf"(?<![\w.,$€£₩/-])(?:{_N})(?! ?(?:percent|%|years?|months?|days?|weeks?|hours?)\b)"
)
_NO_REST = lazy_regex(r"\bof (?:the|its|their|these|those|them)\b|\balso\b|\bboth\b|\beach\b")
_NO_NOUN = frozenset({"s", "is", "was", "has", "does", "plans", "wants", "remains", "its"})
_FARTHEST = 1.6  # times all: parts that are more by far are of something else


def not_all(evidence: Evidence) -> Iterator[Tally]:
    """Yield what is left of a number, where it and those told before are not that number."""
    before, block, start = "", -1, 0
    for sentence, words in prose(evidence):
        flat = words.replace("\n", " ")
        if sentence.block != block:
            before, start = "", sentence.start
        text = f"{before}{' ' * (sentence.start - start - len(before))}{flat}"
        left = _REMAINING.search(text, len(text) - len(flat))
        if left is not None:
            yield from _left(text, start, left)
        yield from _parts_of_year(flat, sentence.start)
        before, block, start = flat, sentence.block, sentence.start


def _left(text: str, start: int, left: re.Match[str]) -> Iterator[Tally]:
    found = list(_SOME_OF.finditer(text, 0, left.start()))
    if len(found) != 1:
        return
    some = found[0]
    part, whole, rest = (_number(m[g]) for m, g in ((some, "n"), (some, "m"), (left, "k")))
    between = text[some.end() : left.start()]
    told = [one for one in _PART.finditer(between) if 1 < _number(one[0]) < whole]
    if told or _NO_REST.search(between) or not part < whole or _of_others(some, left):
        return
    added = part + rest
    short = added < whole and left["how"].lower() != "remaining"
    if added != whole and rest < whole and added <= _FARTHEST * whole and not short:
        yield Tally(
            start + left.start("k"),
            start + left.end("k"),
            added,
            whole,
            start + some.start("m"),
            start + some.end("noun"),
        )


def _of_others(some: re.Match[str], left: re.Match[str]) -> bool:
    """Whether a noun says that what is left is of something else than the number."""
    noun = (left["noun"] or "").strip().lower()
    plural = noun.endswith("s") and noun not in _NO_NOUN
    return plural and stem(noun) != stem(some["noun"].split()[-1].lower())


def _number(written: str) -> int:
    return number(written.lower()) or 0


_ENDS = {"month": 12, "quarter": 4}
_FIRST_OF_YEAR = guarded_regex(
    rf"\bfirst (?P<n>{_N}) (?P<unit>month|quarter)s\b(?P<between>[^.;]{{5,120}}?)"
    rf"\b(?P<how>last|final|remaining|other|next) (?P<k>{_N})\b"
    r"(?! ?(?:years?|days?|weeks?|percent)\b)",
    re.IGNORECASE,
)
_MONTHS_OF_YEAR = guarded_regex(  # "It rose in eight months of the year and fell in five."
    rf"\b(?P<n>{_N})(?: of the (?:twelve|12))? (?P<unit>month|quarter)s "
    r"(?:of|in) (?:the |last |that )?(?:year|20\d\d)\b"
    rf"(?P<between>[^.;]{{0,60}}?\b(?:and|but|while|whereas)\b[^.;]{{0,40}}?)\b(?P<k>{_N})"
    r"(?=[,.;]|$| (?:saw|showed|brought|had|were|months|quarters)\b)",
    re.IGNORECASE,
)
_OF_YEAR = lazy_regex(r"\b(?:year|20\d\d|19\d\d)\b")


def _parts_of_year(flat: str, start: int) -> Iterator[Tally]:
    """Yield months of a year that are, with those on which the opposite is told, more than all."""
    for pattern in (_FIRST_OF_YEAR, _MONTHS_OF_YEAR):
        found = pattern.search(flat)
        year = _OF_YEAR.search(flat) if found is not None else None
        if found is None or year is None:
            continue
        whole, part, rest = _ENDS[found["unit"].lower()], _number(found["n"]), _number(found["k"])
        rests = found.groupdict().get("how", "").lower() in {"remaining", "other"}
        if not (rests or _apart(flat, found)):
            continue
        if part < whole and rest < whole < part + rest <= _FARTHEST * whole:
            yield Tally(
                start + found.start("k"),
                start + found.end("k"),
                part + rest,
                whole,
                start + year.start(),
                start + year.end(),
            )


_CLAUSE = 60  # code points before and behind two numbers that tell of their months
_TURN = lazy_regex(r",? (?:and|but|while|whereas|then|before)\b")


def _apart(flat: str, found: re.Match[str]) -> bool:
    """Whether the opposite is told of the one months and of the other: rose, and fell."""
    turn = _TURN.search(found["between"])
    if turn is None:
        return False
    ahead = flat[max(0, found.start() - _CLAUSE) : found.start()]
    first = f"{ahead} {found['between'][: turn.start()]}"
    behind = flat[found.end() : found.end() + _CLAUSE].partition(",")[0]
    second = f"{found['between'][turn.end() :]} {behind}"
    return are_opposed(first, second) or {direction_of(first), direction_of(second)} == {
        "up",
        "down",
    }
