"""Differences that a text gives beside the two figures which they lie between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.changes.balances import balances
from bongsu.audit.changes.gaps import gaps
from bongsu.audit.notation import form_of, forms
from bongsu.audit.reading.apart import called_differences
from bongsu.audit.reading.fits import difference, fits
from bongsu.audit.reading.frames import Frame, all_frames, frames
from bongsu.audit.reading.levels import told_changes
from bongsu.audit.reading.pairing import Movement, alike, movements
from bongsu.audit.reading.wording import content_words, sentence_at
from bongsu.evidence.mentions import PERCENTS, Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex

Trio = tuple[Quantity, Quantity, Quantity]  # two levels, and what is said to lie between them

_GAP = forms("arithmetic_changes", "gap")
_ROOM = (0.4, 2.5)  # of the difference: a figure farther off is of another pair
_NEXT_BASE = lazy_regex(r"\b(?:and|or|but|while)\b")


def differences(evidence: Evidence) -> Iterator[Trio]:
    """Yield the differences of an article that its sentences spell out."""
    yield from _of_movements(evidence)
    yield from _of_levels(evidence)
    yield from balances(evidence)
    yield from (trio for trio in gaps(evidence) if not _told_before(evidence, trio))
    for frame in frames(evidence):
        for form in _GAP:
            for match in form.finditer(frame.text):
                gap = _gap(frame, match)
                if gap is not None:
                    yield gap
    before: Frame | None = None
    for frame in all_frames(evidence):
        if before is not None and before.sentence.block == frame.sentence.block:
            yield from _fewer_than_before(before, frame)
            yield from _this_is(before, frame)
            yield from _thus(before, frame)
        before = frame
    yield from called_differences(evidence)


_OWN_THING = lazy_regex(  # "the rise of mortgage loans by 4.8 trillion won"
    r"\b(?:rise|fall|increase|decrease|drop|growth|gain|decline)s?\s(?:of|in)\s"
    r"(?:the\s|its\s|their\s)?(?P<what>[a-z][a-z\s-]{2,40}?)\s(?:by|of)(?:\s(?:about|some|around))?\s$"
)


def of_another_thing(evidence: Evidence, trio: Trio) -> bool:
    """Whether a difference names what moved, and the sentences of its levels do not.

    Or whether it says what the level before it moved from: the level behind it is of another time.
    """
    if of_level_before(evidence, trio):
        return True
    apart = trio[2]
    sentence = evidence.sentences[sentence_at(evidence, apart.start)]
    own = _OWN_THING.search(evidence.text, sentence.start, apart.start)
    if own is None:
        return False
    places = {sentence_at(evidence, level.start) for level in trio[:2]}
    others = (evidence.sentences[place] for place in places if place >= 0)
    said = evidence.text[sentence.start : own.start()] + " ".join(
        evidence.words(one) for one in others if one.start != sentence.start
    )
    return not content_words(own["what"]) & content_words(said)


def of_level_before(evidence: Evidence, trio: Trio) -> bool:
    """Whether a change leads to the first level, from one that is not told.

    "Arrivals dropped to 229, 78 percent fewer than in the year before, and then to 63."
    """
    before, after, change = trio
    return (
        before.end < change.start < change.end < after.start
        and _SINCE_EARLIER.match(evidence.text, change.end) is not None
        and _ASIDE.search(evidence.text, before.end, change.start) is not None
    )


_SINCE_EARLIER = lazy_regex(
    r"(?: (?:more|fewer|less|higher|lower|up|down|above|below))?(?:,? (?:than|from|on))?"
    r"(?: (?:in|at|for))? (?:the|a) (?:year|month|quarter|week|day|season) (?:before|earlier)\b",
    re.IGNORECASE,
)
_ASIDE = lazy_regex(r"[,;(\u2014\u2013][^.]*$")


def _told_before(evidence: Evidence, trio: Trio) -> bool:
    """Whether the paragraph of two levels has their difference before what was taken for it."""
    first, second, apart = trio
    block = evidence.block_of(evidence.sentences[sentence_at(evidence, apart.start)])
    return any(
        other.kind is apart.kind
        and other.unit == apart.unit
        and other.start not in {first.start, second.start}
        and fits(other, difference, first, second)
        for other in within(evidence.quantities, block.start, apart.start)
    )


def _of_movements(evidence: Evidence) -> Iterator[Trio]:
    for movement in movements(evidence):
        for change in movement.changes:
            if movement.percents or change.kind in PERCENTS or _two_signs(movement):
                continue
            if signs_apart(evidence, movement.before, movement.after):
                continue
            one_unit = alike(change, movement.after, movement.frame)
            if _OF_ANOTHER.search(evidence.text, movement.after.end, change.start):
                continue
            if one_unit is not None:
                yield movement.before, movement.after, one_unit[0]


_OF_ANOTHER = lazy_regex(  # ", and the deficit widened by": another level moved
    r",?\s(?:and\sso|and|while|so\sthat|so|but)\s(?:the|its|their)\s[a-z\s-]{3,40}?\s(?:widened|narrowed|rose|fell|grew|"
    r"shrank|increased|decreased|swelled)\sby\s$"
)
_LOSS = lazy_regex(r"\bdeficit|\bloss of\b|\bloss(?:es)? (?:was|were)\b|\ba (?:[\ue020] )?loss\b")
_PROFIT = lazy_regex(r"\b(?:surplus|profit|earnings|income|gain)")


def _two_signs(movement: Movement) -> bool:
    """Whether something turned from a deficit to a surplus: then the two levels are added."""
    said = movement.frame.text[max(0, movement.start - 30) : movement.end].lower()
    return _LOSS.search(said) is not None and _PROFIT.search(said) is not None


_SIGN_BEFORE = lazy_regex(
    r"\b(?:(?P<below>deficits?|loss(?:es)?|shortfalls?|in\sthe\sred)|"
    r"(?P<above>surplus(?:es)?|profits?|gains?|in\sthe\sblack))\b(?:\s[a-z]+){0,3}\s$"
)
_SIGN_BEHIND = lazy_regex(
    r"\s(?:[a-z-]+\s){0,2}?(?:(?P<below>deficit|loss|shortfall)|(?P<above>surplus|profit|gain))\b"
)
_LEAD = 50  # code points before a figure in which it is called a deficit or a surplus


def signs_apart(evidence: Evidence, first: Quantity, second: Quantity) -> bool:
    """Whether one of two figures is told as a deficit or a loss, the other as a surplus."""
    signs = {_sign(evidence, first), _sign(evidence, second)}
    return signs == {"below", "above"}


def _sign(evidence: Evidence, quantity: Quantity) -> str:
    text = evidence.text
    behind = _SIGN_BEHIND.match(text, quantity.end)
    found = behind or _SIGN_BEFORE.search(text, max(0, quantity.start - _LEAD), quantity.start)
    return (found.lastgroup or "") if found is not None else ""


def _of_levels(evidence: Evidence) -> Iterator[Trio]:
    for told in told_changes(evidence):
        change = told.change
        if change is None or change.kind in {*PERCENTS, Kind.POINTS}:
            continue
        if signs_apart(evidence, told.before, told.after):
            continue  # "a deficit of 3.1, then a surplus of 9.9": 13.0 apart
        one_unit = alike(change, told.after, told.frame)
        trio = _within_room(told.before, told.after, one_unit[0]) if one_unit else None
        if trio is not None:
            yield trio


def _closes(words: str) -> bool:
    """Whether words end a bracket that they do not open."""
    return words.find(")") >= 0 and not 0 <= words.find("(") < words.find(")")


def _gap(frame: Frame, match: re.Match[str]) -> Trio | None:
    """Return two levels and what the text says lies between them, in one unit."""
    first, second, apart = (frame.quantity(match, name) for name in "abc")
    if first is None or second is None or apart is None:
        return None
    if "to" in match.re.groupindex and _NEXT_BASE.search(match["to"]):
        return None  # "more than in 2020 and 20 more than in 2015"
    if _closes(frame.text[match.start("c") : max(match.start("a"), match.start("b"))]):
        return None  # "3.3 percent (0.7 points more than in May), 2.8 percent"
    pair = alike(first, second, frame)
    if pair is None:
        return None
    if pair[0].kind in PERCENTS:
        if apart.kind not in {*PERCENTS, Kind.POINTS}:
            return None
        return _within_room(*pair, apart)
    same = alike(apart, pair[1], frame)
    return _within_room(*pair, same[0]) if same is not None else None


def _within_room(first: Quantity, second: Quantity, apart: Quantity) -> Trio | None:
    if first.value is None or second.value is None or apart.value is None:
        return first, second, apart
    gap = abs(first.value - second.value)
    near = _ROOM[0] * gap <= apart.value <= _ROOM[1] * gap
    return (first, second, apart) if near else None


_THIS_IS = form_of("arithmetic_changes", "this_is")


def _this_is(before: Frame, frame: Frame) -> Iterator[Trio]:
    """Yield "this is a 0.1 point increase from the 0.8 percent" after a level in percent."""
    match = _THIS_IS.search(frame.text)
    if match is None:
        return
    base, apart = frame.quantity(match, "a"), frame.quantity(match, "c")
    levels = [q for _, q in before.figures if q.kind in PERCENTS and q.value is not None]
    if base is not None and apart is not None and len(levels) == 1:
        yield base, levels[0], apart


_FEWER_THERE = form_of("arithmetic_changes", "fewer_there")


def _fewer_than_before(before: Frame, frame: Frame) -> Iterator[Trio]:
    """Yield a percentage that is points below one of those of the sentence before.

    Which of them is meant is left to the reader, so that all must fail.
    """
    match = _FEWER_THERE.search(frame.text)
    if match is None:
        return
    level, apart = frame.quantity(match, "a"), frame.quantity(match, "c")
    if level is None or apart is None:
        return
    bases = [q for _, q in before.figures if q.kind is Kind.PERCENT and q.value is not None]
    if any(fits(apart, difference, base, level) for base in bases):
        return
    near = [base for base in bases if _within_room(base, level, apart) is not None]
    if len(near) == 1:
        yield near[0], level, apart


_THAN = lazy_regex(r"[^,;.]{0,20}\bthan\b")
_THUS = form_of("arithmetic_changes", "thus")


def _thus(before: Frame, frame: Frame) -> Iterator[Trio]:
    """Yield a change that follows ("they thus fell by") from two levels told before it."""
    match = _THUS.search(frame.text)
    apart = frame.quantity(match, "c") if match is not None else None
    if match is None or apart is None or apart.value is None:
        return
    if _THAN.match(frame.text, match.end()):
        return  # "ten fewer than today": than what, no level told before need say
    here = [q for at, q in frame.figures if at < match.start("c")]
    levels = [
        q
        for q in [*(q for _, q in before.figures), *here]
        if q.value is not None and _level_of(q, apart)
    ]
    if len(levels) == 2 and (here or before.index + 1 == frame.index):
        pair = alike(levels[0], levels[1], frame)
        trio = _within_room(*pair, apart) if pair is not None else None
        if trio is not None:
            yield trio


def _level_of(level: Quantity, change: Quantity) -> bool:
    """Whether a figure may be a level that a change leads to or from."""
    if change.kind is Kind.POINTS:
        return level.kind is Kind.PERCENT
    return level.kind is change.kind and level.unit == change.unit


def of_two_beside(evidence: Evidence, before: Quantity, change: Quantity) -> bool:
    """Whether two other figures of the change's own sentence differ by it: "by 49.4 to 41.2"."""
    sentence = evidence.sentences[sentence_at(evidence, change.start)]
    if sentence.start <= before.start < sentence.end:
        return False
    own = [
        one
        for one in within(evidence.quantities, sentence.start, change.start)
        if one.kind is before.kind or one.kind in {Kind.COUNT, Kind.RATE}
    ]
    spread = (abs(one.bounds[1] - one.bounds[0]) for one in own if one.value is None)
    if any(abs(apart - (change.value or 0.0)) < change.step for apart in spread):
        return True  # "by 49.4 to 41.2 percent" is read as a range
    return any(fits(change, difference, *pair) for pair in pairwise(own))
