"""Shares with the part and the whole that stand somewhere around them.

A share is known by its own words ("or 20 percent", "make up", "a share of"); the whole by what
leads to it ("of", "out of", "in a population of", "total"). A passage is a clause, a sentence, or a
sentence with the one before it, and is read only if one figure in it can be the part, and one the
whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.notation import DATE
from bongsu.audit.reading.fits import percentage, rounded, share_fits
from bongsu.audit.reading.frames import Frame, adjoins, all_frames
from bongsu.evidence.mentions import AMOUNTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_ROOM = (0.45, 2.2)  # of the right share: one farther off is of another whole

SHARE_AHEAD = lazy_regex(
    r"(?:[,(:\u2014\u2013]|\s-)\s?(?:or|and so|i\.e\.,?|that is,?|that makes|which is|which makes|"
    r"(?:which|that) is to say|in other words|meaning|"
    r"equal to|equivalent to|namely|representing|accounting for|making up|amounting to|"
    r"constituting|comprising)?\s?$"
    r"|\b(?:ma[dk]es? up|account(?:s|ed|ing)? for|represent(?:s|ed)|compris(?:es|ed)|"
    r"constitut(?:es|ed)|amount(?:s|ed)? to|equal(?:s|ed)|or|i\.e\.|(?:that|which) (?:is|was)|"
    r"(?:share|rate|proportion|portion)(?: of| was| is))\s$",
    re.IGNORECASE,
)
_OF_CHANGE = lazy_regex(  # "the steepest growth rate (9.6 percent)"
    r"\b(?:growth|increase|decrease|decline|drop|fall|rise|gain|return|yield|interest|inflation|"
    r"margin|"
    r"tariff|dut(?:y|ies)|tax|appreciated[a-z ]{0,20}|depreciated[a-z ]{0,20})(?: rates?)?(?: \(|"
    r" of)?\s?$",
    re.IGNORECASE,
)
_HEDGE = lazy_regex(
    r"(?:(?:about|around|some|nearly|almost|roughly|over|only|just|fully|an estimated|a full|"
    r"well over|more than|less than|a mere|as much as)\s)+$",
    re.IGNORECASE,
)
NO_SHARE = lazy_regex(
    r"[)\]]?\s?-?(?:[a-z]+\s){0,2}(?:more|less|higher|lower|fewer|larger|smaller|above|below|up|"
    r"down|than|"
    r"from|growth|increase|decrease|rise|drop|decline|gain|fall|cut|discount|hike|interest|"
    r"tariffs?|"
    r"rate|dut\w+|stake|tax|a year|annual\w*|per|year-on-year|on-year|points?|over|chance|"
    r"probability|likel\w+|compared|margin|against|in (?:real|volume))\b",
    re.IGNORECASE,
)
_OF_ANOTHER = lazy_regex(
    r"\sof\s(?!(?:them|these|those|which|whom|all|the (?:total|whole)|"
    r"(?:the |its |their |all |an? |korea.s |the [a-z]+.s )?(?:[a-z]+ ){0,3}?(?:total|overall|"
    r"entire|population|respondents|votes|seats|workforce|budget|force|members|market|exports|"
    r"imports)|"
    r"(?:the|its|an?|all|their)\s(?:[a-z]+\s){0,4}[\ue000-\ue01f])\b)",
    re.IGNORECASE,
)
_LED = lazy_regex(
    r"\b(?:out of|of|among|total\w*|population|workforce|budget|electorate|surveyed|polled|asked|"
    r"covered|reached|interviewed|overall|all)\b[^,;()]{0,40}$",
    re.IGNORECASE,
)
_TOTAL = lazy_regex(
    r"\b(?:total\w*|population|workforce|budget|electorate|overall|in all|altogether)\b"
    r"[^,;()]{0,50}$",
    re.IGNORECASE,
)
_OF_WHICH = lazy_regex(r"[^;]{0,60}?\b(?:of (?:which|whom|these|them)|including)\b", re.IGNORECASE)
_BEHIND = lazy_regex(
    r"(?:-(?:seat|member|strong|person)\b|\s(?:[a-z-]+\s){0,3}(?:in total|in all|altogether|"
    r"surveyed|polled|asked|interviewed|overall)\b|;)",
    re.IGNORECASE,
)
PACE = lazy_regex(r"\s?\b(?:per|a|each|every)\s(?:year|month|day|person|head|unit)\b")
_THIS = lazy_regex(
    r"^(?:that|this|it|its share|the share|their share|a share|which)\b", re.IGNORECASE
)
_BREAK = lazy_regex(r"[;\u2014]|, (?:but|while|whereas)\b| while ", re.IGNORECASE)


class _Figure(NamedTuple):
    at: int
    quantity: Quantity
    frame: Frame


Portion = tuple[Quantity, Quantity, Quantity]  # part, whole, share


_RANKS = lazy_regex(r" (?:places?|spots?|notch|notches|ranks?|rungs?|positions?|steps?)\b")
_OF_THESE = lazy_regex(
    r"\W*(?:of|among) (?:(?:these|them|those|whom|which)\b|"
    r"(?:this|that|it)(?=,| (?:sum|amount|total)\b))",
    re.IGNORECASE,
)


def of_these(frame: Frame) -> bool:
    """Whether all figures of a sentence are parts of a whole told before it: "of these, 40 ...".

    One may yet open with its own whole: "Of these 120, 40 ...".
    """
    found = _OF_THESE.match(frame.text)
    return found is not None and all(at > found.end() + 1 for at, _ in frame.figures)


def portions(evidence: Evidence) -> Iterator[Portion]:
    """Yield part, whole and share where one passage leaves no doubt which they are."""
    before: Frame | None = None
    for frame in all_frames(evidence):
        near = before if before is not None and adjoins(before, frame) else None
        before = frame
        for at, share in frame.figures:
            if share.kind in {Kind.PERCENT, Kind.FRACTION} and share.value and _is_share(frame, at):
                found = _of(frame, near, at)
                pair = (found[0].quantity, found[1].quantity) if found is not None else None
                if found is None or pair is None or not _wrong_within_room(*pair, share):
                    continue
                if _ranked(*found):
                    continue
                if not _has_share(found[0].frame, pair, share):
                    yield *pair, share


def _ranked(part: _Figure, whole: _Figure) -> bool:
    """Whether two figures tell places: "up two places, the fastest of the top 10"."""
    rose = _RANKS.match(part.frame.text, part.at + 1) is not None
    return rose or _TOP.search(whole.frame.text, 0, whole.at + 1) is not None


def _has_share(frame: Frame, pair: tuple[Quantity, Quantity], share: Quantity) -> bool:
    """Whether another percentage beside a part is its share: "The share was 10 percent in 2008"."""
    return any(
        one.kind is Kind.PERCENT and one.start != share.start and share_fits(*pair, one)
        for _, one in frame.figures
    )


_TOP = lazy_regex(
    r"\b(?:top|largest|biggest|leading|major|first|last) [\ue000-\ue01f]$", re.IGNORECASE
)


def _is_share(frame: Frame, at: int) -> bool:
    lead = _HEDGE.sub("", frame.text[max(0, at - 60) : at])
    return (
        SHARE_AHEAD.search(lead) is not None
        and _OF_CHANGE.search(lead) is None
        and NO_SHARE.match(frame.text, at + 1) is None
        and _OF_ANOTHER.match(frame.text, at + 1) is None
        and not PACE.search(frame.text, at, at + 20)
    )


def _wrong_within_room(part: Quantity, whole: Quantity, share: Quantity) -> bool:
    if share_fits(part, whole, share) or share.kind is Kind.FRACTION:
        return False
    right = percentage(rounded(part), rounded(whole))
    return _ROOM[0] * right.low <= (share.value or 0.0) <= _ROOM[1] * right.high


def _of(frame: Frame, near: Frame | None, at: int) -> Pair | None:
    here = _figures(frame)
    ends = [0, *(found.start() for found in _BREAK.finditer(frame.text)), len(frame.text)]
    start, end = max(e for e in ends if e <= at), min(e for e in ends if e > at)
    clause = [figure for figure in here if start <= figure.at < end]
    if here and not clause and not _THIS.match(frame.text[start:].lstrip("; ")):
        return None  # "; men made up 11 percent": of something else
    passages = [clause, here] if len(clause) < len(here) else [here]
    for passage in passages:
        if any(len(group) > 1 for group in _groups(passage)):
            return _beside(_pair(passage), frame, at)
    if near is None:
        return None
    if not here and _THIS.match(frame.text):
        return _pair(_figures(near))
    if len(here) == 1:
        return _with_total(here[0], near)
    return None


Pair = tuple[_Figure, _Figure]  # part and whole


def _beside(pair: Pair | None, frame: Frame, at: int) -> Pair | None:
    """Return a pair unless a share stands right behind a figure that is the whole.

    "204 votes, or 68 percent of the members, and 85 against" speaks of 204, not of 85 of 204.
    """
    if pair is None:
        return None
    part, whole = pair
    named = _NAMED.match(frame.text, at + 1)
    if named is not None and named["noun"][:5] not in frame.text[whole.at : whole.at + 60].lower():
        lead = frame.text[max(0, whole.at - 60) : whole.at].lower()
        if named["noun"][:5] not in lead:
            return None
    return None if whole.at < at < part.at and _RENAMES.search(frame.text, 0, at) else pair


_NAMED = lazy_regex(
    r"\sof\s(?:the|its|their|all)\s(?P<noun>population|respondents|votes|seats|workforce|budget|"
    r"force|members|market)\b"
)
_RENAMES = lazy_regex(r"(?:, or|\(|, i\.e\.,?|, that is,?) ?(?:about |some |only )?$")


def _figures(frame: Frame) -> list[_Figure]:
    return [
        _Figure(at, quantity, frame)
        for at, quantity in frame.figures
        if quantity.kind in AMOUNTS
        and quantity.value is not None
        and quantity.value > 0
        and not quantity.malformed
        and frame.slim[at] != DATE
        and not PACE.search(frame.text, at, at + 18)
        and not _RANKS.match(frame.text, at + 1)
    ]


def _groups(passage: list[_Figure]) -> list[list[_Figure]]:
    by_unit: dict[tuple[object, ...], list[_Figure]] = defaultdict(list)
    for figure in passage:
        kind = figure.quantity.kind
        by_unit[kind, figure.quantity.unit if kind is not Kind.COUNT else ""].append(figure)
    return list(by_unit.values())


def _pair(passage: list[_Figure]) -> Pair | None:
    """Return the part and the whole of a passage in which one unit has just these two."""
    groups = [group for group in _groups(passage) if len(group) > 1]
    if len(groups) != 1 or len(groups[0]) > 2:
        return None
    part, whole = sorted(groups[0], key=lambda figure: figure.quantity.value or 0.0)
    if any(_MOVED.search(one.frame.text, 0, one.at) for one in (part, whole)):
        return None
    if not _is_whole(whole, part) or whole.quantity.comparator is Comparator.OVER:
        return None
    return part, whole


_MOVED = lazy_regex(r"\b(?:up from|down from|than|against|versus|compared \w+)\b[^,;]{0,20}$")


def _is_whole(whole: _Figure, part: _Figure) -> bool:
    text = whole.frame.text
    if _LED.search(text, 0, whole.at) and not _LED_ASTRAY.search(text, 0, whole.at):
        return True
    if _BEHIND.match(text, whole.at + 1):
        return True
    return part.at > whole.at and _OF_WHICH.match(text, whole.at + 1) is not None


_LED_ASTRAY = lazy_regex(
    r"\b(?:because|instead|ahead|independent|regardless|cost|price|value|worth|one|end|"
    r"(?:in|de)crease|rise|drop|fall|growth|surplus|deficit) of\b[^,;()]{0,30}$",
    re.IGNORECASE,
)


def _with_total(part: _Figure, near: Frame) -> Pair | None:
    """Return a part with the total that the sentence before gives, and nothing else of its unit."""
    group = [
        figure
        for figure in _figures(near)
        if figure.quantity.kind is part.quantity.kind
        and (figure.quantity.unit == part.quantity.unit or part.quantity.kind is Kind.COUNT)
    ]
    if len(group) != 1 or (group[0].quantity.value or 0.0) <= (part.quantity.value or 0.0):
        return None
    if not _TOTAL.search(near.text, 0, group[0].at) and not _of_it(part):
        return None
    return part, group[0]


def _of_it(part: _Figure) -> bool:
    """Whether a sentence opens with what its part is of: "Of this, cars made up 30 billion"."""
    found = _OF_THESE.match(part.frame.text)
    return found is not None and found.end() <= part.at
