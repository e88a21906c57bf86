"""What is told to open, or to come for the first time, on a day ahead though it has been before.

"The opening of trading in 2017" of what "opened on January 12, 2015", "the inaugural round, to be
held in October" behind "three rounds have been completed", "will begin compiling the index" beside
"has compiled the index since 2016". The thing must be named by the same words in both places, and
what was done must bear a day that is past. A row of a table tells like a sentence.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import content_words, in_quotes, prose, stem
from bongsu.audit.statements.unbegun import Unbegun
from bongsu.audit.statements.unbegun_words import NEW, VAGUE
from bongsu.evidence.mentions import DateMention, Evidence, within
from bongsu.patterns import lazy_regex, regex

_X = r"(?:the\s|an?\s|its\s|their\s)?(?P<x>(?:[\w’'-]+\s){0,3}?[\w’'-]+)"
_AHEAD = (
    r"\b(?:will|shall|is\sto|are\sto|(?:intends?|plans?|expects?|hopes?|aims?|means?|wants?|due|set|expected|"
    r"scheduled|planned|poised)\sto)\s(?:soon\s|finally\s|now\s)?"
)
_WHEN = r"\s(?=(?:in|on|from|this|next|later|by|early|late)\b)"
_FORMS = tuple(
    guarded_regex(form)
    for form in (
        (
            r"\b(?:[Tt]he|[Ii]ts|[Tt]heir)\s(?:opening|start|launch|beginning|introduction|commencement|debut|inauguration|"
            rf"roll-?out)\sof\s{_X}{_WHEN}"
        ),
        rf"{_AHEAD}(?:inaugurate|launch|debut|introduce|unveil|open)\s{_X}{_WHEN}",
        r"\bfirst\s(?P<x>[a-z-]+(?:\s[a-z-]+)?)\s(?:(?:is|are)\s)?(?:expected|due|planned|scheduled|foreseen)\s(?:in|for|on|by)\b",
        (
            r"\b(?:inaugural|maiden|first-ever)\s(?P<x>[a-z-]+(?:\s[a-z-]+)?),?\s(?:which\s)?(?:(?:is|are|will)\s)?(?:still\s)?"
            r"(?:to\sbe|be|due|scheduled|planned|expected|set)\b"
        ),
        rf"{_AHEAD}[a-z]+\s{_X}\sfor\sthe\s(?:very\s)?first\stime\b",
        rf"{_AHEAD}(?:begin|start|commence)\s(?:to\s)?(?P<deed>[a-z]{{4,}})\s{_X}{_WHEN}",
    )
)
_DONE = lazy_regex(
    r"\b(?:opened|started|launched|began|begun|commenced|introduced|inaugurated|held|carried\sout|conducted|paid|taken|"
    r"issued|published|completed|took\splace|took\seffect|set\sup|delivered|made|met)\b"
)
_NOT_DONE = lazy_regex(
    r"\b(?:not|never|no|if|would|could|may|might|will|should|unless|until|planned|expected|scheduled|to\sbe|due|pilot|"
    r"trial|proposed|promised|pledged|agreed)\b",
    re.IGNORECASE,
)
_OTHER = content_words(f"{VAGUE} program programme new people person system plan next this that")
_LONGEST = 4  # words by which a thing is named


class _Told(NamedTuple):
    """A sentence, an item or a row of a table."""

    start: int
    end: int
    words: str


def begun_before(evidence: Evidence, day: dt.date | None) -> Iterator[Unbegun]:
    """Yield what is told to come first on a day ahead though the text tells that it has been."""
    if day is None:
        return
    passages: list[_Told] | None = None
    for sentence, words in prose(evidence):
        for form in _FORMS:
            match = form.search(words)
            if match is None or NEW.search(match[0]):
                continue
            at = sentence.start + match.start()
            things = content_words(match["x"]) - _OTHER
            row = _of_a_row(match) if not things else frozenset()
            things = things or row
            if not things or len(things) > _LONGEST or in_quotes(evidence, sentence, at):
                continue
            dates = within(evidence.dates, sentence.start + match.end("x"), sentence.end)
            if not _is_ahead(dates, match, day):
                continue
            passages = passages or list(_passages(evidence))
            deed = match.groupdict().get("deed") or ""
            told = _told(evidence, passages, (sentence.start, sentence.end), things, deed, day)
            if told is not None and row:
                told = told if _SEVERAL.search(evidence.text, told[0] - _NEAR, told[1]) else None
            if told is not None:
                yield Unbegun(at, sentence.start + match.end(), told, sure=False)
                break


def _of_a_row(match: re.Match[str]) -> frozenset[str]:
    """Return the noun of what comes in rows: "the inaugural round"."""
    inaugural = regex(r"(?:inaugural|maiden|first-ever)\b").match(match[0])
    return content_words(match["x"]) if inaugural else frozenset()


_SEVERAL = lazy_regex(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\s(?:[a-z-]+\s)?(?:rounds|series|rows|meetings|times)\b",
    re.IGNORECASE,
)
_NEAR = 40  # code points before a deed in which its count stands


def _is_ahead(dates: list[DateMention], match: re.Match[str], day: dt.date) -> bool:
    """Whether the time of what comes first is ahead; a bare month is, beside "to be held"."""
    if not dates:
        return False
    last = dates[0].last or dates[0].first
    plain = last is not None and last > day
    return plain or (dates[0].relative and regex(r"\bto\b|\bbe\b").search(match[0]) is not None)


def _passages(evidence: Evidence) -> Iterator[_Told]:
    for sentence, words in prose(evidence):
        yield _Told(sentence.start, sentence.end, words)
    for table in evidence.article.tables:
        for row in table.rows[1:]:
            if row:
                start, end = row[0].start, row[-1].end
                yield _Told(start, end, evidence.text[start:end])


def _told(
    evidence: Evidence,
    passages: list[_Told],
    own: tuple[int, int],
    things: frozenset[str],
    deed: str,
    day: dt.date,
) -> tuple[int, int] | None:
    """Return where the text tells that some things have been, on a day that is past."""
    root = stem(deed) if deed else ""
    for passage in passages:
        if (passage.start, passage.end) == own or not things <= content_words(passage.words):
            continue
        if _NOT_DONE.search(passage.words):
            continue
        done = _same_deed(passage.words, root) if root else _DONE.search(passage.words)
        dates = within(evidence.dates, passage.start, passage.end)
        past = [
            date for date in dates if date.first and date.first < day and not _is_later(date, day)
        ]
        if done is not None and past:
            return passage.start + done.start(), passage.start + done.end()
    return None


def _is_later(date: DateMention, day: dt.date) -> bool:
    return date.last is not None and date.last > day


def _same_deed(words: str, root: str) -> re.Match[str] | None:
    """Return where a deed is told as done since a day: "has compiled the index since"."""
    return re.search(
        rf"\b(?:has|have)\s(?:been\s)?(?:\w+ly\s)?{re.escape(root)}\w*[^.;]{{0,80}}?\bsince\b",
        words,
    )
