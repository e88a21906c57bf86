"""Two levels that the words of a sentence put in time, and the one way that its words point.

The patterns of `pairing` know the common forms of a movement. Here the parts are told one by one:
which two figures are of one unit, which of them was first ("against", "had been", "a year before",
by its date), and which word of direction stands in their clause. So their order in the sentence,
and what stands between them, make no difference. Where two words point two ways, or a figure is by
how much something moved, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bongsu.audit.notation import DATE, FIGURES
from bongsu.audit.reading.fits import below
from bongsu.audit.reading.frames import Frame, all_frames, source
from bongsu.audit.reading.wording import in_quotes
from bongsu.audit.trends.clause_ways import NO_FACT, SUMMIT, behind, own, ways
from bongsu.audit.trends.compared_back import Backward
from bongsu.audit.trends.told_levels import (
    CLAUSE,
    NO_RANK,
    RANKS,
    SMALL,
    Place,
    end_of,
    in_time,
    is_change,
    level_pairs,
    levels_of,
    one_unit,
    without_bound,
)
from bongsu.audit.trends.word_groups import group
from bongsu.evidence.mentions import PERCENTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex


def two_levels(evidence: Evidence) -> Iterator[Backward]:
    """Yield the words of direction that the two levels of their clause deny."""
    for frame in all_frames(evidence):
        levels = levels_of(frame)
        pairs = list(level_pairs(frame, levels)) if levels[1:] else []
        for first, second in pairs:
            yield from _denied(frame, first, second)
        for first, second in pairwise(levels[1:]):  # behind two others
            if (first, second) not in pairs and one_unit(first[1], second[1]):
                yield from _compared(frame, first, second)


_SEVERAL = lazy_regex(r"\b(?:each|respectively|between|balance\b(?!.*\bsurplus))\b", re.IGNORECASE)


def _denied(frame: Frame, first: Place, second: Place) -> Iterator[Backward]:
    text = frame.slim
    between = without_bound(text[end_of(first) : second[0]])
    if _COMPARED.fullmatch(between) is not None:
        yield from _compared(frame, first, second)
        return
    order = in_time(frame, first, frame, second)
    if order is None or SUMMIT.search(between):
        return
    if is_change(frame, first) or is_change(frame, second):
        yield from wrong(frame, _paced(frame, first, second), *order)
        return
    was = _WAS_EVEN.search(between)
    if was is not None and order[0] is second:
        told = ways(was["way"], end_of(first) + was.start("way"))
        yield from wrong(frame, told, order[1], order[0])
        return
    lead = own(without_bound(text[max(0, first[0] - CLAUSE) : first[0]]))
    told = ways(lead, first[0] - len(lead))
    if not told and text[: first[0]].rstrip().endswith(":"):
        whole = text[: first[0]].rstrip()[:-1]  # "it lost ground in the ranking: 58th against 52nd"
        verb = own(whole[-CLAUSE:])
        told = ways(verb, len(whole) - len(verb))
    told += [
        (at, way) for at, way in ways(between, end_of(first)) if _of_same(text[end_of(first) : at])
    ]
    if not told and ways(between, 0):
        return  # the verb of another subject
    said = behind(text, end_of(second) - 1)
    if told and said and {way for _, way in said} != {way for _, way in told}:
        told = said  # "dwindled to 1.9 from 2.1, the steepest increase": one of the two is wrong
    if not told:
        told = behind(text, end_of(second) - 1) or _carried(frame, first, second)
    yield from wrong(frame, told, *order)


def _compared(frame: Frame, first: Place, second: Place) -> Iterator[Backward]:
    """Yield ", above the 5 of" that follows right on a level, whatever was told before."""
    text = frame.slim
    between = text[end_of(first) : second[0]]
    beside = _COMPARED.fullmatch(between)
    if beside is not None and not _OF_WHOLE.search(text, 0, first[0]):
        way = "up" if beside["up"] else "down"
        at = end_of(first) + beside.start(way)
        yield from wrong(frame, [(at, way)], (second[0], _as_mark(second[1], between)), first)


_WAS_EVEN = lazy_regex(  # of the level before: "it had been even wider, at 36"
    r"\b(?:had been|was|were) (?:even |still |much |far |a little )*"
    r"(?P<way>\w+er|more|less|fewer),? ?(?:at |with )?[$\u20ac\u00a3]?$",
    re.IGNORECASE,
)


def _paced(frame: Frame, first: Place, second: Place) -> list[tuple[int, str]]:
    """Return the way of the pace that two rates of growth are said to show: ", a slowdown"."""
    if not {first[1].kind, second[1].kind} <= PERCENTS:
        return []
    told = _pace_before(frame.slim, first, second)
    if told:
        return told
    tail = frame.slim[second[0] + 1 : second[0] + CLAUSE]
    aside = _PACE.match(tail)
    if aside is None:
        return []
    at = second[0] + 1 + aside.start("way")
    return [(at, "up" if group("faster").search(aside["way"]) or aside["up"] else "down")]


def _pace_before(text: str, first: Place, second: Place) -> list[tuple[int, str]]:
    """Return the way of "picked up pace, growing 4 from 5", "fell 4, slowing from a fall of 5"."""
    lead = own(text[max(0, first[0] - CLAUSE) : first[0]])
    between = text[end_of(first) : second[0]]
    noun = _CLAUSE_END.split(text[second[0] + 1 : second[0] + _NEXT])[0]
    verbs = {way for _, way in (*ways(lead, 0), *ways(noun, 0)[:1])}
    found = _QUICKER.search(between)
    at = end_of(first)
    if found is None and len(verbs) == 1 and (led := _GOING.search(text, 0, first[0])):
        at, found = 0, led
    if found is None or len(verbs) > 1:
        return []
    return [(at + found.start("way"), "up" if found["faster"] else "down")]


_CLAUSE_END = lazy_regex(rf"[,;:.({FIGURES}]|\b(?:in|and|but)\b")
_SPEEDS = (
    r"(?P<way>(?P<faster>quicken\w*|accelerat\w*|(?:pick(?:ed|ing)|speed(?:ed|ing)|sped) up|"
    r"gain(?:ed|ing) (?:pace|speed|steam|momentum)|faster)|"
    r"slow(?:ed|ing)?(?: down)?|decelerat\w*|moderat(?:ed|ing)|eas(?:ed|ing)|cool(?:ed|ing)|"
    r"los(?:t|ing) (?:pace|speed|steam|momentum)|slower)"
)
_QUICKER = lazy_regex(
    rf"(?:, |\u2014| --? |\()(?:\w+ )?{_SPEEDS} (?:than|from|compared)\b", re.IGNORECASE
)
_GOING = lazy_regex(
    rf"\b{_SPEEDS}(?: pace| speed)?[^,;:.]{{0,40}}, (?:growing|rising|expanding|increasing|"
    rf"climbing|falling|declining|dropping|shrinking|contracting|with)\b[^,;:.{FIGURES}]{{0,30}}$",
    re.IGNORECASE,
)


_NEXT = 25  # signs behind a rate in which the noun of its change stands: "13 percent on-year fall"
_PACE = lazy_regex(
    r"[^,;:.]{0,40}, (?:an?|the) (?:\w+ ){0,2}?(?P<way>(?P<up>pickup|pick-up|acceleration|"
    r"quickening|"
    r"rebound|recovery|upswing)|slowdown|deceleration|moderation|slowing|cooling)\b",
    re.IGNORECASE,
)
_OF_WHOLE = lazy_regex(r"\b(?:out )?of (?:the |its |their |all )?$", re.IGNORECASE)
_JOINT = lazy_regex(
    r"[,;(]|\u2014|\b(?:and|but|before|then|while|whereas|with|as|when|after|because|though|"
    r"although)\b",
    re.IGNORECASE,
)
_CARRIED_ON = lazy_regex(
    r"(?: (?:and|but|then|before|later|again|also|will|would|is|was|are|were|has|have|had|been|"
    r"be|being|it|"
    r"they|which|that|expected|projected|forecast|likely|set|to|gradually|further|finally|slowly|"
    r"sharply|"
    r"slightly|steadily|now|still|thereafter|since|even|going|a|an|the|steep|sharp|slight|marked|"
    r"big|"
    r"significant|modest|substantial|[a-z]+ly))* ?",
    re.IGNORECASE,
)


def _of_same(between: str) -> bool:
    """Whether a word of direction behind a level has no subject of its own there."""
    joints = list(_JOINT.finditer(between))
    if not joints:
        return True
    if joints[-1][0].lower() in {"with", "as", "while", "whereas", "when", "because"}:
        return False
    return _CARRIED_ON.fullmatch(between, joints[-1].end()) is not None


_MARK = lazy_regex(r"\b(?:target|goal|threshold|mark|ceiling|floor|limit|line)\b", re.IGNORECASE)


def _as_mark(quantity: Quantity, lead: str) -> Quantity:
    """Return a target as just what it says: 2 percent is not 2.4."""
    if not _MARK.search(lead):
        return quantity
    return replace(quantity, step=quantity.step / 100, approximate_step=quantity.step / 100)


_COMPARED = lazy_regex(
    rf"(?:[^;:.{FIGURES}]{{0,40}}|"
    rf"[^;:.{FIGURES}]{{0,24}}{DATE}[^;:.{FIGURES}]{{0,24}}{DATE})(?:,|\u2014| --?| \u2013| \(|"
    rf" and| which (?:is|was)| that (?:is|was)) ?(?:and )?"
    r"(?:(?:remain|stay|run|stand|com|lie|hover|settl)(?:e|s|ning|ing|ed)?(?: in)? )?"
    r"(?:(?:still|well|far|much|slightly|just|a little|a shade|a touch|a bit|a notch|a trifle|"
    r"a good deal|by far|considerably|somewhat|even|thus|significantly|narrowly|substantially|"
    r"easily|only|marginally) ){0,2}"
    r"(?:an? )?(?:(?:[\w\ue000-\ue01f]+ (?:places?|spots?|positions?|ranks?|"
    r"notch(?:es)?) )?(?P<up>above|"
    r"over|(?:more|"
    r"higher|greater|larger|bigger|longer|better|older|faster|dearer)(?: [a-z]+)? than|"
    r"exceed(?:ing|s|ed)|"
    r"surpass(?:ing|es|ed)|outstripp(?:ing|ed)|topp(?:ing|ed)|beat(?:ing|s)?|ahead of|"
    r"in excess of|up (?:from|on))|"
    r"(?P<down>below|under|(?:less|lower|fewer|smaller|shorter|younger|slower|cheaper|"
    r"worse)(?: [a-z]+)? than|short of|shy of|trailing|"
    rf"behind|down (?:from|on))) {SMALL}",
    re.IGNORECASE,
)


def _carried(frame: Frame, first: Place, second: Place) -> list[tuple[int, str]]:
    """Return the verb that a second movement takes from the first: "and the rate from 4 to 5"."""
    lead = frame.slim[: first[0]]
    if not regex(r"(?:,|\band\b)[^,;.]{3,60}\bfrom (?:\w+ )?$").search(lead):
        return []
    earlier = regex(
        rf"\bfrom\b[^;.]{{0,12}}[{FIGURES}][^;.{FIGURES}]{{0,40}}\bto\b[^;.]{{0,12}}[{FIGURES}]"
    ).search(lead)
    if earlier is None or not regex(r"\bto (?:\w+ )?$").search(
        frame.slim[first[0] + 1 : second[0]]
    ):
        return []
    verb = own(lead[: earlier.start()])
    return ways(verb, earlier.start() - len(verb))


_FIRM = lazy_regex(r"(?:strengthen|appreciat|firm)\w*", re.IGNORECASE)
_SOFT = lazy_regex(r"(?:weaken|depreciat|soften)\w*", re.IGNORECASE)
_CURRENCIES = lazy_regex(r"\b(?:won|yen|yuan|renminbi|currency|dollar|euro|pound)\b", re.IGNORECASE)


def _of_currency(frame: Frame, at: int, way: str) -> str:
    """Return where the number of a currency for a dollar goes; nothing if that is not told."""
    text = frame.slim
    if _FIRM.match(text, at):
        return "down"
    if _SOFT.match(text, at):
        return "up"
    return (
        way
        if regex(r"\b(?:exchange rate|(?:won|yen)[-/](?:U\.S\. )?dollar rate)\b").search(text)
        else ""
    )


def wrong(
    frame: Frame,
    told: Sequence[tuple[int, str]],
    before: Place,
    after: Place,
    near: str = "",
) -> Iterator[Backward]:
    """Yield the words of direction that two levels deny, where nothing leaves it open."""
    text = frame.slim
    if " per " in before[1].unit or (
        before[1].kind is not Kind.MONEY
        and regex(r"\bdollar\b").search(text)
        and _CURRENCIES.search(text)
    ):
        told = [(at, _of_currency(frame, at, way)) for at, way in told]
    said = {way for _, way in told}
    if len(said) != 1 or "" in said:
        return
    evidence = frame.evidence
    at = told[0][0]
    near = near or text[max(0, min(at, before[0], after[0]) - 50) : max(before[0], after[0]) + 40]
    if (
        NO_FACT.search(near)
        or _SEVERAL.search(near)
        or "?" in text
        or in_quotes(evidence, frame.sentence, source(frame, at))
    ):
        return
    up = said == {"up"}
    if before[1].kind is Kind.ORDINAL:
        if not RANKS.search(evidence.words(frame.sentence)) or any(
            NO_RANK.match(text, end_of(one)) for one in (before, after)
        ):
            return
        up = not up
    low, high = (before[1], after[1]) if up else (after[1], before[1])
    if below(high, low):
        start = source(frame, at)
        word = _WHOLE.match(evidence.text, start)
        yield Backward(start, word.end() if word else start, before[1], after[1])


_WHOLE = regex(r"[\w-]*")
