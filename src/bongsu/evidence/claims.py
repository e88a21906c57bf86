"""Binds each figure to what it measures, of whom, when, how sure, and on whose word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from bongsu.evidence.documents import Article, Block, BlockKind
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
from bongsu.evidence.periods_of import Dated, dated
from bongsu.evidence.phrases import Names, claim_words, main_clause
from bongsu.evidence.quantity_words import words

_CLAUSE = re.compile(
    r"[;:—–()]|,[ \n](?:and|but|while|with|which|whereas|though|although|or|by[ \n]comparison)\b|[ \n](?:while|whereas|but)[ \n]|,[ \n]"
)
_TRIM = re.compile(
    r"\A(?:(?:the|a|an|its|their|his|her|this|that|these|those|some|only|just|also|such|about|of|in|and|but|or|with|when|as|while|by|from|for|to|at|on|among|both)[ \n])+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[ \n](?:the|a|an|of|in|to|by|at|for|from|and|with|on|as|is|are|was|were|only|some|about|its|their|has|have|had|been|up|down|over|more|than|around|roughly|nearly|almost)\Z",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\bfrom[ \n](?:about[ \n]|around[ \n]|some[ \n]|just[ \n]|nearly[ \n]|[\w’']+[ \n]){0,2}\Z",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:\b(?:to|into|at)|,)[ \n](?:about[ \n]|around[ \n]|some[ \n]|just[ \n]|nearly[ \n]|only[ \n]|a[ \n]record[ \n]|[\w’']+[ \n]){0,2}\Z",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:total(?:s|ed|led|ing)?|cumulative|combined|altogether|overall|in[ \n]all|aggregate|sum)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:cap|capped|ceiling|limit|limited|maximum|minimum|floor|threshold|quota)\b", re.IGNORECASE
)
_KOREAN_COLUMN = re.compile(r"korea", re.IGNORECASE)
_PARTY_COLUMN = re.compile(
    r"entity|company|compan|part(?:y|ies|ner)|firm|organi[sz]ation|name|country|item|investor|buyer|seller",
    re.IGNORECASE,
)


# A duration or an age holds of itself, whatever year is spoken of.
_UNDATED = frozenset({Kind.DURATION, Kind.AGE, Kind.ORDINAL})
_OF_NAME = re.compile(r"[^.;]{0,50}\b(?:of|by|in|for|to)[ \n](?:the[ \n])?\Z")
_SHARE_OF = re.compile(
    r"[ \n](?:out[ \n])?of[ \n](?:(?!(?:is|are|was|were|had|have|has|said|say)\b)[\w’'-]+[ \n]?){1,8}?(?=[ \n](?:is|are|was|were|had|have|has|said|say|says|expressed|believe|report|reported|support|supported|admit|work|live|lived)\b)"
)
_PREDICATE = re.compile(r"[ \n](?P<verb>[a-z]+)[ \n](?P<rest>(?:[\w’'-]+[ \n]?){1,6})")
_PEOPLE_DO = re.compile(
    r"[ \n](?:said|say|says|believe|believed|admit|admitted|expressed|report|reported|think|thought|feel|felt"
    r"|answered|responded|agreed|agree|want|wanted|live|lived|work|worked|were|are|had|have)\b"
)
_BEING = frozenset({"is", "are", "was", "were", "be", "been"})
_ADJECTIVE_OF = re.compile(
    r"[ \n](?:in[ \n]|of[ \n])?(?P<words>(?:[A-Za-z][\w’'.-]*,?[ \n]?){1,5})"
)
_DIGIT = re.compile(r"\d")


_AMONG = re.compile(
    r"\b(?:of|among|for)[ \n](?:the[ \n])?(?:[\w-]+[ \n]){0,2}?(?P<people>[A-Za-z]+)\b"
)
_CAPITAL_PEOPLE = re.compile(r"(?:[A-Z][\w-]*[ \n]){0,2}(?P<people>[A-Za-z]{3,})")


def _is_people(word: str) -> bool:
    return word in words().persons or word.lower() in words().persons


def _bare(phrase: str) -> str:
    """Return a phrase without articles before it, small words behind it and quotation marks."""
    phrase = _TRIM.sub("", phrase.strip())
    while _TAIL.search(" " + phrase):
        phrase = _TAIL.sub("", " " + phrase).strip()
    return " ".join(phrase.split()).strip(" ,'\"“”’")


@dataclass(slots=True)
class _Running:
    """What earlier figures of the article were about, for "it" and "the total"."""

    subject: str = ""
    measure: str = ""
    period: str | None = None
    block: int = -1
    sentence: int = -1  # where the last figure's sentence begins
    end: int = -1  # of the last figure


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
        dates_of.setdefault(max(0, bisect_right(starts, date.start) - 1), []).append(date)
    binder = _Binder(text, article, sentences, of_sentence, dates_of, named)
    return tuple(
        binder.claim(quantity, place) for place, quantity in zip(places, quantities, strict=True)
    )


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
    ) -> None:
        self.text, self.article, self.sentences = text, article, sentences
        self.of_sentence, self.dates_of, self.named = of_sentence, dates_of, named
        self.running = _Running()
        self.is_release = _is_release(article, sentences, of_sentence)
        self._row_days = _days_of_rows(article, sentences, dates_of)

    def claim(self, quantity: Quantity, place: int) -> Claim:
        """Return the claim of one figure."""
        sentence = self.sentences[place]
        block = self.article.blocks[sentence.block]
        if sentence.block != self.running.block:
            period = self.running.period if self.is_release else None
            self.running = _Running(
                measure=self.running.measure, block=sentence.block, period=period
            )
        part, direction = self._change(quantity, sentence)
        period = self._period(quantity, place, block, part)
        subject, measure = self._subject(quantity, sentence, block)
        self.running.subject, self.running.measure = subject, measure
        self.running.sentence, self.running.end = sentence.start, quantity.end
        if period.period and self.of_sentence[place][0] is quantity:
            self.running.period = period.period
        return Claim(
            quantity=quantity,
            measure=measure,
            subject=subject,
            period=period.period,
            base_period=period.base if part == "change" else None,
            role=self._role(quantity, sentence, part),
            direction=direction,
            modality=self._modality(quantity, sentence),
            attribution=self._attribution(sentence),
            sentence=place,
            part=part,
        )

    def _before(self, quantity: Quantity, sentence: Sentence, reach: int = 400) -> str:
        return self.text[max(sentence.start, quantity.start - reach) : quantity.start]

    def _change(self, quantity: Quantity, sentence: Sentence) -> tuple[str, str]:
        """Return the part that a figure plays in a change, and the way the change goes."""
        known = claim_words()
        before = self._before(quantity, sentence)
        part = ""
        if quantity.kind in {Kind.POINTS, Kind.PERCENT_CHANGE}:
            part = "change"
        elif _FROM.search(before):
            part = "from"
        direction = ""
        verbs = list(known.verb.finditer(before))
        for verb in reversed(verbs):
            word = verb[0].lower()
            if word in known.up or word in known.down:
                direction = "up" if word in known.up else "down"
                break
        if not part and direction and _TO.search(before) and not before.endswith((",", ", ")):
            part = "to"
        if part == "change" and not direction:
            direction = self._direction_behind(quantity, sentence)
        return part, direction if part else ""

    def _direction_behind(self, quantity: Quantity, sentence: Sentence) -> str:
        known = claim_words()
        behind = self.text[quantity.end : min(sentence.end, quantity.end + 30)]
        verb = known.verb.search(behind)
        if verb is None:
            return ""
        word = verb[0].lower()
        return "up" if word in known.up else "down" if word in known.down else ""

    def _period(self, quantity: Quantity, place: int, block: Block, part: str) -> Dated:
        found = dated(
            self.text,
            quantity,
            self.of_sentence[place],
            self.dates_of.get(place, []),
            self.sentences[place].start,
            is_from=part == "from",
        )
        if found.period is not None or part == "from":
            return found
        if block.kind is BlockKind.CELL:
            return Dated(self._row_days.get((block.table, block.row)), found.base)
        if block.kind is BlockKind.ITEM:
            first = self.dates_of.get(self._first_of_block(place), [])
            if first and first[0].start == block.start:
                return Dated(first[0].edtf, found.base)
        if quantity.kind in _UNDATED:
            return found
        return Dated(self.running.period, found.base)

    def _first_of_block(self, place: int) -> int:
        block = self.sentences[place].block
        while place > 0 and self.sentences[place - 1].block == block:
            place -= 1
        return place

    def _subject(self, quantity: Quantity, sentence: Sentence, block: Block) -> tuple[str, str]:
        """Return whose figure it is, and what is measured."""
        if block.kind is BlockKind.CELL:
            return self._row_subject(block), self._measure_behind(quantity, sentence)
        measure = self._measure(quantity, sentence)
        person = self._persons(quantity) or self._people_of(quantity, sentence, measure)
        if person:
            return person, measure or person
        return self._named_subject(quantity, sentence, measure) or self.named.topic, measure

    def _named_subject(self, quantity: Quantity, sentence: Sentence, measure: str) -> str:
        """Return the name that a figure belongs to: that of its clause, its sentence, the last one."""
        behind = self.named.within(quantity.end, min(sentence.end, quantity.end + 90))
        if quantity.kind is Kind.ORDINAL and behind and behind[0][0] - quantity.end < 40:
            return behind[0][2]
        for adjective, place in claim_words().demonyms.items():
            if measure.startswith(adjective + " "):
                return place
        if quantity.kind is Kind.AGE and self.running.sentence == sentence.start:
            return self.running.subject
        if self.running.sentence == sentence.start and not self.named.within(
            self.running.end, quantity.start
        ):
            return self.running.subject  # "..., and the unemployment rate fell to 5.4 percent"
        said = claim_words().attributed.search(self.text, sentence.start, sentence.end)
        sayer = said.span("by" if said["by"] else "of") if said else (-1, -1)
        start = main_clause(self.text, sentence.start, quantity.start)
        for low in (start, sentence.start):
            found = [
                name
                for first, _, name in self.named.within(low, quantity.start)
                if not sayer[0] <= first < sayer[1]
            ]
            if found:
                return found[-1 if quantity.kind is Kind.INDEX or low != start else 0]
        if behind and _OF_NAME.search(self.text[quantity.end : behind[0][0]]):
            return behind[0][2]
        return self.running.subject if self._speaks_on(sentence) else ""

    def _speaks_on(self, sentence: Sentence) -> bool:
        """Whether a sentence opens with a word for what was spoken of before."""
        first = re.match(r"\w+(?:[ \n]\w+)?", self.text[sentence.start : sentence.start + 40])
        if first is None:
            return False
        opening = first[0].lower()
        anaphora = claim_words().anaphora
        return opening.split()[0] in anaphora or opening in anaphora or opening.startswith("of ")

    def _people_of(self, quantity: Quantity, sentence: Sentence, measure: str) -> str:
        """Return the people of a rate or a share: "employment among refugees"."""
        found = _AMONG.search(measure)
        if (
            found is None
            and quantity.kind is Kind.PERCENT
            and _PREDICATE.match(self.text, quantity.end)
        ):
            before = self.text[sentence.start : quantity.start]
            for match in reversed(list(_CAPITAL_PEOPLE.finditer(before))):
                if _is_people(match["people"]):
                    return self._as_topic(match[0])
            if _PEOPLE_DO.match(self.text, quantity.end) and self._as_topic(""):
                return self._as_topic("")
        if found is not None and _is_people(found["people"]):
            return self._as_topic(found["people"])
        return ""

    def _as_topic(self, people: str) -> str:
        """Return the people whom the article is about where these are they, else these."""
        topic = self.named.topic
        head = topic.split(" ")[-1] if topic else ""
        return topic if _is_people(head) else " ".join(people.split())

    def _persons(self, quantity: Quantity) -> str:
        """Return the people whom a count or a share of people is about."""
        if quantity.unit != "persons" and not (quantity.kind is Kind.PERCENT and quantity.noun):
            return ""
        noun = quantity.noun
        if not noun and quantity.unit == "persons":
            return self._as_topic("")
        return self._as_topic(noun) if noun and _is_people(noun.split(" ")[-1]) else ""

    def _row_subject(self, block: Block) -> str:
        """Return the party of a table's row: that of a Korean column, else of the first that names one."""
        table = self.article.tables[block.table]
        row = table.rows[block.row]
        header = [self.text[c.start : c.end] for c in table.rows[0]] if table.has_header else []
        told = [self.text[c.start : c.end].strip() for c in row]
        filled = [
            at
            for at, words_ in enumerate(told)
            if words_ and words_.upper() not in {"N/A", "-", "–", "—"}
        ]
        for wanted in (_KOREAN_COLUMN, _PARTY_COLUMN):
            for at in filled:
                if at < len(header) and at != block.column and wanted.search(header[at]):
                    return told[at]
        others = [at for at in filled if at < block.column and not re.search(r"\d", told[at])]
        return told[others[0]] if others else self.named.topic

    def _measure(self, quantity: Quantity, sentence: Sentence) -> str:
        """Return the words that name what is measured."""
        if quantity.kind in {Kind.COUNT, Kind.ORDINAL} and quantity.noun:
            return quantity.noun
        if quantity.kind in {Kind.PERCENT, Kind.FRACTION}:
            predicate = self._predicate(quantity, sentence)
            if predicate:
                return predicate
        behind = self._measure_behind(quantity, sentence)
        if quantity.kind not in {Kind.POINTS, Kind.PERCENT_CHANGE, Kind.RATE} and behind:
            return behind
        return self._measure_before(quantity, sentence) or behind or self.running.measure

    def _predicate(self, quantity: Quantity, sentence: Sentence) -> str:
        """Return what a share does or is: "88 percent were women", "62 percent of them said ..."."""
        found = _SHARE_OF.match(self.text, quantity.end, sentence.end)
        at = found.end() if found else quantity.end
        verb = _PREDICATE.match(self.text, at, sentence.end)
        if verb is None or not claim_words().verb.fullmatch(verb["verb"]):
            return ""
        words_ = (
            verb["rest"] if verb["verb"].lower() in _BEING else f"{verb['verb']} {verb['rest']}"
        )
        return " ".join(words_.split())

    def _measure_behind(self, quantity: Quantity, sentence: Sentence) -> str:
        """Return what a figure stands before as its adjective: "a 15 percent tariff rate"."""
        found = _ADJECTIVE_OF.match(self.text, quantity.end, sentence.end)
        if found is None:
            return ""
        kept: list[str] = []
        for word in found["words"].split():
            if word.lower() in words().stops or claim_words().verb.fullmatch(word):
                break
            kept.append(word.rstrip(".,"))
            if word.endswith((".", ",")) and not word[:-1].isupper():
                break
        return " ".join(kept)

    def _measure_before(self, quantity: Quantity, sentence: Sentence) -> str:
        """Return the noun phrase before the verb that leads to a figure."""
        start = main_clause(self.text, sentence.start, quantity.start)
        before = self.text[start : quantity.start]
        cuts = [0, *(cut.end() for cut in _CLAUSE.finditer(before))]
        for cut in reversed(cuts):
            clause = before[cut:]
            verb = claim_words().verb.search(clause)
            phrase = _bare(clause[: verb.start()] if verb else clause)
            if (
                len(phrase) > 2
                and phrase.lower() not in claim_words().anaphora
                and not _DIGIT.search(phrase)
            ):
                return phrase[:120]
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

    def _modality(self, quantity: Quantity, sentence: Sentence) -> Modality:
        known = claim_words()
        before = self._before(quantity, sentence, 160)
        if known.conditional.search(self.text[sentence.start : quantity.start]):
            return Modality.CONDITIONAL
        clause = before[max((cut.end() for cut in re.finditer(r"[;—]", before)), default=0) :]
        expected = [m.end() for m in known.expected.finditer(clause)]
        target = [m.end() for m in known.target.finditer(clause)]
        if not expected and not target:
            return Modality.STATED
        return (
            Modality.EXPECTED
            if max(expected, default=-1) >= max(target, default=-1)
            else Modality.TARGET
        )

    def _attribution(self, sentence: Sentence) -> str:
        found = claim_words().attributed.search(self.text, sentence.start, sentence.end)
        if found is None:
            return ""
        who = " ".join((found["by"] or found["of"]).split()).rstrip(",.’'")
        return "" if who in claim_words().not_subject else who


def _is_release(
    article: Article, sentences: Sequence[Sentence], of_sentence: dict[int, list[Quantity]]
) -> bool:
    """Whether a text is a release of data: most of its sentences hold figures, all of one period."""
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


def _days_of_rows(
    article: Article, sentences: Sequence[Sentence], dates_of: dict[int, list[DateMention]]
) -> dict[tuple[int, int], str]:
    """Return the first date of each row of each table, in EDTF."""
    found: dict[tuple[int, int], str] = {}
    for place, sentence in enumerate(sentences):
        block = article.blocks[sentence.block]
        if block.kind is not BlockKind.CELL or (block.table, block.row) in found:
            continue
        first = next((date.edtf for date in dates_of.get(place, []) if date.edtf), None)
        if first is not None:
            found[block.table, block.row] = first
    return found
