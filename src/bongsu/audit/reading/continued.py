"""Ways that are said to go on, though the text says that the thing goes the other way.

"Will stay on a downward path" presumes that it has been going down. It is held against the latest
time of which the text tells two levels of the same thing, or a way it is on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.fits import below
from bongsu.audit.reading.pairing import movements
from bongsu.audit.reading.wording import content_words, prose
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_DOWN = r"downward|falling|declining|decreasing|shrinking|weakening|slowing|sinking"
_UP = r"upward|rising|climbing|increasing|growing|expanding|strengthening|accelerating"
_FALL = r"decline|fall|drop|slide|descent|decrease|slump|contraction|slowdown"
_RISE = r"rise|climb|growth|increase|ascent|expansion|upturn|recovery|rebound"
_COURSE = r"(?:trend|path|movement|course|trajectory|track|tendency|way|curve)"
_GOES_ON = guarded_regex(
    rf"\b(?:(?:stay|remain|keep|continue|persist)(?:s|ed|ing)?\s(?:on|with|in|along)\s(?:a|an|its|the|their)\s"
    rf"(?:(?P<down1>{_DOWN})|(?P<up1>{_UP}))\s{_COURSE}|"
    rf"continu(?:e|es|ed|ing)\s(?:on\s|with\s)?(?:its|their|the)\s(?:\w+\s)?(?:(?P<down2>{_FALL}|(?:{_DOWN})\s{_COURSE})|"
    rf"(?P<up2>{_RISE}|(?:{_UP})\s{_COURSE})))\b",
    re.IGNORECASE,
)
_ON_WAY = lazy_regex(
    rf"\b(?:is|are|has\sbeen|have\sbeen)\s(?:now\s)?on\san?\s(?:\w+\s)?(?:(?P<down1>{_DOWN})|(?P<up1>{_UP}))\s{_COURSE}\b",
    re.IGNORECASE,
)
_NOT = lazy_regex(
    r"\b(?:not|no|if|whether|unless|instead|stop\w*|end(?:ed|s)?|broke|halt\w*|until)\b",
    re.IGNORECASE,
)
_NAME = lazy_regex(r"\b[A-Z][\w-]*")
_IN_PLACE = lazy_regex(
    r"\b[Ii]n\s(?:the\s)?[A-Z](?!anuary|ebruary|arch|pril|ay\b|une|uly|ugust|eptember|ctober|ovember|ecember)"
)
_IT = lazy_regex(r"(?:it|they|this|these)\b", re.IGNORECASE)
_VAGUE = content_words(
    "said say says expected expect likely year years rate number level figure total share "
    "percent will would"
)
_FAR = 4000  # code points between the two
_SUBJECT = 8  # words before a verb in which its subject stands


def turned_ways(evidence: Evidence) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield words by which a way goes on, with those by which the thing goes the other one."""
    sentences = prose(evidence)
    for place, (sentence, words) in enumerate(sentences):
        for match in _GOES_ON.finditer(words):
            if _NOT.search(words[max(0, match.start() - 40) : match.end() + 20]):
                continue
            lead = " ".join(words[: match.start()].split()[-_SUBJECT:])
            subject = content_words(_NAME.sub(" ", lead)) - _VAGUE
            if place and (_IT.match(words) or not subject):
                subject = content_words(sentences[place - 1][1]) - _VAGUE
            if _IN_PLACE.search(words):
                continue  # in one place what goes on may have turned in another
            up = bool(match["up1"] or match["up2"])
            span = sentence.start + match.start(), sentence.start + match.end()
            other = _other_way(evidence, subject, span, up=up)
            if other is not None:
                yield span, other


def _other_way(
    evidence: Evidence, subject: frozenset[str], span: tuple[int, int], *, up: bool
) -> tuple[int, int] | None:
    """Return where a text tells that a thing last went the other way, unless it tells both."""
    for sentence, words in prose(evidence):
        way = _ON_WAY.search(words)
        at = sentence.start + (way.start() if way else 0)
        if way is None or at == span[0] or bool(way["up1"]) is up:
            continue
        if subject & content_words(words[: way.start()]):
            return at, sentence.start + way.end()
    told: list[tuple[int, bool, tuple[int, int]]] = []
    for move in movements(evidence):
        frame = move.frame
        said = content_words(frame.text[: move.end]) & subject
        rose, fell = below(move.before, move.after), below(move.after, move.before)
        near = abs(frame.sentence.start - span[0]) < _FAR
        if len(said) < min(2, len(subject)) or not near or not (rose or fell):
            continue
        years = [d.last.year for d in frame.dates(0, len(frame.text)) if d.last]
        first, last = sorted((move.before.start, move.after.start))
        told.append((max(years, default=0), rose, (first, last)))
    if not told:
        return None
    latest = max(year for year, _, _ in told)
    ways = {rose for year, rose, _ in told if year == latest}
    if ways == {not up}:
        return next(span for year, _, span in told if year == latest)
    return None
