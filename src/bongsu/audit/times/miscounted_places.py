"""The sentence in which a stretch of time is told, with the dates that stand around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.passed_time import Stretch, days_of, fits
from bongsu.evidence.mentions import DateMention, Evidence, Sentence

_LOOK_BACK = 3  # sentences back in which the other day may stand
FEW = 8  # dates of an article among which one is soon found


class Place(NamedTuple):
    """A sentence with what its article says around it."""

    evidence: Evidence
    sentences: Sequence[tuple[Sentence, str]]
    number: int
    day: dt.date | None

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.sentences[self.number][0]

    @property
    def words(self) -> str:
        """The words of the sentence, as prose."""
        return self.sentences[self.number][1]

    def own(self) -> list[DateMention]:
        """Return the dates of the sentence itself."""
        return days_of(self.evidence, self.sentence.start, self.sentence.end)

    def before(self, most: int = _LOOK_BACK) -> list[list[DateMention]]:
        """Return the dates of the sentences before in the same paragraph, the nearest first."""
        found = []
        for sentence, _ in reversed(self.sentences[max(0, self.number - most) : self.number]):
            if sentence.block == self.sentence.block:
                found.append(days_of(self.evidence, sentence.start, sentence.end))
        return found

    def after(self) -> list[DateMention]:
        """Return the dates of the sentence behind, if it is of the same paragraph."""
        following = self.sentences[self.number + 1 : self.number + 2]
        return [
            date
            for sentence, _ in following
            if sentence.block == self.sentence.block
            for date in days_of(self.evidence, sentence.start, sentence.end)
        ]


def bears_out(place: Place, stretch: Stretch, dates: Sequence[DateMention]) -> bool:
    """Whether a stretch lies between any two of some dates."""
    return any(fits(place.evidence, stretch, a, b) for a, b in combinations(dates, 2))
