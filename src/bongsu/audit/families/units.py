"""Rules on units: UN201 percent for points, UN202 share without base."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bongsu.audit.changes.threaded import called_percent, called_points
from bongsu.audit.findings import Finding, Severity
from bongsu.audit.notation import Form, form_of
from bongsu.audit.reading.fits import difference, fits, growth, rounded
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.levels import changes_of_percents
from bongsu.audit.reading.wording import as_note, as_warning, sentence_at
from bongsu.audit.rules import RULES, Context, Rule
from bongsu.audit.telling import about, shown
from bongsu.audit.units.baseless import heads_without_base, shares_without_base
from bongsu.audit.units.called_percent import in_points as far_points
from bongsu.audit.units.called_percent import names_row
from bongsu.audit.units.percent_of_rates import (
    apart_by,
    contributed,
    just_so_in_points,
    of_bank_rate,
    of_two_places,
    tiny_of_rate,
)
from bongsu.audit.units.points_of_amounts import changes_of_rates, points_of_amounts
from bongsu.audit.units.steps_called import steps_called
from bongsu.audit.units.sums_in_percent import sums_in_percent
from bongsu.audit.units.unsaid_levels import unsaid_levels
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import AMOUNTS, PERCENTS, Comparator, Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex, regex

Trio = tuple[Quantity, Quantity, Quantity]  # level before, level after, change


@RULES.add("UN201", "percent-for-points", Severity.ERROR)
def un201(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A change between two percentages in points is called percent, or the other way round."""
    rule = RULES["UN201"]
    found: set[int] = set()
    for before, after, change in _not_of_amounts(evidence, changes_of_percents(evidence)):
        in_points = fits(change, difference, before, after)
        in_points = in_points and not _THAN_OF.match(evidence.text, change.end)
        in_percent = fits(change, growth, before, after)
        if change.kind is Kind.POINTS and in_percent and not in_points:
            yield _confused(rule, evidence, before, after, change, "percent")
        elif change.kind in PERCENTS and in_points:
            sure = not in_percent
            if sure or just_so_in_points(before, after, change):
                found.add(change.start)
                finding = _confused(rule, evidence, before, after, change, "percentage points")
                yield finding if sure else as_warning(finding)
    for before, after, change in _not_of_amounts(evidence, far_points(evidence)):
        if change.start not in found and not _THAN_OF.match(evidence.text, change.end):
            found.add(change.start)
            finding = _confused(rule, evidence, before, after, change, "percentage points")
            if not (names_row(evidence, before, change) and _beside(evidence, before, change)):
                finding = replace(finding, severity=Severity.NOTE)
            yield finding
    called = [
        *((trio, "percentage points") for trio in of_two_places(evidence)),
        *((trio, "percentage points") for trio in apart_by(evidence)),
        *((trio, "percentage points") for trio in called_percent(evidence)),
        *((trio, "percentage points") for trio in steps_called(evidence)),
        *((trio, "percent") for trio in called_points(evidence)),
        *((trio, "percentage points") for trio in changes_of_rates(evidence)),
    ]
    for trio, unit in called:
        if trio[2].start not in found and not _of_others(evidence, trio):
            found.add(trio[2].start)
            yield _confused(rule, evidence, *trio, unit)
    yield from _unsaid_levels(evidence, found)
    yield from _points_of_amounts(evidence, found)


_TO = lazy_regex(r"\b(?:rate|rates|it|them)\sto\s$")  # "raised the interest rate to 0.75 percent"


def _is_end(evidence: Evidence, level: Quantity) -> bool:
    """Whether a figure is the level that something was moved to, and no change."""
    return _TO.search(evidence.text, max(0, level.start - 12), level.start) is not None


_TO_LEVEL = lazy_regex(r"\sto\s(?:about\s|some\s|a\srecord\s)?[$€£¥]?")


def _of_others(evidence: Evidence, trio: Trio) -> bool:
    """Whether one of three percentages is a change of an amount, or the last a level."""
    return _is_end(evidence, trio[2]) or _of_amounts(evidence, trio)


def _of_amounts(evidence: Evidence, trio: Trio) -> bool:
    """Whether one of three percentages leads to an amount, or the change is denied."""
    return _is_denied(evidence, trio[2]) or any(_of_amount(evidence, one) for one in trio)


# "the rate did not drop by two percent but by two points"
_DENIED = lazy_regex(r"(?:\b(?:not|never)|n['’]t)\s(?:[a-z]+\s){1,3}(?:about\s|some\s)?$")
_NEAR = 40  # letters before a figure


def _is_denied(evidence: Evidence, change: Quantity) -> bool:
    before = evidence.text[max(0, change.start - _NEAR) : change.start]
    return _DENIED.search(before) is not None


def _not_of_amounts(evidence: Evidence, trios: Iterable[Trio]) -> Iterator[Trio]:
    """Yield two percentages with the change between them, none of which leads to an amount."""
    return (trio for trio in trios if not _of_amounts(evidence, trio))


def _of_amount(evidence: Evidence, change: Quantity) -> bool:
    """Whether a percentage leads to an amount, of which it is a change: "0.4 percent to 13"."""
    led = _TO_LEVEL.match(evidence.text, change.end)
    if led is None:
        return False
    behind = within(evidence.quantities, change.end, led.end() + _WIDE)[:1]
    return any(one.kind in AMOUNTS and one.start <= led.end() for one in behind)


_WIDE = 40  # code points of an amount


def _points_of_amounts(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    for level, change in points_of_amounts(evidence):
        if change.start not in told:
            yield about(
                RULES["UN201"],
                evidence,
                change,
                f"{evidence.words(level)} is no percentage, so that it moves by no points: "
                f"{evidence.words(change)} should be in percent",
                inputs={"level": level},
            )


_THAN_OF = lazy_regex(  # "113.84, 0.2 percent below that of May": of an index, and of no rate
    r"\s(?:below|above|over|under|higher\sthan|lower\sthan)\sthat\sof\b"
)


def _beside(evidence: Evidence, level: Quantity, change: Quantity) -> bool:
    """Whether a level stands in the paragraph of its change, or in a table."""
    one, other = (
        next((b for b in evidence.article.blocks if b.start <= q.start < b.end), None)
        for q in (level, change)
    )
    return one is other or (one is not None and one.kind is BlockKind.CELL)


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


def _unsaid_levels(evidence: Evidence, found: set[int]) -> Iterator[Finding]:
    """Yield changes "in percent" of a level in percent, where the other level is unsaid."""
    for level, change in unsaid_levels(evidence):
        if _OF_OTHERS.match(evidence.text, change.end):
            continue
        if change.start not in found and not _of_its_level(evidence, level, change):
            found.add(change.start)
            finding = _of_percent(evidence, level, change)
            hedged = change.comparator is Comparator.APPROX
            yield as_note(finding) if hedged or of_bank_rate(evidence, change) else finding
    for change in (*tiny_of_rate(evidence), *contributed(evidence)):
        if change.start not in found:
            found.add(change.start)
            yield as_note(_of_rate(evidence, change))


_OF_OTHERS = lazy_regex(  # "62 percent went by sea, 1.4 percent more tonnage than"
    r"\s(?:more|fewer|less)\s(?!(?:than|from|in|on|over|or|and|a|the)\b)[a-z]+"
)


def _of_its_level(evidence: Evidence, level: Quantity, change: Quantity) -> bool:
    """Whether a change is that in percent between a level and another one of its paragraph."""
    block = evidence.block_of(evidence.sentences[sentence_at(evidence, level.start)])
    others = (
        q
        for q in within(evidence.quantities, block.start, block.end)
        if q.kind is level.kind and q not in (level, change) and q.value
    )
    moved = change.value or 0.0
    far = (abs(100.0 * ((level.value or 0.0) / (one.value or 1.0) - 1.0)) for one in others)
    return any(abs(way - moved) <= max(change.step, _NEARLY * moved) for way in far)


_NEARLY = 0.1  # of a change: the levels that it is between are rounded


def _of_rate(evidence: Evidence, change: Quantity) -> Finding:
    words = evidence.words(change)
    return about(
        RULES["UN201"],
        evidence,
        change,
        f"{words} of a rate is less than anyone would tell: percentage points are probably meant",
        inputs={},
    )


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


_SHRINKS = form_of("units", "shrinks")
_SHARE_WORD = regex(
    r"\b(?:share|rate|ratio|percentage|proportion|fraction|relative|growth|margin|of GDP)\b",
    re.IGNORECASE,
)


@RULES.add("UN202", "share-without-base", Severity.NOTE)
def un202(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A stock is said to move between two percentages, and the text never says of what."""
    for frame in all_frames(evidence):
        for match in _SHRINKS.finditer(frame.text):
            before, after = frame.quantity(match, "a"), frame.quantity(match, "b")
            if before is None or after is None or _SHARE_WORD.search(frame.text):
                continue
            words = evidence.words
            yield about(
                RULES["UN202"],
                evidence,
                before,
                f"{words(before)} and {words(after)} are shares, and the sentence does not say "
                "of what",
                inputs={"after": after},
            )
        yield from _counted_in_percent(frame)
    for start, end in heads_without_base(evidence):
        yield RULES["UN202"].finding(
            evidence.document,
            start,
            end,
            f"“{evidence.text[start:end].strip()}” heads shares that are not of the rows' total, "
            "and the table does not say of what they are",
        )
    for share in (*shares_without_base(evidence), *sums_in_percent(evidence)):
        yield about(
            RULES["UN202"],
            evidence,
            share,
            f"{evidence.words(share)} is a share, and the text leaves open of what",
            inputs={},
        )


_COUNTED = Form(  # "the number of foreign workers grew to 4 percent last year"
    r"\b(?:the|its|their) (?:number|headcount|population|stock|"
    r"volume) (?:of (?:[a-z-]+ ){0,3}?[a-z-]+s )?"
    r"(?:(?:has|have|had|is|are|will|would) (?:[a-z]+ )?)?(?:{up}|{down}|reached)(?: [a-z]+ly)? to "
    r"(?:about |some |nearly |only |just )?<c:percent>(?! (?:of|points?|more|less|a year|annual))"
)


def _counted_in_percent(frame: Frame) -> Iterator[Finding]:
    """Yield what is counted and said to have grown to a bare percentage."""
    for match in _COUNTED.finditer(frame.text):
        share = frame.quantity(match, "c")
        if share is not None and not _SHARE_WORD.search(frame.text):
            yield about(
                RULES["UN202"],
                frame.evidence,
                share,
                f"{frame.evidence.words(share)} is a share, and the text leaves open of what",
                inputs={},
            )
