"""Days on which two documents say that one named body met or decided, a few days apart.

"The Foreign Workforce Policy Committee decided on December 18" and "the committee settled it at its
meeting on December 22": a body of a long name is one, and does not sit twice in a fortnight.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.misdated import Dated, given
from bongsu.audit.reading.wording import content_words, proper_names
from bongsu.evidence.mentions import Evidence, Granularity
from bongsu.patterns import lazy_regex

_BODY = lazy_regex(
    r"\b(?:Committee|Commission|Council|Board|Panel|Authority|Task Force|Subcommittee|Tribunal|"
    r"Jury|Court|Cabinet)$"
)
_SAT = lazy_regex(
    r"\b(?:met|meets?|meeting|decid\w+|settled|approv\w+|adopt\w+|voted|ruled|agreed|confirmed|convened|"
    r"sat|heard|endorsed|finali[sz]ed|resolved|passed|picked|chose|recommended)\b"
)
_ANOTHER = lazy_regex(
    r"\b(?:again|another|next|previous|earlier|last|first|second|third|follow-?up|resumed|will|would|"
    r"scheduled|expected|after|before|until|since|by)\b"
)
_THE_BODY = lazy_regex(
    r"\b[Tt]he (?:committee|commission|council|board|panel|court|tribunal|cabinet)\b|\bIt\b"
)
_FORTNIGHT = 14
_MOST = 60  # sittings of one body that are compared
_WORDS = 3  # of a name that is a body's own
_REACH = 60  # code points before a day in which another time is told


class _Sitting(NamedTuple):
    body: str
    dated: Dated


def bodies_met(evidences: Sequence[Evidence]) -> Iterator[tuple[Dated, Dated]]:
    """Yield two days in two articles on which one body of a long name sat."""
    days = [frozenset(given(evidence)) for evidence in evidences]
    sat: dict[str, dict[tuple[int, dt.date], Dated]] = {}
    for at, evidence in enumerate(evidences):
        for one in _sittings(evidence):
            sat.setdefault(one.body, {}).setdefault((at, one.dated.day), one.dated)
    for of_body in sat.values():
        sittings = list(of_body.items())[:_MOST]
        for ((here, ours), first), ((there, theirs), second) in combinations(sittings, 2):
            known = ours in days[there] or theirs in days[here]
            if here != there and 0 < abs((ours - theirs).days) < _FORTNIGHT and not known:
                yield first, second


def _sittings(evidence: Evidence) -> Iterator[_Sitting]:
    """Yield the days by which a text tells that a named body sat; one told by "it" as well."""
    for date in evidence.dates if evidence.sentences else ():
        if date.granularity is not Granularity.DAY or date.first is None:
            continue
        dated = Dated(evidence, date, date.first)
        sentence = dated.place.sentence
        words = evidence.words(sentence)
        at = dated.date.start - sentence.start
        if not _SAT.search(words) or _ANOTHER.search(words[max(0, at - _REACH) : at]):
            continue
        bodies = _bodies(words)
        if not bodies and _THE_BODY.search(words):
            before = evidence.text[evidence.block_of(sentence).start : sentence.start]
            bodies = _bodies(before)
        if len(bodies) == 1:
            yield _Sitting(bodies.pop(), dated)


_HEAD = (
    r"(?:[Ss]ub)?[Cc]ommittee|Commission|commission|Council|council|Board|board|Panel|panel|"
    r"Tribunal|tribunal|Court|court|Cabinet|cabinet|[Tt]ask [Ff]orce"
)
_NAMED = lazy_regex(
    r"(?P<name>(?:[A-Z][\w&'\u2019-]*\s(?:(?:and|of|for|on|the)\s){0,2}){0,8})"
    rf"(?P<head>{_HEAD})\b"
    r"(?P<of>\s(?:on|for|of)\s(?:the\s)?(?:[A-Z][\w-]+|[a-z]+)(?:(?:\s|\sand\s|,\s)[A-Z][\w-]+){0,5})?"
)
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "this", "that"})


def bodies_apart(first: str, second: str) -> bool:
    """Whether each of two sentences names a body, and none of one is a body of the other.

    A name may be cut short, but the committee of a council is not the council.

    Examples
    --------
    >>> bodies_apart("The committee on trade met.", "The committee on taxes met.")
    True
    >>> bodies_apart("The Trade Policy Committee met.", "The Policy Committee met.")
    False
    """
    ours, theirs = _named(first), _named(second)
    return bool(ours and theirs) and not any(
        head == its_head and (words <= its_words or its_words <= words)
        for head, words in ours
        for its_head, its_words in theirs
    )


def _named(words: str) -> set[tuple[str, frozenset[str]]]:
    """Return the bodies that a sentence names by more than "the committee"."""
    found = set()
    for match in _NAMED.finditer(words):
        said = [word for word in match["name"].split() if word.lower() not in _ARTICLES]
        own = content_words(f"{' '.join(said)} {match['of'] or ''}")
        if own:
            found.add((match["head"].lower(), own))
    return found


def _bodies(words: str) -> set[str]:
    names = (name.removeprefix("The ") for _, _, name in proper_names(words))
    return {name for name in names if _BODY.search(name) and len(name.split()) >= _WORDS}
