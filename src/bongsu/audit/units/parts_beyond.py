"""Parts far beyond the whole that they are told of, which another scale word would put within it.

"More than $100 million in all; Hyundai alone is putting in $5.54 billion": a part is called one by
its words ("alone", "of this", "among them"), or stands behind a colon among the parts of a total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import SIGNS
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.evidence.mentions import AMOUNTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_SCALED = lazy_regex(r"\b(?:thousand|million|billion|trillion|bn|mn|tn)\b", re.IGNORECASE)
_PART = lazy_regex(
    r"\balone\b|\bby (?:it|them)sel(?:f|ves)\b|\b(?:of|from|out of|within|among) (?:this|that|"
    r"which|"
    r"it|them|these|those|the (?:total|sum|whole|amount|money|package|funds?|pledges?|figure))\b|"
    r"\bincluding\b|\bincludes?\b|\bamong (?:them|these|the largest)\b|\bthe (?:largest|biggest|"
    r"bulk|lion.s share|remainder|rest)\b|\bthe (?:first|initial) (?:tranche|instal+ment|part|"
    r"phase)\b",
    re.IGNORECASE,
)
_NO_WHOLE = lazy_regex(
    r"\b(?:profits?|loss(?:es)?|surplus|deficit|balance|net|per|each|a (?:year|month|day)|"
    r"annual\w*|"
    r"monthly|daily|rose|fell|increase\w*|up|down|(?<!more )(?<!less )than)\b",
    re.IGNORECASE,
)
_NO_PART = lazy_regex(r"\b(?:total\w*|in all|altogether|combined|economy|GDP)\b")
_COLON = lazy_regex(r":\s|\u2014|, (?:with|comprising|consisting of|made up of|split into) ")
_STEP = 1000.0
_BEYOND = 3.0  # times the whole: nearer, the one may be of another time
_BACK = 2  # sentences from a part to its whole
_LISTED = 8  # parts behind a colon

Beyond = tuple[Quantity, Quantity, float]  # the suspect, the other, what the suspect should be


def parts_beyond(evidence: Evidence) -> Iterator[Beyond]:
    """Yield a whole or a part, the other of the two, and what the first should be."""
    recent: list[Frame] = []
    for frame in all_frames(evidence):
        recent = [
            one
            for one in recent
            if one.sentence.block == frame.sentence.block and frame.index - one.index <= _BACK
        ]
        found = (
            _said_part(frame)
            or _behind_colon(frame)
            or _said_most(frame, recent)
            or _called_part(frame, recent)
        )
        if found is not None:
            yield found
        recent.append(frame)


def _scaled(frame: Frame) -> list[tuple[int, Quantity]]:
    return [
        (at, q)
        for at, q in frame.figures
        if q.kind in AMOUNTS and q.value and _SCALED.search(frame.evidence.words(q))
    ]


def _behind_colon(frame: Frame) -> Beyond | None:
    """Return the one part of a list that is beyond the total before it."""
    figures = _scaled(frame)
    colon = _COLON.search(frame.text, figures[0][0]) if len(figures) > _BACK else None
    if colon is None:
        return None
    heads = [q for at, q in figures if at < colon.start()]
    if len(heads) != 1 or _NO_WHOLE.search(frame.text, 0, colon.start()):
        return None
    whole = heads[0]
    parts = [q for at, q in figures if at > colon.start() and _alike(q, whole)]
    beyond = [q for q in parts if (q.value or 0.0) > _BEYOND * (whole.value or 0.0)]
    if not 1 < len(parts) <= _LISTED or len(beyond) != 1:
        return None
    part = beyond[0]
    rest = sum(q.value or 0.0 for q in parts if q is not part)
    meant = (part.value or 0.0) / _STEP
    fits = rest + meant <= (whole.value or 0.0) + whole.approximate_step
    return (part, whole, meant) if fits else None


_OF_THE = lazy_regex(
    "\\b(?:of|out of|from) (?:the|its|their|this|that|a|some|an)(?: [a-z]+){0,3} "
    "(?P<w>[\ue000-\ue01f])[^.;:\ue000-\ue01f]{0,70}(?P<p>[\ue000-\ue01f])",
    re.IGNORECASE,
)
_RISE = guarded_regex(
    r"\b(?:rose|risen|grew|grown|climbed|increased?|jumped|gained|expanded|swelled|went up|"
    r"edged up|"
    r"rising|growing|climbing)\b[^.;:\ue000-\ue01f]{0,25} by [^.;:\ue000-\ue01f]{0,15}"
    "(?P<p>[\ue000-\ue01f])[^.;:\ue000-\ue01f]{0,50}(?<!due) to [^.;:\ue000-\ue01f]{0,40}"
    "(?P<w>[\ue000-\ue01f])",
    re.IGNORECASE,
)


_MOVED_ON = lazy_regex(  # "from a deficit of 10 billion to a surplus of 52"
    r"^from\b.*\bto\b|\b(?:deficit|surplus|loss|profit|balance)\b", re.IGNORECASE
)


def _said_part(frame: Frame) -> Beyond | None:
    """Return the whole of "of the 130 million, 70 billion", and of a rise beyond its end."""
    for form in (_OF_THE, _RISE):
        match = form.search(frame.text)
        if match is None or (form is _OF_THE and _MOVED_ON.search(match[0])):
            continue
        whole, part = frame.quantity(match, "w"), frame.quantity(match, "p")
        if whole is None or part is None or not _alike(part, whole) or not whole.value:
            continue
        if all(_SCALED.search(frame.evidence.words(q)) for q in (whole, part)):
            times = (part.value or 0.0) / whole.value
            by = _STEP if times <= _STEP else _STEP**2
            if _BEYOND < times <= by:
                return whole, part, whole.value * by
    return None


_MOST_OF = guarded_regex(
    r"(?:\b|(?=\ue000|[\ue001-\ue01f]))(?:more than half|over half|about half|nearly half|half|"
    r"two[- ]thirds|three[- ]quarters|"
    rf"{SIGNS[Kind.FRACTION]}|a third|a quarter|most|the bulk|the majority|a majority|"
    rf"the greater part|the lion.s share) "
    r"of (?:it|this|that|them|these|those|the (?:total|sum|whole|amount|debt|credit|money))\b",
    re.IGNORECASE,
)
_LEAST = 0.02  # of a whole: less is no half, third or quarter of it


def _said_most(frame: Frame, recent: list[Frame]) -> Beyond | None:
    """Return a part that is called half of the figure before it, and is next to nothing of it."""
    said = _MOST_OF.search(frame.text)
    figures = _scaled(frame) if said is not None else []
    if said is None or not figures:
        return None
    before = [(at, q) for at, q in figures if at < said.start()]
    at, part = before[-1] if before else figures[0]
    earlier = [q for one in recent for _, q in _scaled(one)] + [q for x, q in figures if x < at]
    wholes = [q for q in earlier if _alike(q, part) and q.value]
    if not wholes:
        return None
    whole = wholes[-1]
    share = (part.value or 0.0) / (whole.value or 1.0)
    fits = share < _LEAST and share * _STEP <= 1.0
    return (part, whole, (part.value or 0.0) * _STEP) if fits else None


def _called_part(frame: Frame, recent: list[Frame]) -> Beyond | None:
    """Return a whole far below the first figure that is called a part of it."""
    figures = _scaled(frame)
    called = _PART.search(frame.text) if figures else None
    if called is None:
        return None
    before = [(at, q) for at, q in figures if at < called.start()]
    behind = [(at, q) for at, q in figures if at > called.start()]
    alone = called[0].lower() == "alone"
    part_at, part = behind[0] if behind else before[-1]
    earlier = [(one, at, q) for one in recent for at, q in _scaled(one)]
    earlier += [(frame, at, q) for at, q in before if at < part_at]
    wholes = [(one, at, q) for one, at, q in earlier if _alike(q, part)]
    if not wholes or (not behind and not alone):
        return None
    one, at, whole = wholes[-1]
    value = whole.value or 0.0
    by = _STEP if (part.value or 0.0) <= _STEP * value else _STEP**2
    if not _BEYOND * value < (part.value or 0.0) <= by * value:
        return None
    lead = one.text[max(0, at - 60) : at + 40]
    if _NO_WHOLE.search(lead) or _NO_PART.search(frame.text[max(0, part_at - 40) : part_at + 30]):
        return None
    return whole, part, value * by


def _alike(one: Quantity, other: Quantity) -> bool:
    if one.kind is not other.kind or one.unit != other.unit:
        return False
    return one.kind is not Kind.COUNT or one.noun[:4] == other.noun[:4]
