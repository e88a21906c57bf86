"""Rules on multiples: AR103 a multiple that the figures do not bear out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from bongsu.audit.changes.bases_untold import base_untold
from bongsu.audit.changes.far_multiples import Compared, far_multiples
from bongsu.audit.changes.multiples_apart import times_apart_findings
from bongsu.audit.changes.multiples_beside import multiples_beside
from bongsu.audit.changes.multiples_between import multiples_between
from bongsu.audit.changes.multiples_of_neighbours import multiples_of_neighbours
from bongsu.audit.changes.multiples_of_others import multiple_of_others
from bongsu.audit.changes.multiples_of_percent import multiples_of_percents
from bongsu.audit.changes.rows_multiplied import rows_multiplied
from bongsu.audit.findings import Finding, Severity
from bongsu.audit.notation import SIGNS, form_of
from bongsu.audit.reading.fits import ratio, reaches, rounded
from bongsu.audit.reading.frames import Frame, frames, quantities_within, source
from bongsu.audit.reading.levels import told_multiples
from bongsu.audit.reading.named_pairs import TIMES, named_pairs
from bongsu.audit.reading.pairing import Movement, alike, movements, renamed
from bongsu.audit.reading.wording import as_note, as_warning
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import about, related_part, shown
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_WORDS = {"doubl": 2.0, "tripl": 3.0, "quadrupl": 4.0, "quintupl": 5.0, "halv": 0.5}

_BEFORE = form_of("arithmetic_multiples", "before")
_AFTER = form_of("arithmetic_multiples", "after")
_LED = form_of("arithmetic_multiples", "led")
_LEADS_TO = regex(r"\b(?:to|at) (?:about |some |nearly |almost |around )?$", re.IGNORECASE)
_TIMES = form_of("arithmetic_multiples", "times")
_LINKED = lazy_regex(
    r" ?(?:the|that|those|as [a-z]+ as|its|their|what|of the|an? )\b|^\W{0,2}$", re.IGNORECASE
)
_FAR_OFF = 6.0  # times the multiple: then the figures are not what it compares


def band(factor: float, hedge: str) -> Interval:
    """Return what ratios people call a multiple: "doubled" is 1.8 to 2.5, "nearly doubled" less.

    Parameters
    ----------
    factor : float
        Two for "doubled".
    hedge : str
        The words before it, in small letters.
    """
    if factor < 1:  # what more than halved is less than half, and what nearly halved a little more
        if hedge.startswith(("more than", "over", "at least")):
            return Interval(0.0, factor * 1.005)
        if hedge.startswith(("nearly", "almost", "close", "just under", "not quite")):
            return Interval(factor * 0.9, factor * 1.3)  # "nearly half" is 0.47 of all
    if hedge.startswith(("more than", "over", "at least", "just over", "well over")):
        return Interval(factor * 0.995, math.inf)
    if hedge.startswith(("nearly", "almost", "close", "just under", "not quite")):
        return Interval(factor * 0.8, factor * 1.03)
    if hedge.startswith(("less than", "up to")):
        return Interval(0.0, factor * 1.005)
    if hedge:
        return Interval(factor * 0.8, factor * 1.25)
    return Interval(factor * 0.88, factor * 1.25)


def _reckoned(evidence: Evidence, told_of: set[int]) -> Iterator[Finding]:
    """Yield multiples whose two levels stand elsewhere in the text, and do not give them."""
    for one in named_pairs(evidence):
        quantity = one.result.quantity
        if one.how != TIMES or quantity.start in told_of:
            continue
        told_of.add(quantity.start)
        after, before = one.first.quantity, one.second.quantity
        yield as_note(
            about(
                RULES["AR103"],
                evidence,
                quantity,
                f"from {evidence.words(before)} to {evidence.words(after)} is {shown(one.right)} "
                f"times, and no two amounts about it are {evidence.words(quantity)}",
                inputs={"before": before, "after": after},
                result=one.right,
            )
        )


@RULES.add("AR103", "multiple-mismatch", Severity.ERROR)
def ar103(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A multiple ("doubled", "three times") does not fit the two levels that it compares."""
    seen: set[int] = set()
    told_of: set[int] = set()
    for before, after, said, start, end in _multiples(evidence):
        if start in seen:
            continue
        seen.add(start)
        if before.value == after.value and before.value is not None:
            continue  # one level told twice: "more than twice the 369,000 of the year before"
        if reaches(said, ratio, before, after) and not _far(before, after, said):
            continue
        if _of_base_behind(evidence, before, after, said, end):
            continue
        right = ratio(rounded(before), rounded(after))
        if right.high * _FAR_OFF < said.low or right.low > _FAR_OFF * min(said.high, 2 * said.low):
            continue
        if base_untold(evidence, (before, after), start, end) or multiple_of_others(
            evidence, (before, after), start, end
        ):
            continue
        told_of.add(start)
        words = evidence.words
        told = evidence.text[start:end]
        yield RULES["AR103"].finding(
            evidence.document,
            start,
            end,
            f"from {words(before)} to {words(after)} is {shown(right)} times, "
            f"which \u201c{told}\u201d does not say",
            related=[
                related_part(evidence, q, name)
                for name, q in (("before", before), ("after", after))
            ],
            evidence={"before": words(before), "after": words(after), "times": list(right)},
        )

    yield from _reckoned(evidence, told_of)
    yield from times_apart_findings(evidence, told_of)
    yield from _against_percents(evidence, seen)
    yield from _beside(evidence, told_of)
    yield from _between(evidence, told_of)
    for row in rows_multiplied(evidence):
        if row.told.start not in told_of:
            upper, lower = (evidence.words(cell.block) for cell in (row.upper, row.lower))
            finding = RULES["AR103"].finding_at(
                evidence.document,
                row.told,
                f"{upper} is {row.upper.value / row.lower.value:.3g} times {lower}, "
                f"not {evidence.words(row.told)}",
                related=[
                    related_part(evidence, cell.block, "row") for cell in (row.upper, row.lower)
                ],
            )
            yield as_warning(finding)


_WIDE = 30  # code points of a multiple with its hedge


def _between(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    """Yield multiples that are not what the amount before them is of the one behind them."""
    words = evidence.words
    for first, second, times in multiples_between(evidence):
        if any(start <= times.start < start + _WIDE for start in told):
            continue
        if first.value == second.value:
            continue  # one level told twice: "grew to 57.3 billion, and chips are a fifth of 57.3"
        right = ratio(rounded(second), rounded(first))
        finding = about(
            RULES["AR103"],
            evidence,
            times,
            f"{words(first)} is {shown(right)} times {words(second)}, "
            f"which “{words(times)}” does not say",
            inputs={"first": first, "second": second},
            result=right,
        )
        yield as_note(finding)


def _of_base_behind(
    evidence: Evidence, before: Quantity, after: Quantity, said: Interval, end: int
) -> bool:
    """Whether a multiple is right of a base behind it: "four times the share of France (9.6%)"."""
    return any(
        one.kind is after.kind
        and one.unit == after.unit
        and one.start != before.start
        and one.value
        and reaches(said, ratio, one, after)
        for one in quantities_within(evidence, end, end + _BEHIND)
    )


_BEHIND = 60  # code points


def _beside(evidence: Evidence, seen: set[int]) -> Iterator[Finding]:
    """Yield multiples of the figure of a year, and of ranges, that are not so."""
    words = evidence.words
    for before, after, start, end, times in multiples_beside(evidence):
        if start in seen:
            continue
        seen.add(start)
        finding = RULES["AR103"].finding(
            evidence.document,
            start,
            end,
            f"from {words(before)} to {words(after)} is {times:.3g} times, "
            f"which “{evidence.text[start:end]}” does not say",
            related=[
                related_part(evidence, q, name)
                for name, q in (("before", before), ("after", after))
            ],
        )
        yield as_note(finding)


def _against_percents(evidence: Evidence, seen: set[int]) -> Iterator[Finding]:
    """Yield "nearly tripled, up 376 percent": the change makes it nearly five times."""
    for one in multiples_of_percents(evidence):
        if one.start in seen or one.times.meets(band(one.factor, one.hedge)):
            continue
        change = evidence.words(one.change)
        yield RULES["AR103"].finding_at(
            evidence.document,
            one,
            f"a change of {change} makes {shown(one.times)} times, which "
            f"\u201c{evidence.text[one.start : one.end]}\u201d does not say",
            related=[related_part(evidence, one.change, "change")],
            evidence={"change": change, "times": list(one.times)},
        )


_FAR = 0.15  # "doubled from 3 to 5": the places shown leave room, and no reader would accept it


def _far(before: Quantity, after: Quantity, said: Interval) -> bool:
    """Whether the written values themselves lie far outside what a multiple may mean."""
    if before.value is None or after.value is None or not before.value:
        return False
    if Comparator.EXACT is not before.comparator or Comparator.EXACT is not after.comparator:
        return False
    times = after.value / before.value
    room = _FAR - 0.12  # the band of a plain multiple begins 0.12 below it
    return times < said.low * (1 - room) or times > said.high * (1 + room)


Levels = tuple[Quantity, Quantity]
Multiple = tuple[Quantity, Quantity, Interval, int, int]


_OF_SIZE = regex(  # "half the size of the last step": a multiple of another change
    r"\s?(?:of )?(?:the|its|their|that)? ?(?:size|pace|rate|speed|amount|extent|margin|width|"
    r"scale|"
    r"usual|previous|last|earlier)\b"
    r"|\s?(?:of )?(?:the|its|their|that) (?:increase|rise|cut|step|gain|drop|fall)\b",
    re.IGNORECASE,
)


def _multiples(evidence: Evidence) -> Iterator[Multiple]:
    for levels in far_multiples(evidence):
        said = [(one, _band_of(one)) for one in levels]
        if not any(reaches(wide, ratio, one.before, one.after) for one, wide in said):
            one, wide = said[0]
            fold = evidence.text[one.start : one.end].lower().endswith("fold")
            if not fold and _OF_SIZE.match(evidence.text, one.end):
                continue  # but "a fivefold rise" is one to five times the level
            yield one.before, one.after, wide, one.start, one.end
    for movement in movements(evidence):
        frame = movement.frame
        first = max(0, movement.start - 80)
        head = frame.text[first : movement.start]
        found = _BEFORE.search(head) if not _LEADS_TO.search(head) else None
        offset = first
        if found is None:
            offset = movement.end
            found = _AFTER.search(frame.text[movement.end : movement.end + 80])
        if (
            found is not None
            and not _occasions(frame, found, offset)
            and not _OF_SIZE.match(frame.text, offset + found.end())
        ):
            yield from _said(frame, found, offset, *_as_it_went(movement, found, offset))
    for frame in frames(evidence):
        yield from _led(frame)
        yield from _times(frame)
    yield from _of_neighbours(evidence)
    for told in told_multiples(evidence):
        yield from _said(told.frame, told.match, 0, told.before, told.after)


def _of_neighbours(evidence: Evidence) -> Iterator[Multiple]:
    """Yield multiples told behind a level, of the level of the sentence before."""
    for near in multiples_of_neighbours(evidence):
        wide = band(near.factor, near.hedge)
        if near.hedged:
            wide = Interval(wide.low * (1 - _BOUND), wide.high * (1 + _BOUND))
        yield near.before, near.after, wide, near.start, near.end


def _band_of(told: Compared) -> Interval:
    """Return what ratios a multiple stands for whose levels it names or that has but these."""
    if told.hedge or told.exact is None or told.exact.kind is Kind.FRACTION:
        return band(told.factor, told.hedge)
    said = _within(told.exact, "")
    if told.exact.comparator is not Comparator.EXACT:
        return said
    room = _HALVES if told.factor % 1 else _WHOLE
    return Interval(max(said.low, told.factor - room), min(said.high, told.factor + room))


def _as_it_went(movement: Movement, found: re.Match[str], offset: int) -> Levels:
    """Return the levels of a movement, the lesser first of "a fivefold cut from 87 days to 5"."""
    before, after = movement.before, movement.after
    times = movement.frame.items.get(offset + found.start("m")) if found["m"] else None
    grown = isinstance(times, Quantity) and (times.value or 0.0) > 1
    if grown and 0 < (after.value or 0.0) < (before.value or 0.0):
        return after, before
    return before, after


_HALVES, _WHOLE = 0.3, 0.7  # of "two and a half times" and of "five times", where no hedge stands


def _led(frame: Frame) -> Iterator[Multiple]:
    """Yield a level with the one to which it doubled: "67 in 2022, nearly tripled to 196"."""
    for match in _LED.finditer(frame.text):
        before, after = frame.quantity(match, "a"), frame.quantity(match, "b")
        pair = alike(before, after, frame) if before and after else None
        if pair is not None:
            yield from _said(frame, match, 0, *pair)


_AND_ANOTHER = lazy_regex(r"\b(?:and|but|while)\b")


def _times(frame: Frame) -> Iterator[Multiple]:
    """Yield a level with the one of which it is a multiple: "60, three times the 20"."""
    for match in _TIMES.finditer(frame.text):
        before, after = frame.quantity(match, "a"), frame.quantity(match, "b")
        if before is None or after is None:
            continue
        pair = alike(before, after, frame)
        if renamed(frame, match.start("a"), match.start("b")):
            continue
        if _AND_ANOTHER.search(match["link"]):
            continue  # "more than triple the 2024 level and 70 percent higher"
        if pair is not None and (match["more"] or _LINKED.match(match["link"])):
            yield from _said(frame, match, 0, *pair)


_BOUND = 0.15  # by which a level told as a bound may be more
_AGAIN = lazy_regex(f" ?(?:\\(|, or )[{SIGNS[Kind.PERCENT]}]")


def _occasions(frame: Frame, found: re.Match[str], offset: int) -> bool:
    """Whether a multiple counts how often: "raised three times from"."""
    item = frame.items.get(offset + found.start("m"))
    if not isinstance(item, Quantity):
        return False
    return (
        regex(r"\btimes\b|twice").search(frame.evidence.text[item.start : item.end + 6]) is not None
    )


def _said(
    frame: Frame, found: re.Match[str], offset: int, before: Quantity, after: Quantity
) -> Iterator[Multiple]:
    hedge = found["hedge"].strip().lower()
    groups = found.re.groupindex
    if "word" in groups and found["word"]:
        factor = _WORDS[found["word"].lower()]
        start = offset + found.start("word")
        at = source(frame, start)
        word = regex(r"\w+").match(frame.text[start:])
        assert word is not None
        yield before, after, band(factor, hedge), at, at + len(word[0])
        return
    item = frame.items.get(offset + found.start("m"))
    if not isinstance(item, Quantity) or item.value is None or item.value <= 0:
        return
    if _AGAIN.match(frame.text, offset + found.end("m")):
        return  # "nine in ten (88.1 percent)" is a share, and told again in percent
    yield before, after, _of_quantity(item, hedge, found), item.start, item.end


def _of_quantity(item: Quantity, hedge: str, found: re.Match[str]) -> Interval:
    said = _within(item, hedge)
    if "more" in found.re.groupindex and found["more"]:
        return Interval(
            said.low, said.high + 1
        )  # "three times more" is three times to some, four to others
    return said


def _within(item: Quantity, hedge: str) -> Interval:
    """Return what ratios a multiple in figures stands for."""
    assert item.value is not None
    hedges = {Comparator.OVER: "over", Comparator.AT_LEAST: "over", Comparator.UNDER: "less than"}
    said = band(item.value, hedge or hedges.get(item.comparator, ""))
    if item.comparator is Comparator.APPROX:
        said = band(item.value, hedge or "about")
    if item.kind is Kind.MULTIPLE and not item.words:
        said = Interval(min(said.low, item.rounded.low), max(said.high, item.rounded.high))
        if 0 < item.step < 1 and not hedge and item.comparator is Comparator.EXACT:
            said = Interval(item.value - item.step, item.value + item.step)
    return said
