"""The month, quarter, half or year that a title names, and the one that its text speaks of (DT501).

A text on one period gives its main figures for that period. Where it never speaks of it, but gives
a figure for the one beside it, a sentence or the title was left standing from another issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.reading.stretches import closed
from bongsu.audit.times.periods_told import (
    COUNT,
    MONTHS,
    NAMES,
    Period,
    periods_in,
    told_by_relation,
)
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import (
    DateMention,
    Evidence,
    Granularity,
    Kind,
    Quantity,
    Sentence,
    within,
)
from bongsu.patterns import lazy_regex, regex

_COMPARED = lazy_regex(
    r"\b(?:than|compared|versus|against|from|since|until|till|over|after|before|earlier|previous|last|prior|"
    r"relative\sto|unlike|those|by(?!\s[$\d])|ended|following|between|when|as\sin|like|and)\s(?:[$£€¥₩\w][\w.,%]*[\s-]){0,4}$|\bthrough\s(?:the\s)?$|"
    r"\b(?:from|than|against|over)\s(?:the\s)?[$\d][\d.,]*\s(?:\w+\s){0,2}of\s(?:the\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)
_COMPARED_BEHIND = lazy_regex(r"\s(?:level|figure|total|average|peak)s?\b|['’]s\b")
_ENDED = lazy_regex(
    r"\b(?P<n>three|six|nine|twelve)\smonths\s(?:(?:ended|ending|to|through|until|up\sto)\s)(?:the\send\sof\s|\d+\s)?"
    r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_EARLIER = lazy_regex(r"\s[a-z]+(?:\s[a-z]+)?\s(?:was|were|had)\b")  # "2023 budget was"
_SETTLED = lazy_regex(  # "the 2023 settlement": a year told as the name of accounts or of a count
    r"\s(?:settlement|settled|outturn|outcome|accounts?|census|survey|edition|report|vintage|round|wave|law|act|"
    r"election|agreement|treaty|crisis|base)\b"
)
_OVER = lazy_regex(r"\b(?:by|of)\s[^;:]{3,40}\sover\sthe\s$")  # how much within it
_FRAME = lazy_regex(r"^\W*(?:Over|Through|Throughout|Across)\s(?:the\s)?$")  # how a sentence opens
_DOCUMENT = lazy_regex(
    r"\b(?:release|survey|minutes|report|letter|alert|bulletin|statement|review|digest|proposal|issue)\b",
    re.IGNORECASE,
)
_MEETING = lazy_regex(  # what is named by its month and speaks of the ones before
    r"(?:\s\d{4})?\s(?:[A-Z]?[\w-]+\s){0,2}?(?:round\s?table|meeting|session|conference|hearing|forum|workshop|"
    r"seminar|gathering|summit|assembly|debate|discussion|panel|briefing)s?\b",
    re.IGNORECASE,
)
_LISTS = lazy_regex(  # "This alert lists"
    r"\W*This\s(?:\w+\s){1,2}(?:lists?|covers?|reviews?|summari[sz]es?|sets?\sout|describes?|is\son|reports?)\b"
)
_CAPTION = lazy_regex(r"(?:Table|Figure|Chart|Box)\s\w+[.:]?\s")
_TABLE = 600  # code points below a caption in which its table stands
_NAMED = regex(r"(?:19|20)\d\d|[Qq]uarter|[JFMASOND][a-z]{2}")  # a title may name a period
_LEAD = 8  # sentences within which a text gives its main figure


class Astray(NamedTuple):
    """A period that a text speaks of in place of its title's."""

    found: Period
    titled: Period
    sure: bool


_YEAR = 12  # months
_EDITION = lazy_regex(
    r"\b(?:Statistics|Yearbook|Glance|Factbook|Indicators|Handbook|Almanac|Edition)[,:]?[ \n]\(?$"
)


def astray(evidence: Evidence) -> Iterator[Astray]:
    """Yield the periods for which a text gives its figures in place of the one of its title."""
    span = evidence.article.title_span
    if span is None:
        return
    if _NAMED.search(evidence.text, *span) is None:
        return
    titled = _without_its_year(periods_in(evidence, *span))
    if len(titled) != 1 or titled[0].months not in {1, 3, 6, 12}:
        return
    title = titled[0]
    if title.months == 1 and _MEETING.match(evidence.text, title.end, span[1]):
        return
    if title.months == _YEAR and _EDITION.search(evidence.text, span[0], title.start):
        return  # "Revenue Statistics 2022" tells of the year before it came out
    body = [s for s in evidence.sentences if s.start >= span[1] and is_prose(evidence, s)]
    told = [
        (sentence, periods_in(evidence, sentence.start, sentence.end, title.year))
        for sentence in body
    ]
    own = [sentence for sentence, periods in told if _speaks(evidence, sentence, periods, title)]
    yield from _captions(evidence, title)
    swapped = _of_its_figure(evidence, span, told, title)
    if swapped is not None:
        yield Astray(found=swapped, titled=title, sure=True)
        return
    yield from _in_its_lead(evidence, told, own, title)


def _without_its_year(titled: list[Period]) -> list[Period]:
    """Leave out the year of a title on a part of it too: "the fourth quarter and the year 2025"."""
    parts = [one for one in titled if one.months in {3, 6}]
    years = [one for one in titled if one.months == _YEAR]
    within_it = len(parts) == len(years) == 1 and parts[0].year == years[0].year
    return parts if within_it and len(titled) == 2 else titled


def _in_its_lead(
    evidence: Evidence,
    told: Sequence[tuple[Sentence, list[Period]]],
    own: Sequence[Sentence],
    title: Period,
) -> Iterator[Astray]:
    """Yield the period for which the first sentences give their figures, if not the title's."""
    compared = title.months == 12 and all(_compares(evidence, one, title) for one in own)
    for sentence, periods in told[:_LEAD]:
        found = main_period(evidence, sentence, periods, title)
        if found is None:
            if title.months == 1 and periods and figures_of(evidence, sentence):
                return  # months are compared at every turn: the first figure decides
            continue
        scope = bool(own) and _names_its_scope(evidence, own, sentence)
        lists = found.months > 1 and _LISTS.match(evidence.words(sentence)) is not None
        if scope or (not own and (lists or figures_of(evidence, sentence))):
            earlier = title.months == 1 == found.months and found.place < title.place
            sure = not own or found.months > 1
            yield Astray(found=found, titled=title, sure=sure and not earlier)
        elif own and figures_of(evidence, sentence):
            first = sentence.end <= own[0].start and title.months in {3, 6}
            if compared or (first and found.place == title.place - _YEAR):
                yield Astray(found=found, titled=title, sure=False)
        return


def _compares(evidence: Evidence, sentence: Sentence, title: Period) -> bool:
    """Whether a sentence tells of the title's year only to compare with it, or to count from it."""
    of_year = [
        date
        for date in within(evidence.dates, sentence.start, sentence.end)
        if (day := date.first or date.last) and day.year == title.year
    ]
    return all(
        _BESIDE_IT.search(evidence.text[sentence.start : date.start]) is not None
        for date in of_year
    )


def _of_its_figure(
    evidence: Evidence,
    span: tuple[int, int],
    told: Sequence[tuple[Sentence, list[Period]]],
    title: Period,
) -> Period | None:
    """Return the one period beside the title's for which a text gives the title's figure."""
    headline = {
        (q.kind, q.value, evidence.words(q).split()[0])
        for q in within(evidence.quantities, *span)
        if q.value is not None and q.kind in {Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.MONEY}
    }
    if not headline or title.months > 3:
        return None
    values = {value for _, value, _ in headline}
    found: list[Period] = []
    for sentence, periods in told:
        for figure in figures_of(evidence, sentence):
            if figure.value not in values:
                continue
            if len(periods) != 1 or periods[0].months != title.months:
                continue
            period = periods[0]
            joint = evidence.text[figure.end : period.start]
            if not 0 < len(joint) < _CLAUSE or regex(r"[,;]").search(joint):
                return None
            if _IN_IT.search(joint) is None:
                return None
            if _COMPARED.search(joint) or not lies_beside(period, title):
                return None
            found.append(period)
    return found[0] if len(found) == 1 else None


_CLAUSE = 120  # code points from a figure to its period
_IN_IT = lazy_regex(r"\s(?:in|for|during)\s(?:the\s)?$")


def summed_up(evidence: Evidence) -> Iterator[Astray]:
    """Yield the period before the title's that a sentence sums up, or that leads to the next."""
    span = evidence.article.title_span
    if span is None or _NAMED.search(evidence.text, *span) is None:
        return
    titled = periods_in(evidence, *span)
    if len(titled) != 1 or titled[0].months not in {1, 3, 6}:
        return
    title = titled[0]
    for sentence in evidence.sentences:
        if sentence.start < span[1] or not is_prose(evidence, sentence):
            continue
        periods = periods_in(evidence, sentence.start, sentence.end, title.year)
        if not periods or periods[0].place != title.place - title.months:
            continue
        own = _speaks(evidence, sentence, periods, title)
        if own or any(p.months != title.months for p in periods):
            continue
        before = evidence.text[sentence.start : periods[0].start]
        if _BESIDE_IT.search(before) or _THIS.search(evidence.words(sentence)):
            continue
        behind = evidence.text[periods[0].end : sentence.end]
        if len(periods) == 1:
            summed = _SUMS_UP.match(before) is not None and not _OF_BEFORE.match(behind)
        else:
            leads = evidence.text[periods[0].end : periods[1].start]
            after = len(periods) == 2 and periods[1].place == title.place + title.months
            summed = after and _LEADS_ON.search(leads) is not None
        if summed:
            yield Astray(found=periods[0], titled=title, sure=False)


_SUMS_UP = lazy_regex(
    r"\W*(?:Overall|In\s(?:sum|short|conclusion|summary|all)|To\s(?:sum\sup|conclude)|Summing\sup|"
    r"Taken\stogether|All\sin\sall|All\stold|Altogether|On\sbalance|On\sthe\swhole)\b"
)
_OF_BEFORE = lazy_regex(r"\s(?:had\b|(?:level|figure|total|average|peak)s?\b)|['’]s\b")
_LEADS_ON = lazy_regex(  # "set the stage for further work into Q1"
    r"\b(?:into|ahead\sof|(?:stage|tone|scene|ground\w*|basis|foundations?|way|course|momentum|bridge)\s"
    r"[^.;:]{0,60}?\b(?:for|to|in))\s(?:\w+\s){0,5}$"
)
_BESIDE_IT = lazy_regex(  # "than in", "unlike the", "as in"
    r"\b(?:than|with|against|from|since|until|after|over|before|between|as|like|unlike|by|through|following|to)\s"
    r"(?:(?:in|those\sin|that\sof)\s)?(?:(?:an?|the|its)\s)?(?:(?!in\b)[\w-]+\s)?$",
    re.IGNORECASE,
)
_THIS = lazy_regex(r"\b(?:this|the)\s(?:month|quarter|half)\b(?!\sof)|\bthis\sone\b", re.IGNORECASE)


def under_headings(evidence: Evidence) -> Iterator[Astray]:
    """Yield the period for which a section gives its first figures in place of its heading's."""
    span = evidence.article.title_span
    blocks = evidence.article.blocks
    for place, block in enumerate(blocks):
        words = evidence.words(block)
        head = block.kind is BlockKind.HEADING or (
            block.kind is BlockKind.PARAGRAPH and len(words) < _HEAD and words[-1:] not in ".:?!"
        )
        if not head or (span is not None and block.start < span[1]) or len(words) > 2 * _HEAD:
            continue
        if _NAMED.search(words) is None or place + 1 == len(blocks):
            continue
        following = blocks[place + 1]
        named = periods_in(evidence, block.start, block.end)
        if len(named) != 1 or following.kind is not BlockKind.PARAGRAPH:
            continue
        title = named[0]
        told = [
            (sentence, periods_in(evidence, sentence.start, sentence.end, title.year))
            for sentence in within(evidence.sentences, following.start, following.end)
        ]
        if not told or any(_speaks(evidence, one, periods, title) for one, periods in told):
            continue
        sentence, periods = told[0]
        found = main_period(evidence, sentence, periods, title)
        if found is not None and len(figures_of(evidence, sentence)) > 1:
            yield Astray(found=found, titled=title, sure=title.months < 12)


_HEAD = 60  # code points: longer lines are no headings


def is_prose(evidence: Evidence, sentence: Sentence) -> bool:
    """Whether a sentence stands in a paragraph or an item of a list."""
    return evidence.block_of(sentence).kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}


_COMING = lazy_regex(r"\bfor\sthe\s(?:last|final)\squarter\s$")  # of the year


def _speaks(
    evidence: Evidence, sentence: Sentence, periods: Sequence[Period], title: Period
) -> bool:
    """Whether a sentence speaks of the title's period, or of time within it told from today."""
    if any(
        p.months == title.months
        and p.place == title.place
        and not (p.months == 3 and _COMING.search(evidence.text, sentence.start, p.end + 1))
        for p in periods
    ):
        return True
    if title.months not in {1, 12}:
        return False
    for date in map(closed, within(evidence.dates, sentence.start, sentence.end)):
        if date.first is None or date.last is None or date.granularity is Granularity.VAGUE:
            continue
        inside = title.place <= 12 * date.first.year + date.first.month
        inside = inside and 12 * date.last.year + date.last.month < title.place + title.months
        named = NAMES.search(evidence.words(date)) is not None
        if inside and (named if title.months == 1 else _plain(evidence, date)):
            return True
    return False


def _plain(evidence: Evidence, date: DateMention) -> bool:
    """Whether a time within a year is told with its year, or by its relation to today."""
    return not date.relative or told_by_relation(evidence, date)


def figures_of(evidence: Evidence, sentence: Sentence) -> list[Quantity]:
    """Return the figures of a sentence that measure or count something."""
    return [
        q
        for q in within(evidence.quantities, sentence.start, sentence.end)
        if q.kind not in {Kind.ORDINAL, Kind.DURATION, Kind.AGE}
    ]


def main_period(
    evidence: Evidence, sentence: Sentence, periods: Sequence[Period], title: Period
) -> Period | None:
    """Return the period beside the title's for which a sentence gives a figure as its own."""
    words = evidence.words(sentence)
    figures = figures_of(evidence, sentence)
    longer = _ENDED.search(words)
    if (
        figures
        and longer is not None
        and COUNT[longer["n"]] != title.months
        and title.months in {3, 6}
    ):
        month = MONTHS.index(longer["month"]) + 2 - COUNT[longer["n"]]
        if month > 0:
            at = sentence.start + longer.start(), sentence.start + longer.end()
            count = COUNT[longer["n"]]
            return Period(year=title.year, month=month, months=count, start=at[0], end=at[1])
    for period in periods:
        if period.months != title.months or not lies_beside(period, title):
            continue
        if not figures and period.months not in {3, 6}:
            continue
        before = evidence.text[sentence.start : period.start]
        range_ = period.months in {3, 6} and NAMES.search(evidence.text[period.start : period.end])
        before = _OVER.sub("", before) if period.months > 1 else before
        before = _FRAME.sub("", before)
        opened = regex(r"\b(?:from|between|From|Between)\s$").sub("", before) if range_ else before
        if _COMPARED.search(opened) or _COMPARED_BEHIND.match(evidence.text, period.end):
            return None
        if period.months == 12 and (
            _EARLIER.match(evidence.text, period.end, sentence.end)
            or _SETTLED.match(evidence.text, period.end, sentence.end)
        ):
            return None
        return period
    return None


def lies_beside(period: Period, title: Period) -> bool:
    """Whether a period is the one before or after the title's, or the same of another year."""
    apart = abs(period.place - title.place)
    return apart in {title.months, 12} or (
        title.months < 12 and 0 < apart < 12 and title.months > 1
    )


def _names_its_scope(evidence: Evidence, own: Sequence[Sentence], sentence: Sentence) -> bool:
    """Whether the title's period is named but once, as that of the document, right before."""
    if len(own) != 1 or own[0].block != sentence.block:
        return False
    near = own[0] is sentence or 0 <= sentence.start - own[0].end < 3
    return near and _DOCUMENT.search(evidence.words(own[0])) is not None


def _captions(evidence: Evidence, title: Period) -> Iterator[Astray]:
    """Yield the year in the caption of a table that is not the title's."""
    if title.months != 12:
        return
    for block in evidence.article.blocks:
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.NOTE, BlockKind.HEADING}:
            continue
        if _CAPTION.match(evidence.words(block)) is None or len(evidence.words(block)) > 140:
            continue
        periods = periods_in(evidence, block.start, block.end)
        years = [p for p in periods if p.months == 12]
        if len(years) == len(periods) == 1 and lies_beside(years[0], title):
            behind = within(evidence.dates, block.end, block.end + _TABLE)
            if any(date.role == "table" for date in behind):
                continue  # years of its own
            yield Astray(found=years[0], titled=title, sure=False)
