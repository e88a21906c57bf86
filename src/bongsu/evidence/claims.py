"""Binds each figure to what it measures, of whom, when, how sure, and on whose word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

from bongsu.evidence.cell_heads import CellClaim, CellHeads, cell_claim, fills, label_before
from bongsu.evidence.clauses import Clauses
from bongsu.evidence.comparisons import is_compared, is_of_now, rate_named
from bongsu.evidence.documents import Article, Block, BlockKind
from bongsu.evidence.measure_words import tidy
from bongsu.evidence.measures import Measures, Running
from bongsu.evidence.mentions import (
    Claim,
    Comparator,
    DateMention,
    Kind,
    Modality,
    Quantity,
    Role,
    Sentence,
)
from bongsu.evidence.noun_phrases import is_apposed, is_fragment, is_person, with_holder
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
from bongsu.evidence.phrases import Names, claim_words
from bongsu.evidence.tokens import tokens
from bongsu.patterns import regex

_FROM = regex(
    r"\bfrom[ \n](?:about[ \n]|around[ \n]|some[ \n]|just[ \n]|nearly[ \n]|[\w’']+[ \n]){0,2}\Z",
    re.IGNORECASE,
)
_TO = regex(
    r"(?:\b(?:to|into|at)|,)[ \n](?:about[ \n]|around[ \n]|some[ \n]|just[ \n]|nearly[ \n]"
    r"|only[ \n]|a[ \n]record[ \n]|[\w’']+[ \n]){0,2}\Z",
    re.IGNORECASE,
)
_ARROW = regex(r"[ \n]?(?:→|⇒|-+>)[ \n]?(?:(?:up|down)[ \n])?")
_TOTAL = regex(
    r"\b(?:total(?:s|ed|led|ing)?|cumulative|combined|altogether|overall|in[ \n]all|aggregate"
    r"|sum)\b",
    re.IGNORECASE,
)
_LIMIT = regex(
    r"\b(?:cap|capped|ceiling|limit|limited|maximum|minimum|floor|threshold|quota)\b", re.IGNORECASE
)
Near = TypeVar("Near", Quantity, DateMention)
# A duration or an age holds of itself, whatever year is spoken of.
_UNDATED = frozenset({Kind.DURATION, Kind.AGE, Kind.ORDINAL})


_CITED = regex(
    r"\((?:[^()]*;[ \n])?(?:see[ \n]|cf\.[ \n])?[A-Z][\w.’'-]+"
    r"(?:(?:,|[ \n](?:and|&)|,?[ \n]et[ \n]al\.?)[ \n]?(?:[A-Z][\w.’'-]*)?){0,4},?[ \n]\Z"
)
_DAY = len("2025-01-31")
_CITATION = 80  # code points of a reference before its year
_REACH = 100  # code points before a figure in which "from", "to" and "total" stand
_OPENING = 12  # code points in which a date opens a sentence: "Back in March, ..."
_AROUND = 12  # figures and dates on each side of a figure that tell its period


def bind(
    text: str,
    article: Article,
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    dates: Sequence[DateMention],
) -> tuple[Claim, ...]:
    """Return one claim a quantity, in their order.

    Parameters
    ----------
    text : str
        Text of the document.
    article : Article
        The article that all of them stand in.
    sentences, quantities, dates : sequences
        What was found in it, each sorted by position.
    """
    starts = [sentence.start for sentence in sentences]
    named = Names(text, article, sentences)
    of_sentence: dict[int, list[Quantity]] = {}
    places = [max(0, bisect_right(starts, q.start) - 1) for q in quantities]
    for place, quantity in zip(places, quantities, strict=True):
        of_sentence.setdefault(place, []).append(quantity)
    dates_of: dict[int, list[DateMention]] = {}
    for date in dates:
        if _is_cited(text, date):
            continue  # the year of a book is no time that its figures are of
        dates_of.setdefault(max(0, bisect_right(starts, date.start) - 1), []).append(date)
    binder = _Binder(text, article, sentences, of_sentence, dates_of, named, dates)
    return tuple(
        binder.claim(quantity, place) for place, quantity in zip(places, quantities, strict=True)
    )


def _is_cited(text: str, date: DateMention) -> bool:
    """Whether a year stands in a reference to a source: "(Glaser, 2017)"."""
    before = text[max(0, date.start - _CITATION) : date.start]
    return _CITED.search(before) is not None and text[date.end : date.end + 1] in set(");,:")


class _Binder:
    """Walks through an article's figures; keeps what "it" stands for."""

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
        self._cells = CellHeads(text, article, dates)
        self._row_days = days_of_rows(article, sentences, dates_of)
        self._opened = opening_dates(text, sentences, dates_of)
        self._surveyed = survey_periods(text, article, sentences, dates_of)
        self._last_period: str | None = None  # that of the last figure that has one
        self._passed = -1  # the sentence of the last figure, by its place
        self._read: tuple[int, Clauses] | None = None  # the sentence last read, by its place
        self._first_of: dict[int, int] = {}  # block -> its first sentence
        for place, sentence in enumerate(sentences):
            self._first_of.setdefault(sentence.block, place)

    def claim(self, quantity: Quantity, place: int) -> Claim:
        """Return the claim of one figure."""
        sentence = self.sentences[place]
        block = self.article.blocks[sentence.block]
        if sentence.block != self.measures.running.block:
            self.measures.running = Running(
                measure=self.measures.running.measure,
                phrase=self.measures.running.phrase,
                block=sentence.block,
                period=self._still() if self.is_release else None,
                base=self.measures.running.base if self.is_release else None,
            )
        self._open_sentences(place, sentence.block)
        said = self.measures.said(sentence)
        part, direction = self._change(quantity, place)
        cell = self._cell(quantity, block)
        period = self._period(quantity, place, block, part)
        holder, measure = self.measures.subject(quantity, sentence, block)
        spoken_of = self.measures.running.phrase
        subject = self._said_of(quantity, place, block, holder)
        if is_person(subject) and block.kind is not BlockKind.CELL:
            subject = with_holder(subject, self.measures.possessor(quantity, sentence))
        if cell is not None:
            holder, measure = cell.holder or self.named.topic, cell.measure or measure
            subject = with_holder(cell.phrase, holder) if cell.phrase else subject
            is_cell = block.kind is BlockKind.CELL
            if is_cell and (period.period is None or not self.dates_of.get(place)):
                period = Dated(cell.period or period.period, period.base)
        elif block.kind is not BlockKind.CELL and not self.measures.is_said(quantity, sentence):
            measure = tidy(measure, self.measures.running.phrase)
        if quantity.kind is Kind.ORDINAL and self.measures.running.phrase.startswith("time"):
            self.measures.running.phrase = spoken_of  # "for the first time" names no thing
        self.measures.running.subject, self.measures.running.measure = holder, measure
        self.measures.running.sentence, self.measures.running.end = sentence.start, quantity.end
        running = self.measures.running
        leads = self.of_sentence[place][0] is quantity and part != "from"
        leads = leads and not is_compared(self.text, quantity, sentence)
        foretold = said.modality(quantity.start) is Modality.EXPECTED and running.period is not None
        self._last_period = period.period or self._last_period
        if period.period and leads and not (foretold or self._is_aside(period.period, place)):
            self._go_on(period.period, place)
        return Claim(
            quantity=quantity,
            measure=measure,
            subject=subject,
            holder=holder,
            country=self.named.home,
            period=period.period,
            base_period=period.base if part == "change" else None,
            role=self._role(quantity, sentence, part),
            direction=direction,
            modality=said.modality(quantity.start),
            attribution=said.source,
            sentence=place,
            part=part,
        )

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

    def _cell(self, quantity: Quantity, block: Block) -> CellClaim | None:
        """Return what a table's heads say of a figure that fills a cell, or a label before it."""
        if block.kind is not BlockKind.CELL:
            label = label_before(self.text, block, quantity)
            words = label.words if label else ""
            return CellClaim(measure=words, phrase=words, holder="", period=None) if words else None
        if not fills(self.text, block, quantity):
            return None
        heads = self._cells.of(block)
        return None if heads is None else cell_claim(heads)

    def _said_of(self, quantity: Quantity, place: int, block: Block, holder: str) -> str:
        """Return the noun phrase that a figure is said of, with whose it is."""
        if block.kind is BlockKind.CELL:
            return holder  # a row is about its party
        if self._read is None or self._read[0] != place:
            found = tokens(
                self.text,
                self.sentences[place],
                self.of_sentence[place],
                self.dates_of.get(place, []),
            )
            self._read = place, Clauses(found)
        clauses = self._read[1]
        phrase = clauses.of(quantity)
        told = self.text[phrase.start : phrase.end] if phrase else ""
        if not told and clauses.points_back:
            spoken_of = self.measures.running.phrase
            told = rate_named(self.text, quantity, clauses.pointer, spoken_of) or spoken_of
            if is_person(holder) and not is_person(told):
                told = ""  # a share of people goes on with people
        self.measures.running.phrase = told
        unnamed = is_fragment(holder) or (
            holder in {"people", "persons"} and told and holder not in told
        )
        if phrase and is_apposed(self.text, phrase.end, holder):
            unnamed = True
        return with_holder(told, self.named.topic if unnamed else holder)

    def _before(self, quantity: Quantity, sentence: Sentence, reach: int = _REACH) -> str:
        return self.text[max(sentence.start, quantity.start - reach) : quantity.start]

    def _change(self, quantity: Quantity, place: int) -> tuple[str, str]:
        """Return the part that a figure plays in a change, and the way the change goes."""
        sentence = self.sentences[place]
        known = claim_words()
        before = self._before(quantity, sentence)
        part = ""
        if quantity.kind in {Kind.POINTS, Kind.PERCENT_CHANGE}:
            part = "change"
        elif _FROM.search(before) or self._leads_on(quantity, place):
            part = "from"
        direction = ""
        said = self.measures.said(sentence)
        for verb in reversed(said.verbs_between(sentence.start, quantity.start)):
            if verb.word in known.up or verb.word in known.down:
                direction = "up" if verb.word in known.up else "down"
                break
        if not part and direction and _TO.search(before) and not before.endswith((",", ", ")):
            part = "to"
        if part == "change" and not direction:
            direction = self._direction_behind(quantity, sentence)
        return part, direction if part else ""

    def _leads_on(self, quantity: Quantity, place: int) -> bool:
        """Whether an arrow leads from a figure to the next: "down 0.4 → up 1.2"."""
        arrow = _ARROW.match(self.text, quantity.end)
        return arrow is not None and any(
            other.start == arrow.end() for other in self.of_sentence[place]
        )

    def _direction_behind(self, quantity: Quantity, sentence: Sentence) -> str:
        known = claim_words()
        end = min(sentence.end, quantity.end + 30)
        for verb in self.measures.said(sentence).verbs_between(quantity.end, end)[:1]:
            return "up" if verb.word in known.up else "down" if verb.word in known.down else ""
        return ""

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

    def _role(self, quantity: Quantity, sentence: Sentence, part: str) -> Role:
        before = self._before(quantity, sentence, 60)
        if part == "change":
            return Role.CHANGE
        if quantity.kind is Kind.MULTIPLE:
            return Role.RATIO
        if quantity.comparator is Comparator.AT_MOST or _LIMIT.search(
            before + self.text[quantity.end : quantity.end + 20]
        ):
            return Role.LIMIT
        if quantity.kind is Kind.FRACTION or (quantity.kind is Kind.PERCENT and quantity.noun):
            return Role.SHARE
        return Role.TOTAL if _TOTAL.search(before) else Role.LEVEL


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
