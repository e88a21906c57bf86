"""What is told of "later in the month", against the days around it and dated entries (DT502)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bongsu.audit.findings import Finding
from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import looks_ahead, proper_names, prose, sentence_at
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import related_part
from bongsu.audit.times.timelines import dated_entries
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import regex

_LATER_IN = guarded_regex(
    r"\b(?:later|earlier)\s(?:in\s)?(?:the|that|the\ssame|this)\smonth\b", re.IGNORECASE
)
_LAST_DAY = 30  # of a month: nothing of weight comes later in it
_BESIDE = 12  # code points from "later in the month" to the day that it means


def in_the_month(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Yield "later in the month" where the day that it means is not in the month, or was over."""
    entries: list[tuple[Block, tuple[DateMention, str]]] | None = None
    day = context.day(evidence)
    for sentence, words in prose(evidence):
        match = _LATER_IN.search(words)
        if match is None:
            continue
        before, own = _dates_around(evidence, sentence, match)
        wrong = _seen_from(evidence, sentence, match, before, own, day) if day else None
        if wrong is not None:
            yield wrong
            continue
        anchors = [
            date
            for date in before
            if date.first and date.granularity in {Granularity.DAY, Granularity.MONTH}
        ]
        if not anchors and own is not None:
            anchors = _of_the_item_before(evidence, sentence)
        if not anchors:
            continue
        if own is not None:
            yield from _other_month(evidence, sentence, match, anchors[-1], own, day)
            continue
        if entries is None:
            entries = list(dated_entries(evidence))
        finding = _elsewhere(evidence, sentence, match, anchors, entries) or _after_the_end(
            evidence, sentence, match, anchors[-1]
        )
        if finding is not None:
            yield finding


_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_TOLD_LATER = guarded_regex(  # "later in February, on the 6th", "later that year, in July"
    r"\b(?:(?P<way>later|earlier)\s(?:on\s)?(?:in\s)?(?:(?P<month>(?:the|that)\s(?:same\s)?month)|"
    rf"(?P<year>(?:the|that)\s(?:same\s)?year|(?:19|20)\d\d)|(?P<named>{_MONTH}))(?:\s(?:19|20)\d\d)?|"
    r"before\s(?:the|that)\s(?:(?P<out>year)|month)\s(?:(?:was|had|is)\s(?:out|over|up|ended|passed)|ended|closed|was\sdone))"
    r"\s?[,(–—-]+\s?(?:(?:on|in)\s)?"
    rf"(?:the\s(?P<nth>\d{{1,2}})(?:st|nd|rd|th)\b|(?P<of>{_MONTH})(?:\s(?P<day>\d{{1,2}}))?\b(?!-|–|\sto\b))",
    re.IGNORECASE,
)


def later_than_told(evidence: Evidence) -> Iterator[Finding]:
    """Yield "later in February, on the 6th" behind a day of February that comes after it.

    Parameters
    ----------
    evidence : Evidence
        An article.
    """
    for sentence, words in prose(evidence):
        for match in _TOLD_LATER.finditer(words):
            at = sentence.start + match.start()
            told = _counted_from(match, _days_before(evidence, sentence, at))
            looked_back = PAST.search(words, match.end(), match.end() + _CLAUSE) is not None
            if not told and (looked_back or not looks_ahead(words, "dates")):
                told = _counted_from(match, _days_before(evidence, sentence, at, further=True))
            near = told and evidence.sentences[sentence_at(evidence, told[-1].start)]
            told = [date for date in told if near and date.start >= near.start]
            if not told or not all(_lies_the_other_way(match, date) for date in told):
                continue
            anchor, way = told[-1], (match["way"] or "later").casefold()
            yield RULES["DT502"].finding(
                evidence.document,
                at,
                sentence.start + match.end(),
                f"“{match[0]}” follows {anchor.edtf}, but is not {way}",
                related=[related_part(evidence, anchor, "the date before it")],
            )


_CLAUSE = 60  # code points behind such words in which the verb of their clause stands


def _days_before(
    evidence: Evidence, sentence: Sentence, at: int, *, further: bool = False
) -> list[DateMention]:
    """Return the days and months told before a place in its paragraph, or in the one before."""
    number = sentence.block
    block = evidence.article.blocks[max(0, number - 1) if further else number]
    return [
        date
        for date in within(evidence.dates, block.start, at)
        if date.first and date.granularity in {Granularity.DAY, Granularity.MONTH}
    ]


def _counted_from(match: re.Match[str], before: Sequence[DateMention]) -> list[DateMention]:
    """Return the dates before such words that they can count from."""
    if match["year"] or match["out"]:
        year = match["year"] if match["year"] and match["year"].isdigit() else None
        return [d for d in before if d.first and (year is None or str(d.first.year) == year)]
    named = match["named"] or match["of"]
    days = [d for d in before if d.first and d.granularity is Granularity.DAY]
    if match["named"] or match["nth"] is None:
        days = [d for d in days if d.first and named and f"{d.first:%B}" == named.capitalize()]
    return days


def _lies_the_other_way(match: re.Match[str], anchor: DateMention) -> bool:
    """Whether a day told as later lies before the one counted from, or the other way round."""
    if anchor.first is None:
        return False
    if match["year"] or match["out"]:
        if match["of"] is None:
            return False
        month = _MONTH.split("|").index(match["of"].capitalize()) + 1
        moved = month - anchor.first.month
        if not moved and match["day"] and anchor.granularity is Granularity.DAY:
            moved = int(match["day"]) - anchor.first.day
    else:
        day = match["nth"] or match["day"]
        if day is None or (match["of"] and match["named"] and match["of"] != match["named"]):
            return False
        moved = int(day) - anchor.first.day
    return moved > 0 if (match["way"] or "").casefold() == "earlier" else moved < 0


def _of_the_item_before(evidence: Evidence, sentence: Sentence) -> list[DateMention]:
    """Return the last day of the item of a list that stands before the one of a sentence."""
    number = sentence.block
    blocks = evidence.article.blocks[max(0, number - 1) : number + 1]
    if len(blocks) < _TWO or any(block.kind is not BlockKind.ITEM for block in blocks):
        return []
    days = within(evidence.dates, blocks[0].start, blocks[0].end)
    return [day for day in days if day.first and day.granularity is Granularity.DAY][-1:]


_TWO = 2


def _dates_around(
    evidence: Evidence, sentence: Sentence, match: re.Match[str]
) -> tuple[Sequence[DateMention], DateMention | None]:
    """Return the dates of the block before the words, and the one right behind them."""
    at, end = sentence.start + match.start(), sentence.start + match.end()
    before = within(evidence.dates, evidence.block_of(sentence).start, at)
    behind = next((d for d in within(evidence.dates, end, sentence.end) if d.first), None)
    return before, behind if behind is not None and behind.start - end < _BESIDE else None


def _seen_from(
    evidence: Evidence,
    sentence: Sentence,
    match: re.Match[str],
    before: Sequence[DateMention],
    own: DateMention | None,
    day: dt.date,
) -> Finding | None:
    """Return what is wrong with the words as seen from the day of publication."""
    at, words = sentence.start + match.start(), evidence.words(sentence)
    if _this_month_over(match, words, day):
        return RULES["DT502"].finding(
            evidence.document,
            at,
            sentence.start + match.end(),
            f"“{match[0]}”, but the publication on {day.isoformat()} is on its last day",
        )
    anchored = any(
        date.granularity in {Granularity.DAY, Granularity.MONTH, Granularity.RANGE}
        for date in before
    )
    if own is None or not (
        _missed(match, words, own, day)
        or _counted_from_publication(match, words, own, day, anchored)
    ):
        return None
    return RULES["DT502"].finding(
        evidence.document,
        at,
        own.end,
        f"“{match[0]}”, but {evidence.words(own)} is not, seen from the publication on "
        f"{day.isoformat()}",
    )


def _after_the_end(
    evidence: Evidence, sentence: Sentence, match: re.Match[str], last: DateMention
) -> Finding | None:
    """Return "later in the month" where the day before it is the last of the month."""
    end = last.granularity is Granularity.DAY and last.first and last.first.day >= _LAST_DAY
    if not end or not match[0].casefold().startswith("later"):
        return None
    return RULES["DT502"].finding(
        evidence.document,
        sentence.start + match.start(),
        sentence.start + match.end(),
        f"“{match[0]}” after {last.edtf}, the end of the month",
        related=[related_part(evidence, last, "the day before it")],
    )


def _this_month_over(match: re.Match[str], words: str, day: dt.date) -> bool:
    """Whether "later this month" is told of what is to come on the last day of a month."""
    coming = regex(r"\b(?:will|would|to|due|expected|scheduled|set)\b").search(
        words[: match.start()]
    )
    over = (day + dt.timedelta(days=1)).month != day.month
    return over and coming is not None and match[0].casefold() == "later this month"


def _not_in_this_month(match: re.Match[str], own: DateMention, day: dt.date) -> bool:
    """Whether "later this month" stands by a day without a year of another month, or one past."""
    told = _told_day(own)
    if told is None or not match[0].casefold().endswith("this month"):
        return False
    later = match[0].casefold().startswith("later")
    return told[0] != day.month or (told[1] < day.day if later else told[1] > day.day)


def _told_day(own: DateMention) -> tuple[int, int] | None:
    """Return month and day of a day, or of the first of a few days, without a year."""
    if own.written is not None:
        return None if own.written.year else (own.written.month, own.written.day)
    few = own.granularity is Granularity.RANGE and own.first and own.last
    if not few or not own.relative or own.first is None or own.last is None:
        return None
    return (own.first.month, own.first.day) if (own.last - own.first).days < _FEW else None


_FEW = 15  # days that an event takes


def _counted_from_publication(
    match: re.Match[str], words: str, own: DateMention, day: dt.date, anchored: bool
) -> bool:
    """Whether a trip "later in the month, on March 5-7" is over, where nothing else is dated."""
    told = _told_day(own)
    if anchored or told is None or not match[0].casefold().endswith("the month"):
        return False
    later = match[0].casefold().startswith("later")
    passed = told[0] == day.month and (told[1] < day.day if later else told[1] > day.day)
    return passed and PAST.search(words[match.end() :][:_BESIDE]) is None


def _missed(match: re.Match[str], words: str, own: DateMention, day: dt.date) -> bool:
    """Whether the day beside "later in the month" is not in it, or was over."""
    return _not_in_this_month(match, own, day) or _wrong_way(match, words, own, day)


def _wrong_way(match: re.Match[str], words: str, own: DateMention, day: dt.date) -> bool:
    """Whether what will be "later in the month" has a day of the month that has passed."""
    if own.written is None or own.written.year or own.granularity is not Granularity.DAY:
        return False
    later = match[0].casefold().startswith("later") and own.written.month == day.month
    return later and (own.written.day or day.day) < day.day and " will " in words[: match.start()]


def _of_publication(match: re.Match[str], own: DateMention, day: dt.date) -> bool:
    """Whether "earlier in the month" can be counted from the day of publication."""
    if own.first is None or (own.first.year, own.first.month) != (day.year, day.month):
        return False
    return (own.first > day) == match[0].casefold().startswith("later")


def _other_month(
    evidence: Evidence,
    sentence: Sentence,
    match: re.Match[str],
    anchor: DateMention,
    own: DateMention,
    day: dt.date | None,
) -> Iterator[Finding]:
    """Yield "later in the month" beside a day of another month, or of an earlier day."""
    if day is not None and _of_publication(match, own, day):
        return
    few = own.granularity is Granularity.RANGE and _told_day(own) is not None
    exact = own.granularity is Granularity.DAY or few
    if anchor.first is None or own.first is None or not exact:
        return
    if own.relative:  # a day without its year is of the same one
        own = replace(
            own, first=own.first.replace(year=anchor.first.year, day=min(own.first.day, 28))
        )
    if own.first is None:
        return
    same = (anchor.first.year, anchor.first.month) == (own.first.year, own.first.month)
    later = match[0].casefold().startswith("later")
    if same and (anchor.granularity is Granularity.MONTH or (own.first > anchor.first) == later):
        return
    yield RULES["DT502"].finding(
        evidence.document,
        sentence.start + match.start(),
        own.end,
        f"“{match[0]}” follows {anchor.edtf}, but the day is {own.edtf}",
        related=[related_part(evidence, anchor, "the date before it")],
    )


def _elsewhere(
    evidence: Evidence,
    sentence: Sentence,
    match: re.Match[str],
    anchors: Sequence[DateMention],
    entries: Sequence[tuple[Block, tuple[DateMention, str]]],
) -> Finding | None:
    """Return a finding if dated entries with a name of the sentence lie in none of the months."""
    months = {(date.first.year, date.first.month) for date in anchors if date.first}
    rest = evidence.text[sentence.start + match.end() : sentence.end]
    for _, _, name in proper_names(rest):
        if len(name.split()) < 2:
            continue
        told = [entry for entry in entries if name in entry[1][1]]
        dates = [date.first for _, (date, _) in told if date.first]
        if dates and all((day.year, day.month) not in months for day in dates):
            entry = told[0][1][0]
            return RULES["DT502"].finding(
                evidence.document,
                sentence.start + match.start(),
                sentence.start + match.end(),
                f"“{match[0]}” follows {anchors[-1].edtf}, but {name} is dated {entry.edtf}",
                related=[related_part(evidence, entry, f"where {name} is dated")],
            )
    return None
