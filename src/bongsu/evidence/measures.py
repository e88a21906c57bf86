"""Of whom a figure is and what it measures, from the words and names around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bongsu.evidence.documents import Article, Block, BlockKind
from bongsu.evidence.mentions import Kind, Quantity, Sentence
from bongsu.evidence.phrases import Names, claim_words, main_clause
from bongsu.evidence.quantity_words import words

_CLAUSE = re.compile(
    r"[;:—–()]|,[ \n](?:and|but|while|with|which|whereas|though|although|or|by[ \n]comparison)\b"
    r"|[ \n](?:while|whereas|but)[ \n]|,[ \n]"
)
_TRIM = re.compile(
    r"\A(?:(?:the|a|an|its|their|his|her|this|that|these|those|some|only|just|also|such|about|of"
    r"|in|and|but|or|with|when|as|while|by|from|for|to|at|on|among|both)[ \n])+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[ \n](?:the|a|an|of|in|to|by|at|for|from|and|with|on|as|is|are|was|were|only|some|about|its"
    r"|their|has|have|had|been|up|down|over|more|than|around|roughly|nearly|almost)\Z",
    re.IGNORECASE,
)
_KOREAN_COLUMN = re.compile(r"korea", re.IGNORECASE)
_PARTY_COLUMN = re.compile(
    r"entity|company|compan|part(?:y|ies|ner)|firm|organi[sz]ation|name|country|item|investor"
    r"|buyer|seller",
    re.IGNORECASE,
)


_OF_NAME = re.compile(r"[^.;]{0,50}\b(?:of|by|in|for|to)[ \n](?:the[ \n])?\Z")
_SHARE_OF = re.compile(
    r"[ \n](?:out[ \n])?of[ \n](?:(?!(?:is|are|was|were|had|have|has|said"
    r"|say)\b)[\w’'-]+[ \n]?){1,8}?(?=[ \n](?:is|are|was|were|had|have|has|said|say|says"
    r"|expressed|believe|report|reported|support|supported|admit|work|live|lived)\b)"
)
_PREDICATE = re.compile(r"[ \n](?P<verb>[a-z]+)[ \n](?P<rest>(?:[\w’'-]+[ \n]?){1,6})")
_PEOPLE_DO = re.compile(
    r"[ \n](?:said|say|says|believe|believed|admit|admitted|expressed|report|reported|think"
    r"|thought|feel|felt"
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
class Running:
    """What earlier figures of the article were about, for "it" and "the total"."""

    subject: str = ""
    measure: str = ""
    period: str | None = None
    block: int = -1
    sentence: int = -1  # where the last figure's sentence begins
    end: int = -1  # of the last figure


class Measures:
    """Finds whose each figure is and what it measures, and remembers it for "it" and "they"."""

    def __init__(self, text: str, article: Article, named: Names) -> None:
        self.text, self.article, self.named = text, article, named
        self.running = Running()

    def subject(self, quantity: Quantity, sentence: Sentence, block: Block) -> tuple[str, str]:
        """Return whose figure it is, and what is measured."""
        if block.kind is BlockKind.CELL:
            return self._row_subject(block), self._measure_behind(quantity, sentence)
        measure = self._measure(quantity, sentence)
        person = self._persons(quantity) or self._people_of(quantity, sentence, measure)
        if person:
            return person, measure or person
        return self._named_subject(quantity, sentence, measure) or self.named.topic, measure

    def _named_subject(self, quantity: Quantity, sentence: Sentence, measure: str) -> str:
        """Return the name that a figure belongs to: its clause's, its sentence's, the last one."""
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
        """Return the party of a row: that of a Korean column, else of the first that names one."""
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
        """Return what a share does or is: "88 percent were women", "62 percent said ..."."""
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
