"""Rules on trends: TR301 a trend word against the figures beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.notation import form_of, forms
from bongsu.audit.reading.denied_statements import ways_denied
from bongsu.audit.reading.fits import below
from bongsu.audit.reading.frames import Frame, all_frames, frames
from bongsu.audit.reading.pairing import Movement, alike, movements
from bongsu.audit.reading.wording import as_note, as_warning
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import about, related_part
from bongsu.audit.trends.bearings import Bearing, bearings, denied
from bongsu.audit.trends.bracket_ways import against_brackets
from bongsu.audit.trends.headed_ways import headed_ways
from bongsu.audit.trends.listed_runs import listed_runs
from bongsu.audit.trends.named_extremes import named_extremes
from bongsu.evidence.mentions import PERCENTS, DateMention, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_UNTOLD = regex(  # where less is more, or a word of direction is about something else
    r"\b(?:rank\w*|place\w*|position|won|yen|"
    r"per (?:u\.?s\.? )?dollar|to the (?:u\.?s\.? )?dollar|"
    r"yuan|currency|exchange rate|a dollar|against the|"
    r"tier|(?<!approval )rating|grade|age|depth|deep|below (?:ground|sea|the surface))\b",
    re.IGNORECASE,
)
_TURNED = regex(  # a balance that changed its sign
    r"\bdeficits?\b.*\bsurplus|\bsurplus\b.*\bdeficit|\bloss\b.*\bprofit|\bprofit\b.*\bloss\b",
    re.IGNORECASE,
)
_FURTHER = regex(r"\b(?:minus|negative|below zero|contraction of)\b", re.IGNORECASE)
_BEATS = form_of("trends", "beats")
_RENEWED = form_of("trends", "renewed")
_HIGHER = form_of("trends", "higher")
_LOWER = form_of("trends", "lower")
_HIGHER_AT = form_of("trends", "higher_at")
_LOWER_AT = form_of("trends", "lower_at")
_HIGHER_IN_BRACKETS = form_of("trends", "higher_in_brackets")
_LOWER_IN_BRACKETS = form_of("trends", "lower_in_brackets")
_SHORT = form_of("trends", "short")
_RECORD_HIGH = form_of("trends", "record_high")
_RECORD_HIGH_AFTER = form_of("trends", "record_high_after")
_RECORD_LOW = form_of("trends", "record_low")
_THEN = form_of("trends", "then")
_STEADY = forms("trends", "steady")
_MUCH = 0.10  # of the level: a change that nobody calls none


@RULES.add("TR301", "trend-against-figures", Severity.ERROR)
def tr301(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A word of direction is contradicted by the figures beside it: "fell to 5 from 4"."""
    seen: set[int] = set()
    for lower, upper, main, said in (*_directed(evidence), *_compared(evidence)):
        if main.start in seen or not below(upper, lower):
            continue
        seen.add(main.start)
        other = lower if main is upper else upper
        finding = about(
            RULES["TR301"],
            evidence,
            main,
            f"the text says {said}, and {evidence.words(upper)} is less than "
            f"{evidence.words(lower)}",
            inputs={"compared with": other},
        )
        yield _with_word(finding, main, other)
    for level, other in _steady(evidence):
        if level.start not in seen and _moved(level, other):
            seen.add(level.start)
            yield about(
                RULES["TR301"],
                evidence,
                level,
                f"the text says that the level held, and {evidence.words(level)} and "
                f"{evidence.words(other)} are more than {_MUCH:.0%} apart",
                inputs={"compared with": other},
            )
    yield from _bracketed(evidence)
    yield from _courses(evidence)
    yield from _headed(evidence)
    yield from ways_denied(evidence)
    yield from _beside(evidence)


def _beside(evidence: Evidence) -> Iterator[Finding]:
    """Yield what is called the highest, the lowest or unmoved against the levels beside it."""
    for one in named_extremes(evidence):
        words = evidence.text[one.start : one.end]
        finding = RULES["TR301"].finding_at(
            evidence.document,
            one,
            f"“{words}”: {evidence.words(one.level)} is no {'highest' if one.high else 'lowest'} "
            f"level beside {evidence.words(one.beyond)}",
            related=[related_part(evidence, one.beyond, "beyond it")],
        )
        yield as_warning(finding)
    for run in listed_runs(evidence):
        if run.said == "held":
            finding = RULES["TR301"].finding(
                evidence.document,
                *run.span,
                f"“{evidence.text[slice(*run.span)]}”, but {evidence.words(run.level)} stands "
                f"beside {evidence.words(run.before)}",
                related=[related_part(evidence, run.level, "the other level")],
            )
            yield as_note(finding)


def _with_word(finding: Finding, main: Quantity, other: Quantity) -> Finding:
    """Return a finding that spans two figures near each other, and so the word between them."""
    start, end = min(main.start, other.start), max(main.end, other.end)
    return replace(finding, start=start, end=end) if end - start <= _TOGETHER else finding


_TOGETHER = 90  # code points from one figure to the end of the other


def _bracketed(evidence: Evidence) -> Iterator[Finding]:
    """Yield "grew to 5.2 billion (down 14.6 percent)"."""
    for verb in against_brackets(evidence):
        change = evidence.words(verb.change).lstrip("+-\u2212")
        yield RULES["TR301"].finding_at(
            evidence.document,
            verb,
            f"\u201c{evidence.text[verb.start : verb.end]}\u201d, but the bracket says that it "
            f"went {'down' if verb.up else 'up'} by {change}",
            related=[related_part(evidence, verb.change, "the change in the bracket")],
        )


def _headed(evidence: Evidence) -> Iterator[Finding]:
    """Yield the words of headings that the two levels below them deny."""
    for one in headed_ways(evidence):
        finding = RULES["TR301"].finding(
            evidence.document,
            one.start,
            one.end,
            f"“{evidence.text[one.start : one.end]}”, but it goes from "
            f"{evidence.words(one.before)} to {evidence.words(one.after)}",
            related=[
                related_part(evidence, one.before, "from"),
                related_part(evidence, one.after, "to"),
            ],
        )
        yield as_warning(finding)


def _courses(evidence: Evidence) -> Iterator[Finding]:
    """Yield what is said of a row of three dated figures or more, and denied by them."""
    for bearing in bearings(evidence):
        if len(bearing.course.points) > 2 and not _steady_way(evidence, bearing):
            yield denied(RULES["TR301"], evidence, bearing)


_STEADY_WAY = lazy_regex(  # steady is the way, and not the level
    r"steady\s(?:\w+\s)?(?:(?P<up>growth|increases?|rises?|gains?|climb|expansion|improvements?|recovery)|"
    r"(?P<down>declines?|decreases?|falls?|drops?|contraction|reductions?))\b",
    re.IGNORECASE,
)


def _steady_way(evidence: Evidence, bearing: Bearing) -> bool:
    """Whether a text tells of a steady rise or fall, and every step of its figures is one."""
    said = _STEADY_WAY.match(evidence.text, bearing.start)
    if said is None:
        return False
    values = [point.quantity.value or 0.0 for point in bearing.course.points]
    steps = [later - before for before, later in pairwise(values)]
    return all(step > 0 for step in steps) if said["up"] else all(step < 0 for step in steps)


_VERB = regex(r"\W?\s(?:[a-z]+\s){0,2}?(?:was|were|came|arrived|had|followed|remained)\b")


Ordered = tuple[Quantity, Quantity, Quantity, str]  # what should be lower, higher; the main; words


def _directed(evidence: Evidence) -> Iterator[Ordered]:
    for movement in movements(evidence):
        if not movement.direction or not _plain(movement):
            continue
        if movement.direction == "up":
            yield movement.before, movement.after, movement.after, "that it rose"
        else:
            yield movement.after, movement.before, movement.after, "that it fell"
    for frame in frames(evidence):
        yield from _onward(frame)


def _onward(frame: Frame) -> Iterator[Ordered]:
    """Yield the last leg of "rose from a to b and c"."""
    for match in _THEN.finditer(frame.text):
        second, third = frame.quantity(match, "b"), frame.quantity(match, "c")
        first = frame.quantity(match, "a")
        if first is None or second is None or third is None:
            continue
        pair = alike(second, third, frame)
        ahead = frame.text[max(0, match.start() - 60) : match.start()]
        told = frame.text
        if (
            pair is None
            or _UNTOLD.search(told)
            or _TURNED.search(told)
            or second.kind is not third.kind
        ):
            continue
        if regex(r"\b(?:rose|risen|increased|grew|climbed)\b").search(ahead) and below(
            first, second
        ):
            if regex(r"\b(?:before|but|only|fell|back|respectively|while)\b").search(match[0]):
                continue
            if _VERB.match(frame.text, match.end("c")):
                continue  # "and 8 were sold in June": a clause of its own
            if frame.dates(match.start("c"), match.end("c") + 30):
                yield pair[0], pair[1], pair[1], "that it rose"


def _plain(movement: Movement) -> bool:
    """Whether more is up: no ranks, no currencies, no change of sign, no pace of a change."""
    frame = movement.frame
    near = frame.text[max(0, movement.start - 100) : movement.end + 40]
    own = frame.text[max(0, movement.start - 100) : movement.end + _BEHIND]
    if _UNTOLD.search(near) or _FURTHER.search(near) or _TURNED.search(own):
        return False
    if frame.evidence.text[: movement.after.start][-4:].endswith("by "):
        return False  # "rose by 3 billion, up from 380 billion": the amount of a change
    kinds = {movement.before.kind, movement.after.kind}
    if kinds & {Kind.ORDINAL, Kind.MULTIPLE, Kind.FRACTION}:
        return False
    values = (movement.before.value, movement.after.value)
    return all(value is not None and value >= 0 for value in values)


_BEHIND = 16  # code points behind two levels in which a balance is still named: "billion surplus"


def _compared(evidence: Evidence) -> Iterator[Ordered]:
    for frame in frames(evidence):
        if _TURNED.search(frame.text):
            continue
        if _UNTOLD.search(frame.text) or _FURTHER.search(frame.text):
            continue
        for form, up, said in (
            (_BEATS, True, "that it is surpassed"),
            (_RENEWED, True, "that it is a record"),
            (_HIGHER, True, "that it is higher"),
            (_LOWER, False, "that it is lower"),
            (_HIGHER_AT, True, "that it is higher"),
            (_LOWER_AT, False, "that it is lower"),
            (_HIGHER_IN_BRACKETS, True, "that it is higher"),
            (_LOWER_IN_BRACKETS, False, "that it is lower"),
            (_SHORT, False, "that it falls short"),
            (_RECORD_HIGH, True, "that it is a record"),
            (_RECORD_HIGH_AFTER, True, "that it is a record"),
            (_RECORD_LOW, False, "that it is a record low"),
        ):
            for match in form.finditer(frame.text):
                level, other = frame.quantity(match, "b"), frame.quantity(match, "a")
                if level is None or other is None or _NOT_LEVELS & {level.kind, other.kind}:
                    continue
                pair = alike(level, other, frame)
                if _GAP.match(frame.text, match.end("a")) or (
                    form is _BEATS and _DENIES.search(match[0])
                ):
                    continue
                percents = {level.kind, other.kind} <= PERCENTS
                if pair is not None and (percents or level.kind is other.kind):
                    yield (pair[1], pair[0], pair[0], said) if up else (*pair, pair[0], said)


_DENIES = lazy_regex(  # "is unlikely to surpass 600 billion"; "passed 1 trillion and topped 2"
    r"\b(?:unlikely|not|fail\w*|yet to|hardly|cannot|without)\b"
    r"|\band (?:topp|pass|exceed)",
    re.IGNORECASE,
)
_GAP = lazy_regex(  # "remained more than 5 million below the peak": how far off, and no level
    r" (?:[a-z]+ )?(?:below|above|short of|under|over|behind|ahead of|"
    r"(?:lower|higher|less|fewer|more) than)\b"
)
_NOT_LEVELS = {Kind.ORDINAL, Kind.MULTIPLE, Kind.FRACTION, Kind.POINTS, Kind.DURATION, Kind.AGE}


def _steady(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    for frame in frames(evidence):
        for form in _STEADY:
            for match in form.finditer(frame.text):
                level, other = frame.quantity(match, "b"), frame.quantity(match, "a")
                pair = (
                    alike(other, level, frame) if level is not None and other is not None else None
                )
                if pair is not None:
                    yield pair[1], pair[0]
    for frame in all_frames(evidence):
        yield from _as_before(frame)


_AS_BEFORE = form_of("trends", "as_before")


def _as_before(frame: Frame) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield a level said to be that of the years before, with a level of one of these years."""
    evidence = frame.evidence
    for match in _AS_BEFORE.finditer(frame.text):
        level, date = frame.quantity(match, "b"), frame.items[match.start("d")]
        if level is None or level.value is None or not isinstance(date, DateMention):
            continue
        if date.first is None or date.last is None:
            continue
        years = {str(year) for year in range(date.first.year, date.last.year + 1)}
        for claim in evidence.claims:
            other = claim.quantity
            if claim.period not in years or other.kind is not level.kind or other.value is None:
                continue
            if _total(evidence, other) and 0.5 < other.value / level.value < 2:
                yield level, other


def _total(evidence: Evidence, quantity: Quantity) -> bool:
    """Whether a sentence gives a figure as the total of a year."""
    lead = evidence.text[max(0, quantity.start - 60) : quantity.start]
    return (
        regex(r"\b(?:total|number|overall|in all)\b|\bit was $", re.IGNORECASE).search(lead)
        is not None
    )


def _moved(level: Quantity, other: Quantity) -> bool:
    if level.value is None or not other.value:
        return False
    return abs(level.value / other.value - 1) > _MUCH and not (level.step > _MUCH * level.value)
