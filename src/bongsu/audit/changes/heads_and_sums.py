"""What each of many gets, how many they are, and what all get: in a passage, in whatever order.

"600,000 won to each of its 220,000 households ... an annual bill of 132 billion won": the three may
stand in two sentences, or in the items of a list. Where no sum of a passage is what the rate and
the number make, in one payment or in those of a year, the sum that is called one is suspected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bongsu.audit.changes.paces import IN
from bongsu.audit.changes.rated import rate_of
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import stem
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.intervals import Interval
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity

_EACH = lazy_regex(
    r"^(?: [a-z.-]+){0,5}? ?(?:each\b|apiece\b|a head\b|a piece\b|(?:(?:for|to|by) )?(?:each|"
    r"every) "
    r"(?:of\b|single )?(?!year|month|week|day|quarter|hour)(?P<noun>[a-z]{3,})?|"
    r"(?:per|an?|for an?) (?!year|month|week|day|quarter|hour|cent\b|share\b|total\b|decade|rate|"
    r"result|record|further|rise|fall|cost|sum)(?P<one>[a-z]{3,}))"
)
_EACH_OF = lazy_regex(
    r"\b(?:each|every|per|average|single|one|an?) (?:of (?:the|its|their|these) )?"
    r"(?:[a-z-]+ )?(?P<noun>[a-z]{3,})[^.;:]{0,60}$"
)
_SUM = lazy_regex(
    r"\b(?:total\w*|in all|altogether|together|combined|overall|all told|bill|budget\w*|payroll|"
    r"wages|"
    r"costs?|set aside|earmark\w*|paid out|pays? out|amount\w*|com(?:es?|ing) to|came to|worth|sum|"
    r"spen[dt]\w*|outlays?|fund|pool|rais\w+|revenue|hands? over|needs?|requires?|takes?|"
    r"volume|distribut\w+|shared?|burden|receipts)\b"
)
_PERSONS = frozenset(
    stem(word)
    for word in [
        "people",
        "persons",
        "nationals",
        "employees",
        "workers",
        "staff",
        "residents",
        "citizens",
        "recipients",
        "retirees",
        "members",
        "soldiers",
        "troops",
        "students",
        "pupils",
        "farmers",
        "families",
        "households",
        "beneficiaries",
        "pensioners",
        "victims",
        "savers",
        "borrowers",
        "borrower",
        "seniors",
        "parents",
        "children",
        "men",
        "women",
    ]
)
_ALIKE = 0.15  # of a sum: rates and numbers are rounded, and not all get the same
_FAR = (0.3, 3.3)  # of the right sum: one farther off is of something else, but for a slip
_SLIP = 0.9  # in powers of ten
_FEW = 8  # figures of a passage
_LISTED = 6  # items of one list
_KINDS = {Kind.MONEY, Kind.PHYSICAL}
_TOLD = {Comparator.EXACT, Comparator.APPROX}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A sum that a rate and a number do not make, and what it should be."""

    rate: Quantity
    number: Quantity
    total: Quantity
    right: float


def heads_and_sums(evidence: Evidence) -> Iterator[Shared]:
    """Yield the sums of an article that rate and number of their passage do not make."""
    for passage in _passages(evidence):
        if len(passage) <= _FEW:
            found = _of(passage)
            if found is not None:
                yield found


def _passages(evidence: Evidence) -> Iterator[list[Term]]:
    """Yield the figures of every two sentences of a paragraph, and of the items of every list."""
    blocks = evidence.article.blocks
    by_sentence: dict[int, list[Term]] = {}
    for term in few_terms(evidence):
        if not term.cell:
            by_sentence.setdefault(term.index, []).append(term)
    order = sorted(by_sentence)
    for place, index in enumerate(order):
        here = by_sentence[index]
        yield here
        listed = blocks[here[0].block].kind is BlockKind.ITEM
        joined = list(here)
        for other in order[place + 1 : place + (_LISTED if listed else 2)]:
            there = by_sentence[other]
            near = there[0].block == here[0].block and other == index + 1
            item = listed and blocks[there[0].block].kind is BlockKind.ITEM
            if not near and not (item and there[0].block - joined[-1].block <= 1):
                break
            joined += there
            yield list(joined)


def _of(passage: Sequence[Term]) -> Shared | None:
    numbers = [
        one
        for one in passage
        if one.quantity.kind is Kind.COUNT and one.quantity.noun and one.value > 1 and not one.idle
    ]
    sums = [one for one in passage if one.quantity.kind in _KINDS and one.value]
    if not 1 <= len(numbers) <= 2 or not 1 < len(sums) <= 4:
        return None
    for number in numbers:
        rates = [one for one in sums if _is_each(one, number)]
        if len(rates) != 1:
            continue
        rate = rates[0]
        totals = [
            one
            for one in sums
            if one is not rate and one.units & rate.units and one.value > rate.value
        ]
        often = _often(rate, passage)
        made = [(one, rate.value * number.value * by) for one in totals for by in often]
        if not made or any(_meets(one, right, rate) for one, right in made):
            return None
        called = [(one, right) for one, right in made if _is_sum(one)]
        for total, right in called:
            if _is_slip(total, right) or _is_slip(rate, rate.value * total.value / right):
                return _shared(rate, number, total, right)
        most = rate.quantity.comparator is Comparator.AT_MOST
        if len({one.value for one in totals}) == len(numbers) == 1 and called and not most:
            total, right = min(called, key=lambda one: abs(one[0].value / one[1] - 1))
            if _FAR[0] < total.value / right < _FAR[1]:
                return _shared(rate, number, total, right)
        other = [(one, right) for one, right in made if _of_other_time(one, right, rate)]
        if len(totals) == len(other) == 1:
            return _shared(rate, number, *other[0])
    return None


_TWELVE = 12.0
_ABOUT = 0.2  # of a sum: not all get a rate that is told as an average, or as the most


def _of_other_time(total: Term, right: float, rate: Term) -> bool:
    """Whether a sum of a year is that of a rate which is told for a year, but is for a month."""
    told = rate_of(rate)
    if told is None or told.unit not in {"month", "year"} or not _YEARLY.search(_around(total)):
        return False
    by = _TWELVE if told.unit == "year" else 1 / _TWELVE
    return abs(total.value / (right * by) - 1) <= _ABOUT


_YEARLY = lazy_regex(r"\b(?:year\w*|annual\w*|budget\w*)\b|\ue020")


def _around(total: Term) -> str:
    return f"{total.lead[-90:]} {total.tail[:50]}".lower()


def _shared(rate: Term, number: Term, total: Term, right: float) -> Shared:
    return Shared(rate=rate.quantity, number=number.quantity, total=total.quantity, right=right)


def _is_each(term: Term, number: Term) -> bool:
    """Whether a sum is what each of a number gets."""
    if term.quantity.comparator is Comparator.AT_LEAST or number.quantity.comparator not in _TOLD:
        return False
    heads = {stem(word) for word in number.quantity.noun.lower().split()}
    found = _EACH.match(term.tail[:60].lower())
    if found is not None:
        noun = stem(found["noun"] or found["one"] or "")
        if not noun or noun in heads:
            return True
        if noun in _PERSONS | {stem("person"), stem("head"), stem("capita")}:
            return bool(heads & _PERSONS)
        if found["one"]:
            return False
    of = _EACH_OF.search(term.lead[-110:].lower())
    return of is not None and stem(of["noun"]) in heads


def _often(rate: Term, passage: Sequence[Term]) -> list[float]:
    """Return how often a rate may be paid in what the sum is of."""
    told = rate_of(rate)
    often = {1.0}
    if told is not None and told.unit:
        often |= {sum(IN[pair]) / 2 for pair in IN if pair[1] == told.unit}
        lasting = [one for one in passage if one.quantity.kind is Kind.DURATION and one.value > 1]
        for one in lasting:
            own = one.quantity.unit.rstrip("s")
            by = 1.0 if own == told.unit else sum(IN.get((own, told.unit), (0, 0))) / 2
            often |= {one.value * by} if by else set()
    return sorted(often)


def _meets(total: Term, right: float, rate: Term) -> bool:
    room = max(_ALIKE, 0.5 * rate.quantity.approximate_step / rate.value)
    return abs(total.value / right - 1) <= min(room, 0.5)


def _is_sum(total: Term) -> bool:
    """Whether words call a figure the sum of what each gets."""
    if _EACH.match(total.tail) and rate_of(total) is not None and not total.quantity.per:
        return False
    said = f"{total.lead[-70:]} {total.tail[:30]}".lower()
    return _SUM.search(said) is not None


def _is_slip(term: Term, right: float) -> bool:
    return surprise(term.quantity, Interval(right, right)) >= _SLIP
