"""Totals called one sort of thing that are the exact sum of figures of several sorts.

"Equity of 650 billion" that is 400 of bonds and 250 of shares is no equity. The sort of a figure is
told by the words right beside it; the parts may stand in other paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from bongsu.audit.notation import FIGURE_SIGN
from bongsu.audit.reading.apart import called_difference
from bongsu.audit.reading.terms import Term, Unit, few_terms
from bongsu.audit.reading.wording import table
from bongsu.evidence.mentions import NO_BOUNDS, Evidence
from bongsu.patterns import lazy_regex, regex

_SUMMED = {"money", "count", "physical"}
_MOST, _MANY = 4, 60  # parts of a sum, and figures of a unit among which one looks for them
_LEAD, _TAIL = 70, 60  # code points on either side in which words tell the sort
_CUT_AHEAD = lazy_regex(r"[,;:(]|\band\b")
_CUT_BACK = lazy_regex(r"[,;:(](?! (?:in|on|to|by)\b)|\band\b")


def mixed_totals(evidence: Evidence) -> Iterator[tuple[Term, list[tuple[Term, str]], str]]:
    """Yield a total, its parts with the sort of each, and the sort that it is called by."""
    by_unit: dict[Unit, list[Term]] = {}
    for term in few_terms(evidence):
        for unit in term.units:
            if unit[0] in _SUMMED and not term.cell:
                by_unit.setdefault(unit, []).append(term)
    for some in by_unit.values():
        for term in some if 2 < len(some) <= _MANY else ():
            called = _called(term)
            if called and _exact(term):
                yield from _mixed(term, called, some)


def _exact(term: Term) -> bool:
    step = term.quantity.step
    if _SPLIT.search(term.lead):
        return False  # "of the 420 million pledged, 310 has been paid"
    return term.quantity.comparator in NO_BOUNDS and step > 0 and term.value / step >= 9


_SPLIT = lazy_regex(r"(?:^|[,;.] )(?:and |out )?[Oo]f (?:the |its |their |this |that )?$")


def _mixed(
    term: Term, called: dict[str, str], some: Sequence[Term]
) -> Iterator[tuple[Term, list[tuple[Term, str]], str]]:
    others = [one for one in some if one is not term and not called_difference(one)]
    for parts in _runs(others):
        added = sum(part.value for part in parts)
        finest = min(part.quantity.step for part in parts)
        if abs(added - term.value) > 0.51 * min(finest, term.quantity.step) + 1e-9 * added:
            continue
        few = term.value < _TELLING * term.quantity.step
        if few and _comes_first(term, parts) and not _follow(term, parts):
            continue
        sorts = [_sorts(part) for part in parts]
        for group, name in called.items():
            told = [one.get(group, "") for one in sorts]
            if group == "status" and name == "ahead" and _ORDERED.search(_beside(term)):
                continue  # what was ordered holds what has been delivered since
            if any(one and one != name for one in told):
                yield term, list(zip(parts, told, strict=True)), name
                return


_ORDERED = lazy_regex(r"\b(?:ordered|on order|orders? (?:for|of|total\w*))\b")


def _beside(term: Term) -> str:
    """Return the words right before and behind a figure, up to the next one."""
    lead, tail = FIGURE_SIGN.split(term.lead[-_LEAD:])[-1], FIGURE_SIGN.split(term.tail[:_TAIL])[0]
    return f"{lead} | {tail}".lower()


_TELLING = 1000  # steps in a total: with fewer, some figures behind it give it by chance


def _comes_first(term: Term, parts: Sequence[Term]) -> bool:
    """Whether all parts stand in sentences behind a total, which does not say what they are."""
    return all(part.index > term.index for part in parts)


def _follow(term: Term, parts: Sequence[Term]) -> bool:
    """Whether the parts are all figures of their unit right behind a total, in its paragraph."""
    last = parts[-1]
    return (
        term.block == last.block
        and parts[0].index - term.index == 1
        and (last.index - parts[0].index < len(parts))
    )


def _runs(some: Sequence[Term]) -> Iterator[Sequence[Term]]:
    for first in range(len(some)):
        for last in range(first + 2, min(len(some), first + _MOST) + 1):
            yield some[first:last]


def _called(term: Term) -> dict[str, str]:
    """Return the sorts that a total is called by, if its whole clause names no others."""
    lead, tail = FIGURE_SIGN.split(term.lead[-_LEAD:])[-1], FIGURE_SIGN.split(term.tail[:_TAIL])[0]
    if _ALL_SORTS.search(f"{lead} | {tail}"):
        return {}
    lead = _RESULT.split(lead)[-1]
    wider = _named(lead, tail)
    return {group: name for group, name in _sorts(term).items() if wider.get(group) == name}


_RESULT = lazy_regex(r", (?:which|so that|thus|making|bringing|giving|leaving|for)\b")
_ALL_SORTS = lazy_regex(
    r"\b(?:different|both|kinds?|sorts?|together|combined|mixed|various|respectively)\b"
)


def _sorts(term: Term) -> dict[str, str]:
    """Return by group the only sort that the words beside a figure name."""
    lead = _CUT_BACK.split(FIGURE_SIGN.split(term.lead[-_LEAD:])[-1])[-1]
    tail = _CUT_AHEAD.split(FIGURE_SIGN.split(term.tail[:_TAIL])[0])[0]
    return _named(lead, tail)


def _named(lead: str, tail: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for group, rows in groupby(_patterns(), key=lambda row: row[0]):
        said, names = f"{lead} | {tail}".lower(), set()
        for _, name, pattern in rows:
            if pattern.search(said):
                names.add(name)
                said = pattern.sub("", said)
        if len(names) == 1:
            found[group] = names.pop()
    return found


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (group, name, regex(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])"))
        for group, sorts in table("classes")["sorts"].items()
        for name, forms in sorts.items()
    )
