"""One amount of a flow told for two lengths of time: "3.1 billion in May", "3.1 billion in 2024".

How long an amount took to come together is told by a word ("monthly", "a year", "for the year") or
by the period that it is dated with. Levels, which are of a day, are left out: only what flows is
held against itself. A sum or difference of two flows is for as long as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import (
    AMOUNTS,
    NO_BOUNDS,
    Claim,
    Evidence,
    Kind,
    Quantity,
    within,
)
from bongsu.patterns import lazy_regex, regex

_FLOW = guarded_regex(
    r"\b(?P<flow>exports?|imports?|sales|sold|revenues?|turnover|production|produced|output|spending|spent|shipments?|shipped|"
    r"arrivals?|visitors|consumption|consumed|trade|surplus|deficit|income|earnings|profits?|remittances?|orders|births?|"
    r"marriages|deaths|receipts|payments?|inflows?|outflows?|issuance|loss(?:es)?|freight|passengers|exported|imported|"
    r"purchases|bought|investment)\b",
    re.IGNORECASE,
)
_LEVEL = lazy_regex(
    r"\b(?:reserves?|debt|assets|liabilities|outstanding|stocks?|population|holdings|stood\sat|balance\ssheet|employed|"
    r"capitali[sz]ation|price|wages?|per\s(?:capita|head|person|barrel|ton)|value\sof|target|limit|cap|ceiling|average|"
    r"cumulative|since|goal|forecast|annualized|annualised|seasonally|rate|index)\b",
    re.IGNORECASE,
)
_MONTHS = {"year": 12.0, "quarter": 3.0, "month": 1.0, "week": 0.25, "day": 0.03}
_NAMES = {"annual": "year", "yearly": "year", "full-year": "year", "daily": "day"}


def _months_of(word: str) -> float:
    """Return the months of "annual", "a quarter" or "for the month"."""
    last = word.rsplit(maxsplit=1)[-1]
    return _MONTHS[_NAMES.get(last, last.removesuffix("ly"))]


_AHEAD = lazy_regex(
    r"\b(?P<word>annual|yearly|full-year|quarterly|monthly|weekly|daily|for\sthe\s(?:year|month|quarter))\b[^,;.()]{0,45}$",
    re.IGNORECASE,
)
_BEHIND = lazy_regex(
    r"^(?:\s[a-z]+){0,2}?\s(?P<word>(?:a|per|each|every)\s(?:year|month|quarter|week|day)|for\sthe\s(?:year|month|quarter))\b",
    re.IGNORECASE,
)
_REACH = 110  # code points before an amount in which its flow is named


class _Told(NamedTuple):
    claim: Claim
    months: float
    said: str  # the word for the length, or the period
    word: bool
    flow: str
    words: frozenset[str]
    named: bool = True  # whether its own sentence names the period

    @property
    def quantity(self) -> Quantity:
        return self.claim.quantity


def flows_told_twice(evidence: Evidence) -> Iterator[tuple[Quantity, str, Quantity, str]]:
    """Yield an amount and what it is told for, and the same amount told for another length."""
    told = [found for claim in evidence.claims if (found := _told(evidence, claim)) is not None]
    seen: set[int] = set()
    for first, second in combinations(told[:_MOST], 2):
        if second.quantity.start in seen or not _one_amount(first, second):
            continue
        if _one_flow(first, second) and _unlike(first.months, second.months):
            seen.add(second.quantity.start)
            yield first.quantity, first.said, second.quantity, second.said
    yield from _balances(evidence, told)


_MOST = 150  # amounts of one article that are compared


def _told(evidence: Evidence, claim: Claim) -> _Told | None:
    quantity, sentence = claim.quantity, evidence.sentences[claim.sentence]
    block = evidence.block_of(sentence)
    if quantity.kind not in AMOUNTS or quantity.value is None:
        return None
    if quantity.malformed or block.kind in {BlockKind.META, BlockKind.CELL}:
        return None
    before = evidence.text[max(sentence.start, quantity.start - _REACH) : quantity.start]
    behind = evidence.text[quantity.end : min(sentence.end, quantity.end + 60)]
    before, behind = before.rpartition(";")[2], behind.partition(";")[0]
    flows = [*_FLOW.finditer(before)] or [*_FLOW.finditer(behind[:30])]
    if not flows or _LEVEL.search(f"{before} {behind[:30]}"):
        return None
    flow = flows[-1]["flow"].lower()[:5]
    word = _AHEAD.search(before) or _BEHIND.match(behind)
    around = content_words(f"{before} {behind}") - _OPPOSED | content_words(before) & _OPPOSED
    if word is not None:
        said = " ".join(word["word"].lower().split())
        return _Told(claim, _months_of(said), said, True, flow, around)
    months = _length(claim.period or "")
    named = any(
        d.edtf == claim.period for d in within(evidence.dates, sentence.start, sentence.end)
    )
    if months is None or not (named or months > _QUARTER):
        return None
    return _Told(claim, months, claim.period or "", False, flow, around, named)


_QUARTER = 3.0


def _length(period: str) -> float | None:
    """Return the months of a period: a year, a quarter or a month."""
    if regex(r"\d{4}").fullmatch(period):
        return 12.0
    if regex(r"\d{4}-Q[1-4]").fullmatch(period):
        return 3.0
    return 1.0 if regex(r"\d{4}-(?:0[1-9]|1[0-2])").fullmatch(period) else None


def _unlike(first: float, second: float) -> bool:
    return max(first, second) / min(first, second) > _LIKE


_LIKE = 1.5  # times: a quarter and a month are unlike


def _one_amount(first: _Told, second: _Told) -> bool:
    """Whether two figures are the same number to two digits or more, so that it is no chance."""
    a, b = first.quantity, second.quantity
    if (
        a.kind is not b.kind
        or (a.unit != b.unit and a.kind is not Kind.COUNT)
        or a.value != b.value
        or not a.value
    ):
        return False
    return a.step < a.value and len(f"{a.value / a.step:.0f}".rstrip("0")) > 1


def _one_flow(first: _Told, second: _Told) -> bool:
    """Whether two amounts are of one flow in times that lie in each other."""
    if first.flow != second.flow and not {first.flow, second.flow} <= _SOLD:
        return False
    if first.words & _OPPOSED != second.words & _OPPOSED:
        return False
    if first.word and second.word:
        return True
    if not (first.named and second.named) and len(first.words & second.words) < _ENOUGH:
        return False
    years = {one.claim.period[:4] for one in (first, second) if one.claim.period}
    return len(years) == 1


_ENOUGH = 2  # words that two amounts share if the period of one is told before
_SOLD = {"sales", "sold"}
_OPPOSED = content_words("export exports import imports surplus deficit")


def _balances(
    evidence: Evidence, told: list[_Told]
) -> Iterator[tuple[Quantity, str, Quantity, str]]:
    """Yield a balance of a year that is the difference of two flows of a month, or so."""
    parts = [one for one in told if not one.flow.startswith(("surpl", "defic"))]
    for whole in told:
        if not whole.word or not whole.flow.startswith(("surpl", "defic")):
            continue
        near = [p for p in parts if abs(p.claim.sentence - whole.claim.sentence) <= 1]
        near += _undated(evidence, whole, near)
        for one, other in combinations(near, 2):
            if one.months == other.months and _unlike(one.months, whole.months):
                gap = abs((one.quantity.value or 0.0) - (other.quantity.value or 0.0))
                if _is(whole.quantity, gap) and one.quantity.unit == whole.quantity.unit:
                    yield one.quantity, one.said, whole.quantity, whole.said
                    break


def beyond_all(evidence: Evidence) -> Iterator[tuple[Quantity, str, Quantity, str]]:
    """Yield a flow "a month" that in a year comes to more than the same flow of the year in all."""
    told = [found for claim in evidence.claims if (found := _told(evidence, claim)) is not None]
    for part in told:
        if not part.word or part.months >= _QUARTER or not part.claim.period:
            continue
        value, year = part.quantity.value or 0.0, part.claim.period[:4]
        wholes = [
            one
            for one in told
            if one.claim.period == year
            and not one.word
            and one.flow == part.flow
            and one.quantity.unit == part.quantity.unit
            and len((one.words & part.words) - _OPPOSED) >= _ENOUGH
            and not (one.words ^ part.words) & _OPPOSED
        ]
        largest = max((one.quantity.value or 0.0 for one in wholes), default=0.0)
        if value < largest < value * (12 / part.months) * _SURELY:
            whole = max(wholes, key=lambda one: one.quantity.value or 0.0)
            yield whole.quantity, year, part.quantity, part.said


_SURELY = 0.8  # of a sum over the year: what is above it is not told in round figures


def _undated(evidence: Evidence, whole: _Told, near: list[_Told]) -> list[_Told]:
    """Return the flows of the sentence before that take their period from the one beside them."""
    taken = {one.quantity.start for one in near}
    lengths = {one.months for one in near}
    found = []
    for claim in evidence.claims:
        quantity = claim.quantity
        if quantity.start in taken or abs(claim.sentence - whole.claim.sentence) > 1:
            continue
        if quantity.unit != whole.quantity.unit or quantity.value is None:
            continue
        months = _length(claim.period or "") or (
            lengths.copy().pop() if len(lengths) == 1 else None
        )
        if months and quantity.start != whole.quantity.start:
            found.append(_Told(claim, months, claim.period or "", False, "", frozenset()))
    return found


def _is(quantity: Quantity, value: float) -> bool:
    return (
        quantity.value is not None
        and quantity.comparator in NO_BOUNDS
        and value > 0
        and abs(quantity.value - value) <= quantity.step * 1.01
    )
