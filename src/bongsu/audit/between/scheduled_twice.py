"""Days that two short documents give to one deed, further apart than a slip of the finger.

"The plant closes on 28 February" and "will close on 31 March": the clauses around the two days
must tell of one kind of happening, and their sentences share what it happens to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from bongsu.audit.reading.kinship import kinds_of
from bongsu.audit.reading.misdated import Dated, days_told, given, of_two_deeds
from bongsu.audit.reading.surroundings import SHORT, chance, of_others, sentence_topics, weight
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_ENOUGH = 4.0  # of the weights of surroundings, beside one deed
_MONTHS = 200  # days that two plans of one deed lie apart at most
_CUT = lazy_regex(r"[;:]\s|,\s(?:and|but|when|while|where|which)\s")


def scheduled_twice(evidences: Sequence[Evidence]) -> Iterator[tuple[Dated, Dated]]:
    """Yield days of two short articles that each give to one deed, neither known to the other."""
    short = [e for e in evidences if e.article.end - e.article.start <= SHORT]
    by_chance = chance(evidences)
    for one, other in combinations(short, 2):
        ours, theirs = given(one), given(other)
        pairs = [
            (first, second)
            for first in days_told(one)
            for second in days_told(other)
            if first.day not in theirs and second.day not in ours and _one_deed(first, second)
        ]
        for first, second in pairs if len(pairs) == 1 else ():
            if weight(first.place, second.place) - by_chance >= _ENOUGH:
                yield first, second


def _one_deed(first: Dated, second: Dated) -> bool:
    if not 0 < abs((first.day - second.day).days) <= _MONTHS:
        return False
    if of_others(first.place, second.place) or of_two_deeds(first, second):
        return False
    shared = sentence_topics(first.place) & sentence_topics(second.place)
    return len(shared) > 1 and bool(kinds_of(_clause(first)) & kinds_of(_clause(second)))


def _clause(one: Dated) -> str:
    """Return the words around a day, up to where another clause begins."""
    sentence = one.place.sentence
    words = one.evidence.words(sentence)
    at = one.date.start - sentence.start
    cuts = [match.span() for match in _CUT.finditer(words)]
    start = max([end for _, end in cuts if end <= at], default=0)
    end = min([begin for begin, _ in cuts if begin > at], default=len(words))
    return regex(r"\d+").sub(" ", words[start:end])
