"""Sums over all figures of a passage, with the total wherever in the article it stands.

A passage is a sentence, two in a row, a paragraph or the items of a list. A figure that some of its
figures in a row add up to is explained; one that none explains, and that is called a total or is
one slip of the finger away from the sum of a whole passage, is a wrong total.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from bongsu.audit.parts.addends import MOVES
from bongsu.audit.parts.runs_of_terms import (
    FEWEST,
    LEAD,
    Run,
    called_total,
    is_tiny,
    phrases,
    runs_of,
)
from bongsu.audit.reading.fits import rounded, sum_fits, total
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.sums import PARTIAL, Sum
from bongsu.audit.reading.terms import PERCENT, Term, Unit, dated, few_terms, worded
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import NO_BOUNDS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_ROOM = (0.62, 1.6)  # of the sum: a figure farther off is no total of these parts
_ENOUGH = 1.65  # in powers of ten
_ALL, _ROUGH = 100.0, 2.0  # percent
_MANY = 120  # figures of one unit; among more any sum is found
_RARE = 1.4  # so is a slip that may tell a total which nothing else does
_COMPARED = lazy_regex(
    r"\b(?:from|than|against|versus|after|compared (?:with|to)|exceeding)"
    r"(?: (?:the|about|some|a|its|their|only|just))* $"
)
_GROWTH = lazy_regex(r"\bgrowth\b[^,;]*$")
_OF = lazy_regex(r"(?:^|[;,:] )of (?:the |its |their |these |those |all )?$", re.IGNORECASE)
_REST = lazy_regex(r"\b(?:rest|remain\w*|others?|balance)\b")
_SUMMED = {"count", "percent", "money", "physical", "duration"}
_ROW = lazy_regex(r"[\ue000-\ue01f](?:[ -]{1,3}[\ue000-\ue01f]){3}")  # of a table as lines


def gathered_sums(evidence: Evidence) -> Iterator[Sum]:
    """Yield totals that no figures of the article add up to, with the parts that were meant."""
    terms = (*few_terms(evidence), *worded(evidence))
    every = [term for term in terms if not (term.cell or _ROW.search(term.frame.text))]
    every.sort(key=lambda term: term.quantity.start)
    by_unit: dict[Unit, list[Term]] = {}
    for term in every:
        for unit in term.units:
            if unit[0] in _SUMMED:
                by_unit.setdefault(unit, []).append(term)
    for unit, some in by_unit.items():
        if FEWEST < len(some) <= _MANY:
            runs = list(runs_of(some, evidence))
            settled, told = _settled(runs, some)
            runs = [run for run in runs if told.isdisjoint(run.parts)]
            for term in some:
                if term in settled:
                    continue
                found = _parts(term, unit, runs, some)
                if found is not None and not (unit == PERCENT and _one_of_all(term, found)):
                    yield from _told(term, found)
                elif (spread := _spread_parts(term, some)) is not None:
                    yield Sum(whole=term.quantity, parts=spread, sure=False)


_SPLIT = lazy_regex(
    r"\b(?:among|of) (?:them|these|those|whom|which)\b|\b(?:remaining|the rest)\b", re.IGNORECASE
)


def _heads(term: Term) -> bool:
    """Whether a figure stands in a title or a heading, which sums up what is below."""
    block = term.frame.evidence.article.blocks[term.block]
    return block.kind is BlockKind.HEADING


def _told(term: Term, found: Run) -> Iterator[Sum]:
    """Yield a wrong total, if a word calls it so or a slip parts it from the sum."""
    split = _SPLIT.search(found.between) is not None
    alike = all(map(called_total, found.parts))  # "($125 million total)", each of its own
    called = (called_total(term) and not alike) or found.opened_by(term) or split or _heads(term)
    if called or surprise(term.quantity, Interval(found.added, found.added)):
        plain = (found.joined or not found.mixed) and not found.moved(term)
        parts = tuple(part.quantity for part in found.parts)
        yield Sum(whole=term.quantity, parts=parts, sure=called and plain, complete=_heads(term))


_SPREAD = 6  # parts of a total that stand here and there in an article
_SUBSETS = 9  # figures of which every choice is tried
_LEAST_PART = 0.02  # of a total: a smaller figure is of something else
_EXPLAINED = 0.005  # of a total: a sum so near to it explains it


def _spread_parts(term: Term, some: Sequence[Term]) -> tuple[Quantity, ...] | None:
    """Return all figures of the unit in an article, if a slip parts what is called their total."""
    if not called_total(term) or term.quantity.comparator is not Comparator.EXACT:
        return None
    parts = [
        one
        for one in some
        if one.value >= _LEAST_PART * term.value
        and one is not term
        and one.quantity.comparator is Comparator.EXACT
        and not is_tiny(one)
    ]
    if not FEWEST < len(parts) <= _SPREAD or any(one.value >= term.value for one in parts):
        return None
    for number in range(FEWEST, len(parts) + 1):
        for some_of in combinations(parts, number):
            added = sum(one.value for one in some_of)
            if abs(added - term.value) <= _EXPLAINED * term.value:
                return None
    added = sum(one.value for one in parts)
    if not surprise(term.quantity, Interval(added, added)):
        return None
    return tuple(one.quantity for one in parts)


def _settled(runs: Sequence[Run], some: Sequence[Term]) -> tuple[set[Term], set[Term]]:
    """Return all figures of sums of three or more that are right, and those that are parts."""
    settled: set[Term] = set()
    told: set[Term] = set()
    for run in runs:
        if len(run.parts) > FEWEST:
            wholes = [
                term
                for term in some
                if term not in run.parts and _able(run, term) and _fits(run, term)
            ]
            settled.update(*([*run.parts, term] for term in wholes))
            told.update(run.parts if wholes else ())
    return settled, told


def _parts(term: Term, unit: Unit, runs: Sequence[Run], some: Sequence[Term]) -> Run | None:
    """Return the parts that a total was meant to add up; none if all is well or nothing is sure."""
    if term.quantity.comparator not in NO_BOUNDS or not term.value:
        return None
    others = [run for run in runs if term not in run.parts and _able(run, term)]
    if unit == PERCENT:
        others = [run for run in others if not any(map(_is_change, run.parts))]
    if unit == PERCENT and (_GROWTH.search(term.lead[-LEAD:]) or _is_change(term)):
        return None  # rates of growth are not added up
    near = [run for run in others if _ROOM[0] * run.added <= term.value <= _ROOM[1] * run.added]
    near = list({run.parts: run for run in reversed(near)}.values())  # of the smallest passage
    if not near or any(_fits(run, term) for run in near):
        return None
    called = called_total(term)
    if not called and any(one is not term and one.value == term.value for one in some):
        return None
    rivals = sum((run.whole(term) or run.beside(term)) and not run.mixed for run in near) or 1
    scored = [(_strength(run, term, unit, rivals, some, called=called), run) for run in near]
    strength, best = max(scored, key=lambda one: one[0])
    if strength < _ENOUGH or _has_total(best) or _fits_in_part(best, term):
        return None
    return best


def _is_change(term: Term) -> bool:
    """Whether a percentage is told as a change: "shipments shrank 46.9 percent"."""
    lead = term.lead[-LEAD:]
    return term.quantity.kind is Kind.PERCENT_CHANGE or MOVES.search(lead) is not None


def _fits_in_part(run: Run, term: Term) -> bool:
    """Whether some of the figures of the passage give the total without the others."""
    passage = [one for one in run.passage if one is not term]
    others = passage if len(passage) <= _SUBSETS else run.parts
    return any(
        sum_fits([one.quantity for one in some], term.quantity)
        for number in range(FEWEST, len(others) + 1)
        for some in combinations(others, number)
    )


def _able(run: Run, term: Term) -> bool:
    """Whether figures may be parts of another: each smaller, and the other not among them."""
    if any(part.value >= term.value for part in run.parts):
        return False
    if len(run.parts) == FEWEST and _OF.search(term.lead) and not _REST.search(run.between):
        return False  # "of 484 cases, two ended in this and 412 in that": others may be left
    if any(part.value < term.quantity.step / 2 for part in run.parts):
        return False  # a part that no place of the total shows
    if all(dated(one) for one in (term, *run.parts)):
        return False  # "63 in 2021, 67 in 2022 and 236 in 2023": one measure at several times
    if " respectively" in run.between:
        return False  # "1 and 2, respectively, including 3 and 4": of two sums
    if any(_COMPARED.search(one.lead[-30:]) for one in (term, *run.parts)):
        return False
    first, last = run.first, run.last
    if first.frame is term.frame and _GLOSSED.match(term.tail) and first.tail[:1] == ")":
        return False  # "chips (20), cars (11) and ships (12)": all are parts
    if first.frame is term.frame and _CAUSED.search(term.frame.text, term.at, first.at):
        return False  # "rose by 9 due to loans (5) and bonds (6)": others may have fallen
    return not (first.quantity.start < term.quantity.start < last.quantity.start)


def _has_total(run: Run) -> bool:
    """Whether one of some figures is called a total, and is that of the others."""
    return len(run.parts) > FEWEST and any(
        called_total(one)
        and sum_fits([other.quantity for other in run.parts if other is not one], one.quantity)
        for one in run.parts
    )


_GLOSSED = lazy_regex(r"\),? (?:and )?(?!(?:of|in) which)[\w ]")
_CAUSED = lazy_regex(
    r"\b(?:due|owing|thanks|attribut\w+) to\b|\bbecause of\b|\b(?:driven|led|caused|pushed) by\b"
)


def _one_of_all(term: Term, run: Run) -> bool:
    """Whether a percentage and some of its parts make up a hundred: it is one part of it."""
    return any(
        abs(term.value + sum(one.value for one in some) - _ALL) < _HUNDRED
        for number in range(1, len(run.parts) + 1)
        for some in combinations(run.parts, number)
    )


_HUNDRED = 0.15  # percent: what rounding takes from a hundred, in figures with a decimal


def _all_shares(term: Term, some: Sequence[Term]) -> bool:
    """Whether the percentages of a sentence make up a hundred, so that each is one of the parts."""
    return abs(sum(one.value for one in some if one.index == term.index) - _ALL) <= _ROUGH


def _fits(run: Run, term: Term) -> bool:
    parts = [part.quantity for part in run.parts]
    if sum_fits(parts, term.quantity):
        return True
    right = total(*(rounded(part) for part in parts))
    return right.low <= term.value <= right.high + run.singles


def _slip(run: Run, term: Term) -> float:
    """Return how surely the total, or one of the parts, is a slip away from where it fits."""
    slip = surprise(term.quantity, Interval(run.added, run.added))
    rest = [term.value - run.added + part.value for part in run.parts]
    among = math.log10(len(run.parts))
    typed = [
        surprise(part.quantity, Interval(right, right)) - among
        for part, right in zip(run.parts, rest, strict=True)
        if right > 0
    ]
    return max([slip, *typed])


def _strength(
    run: Run,
    term: Term,
    unit: Unit,
    rivals: int,
    some: Sequence[Term],
    *,
    called: bool,
) -> float:
    slip = _slip(run, term) if not run.singles else 0.0
    said = run.between
    opened = run.opened_by(term)
    called = called or opened
    adding = phrases("adding_phrases").search(said) is not None
    whole = run.whole(term)
    many = len(run.parts) > FEWEST
    led = many and whole and run.joined and term.frame is run.first.frame and slip >= _RARE
    if unit == PERCENT and (_all_shares(term, some) or not (called or led or (slip and adding))):
        return 0.0
    last = run.last
    beside = opened or (run.joined and run.beside(term))
    if not many and not (last.near(term) and (called or beside)):
        return 0.0
    if not many and not slip and (last.frame is not term.frame or unit[0] == "duration"):
        return 0.0
    if not called and not (whole or beside):
        return 0.0
    if not called and not adding and (slip < _RARE or unit[0] == "duration"):
        return 0.0
    if not called and any(abs(one.value - run.added) < 1e-9 for one in some):
        return 0.0  # the parts have their total already
    told = slip + (1.0 if called else 0.0) + (0.7 if adding else 0.0)
    told += 0.5 * many + 0.5 * whole - math.log10(rivals)
    told += 0.2 * run.joined
    if PARTIAL.search(said) or MOVES.search(said):
        told -= 1.0
    if last.frame is term.frame:
        return told + 0.5
    if last.near(term):
        return told + 0.3
    blocks = term.frame.evidence.article.blocks
    return told + (0.3 if blocks[term.block].kind is BlockKind.HEADING else -0.4)
