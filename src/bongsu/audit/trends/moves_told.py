"""Two figures of a sentence with the direction in which its words say that it went between them.

"Rose from 40 to 25", "25, up from 40"; a currency that gains costs less, so that its rate falls.
"""

from __future__ import annotations

import re

from bongsu.audit.reading.directions_told import SUBJECT
from bongsu.audit.reading.wording import matcher
from bongsu.evidence.mentions import Quantity
from bongsu.patterns import lazy_regex, regex

LEAD = 200  # code points before two values in which their verb stands
Move = tuple[str, tuple[int, int], Quantity, Quantity]
Ends = tuple[int, Quantity, Quantity]  # where the words before them end, in the sentence
_SOME = r"(?:\s(?:about|around|some|nearly|just|only|over|a|an|the))?"
_PLACE = r"(?:\s(?:place|position|spot|rank))?(?:\s(?:in|on)\sthe\s[\w\s]{2,25}?)?"
_TO = regex(rf"{_PLACE},?\s(?:\([^()]*\)\s|per\sdollar\s)?to{_SOME}\s")
_FROM = lazy_regex(rf"{_PLACE},?\s(?:\([^()]*\)\s|(?:per|to\sthe)\sdollar\s)?from{_SOME}\s")
_ENDS_FROM = regex(rf"\bfrom{_SOME}\s$")
_ENDS_TO = regex(rf"\bto{_SOME}\s$")
BESIDE = regex(
    r",?\s(?:(?:won|yen|yuan|per|to|a|the|dollar)\s?){0,4},?\s?\(?"
    r"(?P<way>up|down|higher|lower|stronger|weaker|firmer|softer)\s(?:from|than)"
    r"(?:\s(?:a|an|the|about|some))?\s"
)
_WAYS = {"up": "up", "higher": "up", "down": "down", "lower": "down"}
_ONWARD = lazy_regex(r"(?:\s[a-z]+)?\sto\s(?:about\s|some\s)?\S?\d")


def told_move(words: str, first: Quantity, second: Quantity, offset: int) -> Move | None:
    """Return the direction that the words between and before two figures tell, with both."""
    between = words[first.end - offset : second.start - offset]
    if _FROM_RANGE.search(words, max(0, first.start - offset - LEAD), first.start - offset):
        return None
    ends = ends_of(words, first, second, offset)
    if ends is not None:
        begin = max(0, first.start - offset - LEAD)
        verb = _last_direction(words[begin : ends[0]]) or _of_currency(
            words[begin : ends[0]], words
        )
        if verb is None:
            return None
        at = offset + begin
        return verb[0], (at + verb[1], at + verb[2]), ends[1], ends[2]
    beside = BESIDE.fullmatch(between)
    if beside is None:
        return None
    way = _WAYS.get(beside["way"]) or _of_rate(
        "up" if beside["way"] in {"stronger", "firmer"} else "down", words, words
    )
    if beside["way"] in _WAYS and len(beside[0].split()) > _BARE:
        return None
    start = first.end + beside.start("way")
    span = start, start + len(beside["way"])
    if beside["way"] in {"up", "down"}:
        way, told = _as_worth(way, words, first.start - offset)
        span = (told[0] + offset, told[1] + offset) if told else span
    if _ONWARD.match(words, second.end - offset):
        return None  # "saves up to 15 months, from 40 to 25": the second leads on to a third
    return (way, span, second, first) if way else None


_FROM_RANGE = lazy_regex(  # "to 4.25 to 4.50 percent from 5.25 to 5.50": no move within a range
    r"\bto \d[\d.,]*(?:%| per ?cent)?(?: ?(?:to|-|\u2013) ?\d[\d.,]*)(?:%| per ?cent)?,? from $"
)
_BARE = 5  # words of ", up from the"


def ends_of(words: str, first: Quantity, second: Quantity, offset: int) -> Ends | None:
    """Return the figures of "from a to b" or "to b from a" in the order of time."""
    between = words[first.end - offset : second.start - offset]
    before = words[max(0, first.start - offset - LEAD) : first.start - offset]
    begin = max(0, first.start - offset - LEAD)
    for link, lead, ordered in (
        (_TO, _ENDS_FROM, (first, second)),
        (_FROM, _ENDS_TO, (second, first)),
    ):
        opened = lead.search(before)
        if opened is not None and link.fullmatch(between):
            return begin + opened.start(), *ordered
    return None


def _of_currency(before: str, words: str) -> tuple[str, int, int] | None:
    """Return where the number of won a dollar goes when the won itself goes up or down."""
    clause = CLAUSES.split(before)[-1]
    at = len(before) - len(clause)
    subject = _CURRENCY.search(clause)
    if subject is None:
        return None
    verbs = [
        (way, found)
        for way in ("stronger", "weaker")
        for found in matcher("consistency", way).finditer(clause, subject.end())
    ]
    if len(verbs) != 1 or len(clause) - verbs[0][1].end() > _NEAR_VERB:
        return None
    way, found = verbs[0]
    moved = _of_rate("up" if way == "stronger" else "down", clause, words)
    return (moved, at + found.start(), at + found.end()) if moved else None


_NEAR_VERB = 60  # code points between a verb and its figures
CLAUSES = regex(r"[;:\u2014]|\b(?:and|but|while|whereas|when|as|that|which|who)\b")
_CURRENCY = regex(
    r"\b(?:the|its|Korea\u2019s|Japan\u2019s|China\u2019s)\s(?:\w+\s)?"
    r"(?P<name>won|yen|yuan|renminbi|rupee|rupiah|baht|peso|ringgit|lira|ruble)\b"
    r"(?![-/\u2019'])(?!\s(?:exchange\s)?rate)",
    re.IGNORECASE,
)
_PER_DOLLAR = lazy_regex(
    r"\b(?:per|to\sthe|to\sa|a|against\sthe|versus\sthe)\s(?:U\.?S\.?\s)?(?:dollar|greenback)\b"
    r"|/dollar\b|\bdollars?\b",
    re.IGNORECASE,
)


def _of_rate(way: str, clause: str, words: str) -> str:
    """Return the way of a rate told in units of a currency per dollar: a firm one needs fewer."""
    if _CURRENCY.search(clause) is None or not _PER_DOLLAR.search(words):
        return ""
    return "down" if way == "up" else "up"


def _as_worth(way: str, words: str, at: int) -> tuple[str, tuple[int, int] | None]:
    """Return the way of a rate told with "up" or "down", and the words that decide on it.

    Either may be said of the currency or of the rate.
    A currency that is called stronger is at a lower rate, whatever it is "up from"; where nothing
    says how strong it is, both may be meant.
    """
    clause = CLAUSES.split(words[:at])[-1]
    subject = _CURRENCY.search(clause)
    if subject is None or not _PER_DOLLAR.search(words):
        return way, None
    begin = at - len(clause)
    found = {
        "down" if told == "stronger" else "up": (begin + match.start(), begin + match.end())
        for told in ("stronger", "weaker")
        for match in (
            *matcher("consistency", told).finditer(clause, subject.end()),
            *_CALLED[told].finditer(clause, subject.end()),
        )
    }
    return next(iter(found.items())) if len(found) == 1 else ("", None)


_CALLED = {
    "stronger": lazy_regex(r"\b(?:stronger|firmer|higher)\b"),
    "weaker": lazy_regex(r"\b(?:weaker|softer|lower)\b"),
}
_OTHER_VERB = lazy_regex(
    r",\s(?:[\w’'-]+\s){1,6}"
    r"(?:picked|edged|inched|ticked|crept|moved|came|stood|turned|reached|settled|went|ran|changed|"
    r"swung|shifted)\b"
)
_END = " to"  # which stands behind the words before an end
_MOST = lazy_regex(r"up\s+to\b", re.IGNORECASE)  # "saves up to 15 days, from 40 to 25": a limit


def _last_direction(before: str) -> tuple[str, int, int] | None:
    """Return the last word of direction before "from", if it stands close and alone."""
    clause = CLAUSES.split(before)[-1]
    at = len(before) - len(clause)
    found = [
        (way, at + match.start(), at + match.end())
        for way in ("up", "down")
        for match in matcher("consistency", way).finditer(clause)
        if _MOST.match(clause + _END, match.start()) is None
    ]
    if len(found) != 1 or len(before) - found[0][2] > 80:
        return None
    rest = before[found[0][2] :]
    if _OTHER_VERB.search(rest):
        return None  # "with a slower decline in rents, inflation picked up to 0.7 from 0.3"
    if SUBJECT.match(rest):
        return None
    if matcher("consistency", "inverse").search(clause) or regex(r"\bby\b.*\bby\b|,.*,").search(
        rest
    ):
        return None
    return found[0]
