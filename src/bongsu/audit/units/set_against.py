"""Amounts of a stated stretch of time that are set against one of another stretch, or of none.

"Wages of 2.46 million won a month. The comparison group earns 3.02 million": what is set against a
flow must be a flow of as long. Two amounts are compared if a word between them or behind the
second says so ("against", "than", "the gap", "6 percent less"), in one sentence or in two; the
second has a noun or a verb of its own, since a figure that only goes on ("up from 2.38 million")
has the time of the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.notation import FIGURE_SIGN
from bongsu.audit.reading.fits import share_fits
from bongsu.audit.reading.placed import Placed, placed
from bongsu.audit.units.rhythms import Paced, paced
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import NO_BOUNDS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_AMOUNTS = {Kind.MONEY, Kind.PHYSICAL, Kind.COUNT}
_CUE = lazy_regex(
    r"\b(?:compar\w+|against|versus|while|whereas|than|below|above|exceed\w*|short of|surpass\w*|"
    r"outstrip\w*|gap|difference|half|twice|double|third of|higher|lower|less|fewer|larger|"
    r"smaller|bigger|"
    r"up from|down from|contrast\w*|match\w*|as much as|behind|ahead of|beat\w*|cover\w*|enough|"
    r"next to|"
    r"in line with|lag\w*|trail\w*|narrow\w*|widen\w*|percent more|but|against which)\b"
)
_RENAMED = lazy_regex(
    r"^[^.;]{0,40}?(?:\(|, or |\bor (?:about |some )?$|\bthat is\b|\bi\.e\.|\bequivalent\b|"
    r"\bamount\w* to\b|"
    r"\bcom(?:es?|ing) to\b|\bmak(?:es|ing)\b|\badds? up\b|\bworks? out\b|\bin all\b|"
    r"\btotal\w*\b|\bcapped\b|"
    r"\bup to\b|\bat most\b|\bceiling\b|\blimit\b|\bone-time\b|\blump\b|\bonce\b)"
)
_TIME = lazy_regex(
    r"\b(?:monthly|annual(?:ly)?|yearly|weekly|daily|hourly|quarterly|year-long|(?:an?|per|each|every|the|this|"
    r"that|last|one|whole|full|same|first|past) (?:hour|day|week|month|quarter|year|fiscal year|"
    r"annum|period|"
    r"half)\b|months?\b|years?\b|in \ue020|\ue020)",
)
_FLOW = lazy_regex(
    r"\b(?:incomes?|earn(?:s|ed|ings)?|wages?|salar(?:y|ies)|pay|pays|paid|spend(?:s|ing)?|spent|expenses?|"
    r"expenditures?|costs?|pensions?|benefits?|allowances?|rents?|premiums?|fees?|bills?|stipends?|"
    r"living|consumption|takes? home|draws?|gets?|receives?|needs?|minimum|median|average|"
    r"unloads?|handles?|produces?|makes?|burns?|uses?|imports?|exports?|ships?|sells?|generates?|carries|"
    r"carry|take|takes|arrivals?|output|sales|revenue|catch|traffic)\b"
)
_MONEY_FLOW = lazy_regex(
    r"\b(?:incomes?|earn(?:s|ed|ings)?|wages?|salar(?:y|ies)|pay|pays|paid|spend(?:s|ing)?|spent|expenses?|"
    r"expenditures?|costs?|pensions?|benefits?|allowances?|rents?|premiums?|stipends?|consumption|"
    r"takes? home|draws?|gets?|receives?|needs?|average|median|mean)\b"
)
_NO_FLOW = lazy_regex(
    r"\b(?:assets?|savings|debts?|deposit|deposits|fund|reserves?|loans?|price|prices|value|worth|wealth|net|"
    r"invest\w*|capital|key money|stock|contract|deal|severance|fine|fines|bonus|settlement|"
    r"subsid\w+|grant|budget|"
    r"gap|difference|more|less|rise|increase|raise|cut|fall|rose|fell|by)\b[^\ue000-\ue01f]{0,25}$"
)
_LONGEST = 12.0  # months of a stretch for which nobody leaves the word away
_LIKE, _APART = 6.0, 3.0  # times: amounts nearer than this are meant to be alike
_FAR = 1  # sentences


def set_against(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, str, str]]:
    """Yield two amounts that are compared, with the stretch of each, if it has any."""
    blocks = evidence.article.blocks
    every = [
        paced(each)
        for each in placed(evidence)
        if each.quantity.kind in _AMOUNTS
        and each.cell is None
        and each.quantity.comparator in NO_BOUNDS | {Comparator.AT_LEAST}
        and blocks[each.block].kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
    ]
    title = evidence.article.title.lower()
    for place, second in enumerate(every[1:], 1):
        first = _before(every[:place], second)
        if first is None or not first.months or first.said.startswith("in "):
            continue
        if not _compared(first, second):
            continue
        dated = second.said.startswith("in ")  # by the date of its text alone
        if second.months and not dated:
            if second.months != first.months and _apart(first, second):
                yield first.quantity, second.quantity, first.said, second.said
        elif (second.months is None or dated) and (
            _reversed(first, second) or (_untold(first, second) and not _TIME.search(title))
        ):
            yield first.quantity, second.quantity, first.said, ""


def shares_of_unlike(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, str, str]]:
    """Yield an amount a month and one a year of which it is a share only as they are written.

    "1.5 million won a month. That is about 3 percent of the average pay, 48 million won a year."
    """
    every = [
        paced(each)
        for each in placed(evidence)
        if each.quantity.kind in _AMOUNTS and each.cell is None
    ]
    for first, second in pairwise(every):
        one, other = first.placed, second.placed
        if not first.months or not second.months or first.months == second.months:
            continue
        if first.said.startswith("in ") or second.said.startswith("in "):
            continue
        apart = other.frame.index - one.frame.index
        if first.quantity.unit != second.quantity.unit or one.block != other.block or apart > _FAR:
            continue
        if any(
            share_fits(first.quantity, second.quantity, share)
            for at, share in other.frame.figures
            if share.kind is Kind.PERCENT
            and (apart or at > one.at)
            and at < other.at
            and other.frame.text.startswith(" of ", at + 1)
        ):
            yield first.quantity, second.quantity, first.said, second.said


def _before(earlier: list[Paced], second: Paced) -> Paced | None:
    """Return the amount of its unit told last before another, if that stands near."""
    for first in reversed(earlier):
        one, other = first.quantity, second.quantity
        if second.placed.frame.index - first.placed.frame.index > _FAR:
            return None
        if first.placed.block != second.placed.block:
            return None
        if (one.kind, one.unit) == (other.kind, other.unit) and one.noun[:4] == other.noun[:4]:
            return first if first.months else _led(earlier, first)
    return None


def _led(earlier: list[Paced], first: Paced) -> Paced | None:
    """Return the amount whose stretch one without takes over: "2.46 a month, up from 2.38"."""
    mine = [
        one for one in earlier if one.placed.frame.index == first.placed.frame.index and one.months
    ]
    alike = [one for one in mine if one.quantity.unit == first.quantity.unit]
    return alike[-1] if alike and alike[-1].placed.at < first.placed.at else None


def _compared(first: Paced, second: Paced) -> bool:
    one, other = first.placed, second.placed
    behind = FIGURE_SIGN.split(other.frame.text[other.at + 1 :])
    tail = " ".join(behind[:2])[:90].lower()
    if one.frame is other.frame:
        between = one.frame.text[one.at + 1 : other.at].lower()
        own = between.rpartition(",")[2][-60:]
        return _RENAMED.search(own) is None and _CUE.search(f"{between} {tail}") is not None
    lead = other.frame.text[: other.at].lower()
    return _RENAMED.search(lead[-50:]) is None and _CUE.search(f"{lead} {tail}") is not None


def _apart(first: Paced, second: Paced) -> bool:
    """Whether the amounts are alike as written, and not once both are of one stretch."""
    low, high = sorted((first.quantity.value or 0.0, second.quantity.value or 0.0))
    times = (second.quantity.value or 0.0) / (first.quantity.value or 1.0)
    held = (second.months or 1.0) / (first.months or 1.0)
    flows = _NO_FLOW.search(_own(second.placed)) is None
    return low > 0 and flows and high <= _LIKE * low and not 1 / _APART < times / held < _APART


_ABOVE = lazy_regex(
    r"\b(?:above|more than|higher than|exceed\w*|in excess of|ahead of)\b[^,;.]{0,60}$"
)
_MOST = 20.0  # times: amounts farther apart are not of one thing


def _reversed(first: Paced, second: Paced) -> bool:
    """Whether an amount a month is said to be above a much larger one of which no time is told."""
    if first.quantity.kind is not Kind.MONEY or (first.months or _LONGEST) >= _LONGEST:
        return False
    frame, at = second.placed.frame, second.placed.at
    if frame is not first.placed.frame or at < first.placed.at:
        return False
    between = frame.text[first.placed.at + 1 : at].lower()
    tail = FIGURE_SIGN.split(frame.text[at + 1 :])[0].lower()
    rest = _STRETCH.sub("", between)
    low, high = first.quantity.value or 0.0, second.quantity.value or 0.0
    over = _ABOVE.search(rest) is not None and _LIKE * low < high <= _MOST * low
    return over and not _TIME.search(f"{rest} {tail}") and _MONEY_FLOW.search(rest) is not None


def _own(each: Placed) -> str:
    """Return what a sentence says before a figure, up to the figure before it."""
    return FIGURE_SIGN.split(each.frame.text[: each.at])[-1][-90:].lower()


def _untold(first: Paced, second: Paced) -> bool:
    """Whether an amount with a noun or a verb of its own has no stretch where the other has one."""
    low, high = sorted((first.quantity.value or 0.0, second.quantity.value or 0.0))
    frame, at = second.placed.frame, second.placed.at
    tail = FIGURE_SIGN.split(frame.text[at + 1 :])[0].lower()
    lead = _STRETCH.sub("", _own(second.placed))
    if first.quantity.kind is not Kind.MONEY or not 0 < high <= _LIKE * low:
        return False
    if first.months is None or first.months >= _LONGEST or _TIME.search(f"{lead} {tail}"):
        return False
    whole = frame.text.lower() if frame is not first.placed.frame else ""
    if _TIME.search(whole) or _NO_FLOW.search(lead):
        return False
    own = lead.rpartition(" and ")[2] if frame is first.placed.frame else lead
    told = first.placed.frame.text.lower()
    return _MONEY_FLOW.search(own) is not None and _FLOW.search(told) is not None


_STRETCH = lazy_regex(
    r"^ ?(?:[a-z]+ ){0,2}?(?:an?|per|each|every) (?:hour|day|week|month|quarter|year)\b"
)
