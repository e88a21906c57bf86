"""How long a thing went on, beside the two times that it lay between: "a 35-year rule".

The two times may stand in one sentence, in the next one, or on lines of their own ("Start:",
"End:"); how the words join them does not matter. A count is told only where it lies between no two
times near it, and the day of writing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from bongsu.audit.reading.passed_time import Stretch, by_a_slip, days_of, fits, stretches, tenor
from bongsu.audit.reading.stretches import day_itself
from bongsu.audit.reading.text_lines import text_lines
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.times.miscounted_terms import Miscount, exact_enough
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_OPENS = lazy_regex(
    r"\b(?:beg[au]n\w*|begins?|start\w*|open(?:s|ed|ing)?|broke\sout|launch\w*|annex\w*|seized|took\s(?:power|office|"
    r"over)|invad\w*|from|since|founded|founding|set\sup|between|arriv\w*|entered|onset|outbreak|after)\b",
    re.IGNORECASE,
)
_CLOSES = lazy_regex(
    r"\b(?:end(?:s|ed|ing)?|stop\w*|clos(?:es|ed|ing)|finish\w*|complet\w*|conclu\w*|armistice|ceasefire|"
    r"surrender\w*|liberat\w*|to|until|till|through|left|fell|ousted|resign\w*|over|shot|died|death|and|freed|"
    r"released|lifted|withdr\w*|expir\w*)\b",
    re.IGNORECASE,
)
_WENT_ON = lazy_regex(  # a noun of what goes on for a time
    r"(?:(?:long|old|total|full|brutal|bloody|bitter|harsh|colonial|military|civil|joint|official|state|public|"
    r"annual|global|international|\d{4}|[a-z]+ed|[a-z]+(?:al|ic|ive|ous|ful|less|ent|ant)|[A-Z]\w+)[\s,]+(?:and\s)?){0,4}"
    r"(?:rule|reign|regime|period|span|era|war|conflict|fighting|warfare|combat|struggle|hostilities|occupation|"
    r"presidency|tenure|term|office|stay|visit|trip|tour|journey|games?|festival|event|meeting|conference|summit|forum|"
    r"exhibition|exercises?|drills?|strike|walkout|siege|blockade|standoff|stand-off|plan|programme|program|project|"
    r"campaign|construction|work|talks|negotiations?|custody|captivity|detention|prison|exile|ban|embargo|moratorium|"
    r"boycott|pause|freeze|closure|lockdown|shutdown|suspension|recess|session|transition|phase-in|phase|contract|lease|"
    r"agreement|mission|deployment|operation|operations|investigation|review|comment\speriod|window|Universiade|"
    r"Olympics|course|study|survey|life|existence|history|years)\b"
)
_BOUND = lazy_regex(
    r"\b(?:for|after|lasted|lasting|took|taking|spent|served|spanning|all|in\sall|the)\s(?:the\s|"
    r"more\sthan\s|over\s|nearly\s|almost\s|about\s|just\s|some\s)?$",
    re.IGNORECASE,
)
_COUNTED = lazy_regex(
    r"\b(?:every|each|per|next|first|last|past|previous|another|within|than\sin|highest|lowest|ever|aged?|"
    r"maximum|minimum|up\sto|record|times?|rolling|average|moving|coming)\b[^,;:()]{0,25}$",
    re.IGNORECASE,
)
_BEHIND = lazy_regex(
    r"[\s-](?:ago|old|high|low|peak|average|earlier|before|from\snow|anniversary|to\scome|maturity|delay|hence)\b"
)
_LATER = lazy_regex(r"\slater(?=[.,;)]|$)")
_LABELLED = lazy_regex(
    r"\W*(?:[\w'’]+\s){0,3}?(?:duration|term|length|period|tenure|validity|time\sframe|timeframe|lifetime)\b"
    r"[\w\s]{0,20}(?:[:|–—]|\s-\s)",
    re.IGNORECASE,
)
_REACH = 4  # lines around a labelled stretch in which its two ends stand


def spans_of_things(evidence: Evidence, day: dt.date | None) -> Iterator[Miscount]:
    """Yield the stretches of what went on that the times around them do not bear out."""
    told = list(prose(evidence))
    for place, (sentence, words) in enumerate(told):
        found = [
            one
            for one in stretches(evidence.text, sentence.start, sentence.end)
            if one.value >= 2 and not one.round
        ]
        if len(found) != 1 or in_quotes(evidence, sentence, found[0].start):
            continue
        stretch = found[0]
        if not _is_of_a_thing(words, stretch.start - sentence.start, stretch.end - sentence.start):
            continue
        near = [
            one for one, _ in told[max(0, place - 2) : place + 3] if one.block == sentence.block
        ]
        pair = _ends(evidence, near, sentence)
        if pair is not None and exact_enough(stretch, *pair):
            yield from _checked(evidence, near, stretch, pair, day)
    yield from _labelled(evidence)


def _is_of_a_thing(words: str, start: int, end: int) -> bool:
    """Whether a stretch is the length of something that went on."""
    before, behind = words[:start], words[end:]
    if _COUNTED.search(before) or _BEHIND.match(behind) or tenor(words, end):
        return False
    joint = regex(r"[\s-](?:of\s|['’]\s?)?(?:the\s|its\s|their\s)?").match(behind)
    if joint is not None and _WENT_ON.match(behind, joint.end()):
        return True
    if _LATER.match(behind) or (before.casefold().endswith("the ") and behind[:4] == " of "):
        return True
    return (
        _BOUND.search(before) is not None
        and regex(r"\s?(?:[.,;)]|$|in\b)").match(behind) is not None
    )


def _times(evidence: Evidence, sentence: Sentence) -> list[DateMention]:
    """Return the times of a sentence in order, a range of any length as its two ends."""
    found: list[DateMention] = []
    for date in within(evidence.stretches, sentence.start, sentence.end):
        if date.granularity is Granularity.RANGE and date.first and date.last:
            found += _both(date)
        else:
            found += days_of(evidence, date.start, date.end)
    finer = [one for one in found if one.granularity is not Granularity.YEAR]
    return finer if len(finer) > 1 else found  # "the 2015 games, from July 3 to 14"


def _both(date: DateMention) -> tuple[DateMention, DateMention]:
    """Return the two ends of a range, each as exact as it is written."""
    written = date.edtf or ""
    years = len(written) == len("2019/2021")
    size = (
        Granularity.YEAR if years else Granularity.MONTH if len(written) == 15 else Granularity.DAY
    )
    first, last = date.first, date.last
    if first is None or last is None:
        return date, date
    if size is Granularity.DAY:
        return (
            replace(date, granularity=size, last=first),
            replace(date, granularity=size, first=last),
        )
    if size is Granularity.MONTH:
        return (
            replace(date, granularity=size, last=first.replace(day=28)),
            replace(date, granularity=size, first=last.replace(day=1)),
        )
    return (
        replace(date, granularity=size, last=dt.date(first.year, 12, 31)),
        replace(date, granularity=size, first=dt.date(last.year, 1, 1)),
    )


_Pair = tuple[DateMention, DateMention]


def _ends(evidence: Evidence, near: Sequence[Sentence], own: Sentence) -> _Pair | None:
    """Return the two times that a sentence, or it and the next, put something between."""
    here = _times(evidence, own)
    if len(here) == 2:
        words = evidence.words(own)
        if here[0].start == here[1].start:
            return here[0], here[1]  # one range
        opened = _OPENS.search(words) is not None and _CLOSES.search(words) is not None
        return (here[0], here[1]) if opened else None
    if not here:
        return _ends_before(evidence, near, own)
    if len(here) != 1 or _OPENS.search(evidence.words(own)) is None:
        return None
    behind = [one for one in near if one.start > own.start][:1]
    for after in behind:
        times = _times(evidence, after)
        if times and _closing(evidence, after, times[0]):
            return here[0], times[0]
    return None


def _ends_before(evidence: Evidence, near: Sequence[Sentence], own: Sentence) -> _Pair | None:
    """Return the two times of the sentence before, if it tells of a beginning and an end."""
    before = [one for one in near if one.end <= own.start][-1:]
    times = _times(evidence, before[0]) if before else []
    if len(times) != 2 or times[0].start == times[1].start:
        return None
    words = evidence.words(before[0])
    opened = _OPENS.search(words) is not None and _closing(evidence, before[0], times[1])
    return (times[0], times[1]) if opened else None


def _closing(evidence: Evidence, sentence: Sentence, date: DateMention) -> bool:
    """Whether the words around a time tell of an end."""
    around = evidence.text[max(sentence.start, date.start - 60) : date.start]
    found = _CLOSES.findall(around)
    return any(word.casefold() not in {"to", "and", "over", "until"} for word in found)


def _checked(
    evidence: Evidence,
    near: Sequence[Sentence],
    stretch: Stretch,
    pair: _Pair,
    day: dt.date | None,
) -> Iterator[Miscount]:
    if pair[0].first == pair[1].first or not pair[0].first or not pair[1].first:
        return
    own = [one for one in near if one.start <= max(pair[0].start, pair[1].start, stretch.start)]
    own = [one for one in own if one.end >= min(pair[0].start, stretch.start)]
    every = [date for one in own for date in _times(evidence, one)]
    if pair[0].start == pair[1].start:
        every = []  # one range leaves no doubt
    elif day is not None:
        every.append(day_itself(day))
    if any(fits(evidence, stretch, a, b) for a, b in (pair, *combinations(every, 2))):
        return
    sure = stretch.hedge == "" and by_a_slip(stretch, *pair)
    yield Miscount(stretch=stretch, first=pair[0], second=pair[1], now=False, sure=sure)


def _labelled(evidence: Evidence) -> Iterator[Miscount]:
    """Yield the stretches behind a label whose line, or the lines around, give both ends."""
    lines = text_lines(evidence)
    for place, line in enumerate(lines):
        label = _LABELLED.match(evidence.text, line.start, line.end)
        found = list(stretches(evidence.text, label.end(), line.end)) if label else []
        if len(found) != 1:
            continue
        own = _times(evidence, Sentence(start=line.start, end=line.end, block=0))
        if len(own) != 2:
            own = []
            for other in lines[max(0, place - _REACH) : place + _REACH + 1]:
                times = _times(evidence, Sentence(start=other.start, end=other.end, block=0))
                words = evidence.text[other.start : other.end]
                ends = regex(
                    r"\W*(?:[\w'’]+\s){0,3}?(?i:start|begin|open|end|clos|expir|complet|from|to)"
                ).match(words)
                own += times if ends and len(times) == 1 else []
        if len(own) == 2 and not fits(evidence, found[0], own[0], own[1]):
            yield Miscount(stretch=found[0], first=own[0], second=own[1], now=False, sure=True)
