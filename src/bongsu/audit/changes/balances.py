"""Figures that belong together across sentences: balances, and comparisons told twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bongsu.audit.notation import Form, form_of
from bongsu.audit.reading.fits import difference, fits
from bongsu.audit.reading.frames import Frame, all_frames, frames
from bongsu.audit.reading.pairing import alike
from bongsu.audit.reading.wording import alternation, table
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import AMOUNTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

Trio = tuple[Quantity, Quantity, Quantity]

_REACHED = (
    r"(?:amount\w* to|to|at|of|reach\w*|stood at|total\w*|were|was|came to|hit|recorded|posted|"
    r"marked)"
)
_SPLIT = r"(?! (?:of|to|from) (?!\w*\s?[\ue000-\ue01f])[A-Za-z])"  # "exports of cars" are a part
_CLOSE = (0.4, 2.5)  # of the difference: a figure farther off is of another year or another whole


class _Term(NamedTuple):
    """A term of an identity, with its paragraph and the country that it is told of, if any."""

    quantity: Quantity
    block: int
    partner: str


def balances(evidence: Evidence) -> Iterator[Trio]:
    """Yield second, first and result where one paragraph has a difference and both its terms.

    Terms are taken only if each is named once in the paragraph, by the bare noun.
    """
    for terms in _terms(evidence):
        yield from _near_balances(*terms)


def far_balances(evidence: Evidence) -> Iterator[tuple[Trio, bool]]:
    """Yield second, first and result of several paragraphs, and if no other term can be meant."""
    for first, second, result in _terms(evidence):
        alone = len(first) == len(second) == 1 and not (first[0].partner or second[0].partner)
        yield from ((trio, alone) for trio in _far_balances(first, second, result))


@remembered
def _terms(evidence: Evidence) -> Iterator[list[list[_Term]]]:
    """Yield the terms of each identity by their role, where an article tells all three."""
    every = all_frames(evidence)
    said = " ".join(frame.text for frame in every).lower()
    for needed, *roles in _identities():
        if all(word in said for word in needed):
            terms = [_all(every, forms) for forms in roles]
            if all(terms):
                yield terms


def _near_balances(first: list[_Term], second: list[_Term], result: list[_Term]) -> Iterator[Trio]:
    for block in dict.fromkeys(term.block for term in result):
        here = [[one for one in some if one.block == block] for some in (second, first, result)]
        if all(len(some) == 1 for some in here) and _of_one_whole(*(some[0] for some in here)):
            trio = here[0][0].quantity, here[1][0].quantity, here[2][0].quantity
            if _close(*trio):
                yield trio


_FEW_TERMS = 3  # figures of a noun in an article among which one looks for the term


def _far_balances(first: list[_Term], second: list[_Term], result: list[_Term]) -> Iterator[Trio]:
    """Yield a difference of which no pair of terms in the whole article makes it right.

    One of the terms must stand in the paragraph of the difference, so that it is of this time.
    """
    if max(len(first), len(second)) > _FEW_TERMS:
        return
    every = [
        (one.quantity, other.quantity, apart.quantity)
        for apart in result
        for one in second
        for other in first
    ]
    right = {id(term) for trio in every if fits(trio[2], difference, *trio[:2]) for term in trio}
    for apart in result:
        trios = [
            (one.quantity, other.quantity, apart.quantity)
            for one in second
            for other in first
            if apart.block in {one.block, other.block} and _may_be_of_one(one, other, apart)
        ]
        near = [
            trio for trio in trios if _close(*trio) and right.isdisjoint(id(term) for term in trio)
        ]
        if len(near) == 1:
            yield near[0]


def _of_one_whole(*terms: _Term) -> bool:
    """Whether terms are of one unit, and all of one country if any is of one."""
    return _may_be_of_one(*terms) and len({term.partner for term in terms}) == 1


def _may_be_of_one(*terms: _Term) -> bool:
    """Whether terms are of one unit, and a country that not all name is named right beside them."""
    named = {term.partner for term in terms if term.partner}
    silent = len({term.block for term in terms}) == 1 or all(term.partner for term in terms)
    if len(named) > 1 or (named and not silent):
        return False
    units = {term.quantity.unit for term in terms if term.quantity.kind is not Kind.COUNT}
    return len({term.quantity.kind for term in terms}) == 1 and len(units) <= 1


def _all(some: Sequence[Frame], forms: Sequence[Form]) -> list[_Term]:
    """Return every figure that some forms find, each once."""
    found: dict[int, _Term] = {}
    for frame in some:
        if _OF_SOME.match(frame.text):
            continue
        for match in (match for form in forms for match in form.finditer(frame.text)):
            quantity = frame.quantity(match, "t")
            if quantity is not None and quantity.value is not None:
                partner = match.groupdict().get("partner") or ""
                term = _Term(quantity, frame.sentence.block, partner)
                found.setdefault(quantity.start, term)
    return list(found.values())


# "Among those in their 20s", "In Seoul": the figures are of a part
_OF_SOME = lazy_regex(r"\W*(?:Among|Of (?:those|them)|For those|In (?!(?:South )?Korea|Q)[A-Z])")


def _close(second: Quantity, first: Quantity, result: Quantity) -> bool:
    apart = abs((first.value or 0.0) - (second.value or 0.0))
    return bool(apart) and _CLOSE[0] < (result.value or 0.0) / apart < _CLOSE[1]


@cache
def _identities() -> tuple[tuple[list[str], list[Form], list[Form], list[Form]], ...]:
    return tuple(
        (each["needed"], *(_forms(each, role) for role in ("first", "second", "result")))
        for each in table("identities").values()
    )


def _forms(identity: dict[str, str], role: str) -> list[Form]:
    behind = identity.get(f"{role}_behind")
    return [_form(identity[role]), *([Form(f"<t:count>_{behind}")] if behind else [])]


_OWNERS = (  # "China's June exports"
    r"(?:(?:korea|china|japan|nation|country|seoul|north)['\u2019]s |\ue020 |u\.s\. |"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december) )*"
)


def _form(noun: str) -> Form:
    names = [name for names in table("countries")["adjectives"].values() for name in names]
    partner = alternation(
        [*names, "North Korea", "EU", "European Union", "ASEAN", "Southeast Asia"]
    )
    return Form(
        rf"(?:^|(?<=[,.;(\u2019'] )|(?<=and )|(?<=the )|(?<=with )|(?<=that )|(?<=a )|(?<=while )|"
        rf"(?<=number of )|(?<=\ue020 )){_OWNERS}{noun}\b"
        rf"(?: (?:to|from|with) (?:the )?(?P<partner>{partner})\b)?{_SPLIT}"
        rf"~70(?:<x:percent>~35)?\b{_REACHED}\b~45_<t:money|count>"
    )


_RELATIVE = form_of("balances", "relative")
_TOPICS = [
    frozenset(
        [
            "earn",
            "earns",
            "earned",
            "earning",
            "earnings",
            "income",
            "incomes",
            "wage",
            "wages",
            "salary",
            "salaries",
            "pay",
            "paid",
        ]
    ),
    frozenset(["price", "prices", "cost", "costs", "expensive", "cheaper"]),
    frozenset(["spend", "spends", "spent", "spending", "expenditure", "budget", "budgets"]),
    frozenset(["export", "exports", "import", "imports", "trade", "shipped", "shipments"]),
    frozenset(["live", "lives", "longevity", "lifespan", "expectancy"]),
    frozenset(["produce", "produces", "produced", "production", "output"]),
]
_COMPARED = regex(r"\b(?:compar\w+|while|whereas|against|versus|than|but)\b", re.IGNORECASE)


def far_comparisons(evidence: Evidence) -> Iterator[Trio]:
    """Yield base, level and percentage where two levels stand in one sentence, and it in another.

    "They earn 23 percent less than others" and "their income is 2.6 million; by comparison, that of
    others is 3.2 million" are about one thing if they share its words.
    """
    relative = [
        (frame, change)
        for frame in all_frames(evidence)
        for match in _RELATIVE.finditer(frame.text)
        if (change := frame.quantity(match, "c")) is not None and not _levels(frame)
    ]
    if not relative:
        return
    for other in frames(evidence):
        for lower, upper in _compared_levels(other):
            for frame, change in relative:
                if frame.index != other.index and _one_topic(frame, other):
                    yield upper, lower, change


def _levels(frame: Frame) -> list[Quantity]:
    return [q for _, q in frame.figures if q.kind in AMOUNTS]


_FEW = 12  # figures of a sentence; one with more is a table


def _compared_levels(frame: Frame) -> Iterator[tuple[Quantity, Quantity]]:
    figures = [
        (at, q)
        for at, q in frame.figures[:_FEW]
        if q.kind in {Kind.MONEY, Kind.PHYSICAL} and q.value is not None
    ]
    for place, (at, first) in enumerate(figures):
        for later, second in figures[place + 1 :]:
            if alike(first, second, frame) and _COMPARED.search(frame.text[at:later]):
                yield first, second


def _one_topic(frame: Frame, other: Frame) -> bool:
    said = [set(regex(r"[a-z]+").findall(each.text.lower())) for each in (frame, other)]
    return any(topic & said[0] and topic & said[1] for topic in _TOPICS)
