"""Rules on counts: CN122 parts of a count that are more than the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.notation import forms
from bongsu.audit.parts.assemblies import assemblies
from bongsu.audit.parts.bodies import outnumbered_bodies
from bongsu.audit.parts.excess import excess_findings, excesses
from bongsu.audit.parts.memberships import beyond_membership
from bongsu.audit.parts.outnumbered import and_the_rest, of_all, of_them
from bongsu.audit.parts.present_members import beyond_present
from bongsu.audit.parts.rank_findings import rank_findings
from bongsu.audit.parts.remaining_ones import not_all
from bongsu.audit.parts.rest_of_body import rest_of_body
from bongsu.audit.parts.seat_lists import overfull_houses
from bongsu.audit.parts.sides_of_body import sides_of_bodies
from bongsu.audit.reading.denied_statements import none_and_some
from bongsu.audit.reading.fits import counted, rounded
from bongsu.audit.reading.frames import Frame, frames, source
from bongsu.audit.reading.included import included
from bongsu.audit.reading.pairing import addable
from bongsu.audit.reading.tallies import opening_number, tallies
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import about, related_words
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex, regex

_PART_OF = forms("counts", "part_of")
_PER = lazy_regex(r"\b(?:per|every|each) $", re.IGNORECASE)  # "per 100 of 18 to 64"
_NOT_PARTS = lazy_regex(
    r"\b(?:per|every|each|ratio|odds|multiple|chapter|page|article|day|times)\b", re.IGNORECASE
)


@RULES.add("CN122", "impossible-tally", Severity.ERROR)
def cn122(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Parts of a count are more than the whole: seventeen of fifteen, or votes above the seats."""
    yield from none_and_some(evidence)
    beyond = [one for frame in frames(evidence) for one in _beyond_their_whole(evidence, frame)]
    yield from beyond
    rule = RULES["CN122"]
    ranked = [*rank_findings(evidence)]
    yield from ranked
    overfull = [*overfull_houses(evidence)]
    for start, end, seats, house in overfull:
        yield rule.finding(
            evidence.document,
            start,
            end,
            f"the seats come to {seats}, and the house has {house}",
            evidence={"seats": seats, "house": house},
        )
    found = [
        *((start, end) for start, end, _, _ in overfull),
        *((one.start, one.end) for one in ranked),
    ]
    numbered = beyond_membership(evidence, context.day(evidence))
    yield from excess_findings(
        evidence, [*excesses(evidence), *beyond_present(evidence), *numbered], found
    )
    told: set[int] = set()
    for parts, whole in (
        *assemblies(evidence),
        *outnumbered_bodies(evidence),
        *rest_of_body(evidence),
        *((list(one.parts), one.whole) for one in sides_of_bodies(evidence) if one.too_many),
    ):
        if parts[0].start in told or _is_told(beyond, parts[0].start, parts[-1].end):
            continue
        told.add(parts[0].start)
        added = int(sum(part.value or 0 for part in parts))
        finding = about(
            rule,
            evidence,
            parts[-1],
            f"{' + '.join(evidence.words(part) for part in parts)} is {added}, "
            f"more than the {evidence.words(whole)} there are",
            inputs={"whole": whole, **{f"part {at + 1}": q for at, q in enumerate(parts[:-1])}},
        )
        yield replace(finding, start=parts[0].start)  # any of them may be the one that is wrong
    for tally in (*tallies(evidence), *not_all(evidence)):
        if tally.start in told:
            continue
        told.add(tally.start)
        told_as = evidence.text[tally.whole_start : tally.whole_end]
        yield rule.finding_at(
            evidence.document,
            tally,
            f"the parts come to {tally.added}, and there are "
            f"{told_as if ' ' in told_as else tally.whole}",
            related=[related_words(evidence, tally.whole_start, tally.whole_end, "whole")],
            evidence={"parts": tally.added, "whole": tally.whole},
        )


def _is_told(findings: Iterable[Finding], start: int, end: int) -> bool:
    """Whether a finding stands within a stretch of the text."""
    return any(one.start < end and one.end > start for one in findings)


def _beyond_their_whole(evidence: Evidence, frame: Frame) -> Iterator[Finding]:
    """Yield the parts that one sentence tells of a count, and that it cannot have."""
    rule = RULES["CN122"]
    for part, whole in (*_parts(frame), *included(frame), *of_them(frame), *of_all(frame)):
        yield about(
            rule,
            evidence,
            part,
            f"{evidence.words(part)} cannot be among {evidence.words(whole)}",
            inputs={"whole": whole},
        )
    for added, parts_told, whole in (*_tallies(frame), *and_the_rest(frame)):
        yield about(
            rule,
            evidence,
            parts_told,
            f"the parts come to {added}, more than the {evidence.words(whole)} there are",
            inputs={"whole": whole},
        )


def _parts(frame: Frame) -> Iterator[tuple[Quantity, Quantity]]:
    for form in _PART_OF:
        for match in form.finditer(frame.text):
            part, whole = frame.quantity(match, "p"), frame.quantity(match, "w")
            if part is None or whole is None or _NOT_PARTS.search(match[0]):
                continue
            if _belongs(part, whole, match[0]) or _PER.search(frame.text, 0, match.start()):
                continue
            pair = addable(part, whole, frame)
            if not float(whole.value or 0.0).is_integer():
                continue  # "one of 0.25 and two of 0.50": steps of a size
            if pair is not None and rounded(pair[0]).low > rounded(pair[1]).high:
                yield pair


def _belongs(part: Quantity, whole: Quantity, said: str) -> bool:
    """Whether things of one sort are told to be those of another: "30 heads of the four"."""
    nouns = [noun.lower().rpartition(" ")[2].rstrip("s") for noun in (part.noun, whole.noun)]
    return all(nouns) and nouns[0] != nouns[1] and " of the " in said and " out of " not in said


_SPLITS = forms("counts", "splits")


def _tallies(frame: Frame) -> Iterator[tuple[int, Quantity, Quantity]]:
    """Yield "of the fifteen, eight rose and nine fell": the sum, the parts and the whole.

    Every clause after the whole must begin with a number, so that none counts something else.
    """
    if regex(r"\b(?:also|both|some of whom|respectively|least|each|ratif\w+)\b").search(frame.text):
        return
    for form in _SPLITS:
        match = form.search(frame.text)
        whole = frame.quantity(match, "w") if match is not None else None
        if match is None or whole is None or not counted(whole) or whole.value is None:
            continue
        start = source(frame, match.end())
        said = frame.evidence.text[start : frame.sentence.end].rstrip(".")
        clauses = [
            c for c in regex(r"[,;]\s*(?:and\s)?|\sand\s(?=[a-z\d]+\s)").split(said) if c.strip()
        ]
        clauses = _of_whole(clauses)
        numbers = [opening_number(clause) for clause in clauses]
        known = [number for number in numbers if number is not None]
        if len(known) < 2 or len(known) != len(numbers) or max(known) > whole.value:
            continue
        if sum(known) > whole.value:
            lead = len(said) - len(said.lstrip())
            yield sum(known), replace(whole, start=start + lead, end=start + len(said)), whole


_OF_THOSE = lazy_regex(r"\s*\S+ of (?:these|those|them|whom|which)\b")


def _of_whole(clauses: list[str]) -> list[str]:
    """Return the clauses on parts of the whole, without those on a part of the part before.

    "Of the 63, 48 have been decided, and 31 of these in favor": the 31 are among the 48. More than
    the part before has cannot be of it; what is told with them is of it as long as there is room.
    """
    kept: list[str] = []
    room = 0
    for clause in clauses:
        told = opening_number(clause)
        led = _OF_THOSE.match(clause) is not None or room > 0
        if told is not None and kept and led and told <= (room or opening_number(kept[-1]) or 0):
            room = (room or opening_number(kept[-1]) or 0) - told
            continue
        kept.append(clause)
        room = 0
    return kept
