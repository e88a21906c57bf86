"""Stretches told over a change whose two times the sentence gives, or back to its start.

"In just six decades income grew from 158 dollars in 1960 to 32,254 in 2022", "over the last four
years, starting with 153 in 2020", "broke the record (129 billion, 2022) in two years": the words
between the stretch and its two times may be any, as long as no superlative counts to another one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import Stretch, days_of, fits, has_year, stretches
from bongsu.audit.reading.stretches import day_itself
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.times.miscounted_between import span_together
from bongsu.audit.times.miscounted_terms import Miscount
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_HEDGE = (
    r"(?:(?:the|an?|its|this|that|these|those|just|only|merely|barely|less|than|under|over|more|little|"
    r"span|space|course|matter|period|stretch|of|last|past|previous|preceding|intervening|short|mere|"
    r"full|whole|about|some|nearly|almost|roughly)\s)*"
)
_ACROSS = lazy_regex(
    rf"\b(?:in|within|over|during|across|throughout|spanning|after|for)\s{_HEDGE}$", re.IGNORECASE
)
_BACK = lazy_regex(r"\b(?:last|past|previous|preceding)\s$", re.IGNORECASE)
_COUNTED_OTHERWISE = lazy_regex(  # up to another time than these: "the first rise in ten years"
    r"\b(?:\w{3,}est|most|least|best|worst|first|second|third|record|only|time|every|each|per|next|coming|"
    r"average|low|high|peak|lasting|aged?|than)\b[^;:()]{0,60}$",
    re.IGNORECASE,
)
_OF_SOMETHING = lazy_regex(
    r"['’]|\s(?:old|of|in\sa\srow|running|straight|ago|earlier|later|before|after|ahead|away|since|"
    r"or\smore|from\snow|to\scome|imprisonment|in\s(?:prison|jail|office))\b|-"
)
_RANGE_END = lazy_regex(r"[,\s–—(]+(?:up|down)?\s?from\b|\bcompared\s(?:to|with)\b")
_CLAUSE = 100  # code points between the two times of a change


def spans_told(evidence: Evidence, day: dt.date | None) -> Iterator[Miscount]:
    """Yield the stretches of an article that their sentence's change, or its start, belies."""
    for sentence, words in prose(evidence):
        for stretch in stretches(evidence.text, sentence.start, sentence.end):
            if stretch.unit not in {"year", "month"} or stretch.value < 2:
                continue
            before = words[: stretch.start - sentence.start]
            if not _ACROSS.search(before) or in_quotes(evidence, sentence, stretch.start):
                continue
            if _OF_SOMETHING.match(evidence.text, stretch.end):
                continue
            found = _of_a_change(evidence, sentence, before, stretch, day)
            if found is None and day is not None:
                found = _from_its_start(evidence, sentence, before, stretch, day)
            if found is not None:
                yield found


def _of_a_change(
    evidence: Evidence, sentence: Sentence, before: str, stretch: Stretch, day: dt.date | None
) -> Miscount | None:
    """Return a stretch beside one change from a time to another that it does not lie between."""
    clause = before[before.rfind(";") + 1 :]
    if _COUNTED_OTHERWISE.search(_ACROSS.sub("", clause)):
        return None
    own = [d for d in days_of(evidence, sentence.start, sentence.end) if has_year(evidence, d)]
    pairs = [(a, b) for a, b in pairwise(own) if _ends_of_one(evidence, a, b)]
    if len(pairs) != 1 or pairs[0][0].granularity is not pairs[0][1].granularity:
        return None
    first, second = pairs[0]
    between = sorted((first.start, second.start, stretch.start))
    if ";" in evidence.text[between[0] : between[-1]]:
        return None
    to_now = day is not None and _BACK.search(before) is not None
    known = [*own, day_itself(day)] if day is not None and to_now else own
    if any(fits(evidence, stretch, a, b) for a, b in combinations(known, 2)):
        return None
    return Miscount(stretch=stretch, first=first, second=second, now=False, sure=True)


def _ends_of_one(evidence: Evidence, first: DateMention, second: DateMention) -> bool:
    """Whether two dates are where a change starts and ends, in either order."""
    if first.first is None or second.first is None or first.first == second.first:
        return False
    joint = evidence.text[first.end : second.start]
    if len(joint) > _CLAUSE or regex(r"[;]|\.\s").search(joint):
        return False
    if second.first < first.first:
        return _RANGE_END.search(joint) is not None
    return span_together(evidence, first, second)


_STARTED = lazy_regex(
    r",?\s(?:\w+\s){0,3}?(?:since|from|starting|beginning|begun|start|up\sfrom|down\sfrom|compared\s(?:to|with))\b"
    r"[^.;:]{0,50}?(?:\d\.\d[^.;:]{0,40})?$"
)
_OPENED = lazy_regex(r"\W*(?:From|Since|Starting|Beginning|Up\sfrom|Down\sfrom)\b[^;:]{0,50}$")
_SPARE = 1  # years: whether the year begun, or that of the start, is counted


def _from_its_start(
    evidence: Evidence, sentence: Sentence, before: str, stretch: Stretch, day: dt.date
) -> Miscount | None:
    """Return "the last six years, starting with 153 in 2020", told in 2024."""
    if stretch.unit != "year" or not _BACK.search(before):
        return None
    own = [d for d in days_of(evidence, sentence.start, sentence.end) if has_year(evidence, d)]
    behind = [date for date in own if date.start > stretch.end]
    ahead = [date for date in own if date.end <= stretch.start]
    if behind and _STARTED.fullmatch(evidence.text[stretch.end : behind[0].start]):
        start = behind[0]
    elif len(ahead) == 1 and _OPENED.fullmatch(before[: ahead[0].start - sentence.start]):
        start = ahead[0]
    else:
        return None
    if start.first is None or _last_named(own, start):
        return None
    passed = day.year - start.first.year
    room = _SPARE + (5 if stretch.round else 0.2 * stretch.value if stretch.hedge else 0)
    if passed - 1 - room < stretch.value + 0.5 and stretch.value <= passed + room:
        return None
    return Miscount(stretch=stretch, first=start, second=day_itself(day), now=True, sure=True)


def _last_named(own: Sequence[DateMention], start: DateMention) -> bool:
    """Whether a sentence names a later time too, up to which the stretch may count."""
    return any(
        date is not start and date.first and start.first and date.first > start.first
        for date in own
    )


_RENEWED = lazy_regex(
    r"\b(?:renew|break|broke|surpass|exceed|top|beat|eclips|overt|recover|regain|rewr|outdo|outstrip|set|hit|"
    r"reach|post|return)\w*\b",
    re.IGNORECASE,
)
_MARK = guarded_regex(
    r"\b(?:record|high|low|peak|mark|best|largest|level|total|top)\b", re.IGNORECASE
)
_BRACKETED = lazy_regex(r"\([^()]{0,40}$")
_SET_IN = lazy_regex(
    r"\b(?:set|posted|reached|recorded|hit|made|of|from|seen)\s(?:in|back\sin)?\s?$"
)
_JUST = lazy_regex(
    r"\b(?:in|within|after)\s(?:(?:just|only|merely|barely|a\smere|about|some|the\sspan\sof|a\smatter\sof)\s)*$"
)
_NEAR = 60  # code points between the year of a record and the stretch told of it


def renewed_after(evidence: Evidence) -> Iterator[Miscount]:
    """Yield the years told from a record to when it was broken, where both years are named."""
    for sentence, words in prose(evidence):
        if _MARK.search(words) is None or _RENEWED.search(words) is None:
            continue
        for stretch in stretches(evidence.text, sentence.start, sentence.end):
            at = stretch.start - sentence.start
            if stretch.unit != "year" or stretch.hedge or not _JUST.search(words[:at]):
                continue
            if _OF_SOMETHING.match(evidence.text, stretch.end):
                continue
            base = _record_year(evidence, sentence, stretch)
            now = _year_told_of(evidence, sentence)
            if base is None or base.first is None or now is None or now <= base.first.year:
                continue
            apart = now - base.first.year
            if abs(stretch.value - apart) > (5 if stretch.round else 0.5):
                sure = abs(stretch.value - apart) > 1
                yield Miscount(stretch, base, _whole_year(now), now=False, sure=sure)


def _record_year(evidence: Evidence, sentence: Sentence, stretch: Stretch) -> DateMention | None:
    years = [
        date
        for date in days_of(evidence, sentence.start, stretch.start)
        if date.granularity is Granularity.YEAR and has_year(evidence, date)
    ]
    if not years or stretch.start - years[-1].end > _NEAR:
        return None
    before = evidence.text[sentence.start : years[-1].start]
    near = before[-_NEAR:]
    bound = _BRACKETED.search(near) or (_SET_IN.search(near) and _MARK.search(near))
    return years[-1] if bound else None


def _year_told_of(evidence: Evidence, sentence: Sentence) -> int | None:
    """Return the one year that the title names, if no later one stands in the sentence."""
    span = evidence.article.title_span
    if span is None:
        return None
    years = [d for d in within(evidence.dates, *span) if d.granularity is Granularity.YEAR]
    if len(years) != 1 or years[0].first is None or not has_year(evidence, years[0]):
        return None
    year = years[0].first.year
    own = days_of(evidence, sentence.start, sentence.end)
    return year if all(d.first is None or d.first.year <= year for d in own) else None


def _whole_year(year: int) -> DateMention:
    return DateMention(
        start=-1,
        end=-1,
        edtf=str(year),
        granularity=Granularity.YEAR,
        first=dt.date(year, 1, 1),
        last=dt.date(year, 12, 31),
    )
