"""What one sentence says around its figures: verbs, names, leads, sources; looked for once.

A sentence may hold hundreds of figures, as lists do, so nothing here is asked of it twice.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from bongsu.evidence.mentions import Modality, Sentence
from bongsu.evidence.phrases import Name, Names, claim_words, leads
from bongsu.patterns import regex

_WORD = regex(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_HALVES = regex(r"[;—]")
_FARTHEST = 400  # code points before a figure in which its verb and its subject stand
_CLAUSES = 12  # before a figure, among which its subject is looked for
_MODAL = 160  # code points before a figure in which a word of plan or forecast governs it


class Verb(NamedTuple):
    """A verb that may lead to a figure."""

    start: int
    end: int
    word: str  # in lower case


class Said:
    """One sentence, with the places of all that binds figures in it."""

    def __init__(self, text: str, sentence: Sentence, named: Names) -> None:
        known = claim_words()
        start, end = sentence.start, sentence.end
        self.start, self.end, self._named = start, end, named
        self.verbs = [
            Verb(found.start(), found.end(), found[0].lower())
            for found in _WORD.finditer(text, start, end)
            if found[0].lower() in known.verbs
        ]
        self.attributed = known.attributed.search(text, start, end)
        self._verb_starts = [verb.start for verb in self.verbs]
        self._names = named.within(start, end)
        self._name_starts = [name[0] for name in self._names]
        self._leads = leads(text, start, end)
        self._cuts = [found.end() for found in known.clause.finditer(text, start, end)]
        self._halves = [found.end() for found in _HALVES.finditer(text, start, end)]
        self._expected = [found.end() for found in known.expected.finditer(text, start, end)]
        self._target = [found.end() for found in known.target.finditer(text, start, end)]
        condition = known.conditional.search(text, start, end)
        self._conditional = condition.end() if condition else end + 1

    @property
    def sayer(self) -> tuple[int, int]:
        """Where the one stands on whose word the sentence is told; (-1, -1) if nobody is named."""
        found = self.attributed
        if found is None:
            return -1, -1
        return found.span("by" if found["by"] else "of")

    def names(self, start: int, end: int) -> list[Name]:
        """Return the names that lie within a stretch of the sentence."""
        first = bisect_left(self._name_starts, start)
        last = bisect_left(self._name_starts, end)
        found = self._names[first:last]
        if found and found[-1][1] > end:  # one that goes on: "Samsung USD 5 billion"
            found = found[:-1] + self._named.within(found[-1][0], end)
        return found

    def main_clause(self, before: int) -> int:
        """Return where the main clause begins, behind "In 2024," and "Reuters reported that"."""
        at = bisect_right(self._leads, before)
        return self._leads[at - 1] if at else self.start

    def verbs_between(self, start: int, end: int) -> list[Verb]:
        """Return the verbs of a stretch, the nearest four hundred code points of it."""
        first = bisect_left(self._verb_starts, max(start, end - _FARTHEST))
        found = self.verbs[first : bisect_left(self._verb_starts, end)]
        return found[:-1] if found and found[-1].end > end else found

    def clauses(self, before: int) -> list[int]:
        """Return where the clauses before a place begin, the nearest first."""
        start = self.main_clause(before)
        first = bisect_right(self._cuts, max(start, before - _FARTHEST))
        cuts = self._cuts[first : bisect_right(self._cuts, before)]
        return [*reversed(cuts[-_CLAUSES:]), max(start, before - _FARTHEST)]

    def modality(self, before: int) -> Modality:
        """Return how sure the words before a place make what stands there."""
        if self._conditional <= before:
            return Modality.CONDITIONAL
        half = bisect_right(self._halves, before)
        clause = max(before - _MODAL, self._halves[half - 1] if half else self.start)
        expected, target = _last(self._expected, before), _last(self._target, before)
        if max(expected, target) <= clause:
            return Modality.STATED
        return Modality.EXPECTED if expected >= target else Modality.TARGET

    @property
    def source(self) -> str:
        """On whose word the sentence is told; "" for the author's own."""
        found = self.attributed
        if found is None:
            return ""
        who = " ".join((found["by"] or found["of"]).split()).rstrip(",.’'")
        return "" if who in claim_words().not_subject else who


def _last(ends: list[int], before: int) -> int:
    at = bisect_right(ends, before)
    return ends[at - 1] if at else -1
