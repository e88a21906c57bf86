"""Figures of one unit told in a row: "5.4 billion for ships, 3.1 for chips and 1.5 for cars".

Whether such a row is the parts of a whole, and of which, is asked by those that add it up. What is
told here is that its figures stand on one footing: in one sentence with nothing but commas, "and"
and their labels between them, in sentences that follow one another, or in the items of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import FIGURE_SIGN
from bongsu.audit.reading.terms import PERCENT, Term, Unit, few_terms, worded
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import NO_BOUNDS, DateMention, Evidence, Kind
from bongsu.patterns import lazy_regex

_JOINT = lazy_regex(r"[,;:·/]|\b(?:and|while|whereas|but|then|plus|with)\b")
_APART = lazy_regex(  # what sets a figure against the one before, or puts it within
    r"\b(?:than|against|versus|compared|out of|includ\w+|of wh(?:ich|om)|such as|or|instead|"
    r"each|per|respectively|between|range\w*|on average|averag\w+|rose|fell|grew|"
    r"(?:in|de)creas\w+|among (?:them|these|those))\b|=",
    re.IGNORECASE,
)
_MOVED = guarded_regex(
    r"(?<!make )(?<!makes )(?<!made )(?<!making )\b(?:by|up|down|from|than|against|versus|after|"
    r"compared (?:with|to)|exceed\w*|out of)"
    r"(?: (?:the|about|some|a|an|its|their|only|just|further|another|nearly|almost))* ?$",
    re.IGNORECASE,
)
_MORE = lazy_regex(
    r"(?: [a-z]+)? (?:more|less|fewer|higher|lower|above|below|a (?:year|month|day|week)|annually|"
    r"per|each|yearly|monthly|daily)\b"
)
_BRACKET = lazy_regex(r"\([^()]{0,60}\)")
_LABEL = guarded_regex(
    r"(?:\n|(?<=[)\d%]) )[A-Z][^:.;,\n\d]{2,60}:"
)  # of a line that goes on within a paragraph
_LONGEST_GAP = 140  # code points between two figures of a row
_MOST = 12  # figures of a row
_FOLLOWING = 3  # sentences of a row
_ALL, _ROUGH = 100.0, 8.0  # percent: "a third" is said of 30 to 37


@dataclass(frozen=True, eq=False)
class Row:
    """Figures of one unit on one footing."""

    parts: tuple[Term, ...]
    listed: bool = False  # whether each stands in an item of a list

    @property
    def first(self) -> Term:
        """The figure that opens the row."""
        return self.parts[0]

    @property
    def last(self) -> Term:
        """The figure that closes it."""
        return self.parts[-1]

    @cached_property
    def added(self) -> float:
        """What they come to."""
        return sum(part.value for part in self.parts)

    @cached_property
    def lead(self) -> str:
        """What the first sentence says before the first figure of the row."""
        return self.first.lead

    @cached_property
    def sentences(self) -> str:
        """All that the sentences of the row say; of a labelled line in them, only the line."""
        evidence = self.first.frame.evidence
        start, end = self.first.frame.sentence.start, self.last.frame.sentence.end
        labels = [found.start() for found in _LABEL.finditer(evidence.text, start, end)]
        before = [at for at in labels if at < self.first.quantity.start]
        behind = [at for at in labels if at > self.last.quantity.end]
        return evidence.text[max([start, *before]) : min([end, *behind])]

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """The words that go with each figure: from the joint before it to the one behind it."""
        return tuple(_clause(part) for part in self.parts)

    @cached_property
    def dates(self) -> int:
        """How many of the figures have a date of their own in their clause."""
        return sum(
            any(
                isinstance(item, DateMention)
                for at, item in part.frame.items.items()
                if 0 <= at - (part.at - len(lead)) < len(lead) + len(tail) + 1
            )
            for part in self.parts
            for lead, tail in [_around(part)]
        )

    @cached_property
    def tails(self) -> tuple[str, ...]:
        """What stands behind each figure, up to the next joint."""
        return tuple(_around(part)[1] for part in self.parts)


def _around(part: Term) -> tuple[str, str]:
    lead = FIGURE_SIGN.split(part.lead)[-1]
    tail = FIGURE_SIGN.split(part.tail)[0]
    cuts = [found.end() for found in _JOINT.finditer(lead)]
    stop = _JOINT.search(tail)
    return lead[cuts[-1] if cuts else 0 :], tail[: stop.start() if stop else len(tail)]


def _clause(part: Term) -> str:
    return " ".join(_around(part))


def rows_of(evidence: Evidence, kinds: frozenset[str]) -> Iterator[tuple[Unit, Row]]:
    """Yield the rows of an article whose unit is of some kinds."""
    return ((unit, row) for unit, row in _rows(evidence) if unit[0] in kinds)


@remembered
def _rows(evidence: Evidence) -> Iterator[tuple[Unit, Row]]:
    every = [term for term in (*few_terms(evidence), *worded(evidence)) if not term.cell]
    every = [_in_percent(term) for term in every]
    every.sort(key=lambda term: term.quantity.start)
    by_unit: dict[Unit, list[Term]] = {}
    for term in every:
        for unit in term.units:
            by_unit.setdefault(unit, []).append(term)
    for unit, some in by_unit.items():
        for row in (*_in_sentences(some), *_in_items(some, evidence)):
            yield unit, row


def _in_percent(term: Term) -> Term:
    """Return a fraction as the percentage that it may stand for; any other figure as it is."""
    quantity = term.quantity
    if quantity.kind is not Kind.FRACTION or not 0 < term.value < 1:
        return term
    told = replace(
        quantity,
        value=_ALL * term.value,
        step=_ROUGH,
        approximate_step=_ROUGH,
        kind=Kind.PERCENT,
        unit="percent",
    )
    return replace(term, quantity=told, units=frozenset({PERCENT}))


def _in_sentences(some: Sequence[Term]) -> Iterator[Row]:
    """Yield the rows of single sentences, and of some that follow one another."""
    runs: list[list[Term]] = []
    for _, group in groupby(some, key=lambda term: term.index):
        here = list(coordinate([term for term in group if _plain(term)]))
        for run in here:
            if 1 < len(run) <= _MOST:
                yield Row(tuple(run))
        if not here:
            continue
        last = runs[-1][-1] if runs else None
        if last is not None and last.near(here[0][0]):
            for back in range(1, min(len(runs), _FOLLOWING - 1) + 1):
                joined = [term for run in runs[-back:] for term in run]
                if joined[0].block == here[0][0].block and len(joined) + len(here[0]) <= _MOST:
                    yield Row((*joined, *here[0]))
        else:
            runs = []
        runs = [*runs, here[0]] if len(here) == 1 else []


def coordinate(some: Iterable[Term]) -> Iterator[list[Term]]:
    """Yield the figures of a sentence that stand on one footing, run by run."""
    run: list[Term] = []
    for before, term in pairwise([None, *some]):
        if term is None:
            continue
        if before is not None and run and _coordinate(before, term):
            run.append(term)
            continue
        if run:
            yield run
        run = [term]
    if run:
        yield run


def _coordinate(before: Term, term: Term) -> bool:
    gap = _BRACKET.sub("", term.frame.text[before.at + 1 : term.at])
    text = term.frame.evidence.text
    if _LABEL.search(text, before.quantity.end, term.quantity.start) is not None:
        return False
    return (
        len(gap) <= _LONGEST_GAP and _JOINT.search(gap) is not None and _APART.search(gap) is None
    )


def _plain(term: Term) -> bool:
    """Whether a figure is a level, told as such, and not how much something moved or differs."""
    quantity = term.quantity
    return (
        quantity.kind is not Kind.PERCENT_CHANGE
        and quantity.comparator in NO_BOUNDS
        and term.value > 0
        and not quantity.per
        and not moved(term)
    )


def moved(term: Term) -> bool:
    """Whether a figure tells how much something moved or differs, or from where it moved."""
    return _MOVED.search(term.lead[-40:]) is not None or _MORE.match(term.tail) is not None


def _in_items(some: Sequence[Term], evidence: Evidence) -> Iterator[Row]:
    """Yield the figures of the items of a list, where each item has one, or has it first."""
    blocks = evidence.article.blocks
    firsts = [next(group) for _, group in groupby(some, key=lambda term: term.block)]
    items = [term for term in firsts if blocks[term.block].kind is BlockKind.ITEM]
    for _, group in groupby(enumerate(items), key=lambda pair: pair[1].block - pair[0]):
        listed = [term for _, term in group]
        if 1 < len(listed) <= _MOST and all(map(_plain, listed)):
            yield Row(tuple(listed), listed=True)
