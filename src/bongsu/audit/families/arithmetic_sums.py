"""Rules on sums: AR107, in sentences; tables are in `arithmetic_tables.py`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from bongsu.audit.changes.results_told import sums_told
from bongsu.audit.findings import Finding, Severity
from bongsu.audit.parts.addends import SINGLE, called_totals, carried_totals
from bongsu.audit.parts.as_written import far_as_written
from bongsu.audit.parts.closing_totals import closing_totals
from bongsu.audit.parts.complements import complementary_sums
from bongsu.audit.parts.composed import composed_sums
from bongsu.audit.parts.counts_in_brackets import counts_in_brackets
from bongsu.audit.parts.divided import divided_sums
from bongsu.audit.parts.ending_totals import ending_totals
from bongsu.audit.parts.equations import equation_findings, in_equations
from bongsu.audit.parts.gathered import gathered_sums
from bongsu.audit.parts.left_out import may_leave_out, of_some_times
from bongsu.audit.parts.left_over import left_over_findings
from bongsu.audit.parts.shares_of_all import shares_of_all
from bongsu.audit.parts.sides_of_body import sides_of_bodies
from bongsu.audit.parts.together import claims_together
from bongsu.audit.reading.alone import stand_alone
from bongsu.audit.reading.bracketed_parts import outlined_sums
from bongsu.audit.reading.fits import rounded, sum_fits, total
from bongsu.audit.reading.frames import quantities_within
from bongsu.audit.reading.partitions import partitions
from bongsu.audit.reading.rows_checked import Total, row_totals
from bongsu.audit.reading.sums import Sum, sums
from bongsu.audit.reading.tabled import table_sums
from bongsu.audit.reading.terms import worded
from bongsu.audit.reading.wording import as_note, as_warning, sentence_at
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import about, related_part, shown
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, within
from bongsu.patterns import lazy_regex


def _told_alone(evidence: Evidence, found: Iterable[Sum]) -> Iterator[Sum]:
    """Yield sums, none of them sure that has other figures of its kind about it."""
    for one in found:
        yield one._replace(sure=one.sure and stand_alone(evidence, one.whole, *one.parts))


def _unless_left_out(evidence: Evidence, found: Iterable[Sum]) -> Iterator[Sum]:
    """Yield sums, none of them sure whose list may have left out a part."""
    for one in found:
        yield one._replace(sure=one.sure and not may_leave_out(evidence, one))


@RULES.add("AR107", "sum-mismatch", Severity.ERROR)
def ar107(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Parts do not add up to the total that the text or the table gives."""
    rule = RULES["AR107"]
    seen: set[int] = set()
    told = (
        *sums(evidence),
        *_split_groups(evidence),
        *called_totals(evidence),
        *carried_totals(evidence),
    )
    plain = _unless_left_out(
        evidence, (found for found in told if not _with_singles(evidence, found))
    )
    further = (
        *_unless_left_out(evidence, _told_alone(evidence, gathered_sums(evidence))),
        *outlined_sums(evidence),
        *composed_sums(evidence),
        *counts_in_brackets(evidence),
        *complementary_sums(evidence),
        *ending_totals(evidence),
        *closing_totals(evidence),
        *_unless_left_out(evidence, _told_alone(evidence, divided_sums(evidence))),
        *sums_told(evidence),
        *(Sum(whole=s.whole, parts=s.parts) for s in sides_of_bodies(evidence) if not s.too_many),
    )
    for found in (*plain, *further):
        if (
            in_equations(evidence, found.parts[0])
            or _leaves_rest(evidence, found)
            or _of_another_whole(evidence, found)
            or _explained(evidence, found)
            or _completed(evidence, found)
            or _with_wholes(evidence, found)
            or of_some_times(evidence, found)
            or _with_losses(evidence, found)
        ):
            continue
        right = total(*(rounded(part) for part in found.parts))
        fits = sum_fits(found.parts, found.whole) if found.cut_off else False
        near = fits or right.meets(rounded(found.whole))
        if found.whole.start in seen or (near and not far_as_written(found)):
            continue
        seen.add(found.whole.start)
        if near:
            written = sum(part.value or 0.0 for part in found.parts)
            right = Interval(written, written)
        finding = about(
            rule,
            evidence,
            found.whole,
            f"{' + '.join(evidence.words(part) for part in found.parts)} is {shown(right)}, "
            f"not {evidence.words(found.whole)}",
            inputs={f"part {at + 1}": part for at, part in enumerate(found.parts)},
            result=right,
        )
        yield finding if found.sure and not near else as_note(finding)
    yield from _in_percent(evidence, seen)
    yield from left_over_findings(evidence, seen)
    yield from equation_findings(evidence)
    of_tables = [*table_sums(evidence)]
    yield from of_tables
    for rows in row_totals(evidence):
        if not any(one.start < rows.row.end and rows.row.start < one.end for one in of_tables):
            yield _of_rows(evidence, rows)


_WHOLE_LED = lazy_regex(
    r"(?:^|[.;:]\s|,\s(?:and|but|while)\s)[Oo]f\s(?:the|all|its|these|those|some|about|a\stotal\sof)\s$"
)
_SPLIT = lazy_regex(r"\s[a-z][^,;:\n]{0,40}:\s")  # "299 voted: 234 for it and 56 against"
_LED = 30  # code points before a figure in which it is told to be a whole


def _with_wholes(evidence: Evidence, found: Sum) -> bool:
    """Whether a part is the whole of something else: "Of the 96 who came in the first half 85".

    Nor do figures on both sides of a sum that nothing else tells add up to it: "In all 21 billion
    was promised and 19 drawn".
    """
    led = [
        _WHOLE_LED.search(evidence.text[max(0, part.start - _LED) : part.start]) is not None
        for part in found.parts
    ]
    if any(led) and not all(led):
        return True
    if any(
        _SPLIT.match(evidence.text, one.end, other.start) for one, other in pairwise(found.parts)
    ):
        return True
    behind = [part.start > found.whole.start for part in found.parts]
    return not found.sure and any(behind) and not all(behind)


_LOST = lazy_regex(
    r"\b(?:lost|losing|loss(?:es)?|deficits?|shortfalls?|minus|outflows?|negative)\b[^,;.()]{0,30}$",
    re.IGNORECASE,
)
_CLAUSE = 45  # code points before a part in which it is told as a loss


def _with_losses(evidence: Evidence, found: Sum) -> bool:
    """Whether some parts are told as losses, and others are not: these are no plain sum."""
    if len({sentence_at(evidence, part.start) for part in found.parts}) > 1:
        return False  # "Shortfall in revenue: 13.0" names an item of a list
    lost = {
        _LOST.search(evidence.text, max(0, part.start - _CLAUSE), part.start) is not None
        for part in found.parts
    }
    return len(lost) > 1


def _in_percent(evidence: Evidence, seen: set[int]) -> Iterator[Finding]:
    """Yield shares that are more or less than all, and what they are said to come to together."""
    rule = RULES["AR107"]
    for shares in shares_of_all(evidence):
        right = total(*(rounded(share) for share in shares))
        yield about(
            rule,
            evidence,
            shares[-1],
            f"the shares add up to {shown(right)} percent, "
            "and with the remainder named they are all",
            inputs={f"part {at + 1}": share for at, share in enumerate(shares[:-1])},
            result=right,
        )
    for claim in claims_together(evidence):
        if claim.claimed.start not in seen:
            yield about(
                rule,
                evidence,
                claim.claimed,
                f"{' + '.join(evidence.words(part) for part in claim.parts)} is "
                f"{shown(claim.result)} percent, not {evidence.words(claim.claimed)}",
                inputs={f"part {at + 1}": part for at, part in enumerate(claim.parts)},
                result=claim.result,
            )


def _of_rows(evidence: Evidence, found: Total) -> Finding:
    """Return what is wrong with the total of some lines."""
    related = [related_part(evidence, row, "a part") for row in found.parts]
    finding = RULES["AR107"].finding_at(
        evidence.document,
        found.row,
        f"the lines come to {found.added:,.10g}, not to the total",
        related=related,
    )
    return finding if found.sure else as_warning(finding)


def _completed(evidence: Evidence, found: Sum) -> bool:
    """Whether a figure behind the parts makes up the total with them: "a further 32,000"."""
    last = max(part.end for part in found.parts)
    return any(
        q.kind is found.whole.kind
        and q.unit == found.whole.unit
        and sum_fits((*found.parts, q), found.whole)
        for q in quantities_within(evidence, last, last + _FURTHER)
    )


_FURTHER = 160  # code points behind some parts in which one more is told


def _with_singles(evidence: Evidence, found: Sum) -> bool:
    """Whether things are counted as well that are no figures: "four kayaks and a ferry"."""
    figures = (*found.parts, found.whole)
    start, end = min(q.start for q in figures), max(q.end for q in figures)
    if found.whole.kind is not Kind.COUNT:
        return False
    last = evidence.sentences[sentence_at(evidence, end - 1)].end
    in_words = any(start < term.quantity.start < last for term in worded(evidence))
    return in_words or SINGLE.search(evidence.text, start, end) is not None


_NAMED_ONE = lazy_regex(r",\s(?:the\s)?[A-Z][\w.]+(?:\s(?:of\s)?[A-Z]\w+)*,?\s(?:and|plus)\s")
_SPELT_OUT = lazy_regex(
    r"\b(?:and|with|plus)\s(?:the\sother\s)?(?:one|two|three|four|five|six|seven|eight|nine|ten)\s(?:to|for|by|in|went|"
    r"from|was|were|of\sthe)\b"
)
_SPECK = 1e-5  # of a total: no part, but a figure whose scale is left out


def _explained(evidence: Evidence, found: Sum) -> bool:
    """Whether others of its sentence make up a total, or its parts are not all read."""
    start, end = min(q.start for q in found.parts), max(q.start for q in found.parts)
    if _NAMED_ONE.search(evidence.text, start, end) and found.whole.kind is Kind.COUNT:
        return True  # "50 states, the District of Columbia and five territories"
    last = evidence.sentences[sentence_at(evidence, found.parts[-1].start)].end
    if found.whole.kind is Kind.COUNT and _SPELT_OUT.search(evidence.text, end, last):
        return True  # "18 went to the first, 14 to the second and two to the third"
    if any((part.value or 0.0) < _SPECK * (found.whole.value or 0.0) for part in found.parts):
        return True
    sentence = evidence.sentences[sentence_at(evidence, found.whole.start)]
    beside = [
        one
        for one in within(evidence.quantities, sentence.start, sentence.end)
        if one.kind is found.whole.kind and one.unit == found.whole.unit and one is not found.whole
    ]
    if any(one in found.parts for one in beside):
        return False
    return any(sum_fits(pair, found.whole) for pair in combinations(beside, 2))


_UNTOLD = lazy_regex(
    r"\b(?:the|its|their|all) (?:rest|remainder|remaining|others?|balance)\b|"
    r"\babst(?:ain|ention)\w*|\bdid not (?:vote|answer|reply|respond)\b",
    re.IGNORECASE,
)


def _leaves_rest(evidence: Evidence, found: Sum) -> bool:
    """Whether a rest without a figure follows parts that come to less than the whole."""
    last = max(found.parts, key=lambda part: part.start)
    most = found.whole.value
    if last.start < found.whole.start or most is None:
        return False
    if total(*map(rounded, found.parts)).low > most:
        return False
    sentence = evidence.sentences[sentence_at(evidence, last.start)]
    rest = _UNTOLD.search(evidence.text, last.end, sentence.end)
    return rest is not None and not within(evidence.quantities, last.end, sentence.end)


def _of_another_whole(evidence: Evidence, found: Sum) -> bool:
    """Whether the whole is but a part of another one, or the next sentence tells what is missing.

    "The party has 40 seats, its ally 25 and others 15" are parts of the 80 that were told before.
    """
    if found.whole.kind is not Kind.COUNT:
        return False
    figures = (*found.parts, found.whole)
    at = sentence_at(evidence, max(part.start for part in found.parts))
    block = evidence.block_of(evidence.sentences[at])
    others = [
        one
        for one in within(evidence.quantities, block.start, block.end)
        if one.kind is Kind.COUNT and one.value and one not in figures
    ]
    behind = evidence.sentences[at + 1 : at + 2]
    missing = (found.whole.value or 0.0) - total(*map(rounded, found.parts)).low
    told = any(
        one.value == missing
        for one in others
        if behind and behind[0].start <= one.start < behind[0].end
    )
    first = min(part.start for part in found.parts)
    led = [one for one in others if one.start < first]
    return told or any(sum_fits(figures, one) or sum_fits(found.parts, one) for one in led)


_CLOSE = 0.15  # of a total: a figure of the same year so near to a sum is meant to be it


def _split_groups(evidence: Evidence) -> Iterator[Sum]:
    """Yield totals of a year whose two groups another sentence counts."""
    for split in partitions(evidence):
        if split.period is None or split.whole.value is None:
            continue
        parts = tuple(split.parts.values())
        near = [
            claim.quantity
            for claim in evidence.claims
            if claim.period == split.period
            and claim.quantity.kind is Kind.COUNT
            and claim.quantity.comparator is Comparator.EXACT
            and claim.quantity not in parts
            and claim.quantity.value is not None
            and abs(claim.quantity.value / split.whole.value - 1) < _CLOSE
        ]
        if near and not any(sum_fits(parts, figure) for figure in near):
            yield Sum(whole=near[0], parts=parts)
