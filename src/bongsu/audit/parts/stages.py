"""Totals over money that has come to different stages: pledged, contracted, approved, paid.

A pledge turns into an arrival, so that the two together are nothing; and a total called by the name
of one stage ("approved investment") holds no other. The figures may stand in other paragraphs. A
sum over all rows of a list that is called investment holds no sales or contracts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from bongsu.audit.notation import SIGNS
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import table
from bongsu.evidence.mentions import NO_BOUNDS, Evidence, Kind
from bongsu.patterns import lazy_regex, regex

Mixed = tuple[Term, list[tuple[Term, str]], str]  # the total, its parts with their stages, its name

_TOTAL = lazy_regex(
    r"\b(?:together|combined|altogether|in all|in total|total\w*|sums?(?: to)?|add\w* up|"
    r"amount\w* to|bring\w*|"
    r"brought|lift\w*|takes?|taking|making|makes|c[ao]me to|comes to|so that|thus|hence|"
    r"therefore|stood at|"
    r"cumulative|aggregate|overall|holds?)\b",
    re.IGNORECASE,
)
_OUTRIGHT = lazy_regex(r", (?:for|or|worth) (?:a total of )?(?:[a-z]+ ){0,3}(?:of )?$")
_BASE = lazy_regex(r"\b(?:from|than|against|versus|of which|including) (?:about |some )?$")
_TOGETHER = lazy_regex(r"\W*(?:Together|Along|Combined|Added|Coupled) (?:with|to)\b")
_OF = lazy_regex(r"(?:^|[,;.] )(?:and |out )?of (?:the |its |their |this |that )?$", re.IGNORECASE)
_SIGNS = lazy_regex(SIGNS[Kind.MONEY])
_CLAUSE = lazy_regex(r"[,;:(]|\b(?:which|that|so|bringing|making|for)\b")
_END = lazy_regex(r"[,;.:)]")
_LEAD, _TAIL = 110, 80
_DOUBLE = (  # of which the one becomes the other
    {"promised", "done"},
    {"contracted", "done"},
    {"promised", "contracted"},
)
_MOST = 14  # sums of money of an article; among more, two come to any total
_ROWS = 3  # figures of a list that is added up as a whole
_PARTS = 6  # of a total
_FEW = 9  # steps in a total that stands in the sentence of a part
_DIGITS = 100  # steps in a total: a coarser one is a sum by chance


def totals_over_stages(evidence: Evidence) -> Iterator[Mixed]:
    """Yield totals of money with the parts of which they mix stages or sorts."""
    money: dict[str, list[Term]] = {}
    for term in few_terms(evidence):
        if term.quantity.kind is Kind.MONEY and term.quantity.value:
            money.setdefault(term.quantity.unit, []).append(term)
    for some in money.values():
        for total in some:
            if _is_total(total):
                others = [one for one in some if one is not total and one.value < total.value]
                yield from _over_stages(total, others)
                yield from _over_rows(total, others)


def _is_total(term: Term) -> bool:
    lead = _SIGNS.split(term.lead[-_LEAD:])[-1]
    tail = _END.split(_SIGNS.split(term.tail[:_TAIL])[0])[0]
    exact = term.quantity.comparator in NO_BOUNDS
    told = _TOTAL.search(lead) or _TOTAL.search(tail) or _OUTRIGHT.search(lead)
    opens = _TOGETHER.match(term.frame.text)
    base = _OF.search(term.lead) or _BASE.search(term.lead)
    return exact and not base and bool(told or opens)


def _fits(total: Term, parts: Sequence[Term]) -> bool:
    added = sum(part.value for part in parts)
    step = max(one.quantity.step for one in (total, *parts))
    return abs(added - total.value) <= 0.51 * max(step, total.quantity.step) + 1e-9 * added


def _over_stages(total: Term, others: Sequence[Term]) -> Iterator[Mixed]:
    name = _name(total)
    before = [one for one in others if one.quantity.start < total.quantity.start]
    if len(before) > _MOST:
        before = before[-_MOST:]
    runs = [before[a : a + n] for n in range(3, _PARTS + 1) for a in range(len(before) - n + 1)]
    for parts in (*combinations(before, 2), *runs):
        if not _fits(total, parts) or total.value < 2 * total.quantity.step:
            continue
        told = [_stage(part) for part in parts]
        near = total.value >= _FEW * total.quantity.step and parts[-1].index == total.index
        exact = near or total.value >= _DIGITS * total.quantity.step
        double = set(told) in _DOUBLE and exact and not (_ahead(told) and _of_any(total))
        if double or (name and all(told) and any(stage != name for stage in told)):
            yield total, list(zip(parts, told, strict=True)), name or "two stages of one"
            return


def _ahead(told: Sequence[str]) -> bool:
    return "done" not in told


def _of_any(total: Term) -> bool:
    """Whether a total is called by a word that holds pledges and contracts alike: deals."""
    lead = _CLAUSE.split(_SIGNS.split(total.lead[-_LEAD:])[-1])[-1]
    return _ANY.search(f"{lead} | {_END.split(total.tail[:_TAIL])[0]}") is not None


_ANY = lazy_regex(
    r"\b(?:deals?|trade|agreements?|packages?|announcements?|business|activity|engagements?)\b",
    re.IGNORECASE,
)


def _name(total: Term) -> str:
    """Return the only stage by which a total is called in its own clause."""
    lead = _CLAUSE.split(_SIGNS.split(total.lead[-_LEAD:])[-1])[-1]
    tail = _END.split(_SIGNS.split(total.tail[:_TAIL])[0])[0]
    found = {stage for stage, pattern in _patterns() if pattern.search(f"{lead} | {tail}".lower())}
    return found.pop() if len(found) == 1 else ""


def _stage(part: Term) -> str:
    """Return the stage of which a word stands nearest to a figure, in its own clause."""
    lead = _SIGNS.split(part.lead[-_LEAD:])[-1].lower()
    tail = _SIGNS.split(part.tail[:_TAIL])[0].partition(". ")[0].lower()
    near: list[tuple[int, str]] = []
    for stage, pattern in _patterns():
        near += [(len(lead) - found.end(), stage) for found in pattern.finditer(lead)]
        near += [(found.start(), stage) for found in pattern.finditer(tail)]
    return min(near)[1] if near else ""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (stage, regex(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])"))
        for stage, words in table("classes")["stages"].items()
    )


_INVESTED = lazy_regex(r"\binvest(?:ment|ments|ed)\b", re.IGNORECASE)
_SOLD = lazy_regex(
    r"\b(?:contracts?|suppl(?:y|ies)|orders?|sales?|purchas\w+|loans?|procure\w+)\b", re.IGNORECASE
)


def _over_rows(total: Term, others: Sequence[Term]) -> Iterator[Mixed]:
    """Yield a total called investment that adds up all that an article lists, sales among it."""
    tail = total.tail[:_TAIL].partition(".")[0]
    if len(others) < _ROWS or not _fits(total, others) or not _INVESTED.search(tail):
        return
    sorts = ["sale" if _SOLD.search(one.frame.text) else "" for one in others]
    sold = [
        "sale" if sort and not _INVESTED.search(one.frame.text) else "investment"
        for sort, one in zip(sorts, others, strict=True)
    ]
    if "sale" in sold:
        yield total, list(zip(others, sold, strict=True)), "investment"
