"""What a change and the levels far from it speak of, by the small words beside them.

Two figures are of one thing if their sentences share such a word, or if a pronoun points back from
the one to the other. A proper name is no topic: many measures are of one country.
"""

from __future__ import annotations

import re

from bongsu.audit.reading.changed import Changed, way_of
from bongsu.audit.reading.placed import Pair, Placed
from bongsu.audit.reading.wording import content_words
from bongsu.patterns import lazy_regex, regex

_HEDGES = lazy_regex(r"(?: (?:about|some|nearly|almost|roughly|only|just|another|a))*\s*$")
POINTS_BACK = lazy_regex(
    r"\b(?:it|they|this|that|these|those|which|both|either)\b(?: [a-z]+){0,4} ?$"
)
_SAID = lazy_regex(r"\b(?:said|says|that|reported)\b(?= [a-z]+ [a-z]+)")


def of_one_topic(change: Changed, pair: Pair) -> bool:
    """Whether a verb with a subject of its own ("food prices rose") is said of two levels.

    A noun ("the rise of") and a pronoun point back to them; another subject must be named there.
    """
    if all(level.frame is change.frame for level in pair):
        return True
    clause = regex(r"[,;:\ue000-\ue01f]").split(change.frame.text[: change.at])[-1]
    lead = _SAID.split(_HEDGES.sub("", clause.lower()))[-1]
    words = regex(r"[a-z]+").findall(lead.removesuffix(" by"))
    if POINTS_BACK.search(lead):
        return True
    tail = _OF_WHAT.match(change.frame.text, change.at + 1)
    if words and way_of(words[-1]):
        topic = _topic(" ".join(words[:-1]))
    elif tail is not None:
        topic = _topic(tail["what"])
    else:
        return True
    others = [level.frame.text for level in pair if level.frame is not change.frame]
    return not topic or bool(topic & _topic(" ".join(others)))


_OF_WHAT = lazy_regex(
    r" (?:[a-z-]+ )?(?:rise|fall|drop|increase|decrease|decline|gain|jump|slide|cut|lower|higher|"
    r"up|down) in (?P<what>(?:[a-z-]++ ?){1,5})"
)


def _topic(words: str) -> frozenset[str]:
    """Return the stems of the words that may name what is told of."""
    own = (
        word
        for word in regex(r"[a-z]+").findall(words.lower())
        if way_of(word) not in {"up", "down"}
    )
    return content_words(" ".join(own)) - _TIMES


_TIMES = content_words(
    "year years month months quarter quarters week last first second now when total overall"
)


def linked(change: Changed, pair: Pair) -> bool:
    """Whether two levels are of one thing: of one sentence, or called alike, or by a pronoun."""
    first, second = pair
    if first.frame is second.frame or first.cell or change.way == "apart":
        return True
    if _LIKE.search(second.frame.text):
        return True
    return bool(words_beside(first) & words_beside(second))


_LIKE = lazy_regex(
    r"\b(?:it|they|this|that|those|corresponding|same|comparable|earlier|previous|before)\b",
    re.IGNORECASE,
)


def words_beside(level: Placed) -> frozenset[str]:
    """Return the stems of the small words beside a level; a name is no measure."""
    around = level.frame.text[max(0, level.at - _BESIDE) : level.at + _BESIDE]
    return _topic(" ".join(regex(r"(?<![\w-])[a-z]+").findall(around)))


_BESIDE = 70  # code points
