"""Whether words say "up" or "down", and where the verb before two levels points."""

from __future__ import annotations

import re

from bongsu.audit.notation import Form
from bongsu.patterns import regex

_UP = Form(r"{up}|{up_noun}|\bup\b|\+|{more}")
_DOWN = Form(r"{down}|{down_noun}|\bdown\b|[-\u2212]|{less}")
_UP_VERB = Form("{up}")
_DOWN_VERB = Form("{down}")
_CLAUSE = regex(r"[^,;:\u2014()\ue000-\ue01f]*$")
SUBJECT = regex(  # "the increase has been revised from": what moves is called so itself
    r" (?:[a-z]+ ){0,6}?(?:has|have|had|was|were|is|are|will|would) (?:been |be |now )?"
    r"(?:adjusted|revised|changed|amended|corrected|set|put|estimated|forecast|projected|seen)\b",
    re.IGNORECASE,
)
_BEGUN = regex(  # where another clause begins, of which the verb before is not
    r"\b(?:after|when|because|while|although|though|whereas|that|which|who|reported|said)\b",
    re.IGNORECASE,
)
_NO_WAY = regex(  # "as employment went from": what else moved has a verb of its own
    r"\b(?:went|goes|moved|moves|ran|passed|changed|shifted|swung)(?: from)? *$", re.IGNORECASE
)
_DENIED = regex(
    r"\b(?:not|never|no|without|instead|rather|prevent(?:s|ed|ing)?|avoid\w*|if|unless|"
    r"would have|failed)\b|"
    r"n[\u2019']t\b",
    re.IGNORECASE,
)


def direction_of(way: str) -> str:
    """Return whether some words say "up" or "down"; nothing if they say neither or both."""
    up, down = _UP.search(way), _DOWN.search(way)
    if bool(up) == bool(down):
        return ""
    return "up" if up else "down"


def direction_before(head: str) -> str:
    """Return where the verb of the clause before the levels points; nowhere if two disagree."""
    clause = _CLAUSE.search(head.rstrip(" ,") + " ")  # "climbed for three years, from"
    said = _BEGUN.split(clause[0])[-1][-60:] if clause else ""
    if _DENIED.search(head) or _NO_WAY.search(said):
        return ""
    last = _last_verb(said)
    if last:
        return last
    up, down = _UP_VERB.search(said), _DOWN_VERB.search(said)
    if bool(up) == bool(down):
        return ""
    verb = up or down
    if verb is not None and SUBJECT.match(said, verb.end()):
        return ""
    return "up" if up else "down"


def _last_verb(said: str) -> str:
    """Return where the verb right before the levels points: "pay increases slowed from"."""
    words = said.rstrip(" ")
    ends = {
        way: max((found.end() for found in form.finditer(words)), default=-1)
        for way, form in (("up", _UP_VERB), ("down", _DOWN_VERB))
    }
    at_end = [way for way, end in ends.items() if end >= len(words)]
    return at_end[0] if len(at_end) == 1 else ""
