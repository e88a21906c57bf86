"""Figures that belong together across sentences: balances, and comparisons told twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bongsu.audit.notation import Form, form_of
from bongsu.audit.reading.fits import difference, fits
from bongsu.audit.reading.frames import Frame, all_frames, frames
from bongsu.audit.reading.pairing import alike
from bongsu.audit.reading.wording import table
from bongsu.evidence.mentions import Evidence, Kind, Quantity
from bongsu.patterns import regex

Trio = tuple[Quantity, Quantity, Quantity]

_REACHED = (
    r"(?:amount\w* to|to|at|of|reach\w*|stood at|total\w*|were|was|came to|hit|recorded|posted)"
)
_SPLIT = r"(?! (?:of|to|from) (?!\w*\s?[\ue000-\ue01f])[A-Za-z])"  # "exports of cars" are a part
_CLOSE = (0.5, 2.0)  # of the difference: a figure farther off is of another year or another whole


def balances(evidence: Evidence) -> Iterator[Trio]:
    """Yield second, first and result where one paragraph has a difference and both its terms.

    Terms are taken only if each is named once in the paragraph, by the bare noun.
    """
    by_block: dict[int, list[Frame]] = {}
    for frame in all_frames(evidence):
        by_block.setdefault(frame.sentence.block, []).append(frame)
    for some in by_block.values():
        said = " ".join(frame.text for frame in some).lower()
        for needed, first, second, result in _forms():
            if not all(word in said for word in needed):
                continue
            terms = [_only(some, form) for form in (second, first, result)]
            if terms[0] is None or terms[1] is None or terms[2] is None:
                continue
            units = {(term.kind, term.unit) for term in terms if term is not None}
            if len(units) == 1 and _close(terms[0], terms[1], terms[2]):
                yield terms[0], terms[1], terms[2]
    yield from _far_balances(evidence)


_FEW_TERMS = 3  # figures of a noun in an article among which one looks for the term


def _far_balances(evidence: Evidence) -> Iterator[Trio]:
    """Yield a difference of which no pair of terms in the whole article makes it right.

    One of the terms must stand in the paragraph of the difference, so that it is of this time.
    """
    every = list(all_frames(evidence))
    said = " ".join(frame.text for frame in every).lower()
    for needed, first, second, result in _forms():
        if not all(word in said for word in needed):
            continue
        terms = [list(_all(every, form)) for form in (second, first)]
        if not all(0 < len(term) <= _FEW_TERMS for term in terms):
            continue
        for block, apart in _all(every, result):
            trios = [
                (one, other, apart)
                for here, one in terms[0]
                for there, other in terms[1]
                if block in {here, there} and _one_unit(one, other, apart)
            ]
            if any(fits(apart, difference, one, other) for one, other, _ in trios):
                continue
            near = [trio for trio in trios if _close(*trio)]
            if len(near) == 1:
                yield near[0]


def _one_unit(*terms: Quantity) -> bool:
    return len({(term.kind, term.unit) for term in terms}) == 1


def _all(some: list[Frame], form: Form) -> Iterator[tuple[int, Quantity]]:
    """Yield every figure that a form finds, with the paragraph that it stands in."""
    for frame in some:
        for match in form.finditer(frame.text):
            quantity = frame.quantity(match, "t")
            if quantity is not None and quantity.value is not None:
                yield frame.sentence.block, quantity


def _only(some: list[Frame], form: Form) -> Quantity | None:
    found = [
        quantity
        for frame in some
        for match in form.finditer(frame.text)
        if (quantity := frame.quantity(match, "t")) is not None and quantity.value is not None
    ]
    return found[0] if len(found) == 1 else None


def _close(second: Quantity, first: Quantity, result: Quantity) -> bool:
    apart = abs((first.value or 0.0) - (second.value or 0.0))
    return bool(apart) and _CLOSE[0] < (result.value or 0.0) / apart < _CLOSE[1]


@cache
def _forms() -> tuple[tuple[list[str], Form, Form, Form], ...]:
    return tuple(
        (each["needed"], _form(each["first"]), _form(each["second"]), _form(each["result"]))
        for each in table("identities").values()
    )


def _form(noun: str) -> Form:
    return Form(
        rf"(?:^|(?<=[,.;(\u2019'] )|(?<=and )|(?<=the )|(?<=with )|(?<=that )|(?<=a )|(?<=while )|"
        rf"(?<=number of ))"
        rf"{noun}\b{_SPLIT}~70(?:<x:percent>~35)?\b{_REACHED}\b~45_<t:money|count>"
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
    return [q for _, q in frame.figures if q.kind in {Kind.MONEY, Kind.PHYSICAL, Kind.COUNT}]


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
