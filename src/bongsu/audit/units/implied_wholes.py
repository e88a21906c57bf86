"""Amounts told with their share of GDP: any two of one currency speak of about one GDP.

"392.2 trillion won (33.4% of GDP)" and "18.4 billion won, or 1.6% of GDP" cannot both be right: the
second makes GDP a thousand times smaller.
"""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import SIGNS
from bongsu.audit.reading.frames import all_frames
from bongsu.evidence.mentions import Evidence, Kind, Quantity

_MONEY, _PERCENT = SIGNS[Kind.MONEY], SIGNS[Kind.PERCENT]
_OF_GDP = r"(?:of|to) (?:its |the country's |nominal |annual )?(?:GDP|gross domestic product)"
_JOINT = r"(?: \(|,? or |,? equal to |,? equivalent to |, i\.e\. |,? amounting to )"
_TOLD = guarded_regex(
    rf"(?P<m>{_MONEY}){_JOINT}(?:about |some |around |nearly )?(?P<c>{_PERCENT}) {_OF_GDP}|"
    rf"(?P<c2>{_PERCENT}) {_OF_GDP}{_JOINT}(?:about |some |around |nearly )?(?P<m2>{_MONEY})"
)
_THOUSAND = (300.0, 3000.0)

Misscaled = tuple[Quantity, Quantity, float]  # the amount, its share, and how many times off


def told_with_gdp(evidence: Evidence) -> Iterator[Misscaled]:
    """Yield amounts with their share of GDP, and what that makes of GDP."""
    for frame in all_frames(evidence):
        for match in _TOLD.finditer(frame.text):
            amount = frame.quantity(match, "m") or frame.quantity(match, "m2")
            share = frame.quantity(match, "c") or frame.quantity(match, "c2")
            if amount is not None and share is not None and amount.value and share.value:
                yield amount, share, 100.0 * amount.value / share.value


def misscaled_amounts(evidence: Evidence) -> Iterator[Misscaled]:
    """Yield amounts whose share of GDP makes GDP a thousand times what all the others make it."""
    from statistics import median  # noqa: PLC0415  # with fractions and decimals, for few texts

    told: dict[str, list[Misscaled]] = {}
    for one in told_with_gdp(evidence):
        told.setdefault(one[0].unit, []).append(one)
    for pairs in told.values():
        for at, (amount, share, whole) in enumerate(pairs):
            others = [one for place, (_, _, one) in enumerate(pairs) if place != at]
            if not others:
                continue
            usual = median(others)
            steady = all(_STEADY[0] < one / usual < _STEADY[1] for one in others)
            times = max(whole / usual, usual / whole)
            if steady and _THOUSAND[0] < times < _THOUSAND[1] and _is_odd(at, pairs):
                yield amount, share, whole / usual


_STEADY = (0.2, 5.0)  # of the usual one: GDP of years far apart


def _is_odd(at: int, pairs: list[tuple[Quantity, Quantity, float]]) -> bool:
    """Whether of two amounts that disagree this is the one that is told second, and the smaller."""
    return len(pairs) > 2 or pairs[at][2] == min(whole for _, _, whole in pairs)
