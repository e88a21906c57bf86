"""Rules on units: UN201 percent for points, UN202 share without base, UN203 period mismatch."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.fits import difference, fits, growth, rounded
from bongsu.audit.frames import Frame, all_frames, frames, pattern
from bongsu.audit.pairing import movements
from bongsu.audit.telling import about, shown
from bongsu.audit.rules import RULES, Context, Rule
from bongsu.evidence.mentions import Evidence, Kind, Quantity

_PERCENTS = {Kind.PERCENT, Kind.PERCENT_CHANGE}


@RULES.add("UN201", "percent-for-points", Severity.ERROR)
def un201(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A change between two percentages is in points and is called percent, or the other way round."""
    rule = RULES["UN201"]
    found: set[int] = set()
    for movement in movements(evidence):
        before, after = movement.before, movement.after
        for change in movement.changes:
            if not movement.percents or change.kind not in {*_PERCENTS, Kind.POINTS}:
                continue
            in_points = fits(change, difference, before, after)
            in_percent = fits(change, growth, before, after)
            if change.kind is Kind.POINTS and in_percent and not in_points:
                yield _confused(rule, evidence, before, after, change, "percent")
            elif change.kind in _PERCENTS and in_points and not in_percent:
                found.add(change.start)
                yield _confused(rule, evidence, before, after, change, "percentage points")
    yield from _unsaid_levels(evidence, found)


def _confused(  # what a change should have been called
    rule: Rule,
    evidence: Evidence,
    before: Quantity,
    after: Quantity,
    change: Quantity,
    unit: str,
) -> Finding:
    words = evidence.words
    right = difference(rounded(before), rounded(after))
    return about(
        rule,
        evidence,
        change,
        f"{words(before)} and {words(after)} are {shown(right)} percentage points apart; "
        f"{words(change)} should be in {unit}",
        inputs={"before": before, "after": after},
        result=right,
    )


_RATE = (
    r"\b(?:rates?|shares?|percentages?|ratios?|proportions?|ratings?|yields?|turnout|inflation|"
    r"unemployment|employment|margins?|support)\b"
)
_TO_ONE = pattern(rf"{_RATE}~45(?:{{up}}|{{down}})~12(?:\bby\b)?_<c:percent>,? to _<b:percent>")
_ONE_THEN = pattern(
    r"<b:percent>~40[,(\u2014\u2013] ?(?:an? (?:{up_noun}|{down_noun}) of|up|down)?(?: by)?_<c:percent>"
    r" ?(?:higher|lower|more|less|up|down|above|below)? ?(?:than|from|on the|over the|compared)\b"
)
_THIS_FIGURE = pattern(
    r"^(?:this|that|the|its)(?: [a-z]+)? (?:figure|rate|share|percentage|proportion|ratio|level|result)"
    r"~25_<c:percent> (?:higher|lower|more|less|above|below|up|down)\b"
)
_LEAST = 3.0  # times the change: a level nearer to it may be the other end of a range


def _unsaid_levels(evidence: Evidence, found: set[int]) -> Iterator[Finding]:
    """Yield changes "in percent" of a figure that is itself in percent, where one level is unsaid."""
    for frame in frames(evidence):
        level: Quantity | None
        for form in (_TO_ONE, _ONE_THEN):
            for match in form.finditer(frame.text):
                level, change = frame.quantity(match, "b"), frame.quantity(match, "c")
                if change is not None and change.start not in found and _dwarfs(level, change):
                    assert level is not None
                    found.add(change.start)
                    yield _of_percent(evidence, level, change)
    for frame in all_frames(evidence):
        this = _THIS_FIGURE.search(frame.text)
        if this is not None:
            change, level = frame.quantity(this, "c"), _told_before(frame)
            if change is not None and change.start not in found and _dwarfs(level, change):
                assert level is not None
                yield _of_percent(evidence, level, change)


def _dwarfs(level: Quantity | None, change: Quantity) -> bool:
    return (
        level is not None
        and level.kind is Kind.PERCENT
        and level.value is not None
        and change.value is not None
        and level.value >= _LEAST * change.value
    )


def _told_before(frame: Frame) -> Quantity | None:
    """Return the level in percent that "this figure" points to: the first of the sentence before."""
    if frame.index == 0:
        return None
    before = frame.evidence.sentences[frame.index - 1]
    if before.block != frame.sentence.block:
        return None
    for other in all_frames(frame.evidence):
        if other.index == frame.index - 1:
            figures = [q for _, q in other.figures if q.kind is not Kind.ORDINAL]
            return figures[0] if figures and figures[0].kind is Kind.PERCENT else None
    return None


def _of_percent(evidence: Evidence, level: Quantity, change: Quantity) -> Finding:
    words = evidence.words
    return about(
        RULES["UN201"],
        evidence,
        change,
        f"{words(change)} is a change of {words(level)}, itself in percent: "
        "percentage points are probably meant",
        inputs={"level": level},
    )


_STOCK = (
    r"(?:population|workforce|labor force|labour force|number|exports|imports|spending|output|"
    r"production|sales|revenue|debt|reserves|investment|emissions|income|enrollment|membership)"
)
_SHRINKS = pattern(
    rf"\b{_STOCK}\b(?! (?:rate|share|growth|ratio))~25(?:{{up}}|{{down}})~12\bfrom _<a:percent>(?! of)~20\bto _<b:percent>(?! (?:of|points?))"
)
_SHARE_WORD = re.compile(
    r"\b(?:share|rate|ratio|percentage|proportion|fraction|relative|growth|margin|of GDP)\b", re.IGNORECASE
)


@RULES.add("UN202", "share-without-base", Severity.NOTE)
def un202(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A stock is said to move between two percentages, and the text never says of what."""
    for frame in frames(evidence):
        for match in _SHRINKS.finditer(frame.text):
            before, after = frame.quantity(match, "a"), frame.quantity(match, "b")
            if before is None or after is None or _SHARE_WORD.search(frame.text):
                continue
            words = evidence.words
            yield about(
                RULES["UN202"],
                evidence,
                before,
                f"{words(before)} and {words(after)} are shares, and the sentence does not say of what",
                inputs={"after": after},
            )


_FLOW = (
    r"(?:income|incomes|wage|wages|salary|salaries|earnings|pay|rent|rents|benefit|benefits|"
    r"pension|pensions|premium|premiums|spending|expenditure)"
)
_PERIODIC = r"(?P<{0}>monthly|annual|yearly|weekly|daily|hourly|quarterly)"
_PERIOD_WORD = re.compile(
    r"\b(?:monthly|annual(?:ly)?|yearly|weekly|daily|hourly|quarterly|(?:a|per|each|every) (?:month|year|week|day|hour|quarter))\b",
    re.IGNORECASE,
)
_TWO_FLOWS = pattern(
    rf"\b{_PERIODIC.format('p')}(?: [a-z-]+)? {_FLOW}\b~45<a:money>(?P<link>[^;]{{0,80}}?)"
    rf"\b(?P<other>(?:[a-z-]+ ){{0,4}}{_FLOW})\b~60<b:money>"
)
_COMPARED = re.compile(
    r"\b(?:compar\w+|while|whereas|against|versus|than|but|though|although)\b", re.IGNORECASE
)


@RULES.add("UN203", "period-mismatch", Severity.NOTE)
def un203(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """An amount of a stated period is compared with one of another period, or of none."""
    for frame in frames(evidence):
        for match in _TWO_FLOWS.finditer(frame.text):
            first, second = frame.quantity(match, "a"), frame.quantity(match, "b")
            if first is None or second is None or first.unit != second.unit:
                continue
            between = match["link"] + match["other"]
            tail = frame.text[match.end() : match.end() + 25]
            stated = _PERIOD_WORD.search(match["other"] + frame.text[match.end("other") : match.end()] + tail)
            if not _COMPARED.search(between) or (stated and _same(stated[0], match["p"])):
                continue
            if not stated and _PERIOD_WORD.search(match["link"]):
                continue
            said = f"is {stated[0].lower()}" if stated else "has no stated period"
            yield about(
                RULES["UN203"],
                evidence,
                second,
                f"{evidence.words(first)} is {match['p'].lower()} and is compared with "
                f"{evidence.words(second)}, which {said}",
                inputs={"other": first},
            )


_STEMS = {"annual": "year", "yearly": "year", "daily": "day"}


def _same(stated: str, period: str) -> bool:
    stem = _STEMS.get(period.lower(), period.lower().removesuffix("ly"))
    return stem in stated.lower() or (stem == "year" and "annual" in stated.lower())
