"""Stretches of time that lie between no two days of the text, told of two that are sure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations, pairwise

from bongsu.audit.reading.passed_time import Stretch, by_a_slip, fits, stretches, told
from bongsu.audit.reading.stretches import day_itself
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.remembering import remembered
from bongsu.audit.times.lengths_pointed import lengths_pointed
from bongsu.audit.times.miscounted_between import counted_to_another, span_together
from bongsu.audit.times.miscounted_now import FROM_A_DEED, counted_to_now, long_past, remembered_on
from bongsu.audit.times.miscounted_places import FEW, Place
from bongsu.audit.times.miscounted_terms import Miscount, all_dates, of_terms
from bongsu.audit.times.spans_told import renewed_after, spans_told
from bongsu.evidence.mentions import Evidence, Granularity
from bongsu.patterns import lazy_regex

_LATER = lazy_regex(r"\s(?:later|after)\b")


@remembered
def miscounts(evidence: Evidence, day: dt.date | None) -> Iterator[Miscount]:
    """Yield the stretches of an article that none of its dates bear out."""
    yield from {one.stretch.start: one for one in _every(evidence, day)}.values()


def _every(evidence: Evidence, day: dt.date | None) -> Iterator[Miscount]:
    sentences = prose(evidence)
    for number, (sentence, words) in enumerate(sentences):
        for stretch in stretches(evidence.text, sentence.start, sentence.end):
            kind = told(words, stretch.start - sentence.start, stretch.end - sentence.start)
            if kind is None or in_quotes(evidence, sentence, stretch.start):
                continue
            place = Place(evidence, sentences, number, day)
            later = kind == "now" and _LATER.match(words, stretch.end - sentence.start)
            if later and place.own():
                kind = "later"
            if kind == "later" and day is not None and not place.own():
                main = words[stretch.end - sentence.start :].partition(", ")[2] or words
                told_now = PAST.search(main) is None or _STILL.search(main) is not None
                kind = "now" if told_now else kind
            if kind == "now" and day is not None:
                found = counted_to_now(place, stretch, day)
            else:
                found = counted_to_another(place, stretch, kind)
            if found is not None:
                yield found
    yield from lengths_pointed(evidence, day)
    yield from _of_the_title(evidence, day)
    yield from of_terms(evidence)
    yield from spans_told(evidence, day)
    yield from renewed_after(evidence)


_STILL = lazy_regex(r"\b(?:is|are|has|have|still|now|today|remains?|continues?|stands?|keeps?)\b")


def _of_the_title(evidence: Evidence, day: dt.date | None) -> Iterator[Miscount]:
    """Yield "Fifty Years after ..." in the title of a text on what was sixty years ago."""
    span = evidence.article.title_span
    if span is None or day is None:
        return
    for stretch in stretches(evidence.text, *span):
        behind = evidence.text[stretch.end : span[1]].casefold()
        if stretch.unit == "day" and behind.startswith((" to ", " for ", " left ", " of ")):
            yield from _of_one_span(evidence, stretch)
        if stretch.unit != "year" or not behind.startswith(
            (" after", " since", " on", " of", " later")
        ):
            continue
        if FROM_A_DEED.match(evidence.text, stretch.end):
            continue
        every, now = all_dates(evidence), day_itself(day)
        kept = [date for date in every if long_past(date, day) and remembered_on(date, day)]
        if len(kept) != 1 or any(fits(evidence, stretch, date, now) for date in every):
            continue
        yield Miscount(stretch=stretch, first=kept[0], second=now, now=True, sure=True)


def _of_one_span(evidence: Evidence, stretch: Stretch) -> Iterator[Miscount]:
    """Yield the days of a title where the one span of the text, from day to day, has others."""
    exact = [d for d in all_dates(evidence) if d.granularity is Granularity.DAY]
    if len(exact) > FEW or any(fits(evidence, stretch, a, b) for a, b in combinations(exact, 2)):
        return
    spans = [(a, b) for a, b in pairwise(exact) if span_together(evidence, a, b)]
    if len(spans) == 1:
        first, second = spans[0]
        sure = by_a_slip(stretch, first, second)
        yield Miscount(stretch=stretch, first=first, second=second, now=False, sure=sure)
