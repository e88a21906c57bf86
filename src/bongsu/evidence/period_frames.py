"""Times that a text sets for the sentences that follow: an opening date, a survey's year.

"In 2025, the government brought in new duties. The deal set a rate of 15 percent": what opens a
sentence without figures dates those behind it in the paragraph. What people answered in a survey
is of the survey's time, wherever its section tells it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterator, Mapping, Sequence

from bongsu.evidence.documents import Article, BlockKind
from bongsu.evidence.mentions import DateMention, Granularity, Sentence
from bongsu.patterns import lazy_regex, regex

_OPENS = lazy_regex(  # what may stand before a date that opens a sentence
    r"(?:(?:back|later|early|late|earlier|already|only|then|so)[ \n])?"
    r"(?:(?:in|during|by|as[ \n]of|at|on|throughout|through|over|for|until|since)[ \n])?"
    r"(?:(?:the|early|late|mid|end|of)[ \n-]){0,3}",
    re.IGNORECASE,
)
# "Beginning in 2026, the rate will be raised": what is told next is of then, too
_FROM_THEN = lazy_regex(
    r"(?:beginning|starting|effective|from)[ \n](?:(?:in|from|on)[ \n])?", re.IGNORECASE
)
_TO_COME = lazy_regex(r"\b(?:will|would|shall|(?:is|are|set|due)[ \n]to)\b")
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})

Dates = Mapping[int, Sequence[DateMention]]


def opening_dates(text: str, sentences: Sequence[Sentence], dates_of: Dates) -> dict[int, str]:
    """Return the date that opens each sentence of which it is the only one, in EDTF, by place.

    The day of the news dates its sentence wherever it stands: "Stocks closed lower Tuesday".

    Parameters
    ----------
    text : str
        Text of the document.
    sentences : sequence of Sentence
        Those of an article, in order.
    dates_of : mapping of int to sequence of DateMention
        The dates of each sentence that has any, by its place.
    """
    found = {}
    for place, dates in dates_of.items():
        date, start = dates[-1], sentences[place].start
        if (
            date.edtf is None
            or any(other.edtf != date.edtf for other in dates)
            or date.granularity is Granularity.VAGUE
        ):
            continue
        if _is_day_of_news(text, start, date):
            found[place] = date.edtf
            continue
        if _FROM_THEN.fullmatch(text, start, date.start):
            if _TO_COME.search(text, date.end, sentences[place].end):
                found[place] = date.edtf
            continue
        if ".." in date.edtf or not _OPENS.fullmatch(text, start, date.start):
            continue  # "since 1953" dates what holds, not the figures of now behind it
        if text[start : date.start] and text[date.end : date.end + 1] == ",":
            found[place] = date.edtf
    return found


def _is_day_of_news(text: str, start: int, date: DateMention) -> bool:
    """Whether a sentence tells what happened on the day: "Stocks closed lower Tuesday"."""
    day = date.granularity is Granularity.DAY and date.relative
    return day and _CLOSED.search(text[start : date.start]) is not None


_CLOSED = lazy_regex(
    r"\b(?:closed|ended|opened|finished|traded|settled|slid|fell|rose|climbed|dropped|gained|lost"
    r"|rallied|plunged|tumbled|retreated|advanced|rebounded|decided|raised|cut|held|froze|kept|left)\b"
)


_BEGINNINGS = lazy_regex(
    r"\b(?:began|begun|started|launched|introduced|established|opened|created|founded|enacted|signed"
    r"|inaugurated|effective|in[ \n]force|into[ \n]force|took[ \n]effect|dat(?:es|ing)[ \n]from"
    r"|since)\b[^.;:]{0,48}\Z",
    re.IGNORECASE,
)
_RECORDS = lazy_regex(
    r"\b(?:record|peak\w*|all-time|highest|lowest|(?:high|low)s?[ \n]of)\b", re.IGNORECASE
)
_SINCE_THEN = lazy_regex(r"\b(?:has|have|had)[ \n]since\b", re.IGNORECASE)


def goes_on(
    text: str,
    sentence: Sentence,
    dates: Sequence[DateMention],
    period: str,
    published: dt.date | None,
    running: str | None,
) -> bool:
    """Whether the sentences behind go on with the period of a figure.

    They do not where it is told in passing when something that still holds began ("the board began
    easing in October 2024"), when in the time spoken of a record was set, or what is to be reached
    ("will invest 5 billion by 2030"), unless the time opens the sentence.
    """
    own = next((date for date in dates if date.edtf == period), None)
    if own is None or _OPENS.fullmatch(text, sentence.start, own.start):
        return True
    reached = own.first or own.last
    if published and reached and reached > published:
        return False
    lead = text[max(sentence.start, own.start - _NEAR) : own.start]
    within = running is not None and len(running) < len(period) and period.startswith(running)
    return not (
        _BEGINNINGS.search(lead)
        or (within and _RECORDS.search(text, sentence.start, own.start))
        or _SINCE_THEN.search(text, sentence.start, sentence.end)
    )


def sums_up(period: str, running: str | None) -> bool:
    """Whether a stretch holds the period that a release is about: an aside, and no other period.

    Examples
    --------
    >>> sums_up("2025-01/2025-08", "2025-08"), sums_up("2025-12-01/2025-12-20", "2025-12")
    (True, False)
    """
    first, _, last = period.partition("/")
    if not running or not last or ".." in period:
        return False
    return first <= running[: len(first)] and running[: len(last)] <= last


_POINTS_BACK = lazy_regex(r"(?:That|This|These|It|They|Of[ \n](?:it|this|that|these|them))\b")


def points_back(text: str, sentence: Sentence) -> bool:
    """Whether a sentence goes on about what the one before told: "That is 8 percent more"."""
    return _POINTS_BACK.match(text, sentence.start, sentence.end) is not None


_THE_PERIOD = lazy_regex(
    r"\b(?:during|over|in|for|within)[ \n](?:the|that|this)[ \n]"
    r"(?:(?:same|cited|reporting|reported|entire|whole|[\w-]+-(?:day|week|month|year))[ \n])?"
    r"(?:period|month)\b"
    r"(?![ \n](?:of|from|between|in|last|a)\b)"
)

_THE_TOTAL = lazy_regex(
    r"The[ \n](?:total|figure|number|tally|sum|amount)[ \n](?!(?:of|in|for|that|who)\b)"
)


def points_to_period(text: str, sentence: Sentence) -> bool:
    """Whether a sentence is of the time spoken of: "during the cited period", "The total is"."""
    if _THE_TOTAL.match(text, sentence.start, sentence.end):
        return True
    return _THE_PERIOD.search(text, sentence.start, sentence.end) is not None


# what a year in a title is part of the name of: "2021 Article IV Consultation"
_NAMED = lazy_regex(
    r"[ \n](?:[\w’'-]+[ \n]){0,2}?"
    r"(?:Article|Consultation|Summit|Conference|Forum|Session|Meeting|Agreement|Act)s?\b"
)


def title_period(text: str, article: Article, dates: Sequence[DateMention]) -> str | None:
    """Return the one time that the title of an article names, in EDTF; none if it names several.

    Parameters
    ----------
    text : str
        Text of the document.
    article : Article
        The article.
    dates : sequence of DateMention
        Those of the article.
    """
    prose = (block.start for block in article.blocks if block.kind in _PROSE)
    first = next(prose, article.end)
    named = {
        date.edtf
        for date in dates
        if date.end <= first
        and date.role == "heading"
        and date.edtf
        and "/" not in date.edtf
        and not _NAMED.match(text, date.end)
    }
    return named.pop() if len(named) == 1 else None


_SURVEY = lazy_regex(r"\b(?:surveys?|polls?|polling|census|questionnaires?)\b", re.IGNORECASE)
_NEW = lazy_regex(
    r"\b(?:the[ \n](?:latest|newest|most[ \n]recent|new)|an?[ \n](?:new|recent)"
    r"|this[ \n]year[’']s|the)[ \n]"
    r"(?:[\w-]+[ \n]){0,3}?(?:survey|poll|census|questionnaire)\b",
    re.IGNORECASE,
)
_ANOTHER = lazy_regex(
    r"\b(?:an?|another|one)[ \n](?:[\w-]+[ \n]){0,2}?(?:survey|poll)\b", re.IGNORECASE
)
_CONDUCTED = lazy_regex(
    r"\b(?:conducted|carried[ \n]out|taken|held|fielded|undertaken|done)[ \n]"
    r"(?:[\w-]+[ \n]){0,6}?\Z",
    re.IGNORECASE,
)
_PUBLISHED = lazy_regex(
    r"\b(?:published|released|issued|unveiled)[ \n](?:[\w-]+[ \n]){0,2}?\Z", re.IGNORECASE
)
_YEARLY = lazy_regex(
    r"\b(?:annual(?:ly)?|yearly|every[ \n]year"
    r"|(?:previous|last)[ \n]year[’']s[ \n](?:survey|poll))\b",
    re.IGNORECASE,
)
_YEAR = regex(r"\d{4}")
_NEAR = 60  # code points before a date in which it is told what was done then


def survey_periods(
    text: str, article: Article, sentences: Sequence[Sentence], dates_of: Dates
) -> dict[int, str]:
    """Return the time of the survey that an article reports, in EDTF, by place of its sentences.

    A survey of every year that came out in a month is of that month's year; one that was taken in
    a month is of that month. Where an article dates two surveys, none is taken for granted.
    """
    if not _SURVEY.search(text, article.start, article.end):
        return {}
    anchors = dict(_times(text, article, sentences, dates_of))
    if len(set(anchors.values())) != 1:
        return {}
    return dict.fromkeys(
        _reported(text, article, sentences, set(anchors)), next(iter(anchors.values()))
    )


def _times(
    text: str, article: Article, sentences: Sequence[Sentence], dates_of: Dates
) -> Iterator[tuple[int, str]]:
    """Yield the sentences that date a survey, and its time."""
    named = [
        place
        for place, sentence in enumerate(sentences)
        if article.blocks[sentence.block].kind in _PROSE
        and _SURVEY.search(text, sentence.start, sentence.end)
    ]
    yearly = any(_YEARLY.search(text, sentences[n].start, sentences[n].end) for n in named)
    for place in named:
        start = sentences[place].start
        for date in dates_of.get(place, ()):
            before = text[max(start, date.start - _NEAR) : date.start]
            year = _YEAR.match(date.edtf or "")
            if year is None or "/" in str(date.edtf):
                continue
            if _CONDUCTED.search(before):
                yield place, str(date.edtf)
            elif yearly and _PUBLISHED.search(before):
                yield place, year[0]


def _reported(
    text: str, article: Article, sentences: Sequence[Sentence], anchors: Container[int]
) -> Iterator[int]:
    """Yield the sentences that report a survey.

    They are those of its section from where it is dated on, and elsewhere the rest of a paragraph
    that names it; "a survey of ..." is another one.
    """
    inside, block = False, -1
    for place, sentence in enumerate(sentences):
        kind = article.blocks[sentence.block].kind
        if kind is BlockKind.HEADING:
            inside = False
        if kind not in _PROSE:
            continue
        words = text[sentence.start : sentence.end]
        if place in anchors:
            inside = True
        elif _NEW.search(words):
            block = sentence.block
        elif _ANOTHER.search(words):
            inside, block = False, -1
        if inside or sentence.block == block:
            yield place


def days_of_rows(
    article: Article, sentences: Sequence[Sentence], dates_of: Dates
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
