"""Seats and ranks that cannot be: parties with more seats than the house has, "39th of 38"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import SIGNS
from bongsu.audit.reading.frames import all_frames
from bongsu.audit.reading.wording import prose
from bongsu.evidence.mentions import Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_PARTY = regex(r"[A-Z][\w.’'&-]*(?: (?:of |the |for )*[A-Z][\w.’'&-]*){0,5} \((?P<n>\d{1,3})\)")
_FEWEST = 3  # parties that make a list, and countries or firms that are ranked
_OF_SEATS = guarded_regex(
    r"\b(?:seats?|elected|parties|parliament|assembly|lawmakers)\b", re.IGNORECASE
)
_HOUSE = lazy_regex(
    r"\b(?P<a>\d{2,3})[- ](?:seat|member)s?\b|"
    r"\bnumber of (?:seats|members|lawmakers): (?P<b>\d{2,3})\b|"
    r"\b(?P<c>\d{2,3})(?: [a-z]+)? (?:seats|lawmakers|members) in (?:the|all)\b",
    re.IGNORECASE,
)


def overfull_houses(evidence: Evidence) -> Iterator[tuple[int, int, int, int]]:
    """Yield lists of parties with more seats than any house of the text has.

    Each comes as where its first and last seats stand, their sum, and the seats of the house.
    """
    lists = []
    for sentence, words in prose(evidence):
        if _OF_SEATS.search(words) is not None:
            parties = list(_PARTY.finditer(words))
            if len(parties) >= _FEWEST:
                lists.append((sentence, parties))
    if not lists:
        return
    houses = [
        int(match["a"] or match["b"] or match["c"]) for match in _HOUSE.finditer(evidence.text)
    ]
    for sentence, parties in lists if houses else ():
        added = sum(int(party["n"]) for party in parties)
        if added > max(houses) >= max(int(party["n"]) for party in parties):
            start, end = parties[0].start("n"), parties[-1].end("n")
            yield sentence.start + start, sentence.start + end, added, max(houses)


_RANKED = guarded_regex(
    rf"\b(?:rank\w*|plac\w+|came|stands?|stood|finish\w+|position\w*)\b[^;.]{{0,30}}?"
    rf"(?P<r>{SIGNS[Kind.ORDINAL]})[^;.\ue000-\ue01f]{{0,25}}? (?:out of|of|among) (?:the |all )?"
    rf"(?P<n>{SIGNS[Kind.COUNT]})",
    re.IGNORECASE,
)


def ranks_beyond(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield a rank with the number of those ranked, which is smaller: "39th out of 38"."""
    for frame in all_frames(evidence):
        for match in _RANKED.finditer(frame.text):
            rank, number = frame.quantity(match, "r"), frame.quantity(match, "n")
            if rank is None or number is None or not (rank.value and number.value):
                continue
            if rank.value > number.value >= _FEWEST:
                yield rank, number
