"""Stocks with what came and what went, and equal steps with how many there were, told apart.

"The zone counted 340 firms. 58 newcomers signed a lease, 23 tenants left. It closed with 375."
"The rate, now 9 percent, will rise by 0.5 points every January. ... The increases end after eight
years, at 13 percent." Whatever figures about them bear a result out explain it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple

from bongsu.audit.changes.tabled_changes import read_cell
from bongsu.audit.findings import Finding
from bongsu.audit.reading.tallies import UNITS
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import as_note, sentence_at
from bongsu.audit.rules import RULES
from bongsu.audit.telling import about, related_part
from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import AMOUNTS, NO_BOUNDS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_LEAD, _TAIL = 60, 45
_REACH = 1_200  # code points between what a step leads from and what it leads to
_MOST = 6  # figures that come and go
_NEAR = (0.8, 1.25)  # of the right stock: one farther off is of something else
_STEPS_NEAR = (0.45, 2.2)  # of the right number of steps
_DUST = 1e-6
_OPENS = lazy_regex(
    r"\b(?:at\sthe\s(?:start|beginning|outset)|opened|began|started|a\syear\s(?:ago|before|earlier)|on\sjanuary\s1|"
    r"had\scounted|used\sto)\b"
)
_CLOSES = lazy_regex(
    r"\b(?:clos(?:ed|es|ing)|end(?:ed|s|ing)?|at\sthe\send|now\s(?:has|counts|stands|numbers)|finished|left\swith|"
    r"on\sdecember\s31|by\sdecember|remain\w*|year-end)\b"
)
_CAME = lazy_regex(
    r"\b(?:newcomers|new\s|joined|opened|added|hired|recruited|arriv\w+|enter\w+|signed|admitted|bought|born|"
    r"came|gained|moved\sin|took\son|founded|registered)\b"
)
_WENT = lazy_regex(
    r"\b(?:left|clos\w+|depart\w+|quit|died|sold|lost|dismissed|retired|withdr[ae]w\w*|scrapped|moved\s(?:out|away)|"
    r"resigned|shut|gave\sup|went|dropped\sout|deregistered|ceased)\b"
)


_JOINT = lazy_regex(r"[,;]\s|\s(?:and|but|while)\s")


class Stock(NamedTuple):
    """A first and a last level, with what came and went between them."""

    first: Quantity
    last: Quantity
    flows: tuple[tuple[Quantity, int], ...]  # each with its sign
    right: float


def stocks(evidence: Evidence) -> Iterator[Stock]:
    """Yield stocks at an end that what came and went since the beginning does not give."""
    counts = [
        one
        for one in few_terms(evidence)
        if one.quantity.kind in AMOUNTS
        and not (one.cell or one.idle)
        and one.value > 0
        and one.quantity.comparator is Comparator.EXACT
    ]
    for at, first in enumerate(counts):
        if _OPENS.search(_about(first)) is None:
            continue
        flows: list[tuple[Term, int]] = []
        for one in counts[at + 1 :]:
            if one.quantity.start - first.quantity.start > _REACH or len(flows) > _MOST:
                break
            if not one.units & first.units:
                continue
            said = _about(one)
            came, went = _CAME.search(said), _WENT.search(said)
            if _CLOSES.search(said) and len(flows) > 1 and one.index > flows[-1][0].index:
                yield from _held(first, one, flows)
                break
            if (came is None) is (went is None) or one.value >= first.value:
                break  # nobody can say what it does to the stock
            flows.append((one, 1 if came else -1))


def _about(one: Term) -> str:
    """Return what the clause of a figure says, with dates as they are written."""
    text, sentence = one.frame.evidence.text, one.frame.sentence
    start = max(sentence.start, one.quantity.start - _LEAD)
    end = min(sentence.end, one.quantity.end + _TAIL)
    lead = _JOINT.split(text[start : one.quantity.start])[-1]
    tail = _JOINT.split(text[one.quantity.end : end])[0]
    return f"{lead} {tail}".replace("\n", " ").lower()


def _held(first: Term, last: Term, flows: Sequence[tuple[Term, int]]) -> Iterator[Stock]:
    if first.nouns and last.nouns and not first.nouns & last.nouns:
        return
    if len({sign for _, sign in flows}) == 1:
        return  # what only comes or only goes may be told in part
    changes = [one.value for one, _ in flows]
    ways = product((-1, 0, 1), repeat=len(flows))
    room = sum(one.quantity.step for one in (first, last)) / 2 if first.value % 1 else _DUST
    for way in ways:
        moved = sum(sign * change for sign, change in zip(way, changes, strict=True))
        if any(way) and abs(first.value + moved - last.value) <= room:
            return
    right = first.value + sum(sign * one.value for one, sign in flows)
    if right > 0 and _NEAR[0] <= last.value / right <= _NEAR[1]:
        told = tuple((one.quantity, sign) for one, sign in flows)
        yield Stock(first.quantity, last.quantity, told, right)


_WORDS = {word: float(UNITS.index(word)) for word in UNITS[2:13]}
_NUMBER = rf"(?P<n>{'|'.join(_WORDS)}|\d{{1,2}})"
_COUNTED = lazy_regex(
    rf"\b{_NUMBER}\s(?:\w+\s)?(?:moves|cuts|steps|increases|hikes|reductions|rises|raises)\b"
)
_LASTING = lazy_regex(
    rf"\b(?:after|over|within|takes?|spread\sover|lasts?)\s{_NUMBER}\s(?:years|months|quarters)\b"
)
_SIZE = lazy_regex(
    r"\b(?P<size>a\squarter\sof\sa\s(?:percentage\s)?point|half\sa\s(?:percentage\s)?point|"
    r"a\squarter[-\s]point|(?P<bp>\d{2,3})\sbasis\spoints|(?P<pp>\d\.?\d*)\s(?:percentage\s)?points?)\s"
    r"(?:(?P<each>each|apiece|at\sa\stime|every\stime)|(?:every|each|a|per)\s(?P<year>\w+))\b"
)
_PERIODS = ("year", "month", "quarter", "january", "july", "april")


_LEVEL = lazy_regex(  # where a rate stood, or came to, told by no other subject
    r"\b(?:from|to|at|now|began|stood|stands|reach\w*|is|was|be)\s(?:now\s|about\s|then\s)?$"
)


class Steps(NamedTuple):
    """A number of equal steps, the two levels between which they lead, and how many these take."""

    start: int
    end: int
    first: Quantity
    last: Quantity
    right: float
    size: float


def steps(evidence: Evidence) -> Iterator[Steps]:
    """Yield numbers of equal steps that do not lead between the only two levels about them."""
    text = evidence.text.lower()
    for found in _SIZE.finditer(text):
        size = _size(found)
        timed = found["each"] is None
        if timed and found["year"] not in _PERIODS:
            continue
        low, high = max(0, found.start() - _REACH), found.end() + _REACH
        numbers = [*(_LASTING if timed else _COUNTED).finditer(text, low, high)]
        if len(numbers) != 1:
            continue
        number = numbers[0]
        told = _WORDS.get(number["n"]) or float(number["n"])
        rates = {
            one.value: one
            for one in evidence.quantities
            if low <= one.start < high
            and one.kind is Kind.PERCENT
            and one.value is not None
            and one.comparator in NO_BOUNDS
            and _LEVEL.search(text, max(0, one.start - _LEAD), one.start)
        }
        pairs = [
            (first, last, abs((first.value or 0.0) - (last.value or 0.0)) / size)
            for first, last in combinations(rates.values(), 2)
        ]
        if any(abs(right - told) < _HALF for _, _, right in pairs):
            continue
        whole = [
            pair
            for pair in pairs
            if abs(pair[2] - round(pair[2])) < _DUST
            and _STEPS_NEAR[0] <= told / max(pair[2], _DUST) <= _STEPS_NEAR[1]
        ]
        if len(whole) == 1 and (not timed or _ends_at(evidence, number.start(), whole[0][:2])):
            yield Steps(number.start(), number.end(), *whole[0], size)


def _ends_at(evidence: Evidence, at: int, levels: tuple[Quantity, Quantity]) -> bool:
    """Whether the sentence that tells how long steps go on tells one of their levels."""
    sentence = evidence.sentences[sentence_at(evidence, at)]
    return any(sentence.start <= one.start < sentence.end for one in levels)


_HALF = 0.5  # of a step


def _size(found: re.Match[str]) -> float:
    if found["bp"]:
        return float(found["bp"]) / _POINTS
    if found["pp"]:
        return float(found["pp"])
    return 0.5 if found["size"].startswith("half") else 0.25


_POINTS = 100.0  # basis points of one


class Schedule(NamedTuple):
    """A column of steps, the two levels between which they should lead, and their sum."""

    first: Quantity
    last: Quantity
    cells: tuple[Block, ...]
    added: float


_COLUMN = lazy_regex(
    r"\b(?:withdrawals?|reductions?|cuts?|increases?|additions?|steps?|removals?|closures|departures|rise|lowering)\b"
)
_REDUCES = lazy_regex(
    r"\b(?:reduc\w+|cut|lower\w*|rais\w+|increas\w+|expand\w*|shrink\w*|bring|brought)\b"
)
_FEWEST = 3  # steps


def schedules(evidence: Evidence) -> Iterator[Schedule]:
    """Yield columns of steps that do not lead between the two levels told right above them."""
    terms = few_terms(evidence)
    for table in evidence.article.tables:
        if not table.has_header or not len(table.rows) > _FEWEST:
            continue
        above = [
            one
            for one in terms
            if one.quantity.kind in AMOUNTS
            and 0 < table.rows[0][0].start - one.quantity.start < _ABOVE
            and _REDUCES.search(evidence.words(one.frame.sentence).lower())
            and not (one.idle or one.cell)
        ]
        for column, head in enumerate(table.rows[0]):
            if not column or _COLUMN.search(evidence.words(head).lower()) is None:
                continue
            cells = [
                read_cell(evidence, row[column]) for row in table.rows[1:] if column < len(row)
            ]
            read = [cell for cell in cells if cell is not None]
            if len(read) != len(cells) or len(read) < _FEWEST:
                continue
            added = sum(abs(cell.value) for cell in read)
            apart = {
                (one, other): abs(one.value - other.value)
                for one, other in combinations(above, 2)
                if one.units & other.units
            }
            near = [
                pair for pair, by in apart.items() if _NEAR[0] <= added / max(by, _DUST) <= _NEAR[1]
            ]
            room = sum(cell.step for cell in read)
            if len(near) == 1 and abs(apart[near[0]] - added) > room:
                first, last = (one.quantity for one in near[0])
                yield Schedule(first, last, tuple(cell.block for cell in read), added)


_ABOVE = 400  # code points above a table


def stock_findings(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    """Yield notes on stocks, numbers of steps and schedules that their levels do not bear out."""
    words = evidence.words
    rule = RULES["AR108"]
    for stock in stocks(evidence):
        if stock.last.start in told:
            continue
        flows = " ".join(f"{'+' if sign > 0 else '-'} {words(one)}" for one, sign in stock.flows)
        yield as_note(
            about(
                rule,
                evidence,
                stock.last,
                f"{words(stock.first)} {flows} is {stock.right:,.12g}, not {words(stock.last)}",
                inputs={"first": stock.first}
                | {f"flow {at + 1}": one for at, (one, _) in enumerate(stock.flows)},
            )
        )
    for step in steps(evidence):
        if not told & {step.first.start, step.last.start}:
            yield as_note(
                rule.finding(
                    evidence.document,
                    step.start,
                    step.end,
                    f"from {words(step.first)} to {words(step.last)} takes {step.right:.0f} steps "
                    f"of {step.size:g} points, which “{evidence.text[step.start : step.end]}” does "
                    "not say",
                    related=[
                        related_part(evidence, one, "level") for one in (step.first, step.last)
                    ],
                )
            )
    for plan in schedules(evidence):
        yield as_note(
            rule.finding_at(
                evidence.document,
                plan.cells[-1],
                f"the steps add up to {plan.added:,.12g}, which does not lead from "
                f"{words(plan.first)} to {words(plan.last)}",
                related=[related_part(evidence, one, "level") for one in (plan.first, plan.last)],
            )
        )
