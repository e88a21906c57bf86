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
from bongsu.audit.notation import DATE, SIGNS
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.lands import of_other_land, seat_abroad
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import (
    PERCENTS,
    Claim,
    Comparator,
    DateMention,
    Evidence,
    Granularity,
    Kind,
    Quantity,
)
from bongsu.patterns import lazy_regex

_FORECAST = guarded_regex(
    r"\b(?:forecast\w*|project(?:s|ed|ion\w*)|outlook|predict\w*|expect\w*|foresee\w*|anticipat\w*|sees|"
    r"will\s(?:grow|expand)|estimate\sfor)\b",
    re.IGNORECASE,
)
_HOUSES = {
    "the Bank of Korea": r"Bank of Korea|BOK|BoK|[Cc]entral bank|[Tt]he [Bb]oard|"
    r"[Tt]he Bank(?! (?:of|for))",
    "the IMF": r"International Monetary Fund|IMF|the Fund\b",
    "the OECD": r"OECD|Organi[sz]ation for Economic",
    "KDI": r"Korea Development Institute|KDI|think tank|[Tt]he institute",
    "the government": r"[Gg]overnment(?! (?:think|research|consumption|spending|debt))|[Mm]inistry",
    "another": r"Bank (?:of|for) (?!Korea)[A-Z]|Fed(?:eral)?\b|FOMC|ECB|"
    r"ADB|Asian Development Bank|World Bank|Moody|Fitch|S&P|Goldman|Morgan|Nomura|Citi|"
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
    r"points?|trade|account|money|emerging|members?|model\w*|advanced|Asia(?!['\u2019]s)\w*|target)\b"
)
_EARLIER = lazy_regex(
    r"\b(?:from|than|previous\w*|earlier|initial\w*|had|ago|last\smonth|versus|against|compared|"
    r"unlike|below|above|prior|original\w*|made\sin|before)\b"
)
_NOW = lazy_regex(  # behind a figure, what makes it the one that holds at present
    r" (?:\w+ ){0,2}?(?:now |currently )?"
    r"(?:(?:projected|forecast|expected|foreseen|predicted|anticipated)\b|"
    r"(?:(?:that|which) )?(?:(?:[Tt]he |it |[A-Z])[\w ]{0,30}? )?(?:now )?"
    r"(?:projects|forecasts|expects|foresees|predicts|anticipates|sees)\b)"
)
_REVISED = lazy_regex(  # "from 2.1 percent to": what stands behind is the new value
    rf"\bfrom [{SIGNS[Kind.PERCENT]}](?: (?:growth|expansion|in \ue020))? to $"
)
_JOINT = lazy_regex(
    r"[;:\u2014(\ue000-\ue01f]|, |\b(?:and|but|while|whereas|after|from|although|than|amid|on the|"
    r"due to|thanks|led by|driven|despite|as|because)\b"
)
_NEAR = 45  # signs around a figure in which the year of a forecast stands
_BEHIND = 75  # and behind it in its clause: "that the government anticipates for 2026"
_ROOM = 1.5  # points by which two values of one forecast may differ


class Outlook(NamedTuple):
    """The value that a house forecasts of a measure for a year."""

    house: str
    measure: str
    year: str
    claim: Claim

    @property
    def of(self) -> tuple[str, str, str]:
        """What is forecast, by whom and for when."""
        return self[:3]


def outlooks(evidence: Evidence) -> Iterator[tuple[Claim, Claim]]:
    """Yield two values that a text gives for one forecast, in the order of the text."""
    told: dict[tuple[str, str, str], Outlook] = {}
    for one in forecasts(evidence):
        first = told.setdefault(one.of, one)
        if first.claim.sentence != one.claim.sentence and exclude(first.claim, one.claim):
            yield first.claim, one.claim


@remembered
def forecasts(evidence: Evidence) -> Iterator[Outlook]:
    """Yield the forecasts that a text tells as those that hold."""
    claims = {claim.quantity.start: claim for claim in evidence.claims}
    sentences = {one.sentence for one in evidence.claims if one.quantity.kind in PERCENTS}
    if not any(_FORECAST.search(evidence.words(evidence.sentences[one])) for one in sentences):
        return  # before a frame is made of every sentence
    main = ""
    for frame in all_frames(evidence):
        if _FORECAST.search(frame.text) is None or "|" in frame.text:
            continue
        if of_other_land(frame.text, "South Korea") or seat_abroad(evidence, frame.index):
            continue  # "in Japan, the central bank expects"
        named = _house(frame.text)
        main = main or _house(evidence.article.title) or named
        if evidence.block_of(frame.sentence).kind is BlockKind.CELL:
            continue
        for at, quantity in frame.figures:
            one = _forecast(frame, at, quantity, main, claims.get(quantity.start))
            if one is not None:
                yield one


def _house(words: str) -> str:
    """Return the house that words name first; "" for none."""
    found = [(form.search(words), name) for name, form in _HOUSE.items()]
    first = min(((match.start(), name) for match, name in found if match), default=(0, ""))
    return first[1]


def _forecast(
    frame: Frame, at: int, quantity: Quantity, main: str, claim: Claim | None
) -> Outlook | None:
    """Return a figure as the forecast that it is, if its clause leaves no doubt."""
    if claim is None or quantity.kind not in PERCENTS or quantity.value is None:
        return None
    text = frame.slim
    if quantity.comparator is not Comparator.EXACT or text.startswith(" of ", at + 1):
        return None
    revised = _REVISED.search(text, 0, at)
    upto = revised.start() if revised else at
    start = max((one.end() for one in _JOINT.finditer(text, 0, upto)), default=0)
    stop = _JOINT.search(text, at + 1)
    end = stop.start() if stop else len(text)
    joint = text[max(0, start - 8) : start]
    clause = text[start:end]
    before, behind = text[start:upto], text[at + 1 : end]
    year = _year(frame, start, at, end)
    earlier = f"{joint} {before} {behind}"
    if _NOW.match(behind):  # what is said of it behind the year is no part of the forecast
        earlier = behind.partition(DATE)[0]
        clause = f"{before} {earlier}"
    if _OTHER.search(clause) or _EARLIER.search(earlier):
        return None
    named = [name for name, form in _MEASURES.items() if form.search(clause)]
    lead = text[:at]
    if not named and not _OTHER.search(lead):
        named = [name for name, form in _MEASURES.items() if form.search(lead)]
    house = _house(clause) or _house(lead) or main
    if len(named) != 1 or not year or not house or house == "another":
        return None
    return Outlook(house, named[0], year, claim)


def _year(frame: Frame, start: int, at: int, end: int) -> str:
    """Return the year for which a figure is told, unless a month says when it was."""
    dates = [(place, one) for place, one in frame.items.items() if isinstance(one, DateMention)]
    clause = [one for place, one in dates if start <= place < end and abs(place - at) < _NEAR]
    if any(one.granularity is Granularity.MONTH for one in clause):
        return ""
    years = [(place, one) for place, one in dates if one.granularity is Granularity.YEAR]
    behind = [one for place, one in years if at < place <= min(end + 1, at + _BEHIND)]
    before = [one for place, one in years if at - _NEAR <= place < at]
    near = behind[:1] or before[-1:]
    return (near[0].edtf or "") if near else ""


def exclude(first: Claim, second: Claim) -> bool:
    """Whether two values of one forecast cannot both be right, and are near enough to be of it."""
    one, other = first.quantity, second.quantity
    apart = abs((one.value or 0.0) - (other.value or 0.0))
    if one.step == other.step:  # houses print their forecasts to one decimal
        return 0 < apart <= _ROOM
    return apart <= _ROOM and not (
        one.rounded.meets(other.rounded) or one.truncated.meets(other.truncated)
    )
