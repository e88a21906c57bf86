"""The won said to gain or to lose ground beside two prices of the dollar that deny it.

"The currency gained ground: a dollar bought 1,116 won at the end of 2018 and 1,156 at the end of
2019": what a dollar buys more of has lost. Which price was the earlier, dates or a word must tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.reading.fits import below
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.partitions import period_of
from bongsu.audit.trends.compared_back import Backward
from bongsu.evidence.mentions import Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_SAID = lazy_regex(
    r"\b(?:won|(?:the|its|korea['\u2019]s|korean|local|national) currency)(?: [a-z]+){0,2}? "
    r"(?:(?P<up>strengthened|appreciated|gained(?: ground)?|firmed|rose|rallied|climbed|recovered)|"
    r"(?P<down>weakened|depreciated|lost(?: ground)?|fell|slid|slumped|softened|declined|"
    r"slipped))\b"
)
_DOLLAR = lazy_regex(r"\b(?:dollar|greenback)\b")
_OTHER = lazy_regex(r"\b(?:yen|yuan|euro|pound|renminbi|basket|effective)\b")
_FROM = lazy_regex(r"\bfrom (?:about |around |some )?$")
_AFTER = lazy_regex(
    r"\b(?:after|against|compared (?:with|to)|up from|down from|from|than) "
    r"(?:about |around |some )?$"
)
_LOW, _HIGH = 600.0, 2500.0  # won to the dollar
_KINDS = {Kind.MONEY, Kind.COUNT, Kind.RATE, Kind.INDEX}


def currency_prices(evidence: Evidence) -> Iterator[Backward]:
    """Yield what is said of the won that two prices of the dollar behind it deny."""
    every = list(all_frames(evidence))
    sentences = {frame.index: frame for frame in every}
    for index, sentence in enumerate(evidence.sentences):
        words = evidence.words(sentence).replace("\n", " ").lower()
        match = _SAID.search(words)
        if match is None or _OTHER.search(words):
            continue
        here, behind = sentences.get(index), sentences.get(index + 1)
        start = sentence.start + match.start("up" if match["up"] else "down")
        for frame in (here, behind):
            if frame is None or (frame is behind and frame.sentence.block != sentence.block):
                continue
            found = _prices(evidence, frame, start)
            if found is None:
                continue
            before, after = found
            if below(before, after) if match["up"] else below(after, before):
                yield Backward(start, sentence.start + match.end(), before, after)
            break


def _prices(evidence: Evidence, frame: Frame, start: int) -> tuple[Quantity, Quantity] | None:
    """Return the two prices of the dollar that a sentence tells behind a place, in order."""
    told = [
        (at, q)
        for at, q in frame.figures
        if q.start > start
        and q.kind in _KINDS
        and (q.kind is not Kind.MONEY or q.unit == "KRW")
        and _LOW <= (q.value or 0.0) <= _HIGH
    ]
    if len(told) != 2 or not _DOLLAR.search(frame.text.lower()):
        return None
    (at, first), (then, second) = told
    if _AFTER.search(frame.text, at + 1, then):
        return second, first
    if _FROM.search(frame.text, 0, at):
        return first, second
    periods = [period_of(evidence, one) or "" for one in (first, second)]
    if all(len(one) >= len("2019") for one in periods) and periods[0][:4] != periods[1][:4]:
        return (first, second) if periods[0] < periods[1] else (second, first)
    if len(periods[0]) == len(periods[1]) > len("2019") and periods[0] != periods[1]:
        return (first, second) if periods[0] < periods[1] else (second, first)
    return None
