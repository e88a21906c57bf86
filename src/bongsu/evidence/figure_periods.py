"""The period of each figure of an article: told in its sentence, or gone on with from before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

from bongsu.evidence.comparisons import is_compared, is_current, is_of_now
from bongsu.evidence.documents import Article, Block, BlockKind
from bongsu.evidence.measures import Measures
from bongsu.evidence.mentions import DateMention, Kind, Quantity, Sentence
from bongsu.evidence.period_bases import tells_when_said
from bongsu.evidence.period_frames import (
    days_of_rows,
    goes_on,
    opening_dates,
    points_back,
    points_to_period,
    sums_up,
    survey_periods,
    title_period,
)
from bongsu.evidence.periods_of import Dated, dated
from bongsu.evidence.phrases import Names
from bongsu.patterns import regex

Near = TypeVar("Near", Quantity, DateMention)
# A duration or an age holds of itself, whatever year is spoken of.
_UNDATED = frozenset({Kind.DURATION, Kind.AGE, Kind.ORDINAL})
_ARROW = regex(r"[ \n]?(?:→|⇒|-+>)[ \n]?(?:(?:up|down)[ \n])?")
_DAY = len("2025-01-31")
_REACH = 100  # code points before a figure in which "from", "to" and "total" stand
_OPENING = 12  # code points in which a date opens a sentence: "Back in March, ..."
_AROUND = 12  # figures and dates on each side of a figure that tell its period


class FigurePeriods:
    """Walks through an article's figures; keeps the time that is spoken of."""

    def __init__(
        self,
        text: str,
        article: Article,
        sentences: Sequence[Sentence],
        of_sentence: dict[int, list[Quantity]],
        dates_of: dict[int, list[DateMention]],
        named: Names,
        dates: Sequence[DateMention],
    ) -> None:
        self.text, self.article, self.sentences = text, article, sentences
        self.of_sentence, self.dates_of, self.named = of_sentence, dates_of, named
        self.measures = Measures(text, article, named)
        self.is_release = _is_release(article, sentences, of_sentence)
        self._main: str | None = None  # the period that a release is about
        if self.is_release:
            self._main = self.measures.running.period = title_period(text, article, dates)
        self._row_days = days_of_rows(article, sentences, dates_of)
        self._opened = opening_dates(text, sentences, dates_of)
        self._surveyed = survey_periods(text, article, sentences, dates_of)
        self._last_period: str | None = None  # that of the last figure that has one
        self._passed = -1  # the sentence of the last figure, by its place
        self._first_of: dict[int, int] = {}  # block -> its first sentence
        for place, sentence in enumerate(sentences):
            self._first_of.setdefault(sentence.block, place)

    def _open_sentences(self, place: int, block: int) -> None:
        """Go on from the date that opens a sentence without figures, up to a figure's own."""
        for between in range(self._passed + 1, place):
            opened = self._opened.get(between)
            here = self.sentences[between].block == block
            if opened and here and not self._is_aside(opened, between):
                self.measures.running.period = opened
        self._passed = place

    def _still(self) -> str | None:
        """Return the time with which a release goes on in its next paragraph.

        One that looks back, "In May, exports dropped", ends with its paragraph.
        """
        running = self.measures.running.period
        back = running and self._main and running < self._main[: len(running)]
        return self._main if back else running

    def _go_on(self, period: str, place: int) -> None:
        """Remember the period of a figure for the sentences behind, or for the next one alone."""
        running, published = self.measures.running, self.article.published
        if period.endswith(".."):
            return  # what came to pass since 2017 dates nothing else
        if running.passing is not None and running.passing[1] == period:
            running.passing = place, period
            return
        own = self.dates_of.get(place, [])
        if goes_on(self.text, self.sentences[place], own, period, published, running.period):
            running.period, running.passing = period, None
            self._main = self._main or period
        else:
            running.passing = place, period

    def _is_aside(self, period: str, place: int) -> bool:
        """Whether a period is no new one to go on with: a sum, or a look back within a release."""
        running = self.measures.running.period
        if sums_up(period, running):
            return True
        if not (self.is_release and running):
            return False
        if len(period) < len(running) == _DAY and "/" not in running:
            return True  # within the news of a day: "In 2025, exports reached a record"
        if not (len(period) == len(running) and period < running):
            return False
        start = self.sentences[place].start
        return not any(
            date.start - start < _OPENING and date.edtf == period
            for date in self.dates_of.get(place, [])[:1]
        )

    def _before(self, quantity: Quantity, sentence: Sentence, reach: int = _REACH) -> str:
        return self.text[max(sentence.start, quantity.start - reach) : quantity.start]

    def _leads_on(self, quantity: Quantity, place: int) -> bool:
        """Whether an arrow leads from a figure to the next: "down 0.4 → up 1.2"."""
        arrow = _ARROW.match(self.text, quantity.end)
        return arrow is not None and any(
            other.start == arrow.end() for other in self.of_sentence[place]
        )

    def _period(self, quantity: Quantity, place: int, block: Block, part: str) -> Dated:
        sentence = self.sentences[place]
        compared = is_compared(self.text, quantity, sentence)
        found = dated(
            self.text,
            quantity,
            _near(self.of_sentence[place], quantity.start),
            _near(self.dates_of.get(place, []), quantity.start),
            sentence.start,
            is_from=part == "from",
            is_compared=compared,
        )
        running = self.measures.running.period
        if found.guessed and running and found.period and running.startswith(found.period):
            return Dated(running, found.base)  # August's exports rose "from a year earlier"
        if found.guessed and self._is_to_come(found.base):
            found = Dated(None, found.base)  # "lower than next year's wage" is not of later
        spoken_of = self._spoken_of(found, place, block)
        if found.said and spoken_of:
            return Dated(spoken_of, found.base)  # the day of the news is no period of a release
        if found.base is not None:
            self.measures.running.base = found.base
        if is_current(self.text, quantity, self.dates_of.get(place, [])):
            return Dated(None, found.base)
        if found.period is not None:
            return found
        if part == "from" and self._leads_on(quantity, place):
            return Dated(self.measures.running.base, found.base)
        of_then = (compared or part == "from") and not is_of_now(self.text, quantity, sentence)
        if of_then:
            return found  # what a figure is compared with is of another time
        return Dated(self._inherited(quantity, place, block) or spoken_of, found.base)

    def _is_to_come(self, base: str | None) -> bool:
        published = self.article.published
        return bool(published and base and base[:4] > str(published.year))

    def _spoken_of(self, found: Dated, place: int, block: Block) -> str | None:
        """Return the time spoken of where a sentence only tells the day of the news, or none."""
        running = self.measures.running.period
        if found.said and running and self.is_release:
            return running
        sentence = self.sentences[place]
        if block.kind is BlockKind.CELL or (found.period is not None and not found.said):
            return None
        if not points_to_period(self.text, sentence):
            return None
        own = self.dates_of.get(place, [])
        dated = any(not tells_when_said(self.text, sentence.start, date) for date in own)
        return None if dated else running or self._last_period

    def _inherited(self, quantity: Quantity, place: int, block: Block) -> str | None:
        """Return the period of a figure that its own sentence does not date."""
        if block.kind is BlockKind.CELL:
            return self._row_days.get((block.table, block.row))
        if block.kind is BlockKind.ITEM:
            first = self.dates_of.get(self._first_of[self.sentences[place].block], [])
            if first and first[0].start == block.start:
                return first[0].edtf
        if quantity.kind in _UNDATED:
            return None
        running = self.measures.running
        after = running.passing is not None and running.passing[0] == place - 1
        if after and running.passing and points_back(self.text, self.sentences[place]):
            return running.passing[1]
        return running.period or self._surveyed.get(place)


def _near(parts: Sequence[Near], at: int) -> Sequence[Near]:
    """Return those of many figures or dates that stand around a place."""
    if len(parts) <= 2 * _AROUND:
        return parts
    middle = bisect_right(parts, at, key=lambda part: part.start)
    return parts[max(0, middle - _AROUND) : middle + _AROUND]


def _is_release(
    article: Article, sentences: Sequence[Sentence], of_sentence: dict[int, list[Quantity]]
) -> bool:
    """Whether a text is a release of data, most of whose sentences hold figures."""
    prose = [
        place
        for place, sentence in enumerate(sentences)
        if article.blocks[sentence.block].kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
    ]
    measured = {Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.MONEY, Kind.POINTS, Kind.INDEX}
    told = [
        place
        for place in prose
        if any(quantity.kind in measured for quantity in of_sentence.get(place, []))
    ]
    return len(told) >= 4 and 2 * len(told) >= len(prose)
