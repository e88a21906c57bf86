"""Small changes "in percent" of what is itself in percent, with one level beside them.

"5.1 percent of GDP, which is 0.1 percent lower than planned" leaves the other level unsaid; that
"turnout is 4.6 percent higher than the 41.9 percent of 2012" leaves it to a sentence before, and
then the three must fit as points and not as percent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.notation import SIGNS, Form
from bongsu.audit.reading.changed import Changed, changed
from bongsu.audit.reading.fits import difference, fits, growth
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import NO_BOUNDS, PERCENTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

Trio = tuple[Quantity, Quantity, Quantity]  # level before, level after, change

_PERCENT = SIGNS[Kind.PERCENT]
_THEN = lazy_regex(  # between a level and the change behind it
    r"(?: [a-zA-Z-]+){0,4}?(?: (?:last|this) [a-z]+| in \ue020| \ue020)?"
    r"(?:,? which (?:is|was)|,? (?:that is|or)|,| \(| \u2013| \u2014)"
    r"(?: (?:is|was|now|thus|still|a|an|just|only|some|about))* ?(?:up|down)?(?: by)? ?",
    re.IGNORECASE,
)
_GAIN_OF = lazy_regex(  # "62.6 percent, a gain of 0.5 percent", "(up 0.5 percent)"
    r"(?: [a-zA-Z-]+){0,4}?(?: in \ue020| \ue020)?(?:,|,? or| \()(?: which is)? ?"
    r"(?:(?:an?|the) (?:[a-z-]+ )?(?:gain|rise|increase|jump|fall|drop|decline|decrease|cut) of|"
    r"up|down|up by|down by) ",
    re.IGNORECASE,
)
_COMPARED = lazy_regex(
    r" ?(?:(?:points? )?(?:lower|higher|less|more|below|above|stronger|weaker|"
    r"faster|slower)\b(?! likely)|(?:up|down|under|"
    r"over)\b|"
    r"(?:from|than|on|compared)\b)(?! growth)",
    re.IGNORECASE,
)
_EXPECTED = lazy_regex(  # of growth, too, this is told in points
    r" (?:higher|lower|stronger|weaker|faster|slower|more|less|above|below) (?:than )?"
    r"(?:had been |was |"
    r"(?:the )?)?(?:previously |earlier |initially |originally )?(?:expected|forecast|projected|"
    r"estimated|"
    r"anticipated|assumed|consensus)\b"
)
_THEN_TO = lazy_regex(  # between a change and the level to which it leads
    r"(?:,? (?:from|on|over|compared (?:with|to)|against|across|for|among|at)"
    r"(?: (?!to\b|and\b|but\b)[a-z\ue020'\u2019-]+){1,6}|,? on[ -]year|"
    r",? year[ -]on[ -]year|,? (?:in|during) [a-z\ue020 ]{2,25})?,? to (?:about |just |only |"
    r"stand at |"
    r"a record |an all-time high of |a record low of )*",
    re.IGNORECASE,
)
_OF = lazy_regex(r" (?:of|to) (?:the|its|their|all|total|[A-Z])")
_FROM = lazy_regex(r"\b(?:from|between) (?:[a-z]+ ){0,2}[+±-]?$", re.IGNORECASE)
_RATE = Form("{rate_noun}")
_GROWS = lazy_regex(
    r"\b(?:growth|grew|grow|grown|expand\w*|contract\w*|inflation rate|prices)\b", re.IGNORECASE
)
_LED = lazy_regex(
    r"\b(?:up|down|by|rose|fell|grew|gained|lost|jumped|dropped) (?:[a-z]+ )?$", re.IGNORECASE
)
_LEAST = 8.0  # times the change: a level nearer to it may be moved by so many percent
_LEAST_OF_RATE = 3.0  # the same of what is called a rate, or is the end of the change
_MOST = 101.0  # a share or rate
_BACK = 3  # sentences before a comparison in which its level may stand
_DUST = 1e-6


def of_one_level(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield a level in percent with a small change "in percent" that is told of it."""
    for change in _changes(evidence):
        frame = change.frame
        foreseen = _EXPECTED.match(frame.text, change.at + 1) is not None
        kinds = PERCENTS if foreseen else {Kind.PERCENT}
        levels = [(at, q) for at, q in frame.figures if q.kind in kinds and at != change.at]
        for at, level in levels:
            behind = at < change.at and _behind(frame, at, change.at)
            ahead = at > change.at and _ahead(frame, change.at, at)
            named = ahead or _RATE.search(frame.text, 0, min(at, change.at)) is not None
            least = _LEAST_OF_RATE if named else _LEAST
            least = 1.0 if foreseen else least
            if (behind or ahead) and _dwarfs(level, change.quantity, least):
                yield level, change.quantity
                break


def _changes(evidence: Evidence) -> Iterator[Changed]:
    return (
        change
        for change in changed(evidence)
        if change.way in {"up", "down"} and change.quantity.comparator in NO_BOUNDS
    )


def _dwarfs(level: Quantity, change: Quantity, least: float) -> bool:
    if level.value is None or change.value is None or level.comparator is not Comparator.EXACT:
        return False
    return least * change.value <= level.value <= _MOST


def _behind(frame: Frame, level: int, change: int) -> bool:
    """Whether a change is told right behind a level: "5.1 percent of GDP, which is 0.1 lower"."""
    if _is_change(frame, level) and not _EXPECTED.match(frame.text, change + 1):
        return False
    if _GAIN_OF.fullmatch(frame.text, level + 1, change) is not None:
        return _RATE.search(frame.text, 0, level) is not None
    compared = _COMPARED.match(frame.text, change + 1)
    return compared is not None and _THEN.fullmatch(frame.text, level + 1, change) is not None


def _ahead(frame: Frame, change: int, level: int) -> bool:
    """Whether a change leads to a level: "rose 0.05 percent from April to 0.43 percent"."""
    if _THEN_TO.fullmatch(frame.text, change + 1, level) is None:
        return False
    lead = regex(r"[;:]").split(frame.text[:change])[-1]
    if _FROM.search(lead):
        return False  # "rose from 2.6 percent to 10.4": two levels
    return _OF.match(frame.text, level + 1) is None or _RATE.search(lead) is not None


def _is_change(frame: Frame, at: int) -> bool:
    """Whether a percentage tells how much something grew, so that it is no share or rate."""
    lead = regex(r"[;:]").split(frame.text[:at])[-1][-90:]
    return _LED.search(lead) is not None or _GROWS.search(lead) is not None


def of_two_places(evidence: Evidence) -> Iterator[Trio]:
    """Yield "4.6 percent higher than the 41.9 percent of 2012" after a level told before it."""
    every = {frame.index: frame for frame in all_frames(evidence)}
    for change in _changes(evidence):
        frame = change.frame
        bases = [
            q
            for at, q in frame.figures
            if at > change.at and frame.text[at] == _PERCENT and q.value
        ]
        if len(bases) != 1 or _COMPARED.match(frame.text, change.at + 1) is None:
            continue
        topic = content_words(frame.text[: change.at])
        for index in range(frame.index - 1, frame.index - 1 - _BACK, -1):
            before = every.get(index)
            if before is None or not topic & content_words(before.text):
                continue
            for at, level in before.figures:
                if before.text[at] == _PERCENT and _in_points(change, bases[0], level):
                    yield bases[0], level, change.quantity


def _in_points(change: Changed, base: Quantity, level: Quantity) -> bool:
    """Whether two levels lie apart as is said in percent, if it is points, and only then."""
    if base.value is None or level.value is None or base.kind is not Kind.PERCENT:
        return False
    said = change.quantity.value or 0.0
    apart = (level.value - base.value) * (1 if change.way == "up" else -1)
    exact = abs(apart - said) <= _DUST * max(said, 1.0)
    return (
        exact
        and fits(change.quantity, difference, base, level)
        and not fits(change.quantity, growth, base, level)
    )


_BANK_RATE = lazy_regex(
    r"\b(?:interest|key|policy|base|benchmark|lending|deposit|repo|cash)\s(?:rates?|\w+\srate)\b",
    re.IGNORECASE,
)
_BANK_LEAD = 90  # code points before a change in which the rate that moves is named


def of_bank_rate(evidence: Evidence, change: Quantity) -> bool:
    """Whether an interest rate moves, of which many say "percent" and all understand points."""
    return (
        _BANK_RATE.search(evidence.text, max(0, change.start - _BANK_LEAD), change.start)
        is not None
    )


_SURE_RATE = lazy_regex(
    r"\b(?:(?:unemployment|jobless|employment|interest|bank|policy|base|key|cash|funds|"
    r"credit|lending|deposit|"
    r"discount|tax|savings?|participation|delinquency|poverty|approval|default|vacancy|repo|benchmark|"
    r"turnout|dropout|contribution|replacement) rates?|target range|"
    r"(?:debt|tax|deficit|dependency)[- ]to[- ][a-z]+ "
    r"ratio|debt ratio|dependency ratio|turnout|bond yields?)\b",
    re.IGNORECASE,
)
_RATE_NEAR = 70  # code points before a change, or behind "a rise in", in which its rate is named
_NO_SPAN = lazy_regex(r"[.;:()]|,(?! (?:which|by)\b)|\b(?:and|but|while|as|because|after|when)\b")
_RISE_IN = lazy_regex(
    r" (?:points? )?(?:increase|rise|decrease|cut|reduction|hike|fall|drop|decline) in "
    r"(?P<what>[^,;.]{3,60})",
    re.IGNORECASE,
)
_TINY = 2.0  # percent: nobody tells so little of a rate relative to itself


def tiny_of_rate(evidence: Evidence) -> Iterator[Quantity]:
    """Yield changes of rates by less than two percent, which are most likely meant as points.

    A quarter of one percent of an interest rate is less than the last place that anyone tells.
    """
    for change in _changes(evidence):
        frame, said = change.frame, change.quantity
        if not change.near or not said.value or said.value >= _TINY:
            continue
        lead = _NO_SPAN.split(frame.text[max(0, change.at - _RATE_NEAR) : change.at])[-1]
        behind = _RISE_IN.match(frame.text, change.at + 1)
        named = behind["what"] if behind is not None else lead
        moved = behind is not None or _BY_SO_MUCH.search(lead) is not None
        if moved and _SURE_RATE.search(named):
            yield said


_PACE = (
    r"(?:the |its |overall |headline |core |consumer |annual |real |economic |gdp |yearly |"
    r"korea[\u2019']s |the country[\u2019']s |the economy[\u2019']s )*"
    r"(?:inflation|growth)(?: rate)?(?! (?:fund|model|path|target)s?\b)"
)
_CONTRIBUTED = lazy_regex(  # to what is itself in percent: "adding 0.3 percent to inflation"
    r"\b(?:add\w*|contribut\w+|subtract\w*|shav\w+|knock\w*|trim\w*|lop\w*|tak(?:e|es|ing)|took|"
    rf"cut\w*|wip\w+|put\w*) (?:about |some |around |nearly |another |up to )*(?P<c>{_PERCENT})"
    rf"(?: a year| annually)? (?:to|off|from|on) {_PACE}\b"
)
_MADE_IT = lazy_regex(  # "lifted headline inflation by 0.3 percent"
    r"\b(?:lift|rais|push|boost|cut|lower|reduc|increas|trim|dampen|curb|depress|drag)[a-z]*"
    rf"(?: up| down)? {_PACE} (?:up |down )?by (?:about |some |around |nearly |another |up to )*"
    rf"(?P<c>{_PERCENT})"
)


def contributed(evidence: Evidence) -> Iterator[Quantity]:
    """Yield what is added to inflation or growth in percent, so little that points are meant."""
    for frame in all_frames(evidence):
        text = frame.text.lower()
        for match in (*_CONTRIBUTED.finditer(text), *_MADE_IT.finditer(text)):
            said = frame.quantity(match, "c")
            if said is not None and said.value and said.value < _TINY:
                yield said


_BY_SO_MUCH = lazy_regex(
    r"\b(?:by|rose|fell|up|down|gained|dropped|increased|decreased|declined|climbed)"
    r"(?: (?:about|some|around))? $",
    re.IGNORECASE,
)


def just_so_in_points(before: Quantity, after: Quantity, change: Quantity) -> bool:
    """Whether two levels as they are written lie apart as told, and are far from it in percent.

    "From 50.0 to 49.8 percent, a fall of 0.2 percent" could be right of what the levels may be
    rounded from, but nobody reckons so.
    """
    if not before.value or after.value is None or not change.value or not change.step:
        return False
    apart = abs(after.value - before.value)
    relative = 100.0 * apart / before.value
    return (
        abs(apart - change.value) <= _DUST * max(change.value, 1.0)
        and abs(relative - change.value) > 1.5 * change.step
    )


_OUTDOES = lazy_regex(
    r"\b(?:trail|exceed|surpass|outpac|outstrip|outdo|beat|top|lag|lead|led|outran|outperform)[a-z]*\b"
    r"[^;.]{0,90}\bby (?:about |some |around )?$",
    re.IGNORECASE,
)


def apart_by(evidence: Evidence) -> Iterator[Trio]:
    """Yield two percentages of a sentence with the "percent" by which one outdoes the other."""
    for frame in all_frames(evidence):
        percents = [(at, q) for at, q in frame.figures if frame.text[at] == _PERCENT]
        if len(percents) != _LEVELS_AND_GAP:
            continue
        (_, one), (_, other), (at, gap) = percents
        if not _OUTDOES.search(frame.text, 0, at) or not one.value or not other.value:
            continue
        if fits(gap, difference, one, other) and just_so_in_points(one, other, gap):
            yield one, other, gap


_LEVELS_AND_GAP = 3
