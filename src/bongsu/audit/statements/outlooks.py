"""Forecasts of one house for one year, told twice in a text with two values.

"KDI cut its outlook for next year to 2.2 percent ... to log 2.5 percent growth next year, it said":
a text on an outlook tells whose it is once, and names other houses where it turns to them. What a
house had forecast before is told as such ("from", "earlier", "in August").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import (
    PERCENTS,
    Claim,
    Comparator,
    DateMention,
    Evidence,
    Granularity,
    Quantity,
)
from bongsu.patterns import lazy_regex

_FORECAST = guarded_regex(
    r"\b(?:forecast\w*|project(?:s|ed|ion\w*)|outlook|predict\w*|expect\w*|will\s(?:grow|expand))\b",
    re.IGNORECASE,
)
_HOUSES = {
    "the Bank of Korea": r"Bank of Korea|BOK|BoK|[Cc]entral bank|[Tt]he [Bb]oard",
    "the IMF": r"International Monetary Fund|IMF|the Fund\b",
    "the OECD": r"OECD|Organi[sz]ation for Economic",
    "KDI": r"Korea Development Institute|KDI|think tank|[Tt]he institute",
    "the government": r"[Gg]overnment(?! (?:think|research|consumption|spending|debt))|[Mm]inistry",
    "another": r"ADB|Asian Development Bank|World Bank|Moody|Fitch|S&P|Goldman|Morgan|Nomura|Citi|"
    r"Barclays|HSBC|economists?|analysts?|[Cc]onsensus|poll\b|survey|Hyundai|KIET|LG |banks\b",
}
_HOUSE = {name: lazy_regex(rf"\b(?:{form})") for name, form in _HOUSES.items()}
_MEASURES = {
    "inflation": lazy_regex(r"\b(?:inflation|consumer[\s-]prices?|CPI|prices)\b", re.IGNORECASE),
    "growth": lazy_regex(
        r"\b(?:grow\w*|econom(?:y|ic)|GDP|expan\w+|gross domestic)\b", re.IGNORECASE
    ),
}
_OTHER = lazy_regex(  # another measure, another economy, or a part of a year
    r"\b(?:unemploy\w*|exports?|imports?|consumption|investment|spending|potential|quarter\w*|half|"
    r"global\w*|world|core|U\.?S\.?|United\sStates|Chin\w+|Japan\w*|euro\w*|Europe\w*|debt|deficit|"
    r"rates?|wages?|semiconductor\w*|construction|average|between|range|scenario|if|would|could|"
    r"points?|trade|account|money|emerging|advanced|Asia(?!['\u2019]s)\w*|target)\b"
)
_EARLIER = lazy_regex(
    r"\b(?:from|than|previous\w*|earlier|initial\w*|had|ago|last\smonth|versus|against|compared|"
    r"unlike|below|above|prior|original\w*|made\sin|before)\b"
)
_JOINT = lazy_regex(
    r"[;:\u2014(\ue000-\ue01f]|, |\b(?:and|but|while|whereas|after|from|although|than|amid|on the|"
    r"due to|thanks|led by|driven|despite|as)\b"
)
_NEAR = 45  # signs around a figure in which the year of a forecast stands
_ROOM = 1.5  # points by which two values of one forecast may differ


class _Told(NamedTuple):
    house: str
    measure: str
    year: str
    claim: Claim


def outlooks(evidence: Evidence) -> Iterator[tuple[Claim, Claim]]:
    """Yield two values that a text gives for one forecast, in the order of the text."""
    told: dict[tuple[str, str, str], _Told] = {}
    claims = {claim.quantity.start: claim for claim in evidence.claims}
    main = ""
    for frame in all_frames(evidence):
        if _FORECAST.search(frame.text) is None or "|" in frame.text:
            continue
        named = _house(frame.text)
        main = main or _house(evidence.article.title) or named
        if evidence.block_of(frame.sentence).kind is BlockKind.CELL:
            continue
        for at, quantity in frame.figures:
            one = _forecast(frame, at, quantity, main, claims.get(quantity.start))
            if one is None:
                continue
            first = told.setdefault(one[:3], one)
            if first.claim.sentence != one.claim.sentence and _exclude(first.claim, one.claim):
                yield first.claim, one.claim


def _house(words: str) -> str:
    """Return the house that words name first; "" for none."""
    found = [(form.search(words), name) for name, form in _HOUSE.items()]
    first = min(((match.start(), name) for match, name in found if match), default=(0, ""))
    return first[1]


def _forecast(
    frame: Frame, at: int, quantity: Quantity, main: str, claim: Claim | None
) -> _Told | None:
    """Return a figure as the forecast that it is, if its clause leaves no doubt."""
    if claim is None or quantity.kind not in PERCENTS or quantity.value is None:
        return None
    text = frame.slim
    if quantity.comparator is not Comparator.EXACT or text.startswith(" of ", at + 1):
        return None
    start = max((one.end() for one in _JOINT.finditer(text, 0, at)), default=0)
    stop = _JOINT.search(text, at + 1)
    end = stop.start() if stop else len(text)
    joint = text[max(0, start - 8) : start]
    clause = text[start:end]
    if _OTHER.search(clause) or _EARLIER.search(clause) or _EARLIER.search(joint):
        return None
    year = _year(frame, at, end)
    named = [name for name, form in _MEASURES.items() if form.search(clause)]
    lead = text[:at]
    if not named and not _OTHER.search(lead):
        named = [name for name, form in _MEASURES.items() if form.search(lead)]
    house = _house(clause) or _house(lead) or main
    if len(named) != 1 or not year or not house or house == "another":
        return None
    return _Told(house, named[0], year, claim)


def _year(frame: Frame, at: int, end: int) -> str:
    """Return the year for which a figure is told, unless a month says when it was."""
    dates = [(place, one) for place, one in frame.items.items() if isinstance(one, DateMention)]
    if any(one.granularity is Granularity.MONTH for place, one in dates if abs(place - at) < _NEAR):
        return ""
    years = [(place, one) for place, one in dates if one.granularity is Granularity.YEAR]
    behind = [one for place, one in years if at < place <= min(end + 1, at + _NEAR)]
    before = [one for place, one in years if at - _NEAR <= place < at]
    near = behind[:1] or before[-1:]
    return (near[0].edtf or "") if near else ""


def _exclude(first: Claim, second: Claim) -> bool:
    one, other = first.quantity, second.quantity
    apart = abs((one.value or 0.0) - (other.value or 0.0))
    return apart <= _ROOM and not (
        one.rounded.meets(other.rounded) or one.truncated.meets(other.truncated)
    )
