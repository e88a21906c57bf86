"""Figures called back by their time: "the 5.4 percent recorded for 2022", which had been 5.1.

An article and a time behind it, or a time before it ("January's 57 billion dollars"), say that a
figure is known to the reader. If no figure of the article is that one, those of the same time and
of a like size are what is meant, and one of the two was written wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bongsu.audit.notation import DATE, FIGURES
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.wording import content_words, proper_names
from bongsu.evidence.mentions import (
    NO_BOUNDS,
    PERCENTS,
    Claim,
    Comparator,
    DateMention,
    Evidence,
    Kind,
    Quantity,
    Role,
)
from bongsu.patterns import lazy_regex

_DONE = (
    r"(?:recorded|registered|reported|averaged|posted|measured|counted|reached|earned|made|booked)"
)
_CALLED = lazy_regex(
    rf"\b(?P<whose>the|that|those|these|our|its|their) (?P<n>[{FIGURES}])"
    rf"(?: (?P<noun>[a-z]{{3,}}))??(?: {_DONE})?,? (?:for|in|over|during|of) (?P<d>{DATE})"
    rf"(?=\W*$|[,;:.)]|,? (?!(?:and|to|for|of|in|by|among|at|from|when|if)\b)[a-z{FIGURES}])|"
    rf"(?P<of>{DATE})['\u2019]s? (?P<m>[{FIGURES}])(?: (?P<what>[a-z]{{3,}}))??"
    rf"(?=\W*$|[,;:.)]|,? (?!(?:of|for|to)\b)[a-z])|"
    rf"(?:\bthe (?P<e>{DATE})|(?P<f>{DATE})['\u2019]s) (?:reading|figure|result|print|outcome|mark)"
    rf"(?: of| was| at)? (?P<h>[{FIGURES}])(?=\W*$|[,;:.)]|,? (?!(?:of|for|to)\b)[a-z])|"
    rf"(?:\b(?:half|part|most|third|quarter|all)|[{FIGURES}]) of the (?P<k>[{FIGURES}])"
    rf" {_DONE}\b(?! by| on| under)",
    re.IGNORECASE,
)
_OTHERWISE = lazy_regex(  # another edition, place or sort of what is told for the time
    r"\b(?:revis\w+|preliminar\w+|provisional|initial\w*|previous\w*|originally|estimat\w+|forecast\w*|"
    r"project\w+|expect\w+|plan\w*|peak|another|other|further|additional|core|seasonally|"
    r"respectively|budget\w*|first|second|advance|flash|abroad|elsewhere)\b",
    re.IGNORECASE,
)
_ROOM = (0.88, 1.14)  # of the earlier figure: one farther off is of something else
_ROOM_OF_READING = (0.8, 1.25)  # where it is called but a reading: of what was told before
_ROOM_OF_ALL = (0.9, 1.11)  # where no time binds the two
_KINDS = frozenset({*PERCENTS, Kind.MONEY, Kind.COUNT, Kind.PHYSICAL, Kind.RATE})
_MOST = 300  # figures of an article that are compared


def called_by_time(evidence: Evidence) -> Iterator[tuple[Claim, Claim]]:
    """Yield a figure told for a time, and the one by which its time calls it back."""
    claims = [one for one in evidence.claims if _is_level(one)][:_MOST]
    by_start = {claim.quantity.start: claim for claim in claims}
    for frame in all_frames(evidence):
        for match in _CALLED.finditer(frame.text):
            quantity = _figure(frame, match)
            claim = by_start.get(quantity.start) if quantity is not None else None
            if claim is None or _OTHERWISE.search(_clause(frame, match)):
                continue
            earlier = _meant(evidence, claim, _time(frame, match), claims, match)
            if earlier:
                told = earlier[-1]
                yield told, replace(claim, measure=told.measure, period=told.period)


def _is_level(claim: Claim) -> bool:
    quantity = claim.quantity
    return (
        quantity.kind in _KINDS
        and bool(quantity.value)
        and not quantity.words
        and not quantity.malformed
        and not quantity.per
        and quantity.comparator in NO_BOUNDS
        and not (claim.role is Role.CHANGE and quantity.kind not in PERCENTS)
    )


def _figure(frame: Frame, match: re.Match[str]) -> Quantity | None:
    return next(filter(None, (frame.quantity(match, name) for name in "nmkh")), None)


def _time(frame: Frame, match: re.Match[str]) -> str | None:
    """Return the time that calls a figure back, in EDTF."""
    item = frame.items.get(max(match.start(name) for name in ("d", "of", "e", "f")))
    if not isinstance(item, DateMention) or item.edtf is None:
        return None
    month = _MONTH.search(frame.evidence.words(item))
    return item.edtf[4:] if month and _YEAR_MONTH.fullmatch(item.edtf) else item.edtf


def _clause(frame: Frame, match: re.Match[str]) -> str:
    """Return what stands about a figure, where another edition of it would be named."""
    return frame.text[max(0, match.start() - _ASIDE) : match.end() + _ASIDE // 2]


_ASIDE = 30  # code points


def _meant(
    evidence: Evidence,
    claim: Claim,
    time: str | None,
    claims: Sequence[Claim],
    match: re.Match[str],
) -> list[Claim]:
    """Return the figures before one that it may be meant to be, none if it is one of the text."""
    own = claim.quantity
    alike = [
        one
        for one in claims
        if one is not claim
        and (one.quantity.kind is own.kind or {one.quantity.kind, own.kind} <= PERCENTS)
        and (one.quantity.unit == own.unit or own.kind is not Kind.MONEY)
    ]
    if any(_agrees(one.quantity, own) for one in alike):
        return []
    low, high = _ROOM_OF_READING if match["h"] else _ROOM if time else _ROOM_OF_ALL
    counted = own.noun if own.kind is Kind.COUNT else ""
    noun = content_words(match["noun"] or match["what"] or counted)
    return [
        one
        for one in alike
        if one.sentence < claim.sentence
        and low < (own.value or 0.0) / (one.quantity.value or 1.0) < high
        and (_of_time(one, time) if time else claim.sentence - one.sentence <= _BACK)
        and _of_noun(evidence, one, noun)
        and not _names_another(evidence, one, claim)
    ]


_BACK = 8  # sentences


def _of_time(one: Claim, time: str) -> bool:
    """Whether a figure is of a time; a month without its year is any of that name."""
    period = one.period or ""
    return period.endswith(time) if time.startswith("-") else period == time


def _agrees(one: Quantity, other: Quantity) -> bool:
    """Whether two figures may be one, rounded or cut off to the places of the rougher."""
    first, second = one.value or 0.0, other.value or 0.0
    room = max(
        each.step if each.comparator is Comparator.EXACT else each.approximate_step
        for each in (one, other)
    )
    return abs(first - second) < room


def _of_noun(evidence: Evidence, one: Claim, noun: frozenset[str]) -> bool:
    """Whether what is counted is told beside an earlier figure too, or nothing is counted."""
    sentence = evidence.words(evidence.sentences[one.sentence])
    return not noun or bool(noun & content_words(f"{one.measure} {one.quantity.noun} {sentence}"))


def _names_another(evidence: Evidence, one: Claim, later: Claim) -> bool:
    """Whether a name right behind the later figure is not told where the earlier one stands."""
    sentences = evidence.sentences
    end = min(sentences[later.sentence].end, later.quantity.end + 2 * _ASIDE)
    behind = {name for _, _, name in proper_names(evidence.text[later.quantity.end : end])}
    told = evidence.words(sentences[one.sentence])
    return any(name not in told and not _MONTH.search(name) for name in behind)


_MONTH = lazy_regex(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December)$"
)
_YEAR_MONTH = lazy_regex(r"\d{4}-\d\d")
