"""Rules on shares: AR104 impossible share of a small count, AR105 share of two written figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.fits import (
    counted,
    fits,
    percentage,
    reaches,
    rounded,
    share_of_count_possible,
)
from bongsu.audit.frames import Frame, frames, pattern
from bongsu.audit.pairing import alike, bare
from bongsu.audit.partitions import shares_of_partitions
from bongsu.audit.telling import about, shown
from bongsu.audit.rules import RULES, Context
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity

_SMALL = 150  # a count below it leaves gaps between the whole percentages that are possible

_SHARE_OF_COUNT = [
    pattern(r"<c:percent> of (?:the|those|these|all|its|their|our) ?~8<n:count>"),
    pattern(r"\bof (?:the|those|these|all) _<n:count>~45, _<c:percent> (?:were|are|was|had|have|said|came)\b"),
    pattern(r"<n:count>~45,? of (?:whom|which|them) _<c:percent> (?:were|are|was|had|have|said|came)\b"),
]
_WEIGHED = re.compile(
    r"\b(?:trade|spending|sales|revenue|output|gdp|exports|imports|market|value|budget|income|"
    r"capacity|emissions|population|production|assets|cost|time)\b",
    re.IGNORECASE,
)


@RULES.add("AR104", "impossible-share", Severity.WARNING)
def ar104(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """No whole number out of a small count is the percentage that the text gives."""
    rule = RULES["AR104"]
    for frame in frames(evidence):
        for form in _SHARE_OF_COUNT:
            for match in form.finditer(frame.text):
                share, whole = frame.quantity(match, "c"), frame.quantity(match, "n")
                if share is None or whole is None or not _grainy(frame, share, whole, match):
                    continue
                assert whole.value is not None
                if share_of_count_possible(share, int(whole.value)):
                    continue
                near = round((share.value or 0) / 100 * whole.value)
                yield about(
                    rule,
                    evidence,
                    share,
                    f"no whole number out of {evidence.words(whole)} is {evidence.words(share)}: "
                    f"{near} are {100 * near / whole.value:.1f} percent",
                    inputs={"whole": whole},
                )


def _grainy(frame: Frame, share: Quantity, whole: Quantity, match: re.Match[str]) -> bool:
    """Whether single things are counted, one by one, and a share of them is told exactly."""
    after = frame.text[match.end("n") : match.end("n") + 25]
    return (
        counted(whole)
        and whole.value is not None
        and 1 < whole.value <= _SMALL
        and share.comparator is Comparator.EXACT
        and share.value is not None
        and not re.match(r"[^,.;]{0,20}[\u2019']", after)
        and not _WEIGHED.search(frame.text)
    )


_OR = (
    r"[,(\u2014\u2013] ?(?:or |i\.e\.,? |that is,? |which is |equal to |equivalent to |representing |"
    r"accounting for |making up |amounting to |a share of |constituting |comprising )?"
)
_NAMED = (
    r"(?:[,\u2014\u2013] ?(?:or|i\.e\.,?|that is,?|which is|equal to|equivalent to|representing|"
    r"accounting for|making up|amounting to|a share of|constituting|comprising)|\() ?"
)
_OUT_OF = r"(?:out of|of)(?: (?:the|its|their|all|those|these|our|an? (?:total|sample) of|some|nearly))*"
_SHARES = [
    pattern(rf"<p>~25\b{_OUT_OF} _<w>~45{_OR}_<c:percent|fraction>(?! (?:more|less|higher|lower|fewer|from|up|down|than|growth|increase|decrease))"),
    pattern(rf"<c:percent|fraction>[^,;.]{{0,30}}?[(,\u2014\u2013] ?(?:or |i\.e\.,? |that is,? )?_<p>~25\b{_OUT_OF} _<w>"),
    pattern(rf"<p>~30{_NAMED}_<c:percent|fraction> of(?: (?:the|its|their|all|total|overall|an?|nation's|country's|global))* ?~20_<w>"),
    pattern(rf"\b[Oo]f(?: (?:the|its|their|all|those|these|a total of|some))+ _<w>~45, _<p>~40{_OR}_<c:percent|fraction>"),
    pattern(rf"<w>~60,? of (?:which|whom|these|them)\b~15_<p>~25{_OR}_<c:percent|fraction>"),
    pattern(r"<p>~25 (?:is|was|are|were|represents?|represented|accounts? for|accounted for|equals?|makes? up|made up|constitutes?) _<c:percent|fraction> of(?: (?:the|its|their|all|total|overall|an?))* ?~25_<w>"),
    pattern(r"<p>~12 of (?:the|its|their|all) _<w>~35\b(?:in favor|voted|said|agreed|approved)?~10\b(?:or|namely) _<c:percent|fraction>"),
]


@RULES.add("AR105", "share-mismatch", Severity.ERROR)
def ar105(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A share is not that of the part and the whole which stand beside it."""
    seen: set[int] = set()
    for part, whole, share in (*_shares(evidence), *shares_of_partitions(evidence)):
        if share.start in seen or not _wrong(part, whole, share):
            continue
        seen.add(share.start)
        right = percentage(rounded(part), rounded(whole))
        words = evidence.words
        yield about(
            RULES["AR105"],
            evidence,
            share,
            f"{words(part)} of {words(whole)} is {shown(right)} percent, not {words(share)}",
            inputs={"part": part, "whole": whole},
            result=right,
        )


def _shares(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    for frame in frames(evidence):
        for form in _SHARES:
            for match in form.finditer(frame.text):
                part, whole = frame.quantity(match, "p"), frame.quantity(match, "w")
                share = frame.quantity(match, "c")
                if part is None or whole is None or share is None:
                    continue
                pair = _of_one_whole(part, whole, frame)
                if pair is not None:
                    yield *pair, share


def _of_one_whole(
    part: Quantity, whole: Quantity, frame: Frame
) -> tuple[Quantity, Quantity] | None:
    if part.kind in _NO_PARTS or whole.kind in _NO_PARTS:
        return None
    if part.kind is Kind.COUNT and whole.kind is Kind.COUNT:
        if bare(part, frame) and not bare(whole, frame):
            return alike(part, replace(whole, noun=""), frame) or (part, whole)
        return part, whole
    return alike(part, whole, frame)


_NO_PARTS = {
    Kind.PERCENT,
    Kind.PERCENT_CHANGE,
    Kind.POINTS,
    Kind.MULTIPLE,
    Kind.FRACTION,
    Kind.ORDINAL,
    Kind.INDEX,
    Kind.RATE,
    Kind.AGE,
}


def _wrong(part: Quantity, whole: Quantity, share: Quantity) -> bool:
    if share.kind is Kind.FRACTION:
        return share.value is not None and not reaches(_about(share), percentage, part, whole)
    return not fits(share, percentage, part, whole)


def _about(fraction: Quantity) -> Interval:
    """Return what people call "a third", in percent: words for fractions are rough."""
    value = 100 * (fraction.value or 0.0)
    over = fraction.comparator in {Comparator.OVER, Comparator.AT_LEAST}
    under = fraction.comparator in {Comparator.UNDER, Comparator.AT_MOST}
    return Interval(0.0 if under else value - (0.2 if over else 4.0), 100.0 if over else value + 4.0)
