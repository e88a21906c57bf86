"""What the text around a time says of it: its sentence, its tense, the times told before it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from bongsu.evidence.date_calendar import Time, on_calendar
from bongsu.evidence.date_forms import Form
from bongsu.evidence.date_patterns import GAP
from bongsu.evidence.date_words import FUTURE, PAST
from bongsu.evidence.edtf import Moment, Stretch
from bongsu.patterns import lazy_regex, regex

SENTENCE_END = regex(r"[.!?][\"”’')\]]{0,3}[ \u00a0\n]{1,3}(?=[\"“‘(\[]?[A-Z0-9])|\n\n|\t")
_ABBREVIATED = regex(
    r"(?:\b[A-Z]|\b(?:Mr|Ms|Mrs|Dr|St|No|Gen|Sen|Rep|Gov|Adm|Lt|Col|Prof|vs|Inc|Co|Corp|Ltd"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|cf|al))$"
)
_WORD = regex(r"[A-Za-z]+|\d[\d,.]*")
_OPENING = regex(
    r"\b(?P<word>since|until|till|through)[ \u00a0\n]{1,2}"
    r"(?:(?:the|at least|about|around|roughly|approximately|as early as|as late as|well into)"
    r"[ \u00a0\n]{1,2}){0,2}$",
    re.IGNORECASE,
)
_SINCE = regex(r"\bsince\b[^,;:()—]{0,48}$", re.IGNORECASE)
# "the highest since 1999" compares with 1999 itself
_SUPERLATIVE = regex(
    r"\b(?:\w{3,12}est|most|least|best|worst|first|record)\b(?:[ \u00a0\n]{1,2}[\w-]+){0,4}?"
    r",?[ \u00a0\n–—-]{1,3}since\b[^,;]*$"
)
_COMPARISON = regex(
    r"\b(?:than|against|versus|compared|from|after|below|above|record|peak|unlike|as(?! of\b))\b"
)
_MEASURED_TO = lazy_regex(
    r"\b(?:quarters|months|years?|weeks|period)[ \u00a0\n]{1,2}through\b[^,;]*$"
)
_BEYOND = regex(rf"\b(?P<word>after|before){GAP}$", re.IGNORECASE)
_PHRASE_ENDS = regex(r"[,.;:)]|$")
_END_OF = regex(r"end\b", re.IGNORECASE)
NEARBY = 60
_CLAUSE_END = regex(r"[.;:—]")
_EDITION = regex(
    r"[ \u00a0\n]{1,2}(?:forecast|projection|estimate|outlook|report|survey|reading|figure)s?\b"
)
_THAN_FORESEEN = regex(
    rf"\b(?:than|as){GAP}(?:was{GAP})?(?:forecast|projected|expected|estimated|anticipated"
    rf"|foreseen|predicted)(?:ed)?{GAP}(?:in|back{GAP}in|as{GAP}of){GAP}$"
)
# "1.7 percent projected in November": who foresaw did so then
_FORESEEN = regex(
    rf"(?<!\bis)(?<!\bare)(?<!\bbe){GAP}(?:projected|forecast|foreseen|predicted|estimated){GAP}"
    rf"(?:as{GAP}(?:of|early{GAP}as){GAP}|back{GAP})?(?:in|on){GAP}$"
)
# "to report in September", "to be opened before October 1"
_TO_COME = regex(
    rf"\bto{GAP}(?:(?P<be>be{GAP}(?:\w+ly{GAP})?)?(?P<verb>[a-z]{{2,14}})){GAP}"
    rf"(?:(?:it|them|back|again){GAP})?(?:in|on|by|before|until|from){GAP}"
    rf"(?:(?:the|late|early|mid){GAP})?$"
)
# "the vote has been fixed for June 3", "announced two more services from May"
_FIXED_FOR = lazy_regex(
    rf"\b(?:set|fixed|scheduled|called|slated|booked|due|planned|down){GAP}for{GAP}(?:the{GAP})?$"
)
_FROM_THEN = lazy_regex(
    r"\b(?:announced|agreed|approved|decided|confirmed|ordered|adopted)\b[^.;:]{1,70}"
    rf"{GAP}from{GAP}(?:(?:early|mid|late){GAP})?$"
)
_LIMIT = lazy_regex(rf"\b(?:until|till|by|before){GAP}(?:[a-z]+{GAP}){{0,4}}$")  # "by the end of"
_NOUNS_TOO = frozenset(
    ["plan", "plans", "project", "projects", "forecast", "forecasts", "target", "targets"]
)
_AFTER_NOUN = frozenset(
    [
        "on",
        "in",
        "of",
        "for",
        "at",
        "by",
        "from",
        "and",
        "with",
        "range",
        "rate",
        "band",
        "level",
        "price",
    ]
)
_NO_VERB = frozenset({"have", "about"})
_PART_IN = lazy_regex(rf"(?:very{GAP})?(?:early|late|later){GAP}in{GAP}")
_MODAL_AFTER = regex(r"[ \u00a0\n](?:will|would|could|may|might|should|can)\b")
_FROM_HERE = lazy_regex(r"\bfrom[ \u00a0\n]{1,2}(?:(?:the|about|late|early)[ \u00a0\n])?$")
FROM = lazy_regex(r"\bfrom\b", re.IGNORECASE)
_REACH = 160  # characters before a date in which a verb still tells its tense
NEAR, KEPT = 8, 32  # times that are looked at ahead, and remembered
_WORDS_AHEAD = 12
_SCALES = frozenset({"hundred", "thousand", "million", "billion", "trillion"})


class Clock(NamedTuple):
    """What time it is for a stretch of text.

    Parameters
    ----------
    published : datetime.date, optional
        When the text came out.
    section : Moment or Stretch, optional
        The quarter or part of a year that the section is about.
    section_year : int, optional
        The year that the section is about.
    dated_heading : bool
        Whether the section's heading says little else than its year.
    """

    published: dt.date | None
    section: Time | None = None
    section_year: int | None = None
    dated_heading: bool = False


@dataclass(slots=True)
class Known:
    """A time that was resolved, for those after it."""

    at: int
    moment: Moment
    open: bool
    compared: bool  # told only to compare with: "more than in 2022"
    stretch: Stretch | None = None  # where it is one of whole months or quarters

    @property
    def fine(self) -> bool:
        """Whether it tells more than the year."""
        return bool(self.moment.month or self.moment.quarter or self.moment.season)


def is_sentence_end(text: str, found: re.Match[str], low: int) -> bool:
    """Whether a stop ends a sentence rather than an abbreviation."""
    at = found.start()
    return text[at] != "." or _ABBREVIATED.search(text[max(low, at - 5) : at]) is None


def sentence_starts(text: str, start: int, end: int) -> list[int]:
    """Return where the sentences of a block begin."""
    ends = SENTENCE_END.finditer(text, start, end)
    return [start, *(found.end() for found in ends if is_sentence_end(text, found, start))]


@dataclass(slots=True)
class Surroundings:
    """One form in its place."""

    text: str
    clock: Clock
    known: list[Known]  # times told before in the paragraph
    forms: list[Form]  # those of the block
    index: int  # which of them
    sentence: int  # where its sentence begins
    low: int  # where its block begins
    high: int  # and ends

    @property
    def form(self) -> Form:
        """The form itself."""
        return self.forms[self.index]

    def last(self, *, days: bool = False, compared: bool = False) -> Moment | None:
        """Return the last time, or the last day, that the paragraph told."""
        found = self.last_known(days=days, compared=compared)
        return found.moment if found else None

    def last_known(self, *, days: bool = False, compared: bool = False) -> Known | None:
        """Return the same with all that is known of it."""
        for one in reversed(self.known):
            if one.open or (one.compared and not compared and not days):
                continue
            if one.moment.day or not days:
                return one
        return None

    def in_sentence(self) -> Moment | None:
        """Return the time that the sentence speaks of: one before the form, else one after."""
        for one in reversed(self.known):
            if one.at >= self.sentence and not one.open and not one.compared:
                return one.moment
        for i in range(self.index + 1, min(self.index + 1 + NEAR, len(self.forms))):
            first = self.forms[i].first
            if self.ends_between(self.forms[i - 1].end, self.forms[i].start):
                break
            if first is None or first.year is None or first.unknown:
                continue
            later = replace(self, index=i)
            time = on_calendar(first, first.year)
            if (
                not later.begins_a_span()
                and not later.is_compared()
                and isinstance(time, Moment)
                and time.exists
            ):
                return time
        return None

    def begins_a_span(self) -> bool:
        """Whether the form only says since when: "since 2015", "since polls began in 2011"."""
        if self.form.opens or self.opening():
            return True
        return _SINCE.search(self.before(NEARBY)) is not None

    def is_base_of_a_record(self) -> bool:
        """Whether the form tells what a record is held against: "the highest since May 2019"."""
        return _SUPERLATIVE.search(self.before(NEARBY)) is not None

    def is_compared(self) -> bool:
        """Whether the form tells a time that others are compared with: "than in 2022"."""
        start = self.forms[self.index - 1].end if self.index else self.low
        start = max(start, self.sentence, self.form.start - NEARBY)
        stop = self.form.start
        if self.form.second and (ranged := _FROM_HERE.search(self.text, start, stop)):
            stop = ranged.start()  # "rose 5 percent from March 1-20"
        return _COMPARISON.search(self.text, start, stop) is not None

    def before(self, reach: int) -> str:
        """Return the sentence's last characters before the form."""
        return self.text[max(self.sentence, self.form.start - reach) : self.form.start]

    def ends_between(self, start: int, end: int) -> bool:
        """Whether a sentence ends in a stretch of the text."""
        found = SENTENCE_END.search(self.text, start, end)
        return found is not None and is_sentence_end(self.text, found, start)

    def opening(self) -> str:
        """Return on which side "since" or "until" before the form opens it."""
        form, text = self.form, self.text
        found = _OPENING.search(text[max(self.low, form.start - 40) : form.start])
        if found is None or form.second is not None:
            return self._beyond_a_year()
        word = found.group("word").lower()
        if word == "since":
            return "" if self.is_base_of_a_record() else "after"
        if word == "through" and _END_OF.match(text, form.start):
            return ""  # "through the end of the year"
        if word == "through" and _MEASURED_TO.search(self.before(NEARBY)):
            return ""  # "the four quarters through June"
        if word == "through":
            before = self.forms[self.index - 1].end if self.index else self.low
            between = text[max(before, self.sentence) : form.start]
            alone = between.split() == ["through"]
            if (self.index and alone) or FROM.search(between):
                return ""
        elif self.index and self._since_from():
            return ""  # "from May until July" gives both ends
        return "before"

    def _beyond_a_year(self) -> str:
        """Return on which side "after 2030," and "before 2020," open a year that ends a phrase."""
        part = self.form.first
        if part is None or part.year is None or part.month or part.quarter or part.unknown:
            return ""
        if self.form.second is not None or not _PHRASE_ENDS.match(self.text, self.form.end):
            return ""
        found = _BEYOND.search(self.text[max(self.low, self.form.start - 8) : self.form.start])
        return found["word"].lower() if found else ""

    def _since_from(self) -> bool:
        """Whether "from" stands right before the time told before, in the same sentence."""
        before = self.forms[self.index - 1].start
        return before >= self.sentence and bool(
            _FROM_HERE.search(self.text[max(self.sentence, before - 16) : before])
        )

    def _begins_with_part(self) -> bool:
        """Whether a form has its preposition within: "early in October"."""
        return _PART_IN.match(self.text, self.form.start, self.form.end) is not None

    def cue(self) -> str:
        """Return what the nearest verb tells: ``future``, ``past``, ``awaited`` or nothing.

        Awaited is what somebody was to do then: whether that is over, publication alone tells.
        """
        after = _MODAL_AFTER.match(self.text, self.form.end)
        if after and self.form.first is not None and self.form.first.season:
            return "future"  # "spring could be the time"
        if (
            self.opening() == "after"
            or _EDITION.match(self.text, self.form.end)
            or _THAN_FORESEEN.search(self.before(NEARBY))
        ):
            return "past"  # what has lasted since then; "the August forecasts"
        near = self.before(NEARBY)
        if _FORESEEN.search(near):
            return "past"
        if _FIXED_FOR.search(near):
            return "future"
        to_come = _TO_COME.search(f"{near}in " if self._begins_with_part() else near)
        told = near[: to_come.start()] if to_come else self.before(_REACH)
        cue = _tense(_WORD.findall(told), backwards=True)
        if to_come and (to_come["be"] or to_come["verb"] not in _NO_VERB):
            return "awaited" if cue == "past" else "future"
        if cue == "present":
            return "future" if self.opening() == "before" or _LIMIT.search(near) else ""
        if cue == "past" and _FROM_THEN.search(self.before(_REACH)):
            return ""  # it may be of then, or of what is agreed
        if cue:
            return cue
        stop = _CLAUSE_END.search(self.text, self.form.end, self.form.end + _REACH)
        ahead = stop.start() if stop else self.form.end + _REACH // 2
        words = _WORD.findall(self.text[self.form.end : min(ahead, self.high)])
        return _tense(words[:_WORDS_AHEAD], backwards=False)


def _is_noun(word: str, before: str) -> bool:
    """Whether a word that may be a verb is none: "9 trillion won", "down from 197 in May"."""
    if word == "May":
        return bool(before)
    return word == "won" and (before[:1].isdigit() or before in _SCALES)


def _tense(words: list[str], *, backwards: bool) -> str:
    """Return whether the first verb met tells of what is to come, is, or was; "" if none does."""
    order = range(len(words) - 1, -1, -1) if backwards else range(len(words))
    for i in order:
        word = words[i].lower()
        before = words[i - 1].lower() if i else ""
        if _is_noun(words[i], before):
            continue
        if word == "set" and words[i + 1 : i + 2] != ["to"]:
            return "past"  # "the record set in June"
        if word in _NOUNS_TOO and " ".join(words[i + 1 : i + 2]).lower() in _AFTER_NOUN:
            continue  # "criteria for projects on May 13"
        if word in FUTURE:
            told = {one.lower() for one in words[max(0, i - 2) : i]}
            return "past" if told & {"was", "were", "had", "been"} else "future"
        if word == "to" and before in {"is", "are", "set", "due"}:
            return "future"
        if word == "forward" and before[:4] == "look":
            return "future"  # "looks forward to hosting the summit on May 30"
        if backwards and word in {"is", "are"}:
            return "present"
        if before != "be" and (word in PAST or (word.endswith("ed") and len(word) > 4)):
            lasting = backwards and before in {"is", "are"}
            return "present" if lasting else "past"  # "is gone", but not "will be held"
    return ""
