"""A rule on repetition: AR108, steps that do not lead to the end that the text gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.changes.chronologies import missteps
from bongsu.audit.changes.dated_pace import dated_paces, paces_to_an_end
from bongsu.audit.changes.moves_in_a_row import described, strayed
from bongsu.audit.changes.paced_between import paced_between
from bongsu.audit.changes.paced_levels import paced_levels
from bongsu.audit.changes.stepping import steps
from bongsu.audit.changes.steps_of_others import of_other_steps
from bongsu.audit.changes.stocks import stock_findings
from bongsu.audit.changes.walked import walked_steps
from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.fits import (
    difference,
    reaches,
    rounded,
)
from bongsu.audit.reading.wording import as_note
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import about, related_part, shown
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex


def _is_speed(number: Quantity) -> bool:
    """Whether steps are hours of a flight: "400 miles per hour, so that it takes 8 hours"."""
    return number.kind is Kind.DURATION and number.unit.startswith(("hour", "minute", "second"))


def _of_others(evidence: Evidence, size: Quantity, ends: tuple[Quantity, Quantity]) -> bool:
    """Whether the levels are of another item of a list than the steps, or of somebody else."""
    return _of_another_item(evidence, size, ends[0]) or of_other_steps(evidence, size, ends)


_IN_SO_MANY = lazy_regex(r"\s(?:in|over|across|through|within)\s(?:the\s|its\s|just\s|only\s)?")
_OVER = lazy_regex(
    r"\b(?:in|over|across|through|within)\s(?:the\s|its\s|just\s|only\s)?$", re.IGNORECASE
)


def _is_whole_way(
    evidence: Evidence, size: Quantity, number: Quantity, ends: tuple[Quantity, Quantity]
) -> bool:
    """Whether a figure is what all steps come to: "by 4 points in eight steps, from 9 to 13"."""
    text = evidence.text
    if size.end <= number.start:
        told = _IN_SO_MANY.fullmatch(text, size.end, number.start) is not None
    else:  # "over five meetings it rose 125 points", but not "in two steps of 50"
        ahead = _OVER.search(text, max(0, number.start - _AHEAD), number.start)
        told = ahead is not None and not text[: size.start].endswith(" of ")
    return told and reaches(rounded(size), difference, *ends)


_AHEAD = 20  # code points before a number of steps


@RULES.add("AR108", "steps-miss-end", Severity.ERROR)
def ar108(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Equal steps, repeated as often as the text says, do not lead to the level that it gives."""
    seen: set[int] = set()
    ends_told: set[int] = set()
    for told in (
        *steps(evidence),
        *walked_steps(evidence),
        *dated_paces(evidence),
        *paces_to_an_end(evidence),
    ):
        if told.size.start in seen or _is_speed(told.number):
            continue
        if told.size.comparator in {Comparator.UNDER, Comparator.OVER}:
            continue  # "fewer than two ships": no step of a size
        seen.add(told.size.start)
        size, number = told.size, told.number
        assert number.value is not None
        if size.comparator is Comparator.EXACT:
            size = replace(size, step=0.0)
        walked = rounded(size).scaled(number.value)
        words = evidence.words
        often = f"{number.value:g}" if number.kind is Kind.DURATION else words(number)
        if told.dated:
            often = f"{number.value:g} yearly"
        steps_ = f"{often} steps of {words(size)} are {shown(walked)} in all"
        if number.value == 1:  # steps of several sizes, as one
            steps_ = f"{words(size)} are {shown(walked)} in all"
        ends = told.ends
        if ends is not None and (
            _of_others(evidence, size, ends) or _is_whole_way(evidence, size, number, ends)
        ):
            continue
        if ends is not None and not reaches(_stretch(walked), difference, *ends):
            finding = about(
                RULES["AR108"],
                evidence,
                ends[1],
                f"{steps_}; from "
                f"{words(ends[0])} to {words(ends[1])} it is "
                f"{shown(difference(rounded(ends[0]), rounded(ends[1])))}",
                inputs={"step": size, "number": number, "before": ends[0]},
                result=walked,
            )
            ends_told.add(ends[1].start)
            yield finding if told.sure else as_note(finding)
        total = told.total
        if total is not None and not rounded(total).meets(_stretch(walked)):
            yield about(
                RULES["AR108"],
                evidence,
                total,
                f"{steps_}, not {words(total)}",
                inputs={"step": size, "number": number},
                result=walked,
            )
    yield from _paced(evidence, seen, ends_told)
    yield from _in_a_row(evidence, ends_told)
    yield from _in_chronologies(evidence)
    yield from stock_findings(evidence, ends_told)


def _paced(evidence: Evidence, seen: set[int], ends_told: set[int]) -> Iterator[Finding]:
    for told in (*paced_between(evidence), *paced_levels(evidence)):
        if told.step.start in seen or told.after.start in ends_told:
            continue
        ends_told.add(told.after.start)
        words = evidence.words
        way = difference(rounded(told.before), rounded(told.after))
        often = (
            f"{told.fewest:g}" if told.fewest == told.most else f"{told.fewest:g} or {told.most:g}"
        )
        finding = about(
            RULES["AR108"],
            evidence,
            told.after,
            f"{often} steps of {words(told.step)} do not lead from {words(told.before)} to "
            f"{words(told.after)}: that is {shown(way)}",
            inputs={"before": told.before, "step": told.step},
        )
        yield as_note(finding)


def _in_a_row(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    for walk in strayed(evidence):
        if walk.end.start in told:
            continue
        moves = {f"move {at + 1}": move for at, (_, move) in enumerate(walk.moves)}
        yield about(
            RULES["AR108"],
            evidence,
            walk.end,
            described(evidence, walk, shown(walk.right)),
            inputs={"before": walk.start, **moves},
            result=walk.right,
        )


def _in_chronologies(evidence: Evidence) -> Iterator[Finding]:
    for move, before in missteps(evidence):
        yield RULES["AR108"].finding_at(
            evidence.document,
            move,
            f"a move of {abs(move.size):g} points from {before.level:g} percent leads to "
            f"{before.level + move.size:g} percent, not {move.level:g}",
            related=[related_part(evidence, before, "the level before")],
            evidence={"before": before.level, "step": move.size, "after": move.level},
        )


_NEXT_ITEM = regex(
    r";|\([a-z0-9]\)\s|\bfor (?:an?|each|every)\b.*\bby\b.*\bfor (?:an?|each|every)\b", re.DOTALL
)


def _of_another_item(evidence: Evidence, size: Quantity, level: Quantity) -> bool:
    """Whether a step and a level stand in two items: "(a) by 2 points; (b) from 22 percent"."""
    return _NEXT_ITEM.search(evidence.text, size.end, level.start) is not None


def _stretch(interval: Interval) -> Interval:
    """Widen by the dust of halves: a step of 0.25 is exact, and is read from 25 basis points."""
    return Interval(interval.low - 1e-9, interval.high + 1e-9)
