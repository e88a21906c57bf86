"""Figures of one unit in a row that may be the parts of a total, and words that call one so.

What a row is, and what is said around it, is told here; which total it was meant for, in
`gathered.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby, pairwise

from bongsu.audit.notation import FIGURE_SIGN
from bongsu.audit.parts.addends import SINGLE
from bongsu.audit.reading.coordinated import Row
from bongsu.audit.reading.relating import forms_of, tokens
from bongsu.audit.reading.terms import COUNT, Term
from bongsu.audit.reading.wording import table
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

FEWEST, _MOST = 2, 12  # parts
LEAD, _TAIL = 45, 45  # code points on either side of a total in which words call it one
_AND = lazy_regex(r"\band\s")
_BREAK = lazy_regex(r";|\bbut\b|\bwhile\b")
_BESIDE = 60  # code points
_OPENING = 70  # code points from a total to the list that a colon opens
_BALANCED = lazy_regex(
    r"\b(?:than|previous|compar\w+|forecast|targets?|minus|surplus|deficit|out of|net|difference|"
    r"exceed\w*|shortfall)\b|=.*[)\ue000-\ue01f] [–−-] ",
    re.IGNORECASE,
)
_TINY = 12.0  # a number in words up to it may count something beside the parts


@dataclass(frozen=True, eq=False)
class Run(Row):
    """Figures of one unit in a row that may be the parts of a total."""

    passage: tuple[Term, ...] = ()  # all figures of the unit in it

    @cached_property
    def between(self) -> str:
        """What is said from the first part to the last."""
        first, last = self.first, self.last
        if first.frame is last.frame:
            return first.frame.text[first.at : last.at + 1]
        middle = {part.frame.index: part.frame.text for part in self.parts}
        return " ".join([self._before_list, *middle.values()])

    @property
    def _before_list(self) -> str:
        """What announces a list, so that it may say what its items are."""
        evidence, block = self.first.frame.evidence, self.first.block
        return evidence.words(evidence.article.blocks[block - 1]) if self.listed and block else ""

    @property
    def joined(self) -> bool:
        """Whether the last is joined to the others as the last of a list."""
        before, last = self.parts[-2:]
        return self.listed or (
            before.frame is last.frame
            and _AND.search(last.frame.text, before.at, last.at) is not None
        )

    def beside(self, term: Term) -> bool:
        """Whether they stand right behind or before a figure of their sentence."""
        first, last = self.first, self.last
        if first.frame is not term.frame or last.frame is not term.frame:
            return False
        start, end = (term.at, first.at) if term.at < first.at else (last.at, term.at)
        return end - start < _BESIDE and _BREAK.search(term.frame.text, start, end) is None

    def opened_by(self, term: Term) -> bool:
        """Whether a colon or a verb of splitting leads from a figure to them as its list."""
        first = self.first
        if first.frame is not term.frame or first.at < term.at or not self.joined:
            return False
        said = term.frame.text[term.at + 1 : first.at]
        if FIGURE_SIGN.search(said) or len(said) > _OPENING:
            return False
        return ":" in said or phrases("split_phrases").search(said) is not None

    def whole(self, term: Term) -> bool:
        """Whether these are all figures of the passage that may be parts of another."""
        return all(
            one in self.parts or one is term or one.value >= term.value or is_tiny(one)
            for one in self.passage
        )

    def moved(self, term: Term) -> bool:
        """Whether their passage, or that of a total, tells of changes, plans or balances too."""
        frames = {part.frame.index: part.frame for part in (*self.parts, term)}
        return any(_BALANCED.search(frame.text) for frame in frames.values())

    @property
    def mixed(self) -> bool:
        """Whether small numbers in words stand among others that are no such numbers."""
        return 0 < sum(map(is_tiny, self.parts)) < len(self.parts)

    @property
    def singles(self) -> int:
        """How many single things stand among them in words: "and a supply ship"."""
        last = self.last
        said = self.between + last.tail[:40].partition(".")[0]
        return len(SINGLE.findall(said)) if COUNT in last.units else 0


def runs_of(some: Sequence[Term], evidence: Evidence) -> Iterator[Run]:
    """Yield all rows of figures that stand together, with and without small numbers in words."""
    for group, listed in _passages(some, evidence):
        few = [one for one in group if not is_tiny(one)]
        for parts in (group, few) if len(few) < len(group) else (group,):
            for first in range(len(parts)):
                for last in range(first + FEWEST, min(len(parts), first + _MOST) + 1):
                    yield Run(tuple(parts[first:last]), listed, tuple(group))


def is_tiny(term: Term) -> bool:
    """Whether a figure is a small number in words, which may count something beside the parts."""
    return term.quantity.words and term.value <= _TINY


def _passages(some: Sequence[Term], evidence: Evidence) -> Iterator[tuple[Sequence[Term], bool]]:
    """Yield the figures of a sentence, of two in a row, or of the items of a list."""
    blocks = evidence.article.blocks
    by_sentence = [list(group) for _, group in groupby(some, key=lambda term: term.index)]
    yield from ((group, False) for group in by_sentence if len(group) >= FEWEST)
    for first, second in pairwise(by_sentence):
        if first[0].near(second[0]) and len(first) + len(second) <= _MOST:
            yield [*first, *second], False
    items = [group[-1] for group in by_sentence if blocks[group[0].block].kind is BlockKind.ITEM]
    for _, row in groupby(enumerate(items), key=lambda pair: pair[1].block - pair[0]):
        listed = [one for _, one in row]
        if len(listed) >= FEWEST:
            yield listed, True


def called_total(term: Term) -> bool:
    """Whether words beside a figure call it a total."""
    lead = FIGURE_SIGN.split(term.lead[-LEAD:])[-1]
    tail = FIGURE_SIGN.split(term.tail[:_TAIL])[0]
    if phrases("split_phrases").search(tail):
        return True
    if phrases("split_phrases").search(lead):
        return False  # "the total splits into new projects with 26 billion": its first part
    if _OF_TOTAL.match(tail):
        return False  # "22.6 percent of total trade": a share of another total
    return any(
        phrases("total_phrases").search(said)
        or any(word in forms_of("total_words") for _, word in tokens(said))
        for said in (lead, tail)
    )


_OF_TOTAL = lazy_regex(r" of (?:(?:the|its|their|all|[A-Z]\S+) )*(?:total|overall|combined) [a-z]")


@cache
def phrases(name: str) -> re.Pattern[str]:
    """Return the pattern of a list of phrases of the table of relations."""
    joined = table("relations")[name].replace(" ", "")
    return regex(rf"\b(?:{joined})\b", re.IGNORECASE)
