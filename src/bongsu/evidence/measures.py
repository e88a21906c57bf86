"""Of whom a figure is and what it measures, from the words and names around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bongsu.evidence.documents import Article, Block, BlockKind
from bongsu.evidence.mentions import Kind, Quantity, Sentence
from bongsu.evidence.phrases import Names, claim_words, place
from bongsu.evidence.quantity_words import words
from bongsu.evidence.said import Said, Verb
from bongsu.patterns import regex

_TRIM = regex(
    r"\A(?:(?:the|a|an|its|their|his|her|this|that|these|those|some|only|just|also|such|about|of"
    r"|in|and|but|or|with|when|as|while|by|from|for|to|at|on|among|both)[ \n])+",
    re.IGNORECASE,
)
_TAIL = regex(
    r"[ \n](?:the|a|an|of|in|to|by|at|for|from|and|with|on|as|is|are|was|were|only|some|about|its"
    r"|their|has|have|had|been|up|down|over|more|than|around|roughly|nearly|almost)\Z",
    re.IGNORECASE,
)
_KOREAN_COLUMN = regex(r"korea", re.IGNORECASE)
_PARTY_COLUMN = regex(
    r"entity|company|compan|part(?:y|ies|ner)|firm|organi[sz]ation|name|country|item|investor"
    r"|buyer|seller",
    re.IGNORECASE,
)


_OF_NAME = regex(r"[^.;]{0,50}\b(?:of|by|in|for|to)[ \n](?:the[ \n])?\Z")
_SHARE_OF = regex(
    r"[ \n](?:out[ \n])?of[ \n](?:(?!(?:is|are|was|were|had|have|has|said"
    r"|say)\b)[\w’'-]++[ \n]?){1,8}?(?=[ \n](?:is|are|was|were|had|have|has|said|say|says"
    r"|expressed|believe|report|reported|support|supported|admit|work|live|lived)\b)"
)
_PREDICATE = regex(r"[ \n](?P<verb>[a-z]+)[ \n](?P<rest>(?:[\w’'-]+[ \n]?){1,6})")
_PEOPLE_DO = regex(
    r"[ \n](?:said|say|says|believe|believed|admit|admitted|expressed|report|reported|think"
    r"|thought|feel|felt"
    r"|answered|responded|agreed|agree|want|wanted|live|lived|work|worked|were|are|had|have)\b"
)
_BEING = frozenset({"is", "are", "was", "were", "be", "been"})
_ADJECTIVE_OF = regex(
    r"[ \n](?:(?P<joint>in|of)[ \n])?(?P<words>(?:[A-Za-z][\w’'.-]*,?[ \n]?){1,5})"
)
_OBJECT = regex(
    r"[ \n](?:its|their|the|his|her)[ \n](?P<noun>[a-z][a-z-]*(?:[ \n][a-z][a-z-]*){0,3}?)"
    r"[ \n](?:to|by|from|at)\b"
)
_TIME = regex(
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|last|this|next|early|late|mid|spring|summer|autumn"
    r"|winter|fiscal|year|month|quarter|today|yesterday|annually|monthly|on-year|year-on-year|q[1-4]"
    r"|h[12])\b",
    re.IGNORECASE,
)
_DIGIT = regex(r"\d")
_PREPOSITION = regex(
    r"[ \n](?:of|in|on|for|to|at|by|from|with|under|among|between|against|over|within|per|who"
    r"|that|which|since|during|after|before)[ \n]"
)
_FAR = 300  # code points before a figure in which the people of a share are named
# What opens a stretch that is no subject but goes on with the one before: "driven by", "also".
_NO_SUBJECT = regex(
    r"(?:(?:and|or|but)[ \n])?(?:\w+ing|who|which|that|in|on|at|by|for|from|with|of|to|as|if|when"
    r"|where|since|after|before|during|until|under|over|despite|amid|among|including|excluding"
    r"|alongside|along|according|compared|driven|led|followed|based|because|due|given|such"
    r"|then|also|however|further|still|thus|therefore|more|less|up|down|not|only|and|or|but|it"
    r"|they|he|she|this|these|those|there|its|their)\b(?![’'])",
    re.IGNORECASE,
)
_THE_SAYER = regex(
    r"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)[ \n])?(?:that[ \n])?"
    r"(?:it|they|he|she)"
)
# Who has people: "the company employs 300 engineers".
_HAS = regex(
    r"[^,;.]{0,60}\b(?:has|have|had|with|sends?|sent|deploy\w*|hosts?|hosted|employ\w*|keeps?|kept"
    r"|counts?|maintain\w*|stations?|stationed|admit\w*|accept\w*|took[ \n]in)\b[^,;.]{0,40}\Z"
)
_PARTICLES = frozenset(
    {"up", "down", "higher", "lower", "fewer", "less", "total", "estimated", "projected"}
    | {"expected", "employed", "forecast", "records", "exports", "imports", "reduced", "seen"}
)
_OF_NOUN = regex(r"[ \n](?:of|in|for|and|was|is|were|are)\b")
_ACTS = regex(r"[ \n](?:do|does|have|has|will|would|could)?[ \n]?(?:not[ \n])?([a-z]+)\b")
_SMALL = 14  # code points of the longest small word behind a phrase, and one more
_LONG_PHRASE = 90  # code points; a longer stretch before a verb is no noun phrase


_AMONG = regex(r"\b(?:of|among|for)[ \n](?:the[ \n])?(?:[\w-]+[ \n]){0,2}?(?P<people>[A-Za-z]+)\b")
_CAPITAL_PEOPLE = regex(r"(?:[A-Z][\w-]*[ \n]){0,2}(?P<people>[A-Za-z]{3,})")


def _is_people(word: str) -> bool:
    return word in words().persons or word.lower() in words().persons


def _is_measured(quantity: Quantity, behind: re.Match[str]) -> bool:
    """Whether the words behind a figure name what it measures: no time, place or base do."""
    if _TIME.match(behind["words"]):
        return False
    if behind["joint"] is None:
        return True
    if quantity.kind is not Kind.MONEY:
        return False  # "48 percent of GDP" tells the base
    return behind["joint"] == "of" or behind["words"][0].islower()


def _bare(phrase: str) -> str:
    """Return a phrase without articles before it, small words behind it and quotation marks."""
    phrase = _TRIM.sub("", phrase.strip())
    while tail := _TAIL.search(" " + phrase[-_SMALL:]):
        phrase = phrase[: max(0, len(phrase) - len(tail[0]))].rstrip()
    return " ".join(phrase.split()).strip(" ,'\"“”’")


@dataclass(slots=True)
class Running:
    """What earlier figures of the article were about, for "it" and "the total"."""

    subject: str = ""
    measure: str = ""
    phrase: str = ""  # the noun phrase that the last figure was said of
    period: str | None = None
    passing: tuple[int, str] | None = None  # a sentence, and its time that is not gone on with
    base: str | None = None  # the period that figures were compared with
    block: int = -1
    sentence: int = -1  # where the last figure's sentence begins
    end: int = -1  # of the last figure


class Measures:
    """Finds whose each figure is and what it measures, and remembers it for "it" and "they"."""

    def __init__(self, text: str, article: Article, named: Names) -> None:
        self.text, self.article, self.named = text, article, named
        self.running = Running()
        self._said: Said | None = None
        self._parties: tuple[tuple[int, int], list[tuple[int, str, bool]]] = (-1, -1), []

    def said(self, sentence: Sentence) -> Said:
        """Return what a sentence says around its figures; the last one's is kept."""
        if self._said is None or self._said.start != sentence.start:
            self._said = Said(self.text, sentence, self.named)
        return self._said

    def subject(self, quantity: Quantity, sentence: Sentence, block: Block) -> tuple[str, str]:
        """Return whose figure it is, and what is measured."""
        if block.kind is BlockKind.CELL:
            return self._row_subject(block), self._measure_behind(quantity, sentence)
        measure = self._measure(quantity, sentence)
        person = self._persons(quantity) or self._people_of(quantity, sentence, measure)
        if person:
            return person, measure or person
        return self._named_subject(quantity, sentence, measure) or self.named.topic, measure

    def possessor(self, quantity: Quantity, sentence: Sentence) -> str:
        """Return the name at the head of a sentence that has the people a figure counts."""
        said = self.said(sentence)
        names = said.names(said.main_clause(quantity.start), quantity.start)
        if not names or not _HAS.match(self.text[names[0][1] : quantity.start]):
            return ""
        before = self.text[said.main_clause(quantity.start) : names[0][0]]
        return place(names[0][2]) if not before.strip(" \nTthe") else ""

    def _named_subject(self, quantity: Quantity, sentence: Sentence, measure: str) -> str:
        """Return the name that a figure belongs to: its clause's, its sentence's, the last one."""
        said = self.said(sentence)
        behind = said.names(quantity.end, min(sentence.end, quantity.end + 90))
        if quantity.kind is Kind.ORDINAL and behind and behind[0][0] - quantity.end < 40:
            return place(behind[0][2])
        goes_on = self.running.sentence == sentence.start
        if quantity.kind is Kind.AGE and goes_on:
            return self.running.subject
        told = self._grammatical(quantity, said) or ("" if goes_on else self._itself(quantity))
        if told:
            return told
        for adjective, whose in claim_words().demonyms.items():
            if measure.startswith(adjective + " "):
                return whose
        if goes_on and not said.names(self.running.end, quantity.start):
            return self.running.subject  # "..., and the unemployment rate fell to 5.4 percent"
        start = said.main_clause(quantity.start)
        for low in (start, sentence.start):
            found = [
                name
                for first, _, name in said.names(low, quantity.start)
                if not said.sayer[0] <= first < said.sayer[1]
            ]
            if found:
                return place(found[-1 if quantity.kind is Kind.INDEX or low != start else 0])
        if behind and _OF_NAME.search(self.text[quantity.end : behind[0][0]]):
            return place(behind[0][2])
        return self.running.subject if self._speaks_on(sentence) else ""

    def _grammatical(self, quantity: Quantity, said: Said) -> str:
        """Return the subject of the clause that leads to a figure, or the name it belongs to.

        Where its noun only says what is measured ("the unemployment rate"), the name in it is
        meant; without one nothing is returned, and others than grammar must tell.
        """
        goes_on = self.running.sentence == said.start
        for cut in said.clauses(quantity.start):
            if goes_on and cut < self.running.end:
                return ""
            verb = self._first_verb(said.verbs_between(cut, quantity.start), cut)
            if verb is None:
                continue
            raw = self.text[cut : verb.start].strip()
            if _THE_SAYER.fullmatch(raw) and said.source:
                return said.source  # "Bada Steel said Tuesday it has signed"
            if not _NO_SUBJECT.match(raw):
                phrase = _bare(raw.partition(",")[0])  # before an aside: "exports, driven by"
                return self._holder(phrase, cut, verb.start, said)
        return ""

    def _itself(self, quantity: Quantity) -> str:
        """Return what a figure counts where that is its own subject: "Seven firms signed"."""
        if quantity.kind not in {Kind.COUNT, Kind.PERCENT, Kind.FRACTION} or not quantity.noun:
            return ""
        head = quantity.noun.rsplit(" ", maxsplit=1)[-1]
        if head.lower() in claim_words().measures or not (head.islower() and head.endswith("s")):
            return ""
        behind = self.text[quantity.end : quantity.end + _LONG_PHRASE]
        at = behind.find(head)
        acts = at >= 0 and _ACTS.match(behind, at + len(head))
        return quantity.noun if acts and acts[1].lower() in claim_words().verbs else ""

    def _first_verb(self, verbs: list[Verb], start: int) -> Verb | None:
        """Return the verb behind a clause's subject; "exports" and "rise" may be nouns."""
        nouns = claim_words().measures
        weak: Verb | None = None
        for verb in verbs:
            raw = self.text[start : verb.start].rstrip()
            if len(_bare(raw)) < 3 or _TAIL.search(" " + raw[-_SMALL:]):
                continue
            if verb.word not in nouns and verb.word not in _PARTICLES:
                return verb
            if not _OF_NOUN.match(self.text, verb.end):
                weak = verb
        return weak

    def _holder(self, phrase: str, start: int, end: int, said: Said) -> str:
        """Return whom a noun phrase speaks of: itself, or the name in it if it names a measure."""
        if phrase.lower() in claim_words().anaphora or _DIGIT.search(phrase):
            return ""
        core = _PREPOSITION.split(phrase, maxsplit=1)[0].rstrip(")")
        head = regex(r"[’']s?\Z").sub("", core.rsplit(" ", maxsplit=1)[-1])
        if not head[-1:].isalpha() or len(phrase) > _LONG_PHRASE:
            return ""
        names = [
            name for name in said.names(start, end) if not said.sayer[0] <= name[0] < said.sayer[1]
        ]
        if names and _PREPOSITION.split(names[0][2], maxsplit=1)[0].endswith(head):
            return place(names[0][2])  # "Bank" of "Bank of Japan"
        if names and names[0][2].endswith(head):
            return place(names[0][2])
        known = claim_words()
        if head in known.measures or head.lower() in known.measures:
            if (
                not names
                and self.running.sentence != said.start
                and (head in known.national or head.lower() in known.national)
            ):
                return self.named.country
            return place(names[0][2]) if names else ""
        return "" if head.lower() in known.adjectives else core

    def _speaks_on(self, sentence: Sentence) -> bool:
        """Whether a sentence opens with a word for what was spoken of before."""
        first = regex(r"\w+(?:[ \n]\w+)?").match(self.text[sentence.start : sentence.start + 40])
        if first is None:
            return False
        opening = first[0].lower()
        anaphora = claim_words().anaphora
        return opening.split()[0] in anaphora or opening in anaphora or opening.startswith("of ")

    def _people_of(self, quantity: Quantity, sentence: Sentence, measure: str) -> str:
        """Return the people of a rate or a share: "employment among refugees"."""
        if quantity.kind is Kind.RATE:
            return ""  # "2.1 children per woman" belongs to neither
        found = _AMONG.search(measure)
        if found is None and quantity.kind is Kind.PERCENT and self._predicate(quantity, sentence):
            before = self.text[max(sentence.start, quantity.start - _FAR) : quantity.start]
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
        key = block.table, block.row
        if self._parties[0] != key:
            self._parties = key, self._parties_of(block)
        for column, party, named in self._parties[1]:
            if (named and column != block.column) or (not named and column < block.column):
                return party
        return self.named.topic

    def _parties_of(self, block: Block) -> list[tuple[int, str, bool]]:
        """Return the cells of a row that may be its party: by column, words, if the head says so.

        Two of each sort are enough, since a figure is in one cell only.
        """
        table = self.article.tables[block.table]
        header = [self.text[c.start : c.end] for c in table.rows[0]] if table.has_header else []
        filled = [
            (at, told)
            for at, cell in enumerate(table.rows[block.row])
            if (told := self.text[cell.start : cell.end].strip())
            and told.upper() not in {"N/A", "-", "–", "—"}
        ]
        found: list[tuple[int, str, bool]] = []
        for wanted in (_KOREAN_COLUMN, _PARTY_COLUMN):
            sort = [c for c in filled if c[0] < len(header) and wanted.search(header[c[0]])]
            found.extend((at, told, True) for at, told in sort[:2])
        others = [(at, told, False) for at, told in filled if not _DIGIT.search(told)]
        return found + others[:1]

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

    def is_said(self, quantity: Quantity, sentence: Sentence) -> bool:
        """Whether a measure is what is counted, or what some do: "62 percent said"."""
        if quantity.kind in {Kind.COUNT, Kind.ORDINAL}:
            return bool(quantity.noun)
        if quantity.kind not in {Kind.PERCENT, Kind.FRACTION}:
            return False
        return bool(self._predicate(quantity, sentence))

    def _predicate(self, quantity: Quantity, sentence: Sentence) -> str:
        """Return what a share does or is: "88 percent were women", "62 percent said ..."."""
        found = _SHARE_OF.match(self.text, quantity.end, sentence.end)
        at = found.end() if found else quantity.end
        verb = _PREDICATE.match(self.text, at, sentence.end)
        if verb is None or verb["verb"].lower() not in claim_words().verbs:
            return ""
        words_ = (
            verb["rest"] if verb["verb"].lower() in _BEING else f"{verb['verb']} {verb['rest']}"
        )
        return " ".join(words_.split())

    def _measure_behind(self, quantity: Quantity, sentence: Sentence) -> str:
        """Return what a figure stands before as its adjective: "a 15 percent tariff rate"."""
        found = _ADJECTIVE_OF.match(self.text, quantity.end, sentence.end)
        if found is None or not _is_measured(quantity, found):
            return ""
        kept: list[str] = []
        for word in found["words"].split():
            if word.lower() in words().stops or (
                word.lower() in claim_words().verbs and word.lower() not in claim_words().measures
            ):
                break
            kept.append(word.rstrip(".,"))
            if word.endswith((".", ",")) and not word[:-1].isupper():
                break
        return " ".join(kept)

    def _measure_before(self, quantity: Quantity, sentence: Sentence) -> str:
        """Return the noun phrase before the verb that leads to a figure."""
        said = self.said(sentence)
        for cut in said.clauses(quantity.start):
            verbs = said.verbs_between(cut, quantity.start)
            object_ = _OBJECT.match(self.text, verbs[-1].end, quantity.start) if verbs else None
            if object_:
                return " ".join(object_["noun"].split())  # "cut its base rate to 2.5 percent"
            # "Exports" opens a clause as a noun, though it is a verb elsewhere.
            first = next((v for v in verbs if self.text[cut : v.start].strip()), None)
            raw = self.text[cut : first.start if first else quantity.start]
            if _DIGIT.search(raw):
                continue
            phrase = _bare(raw)
            if len(phrase) > 2 and phrase.lower() not in claim_words().anaphora:
                return phrase[:120]
        return ""
