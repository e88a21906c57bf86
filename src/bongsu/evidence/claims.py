"""Binds each figure to what it measures, of whom, when, how sure, and on whose word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from bongsu.evidence.cell_heads import CellClaim, CellHeads, cell_claim, fills, label_before
from bongsu.evidence.clauses import Clauses
from bongsu.evidence.comparisons import is_compared, rate_named
from bongsu.evidence.documents import Article, Block, BlockKind
from bongsu.evidence.figure_periods import FigurePeriods
from bongsu.evidence.measure_words import tidy
from bongsu.evidence.measures import Running
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
from bongsu.evidence.periods_of import Dated
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
_TOTAL = regex(
    r"\b(?:total(?:s|ed|led|ing)?|cumulative|combined|altogether|overall|in[ \n]all|aggregate"
    r"|sum)\b",
    re.IGNORECASE,
)
_LIMIT = regex(
    r"\b(?:cap|capped|ceiling|limit|limited|maximum|minimum|floor|threshold|quota)\b", re.IGNORECASE
)


_CITED = regex(
    r"\((?:[^()]*;[ \n])?(?:see[ \n]|cf\.[ \n])?[A-Z][\w.’'-]+"
    r"(?:(?:,|[ \n](?:and|&)|,?[ \n]et[ \n]al\.?)[ \n]?(?:[A-Z][\w.’'-]*)?){0,4},?[ \n]\Z"
)
_CITATION = 80  # code points of a reference before its year


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


class _Binder(FigurePeriods):
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
        super().__init__(text, article, sentences, of_sentence, dates_of, named, dates)
        self._cells = CellHeads(text, article, dates)
        self._read: tuple[int, Clauses] | None = None  # the sentence last read, by its place

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

    def _direction_behind(self, quantity: Quantity, sentence: Sentence) -> str:
        known = claim_words()
        end = min(sentence.end, quantity.end + 30)
        for verb in self.measures.said(sentence).verbs_between(quantity.end, end)[:1]:
            return "up" if verb.word in known.up else "down" if verb.word in known.down else ""
        return ""

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
