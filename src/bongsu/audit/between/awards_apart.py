"""Sums of one award, contract or loan that two documents tell of the same two parties.

"Awarded $120 million under the CHIPS and Science Act to Crucible Metals" and "Crucible Metals took
a USD 210 million CHIPS and Science Act award" are one award: a firm has many, but seldom two of
one kind with the same other name. Where a text gives both sums, it knows of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.sameness import opposed
from bongsu.audit.reading.wording import content_words, proper_names, sentence_at
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.entities import entities
from bongsu.evidence.mentions import (
    Claim,
    Comparator,
    DateMention,
    Evidence,
    Granularity,
    Kind,
    Quantity,
    within,
)
from bongsu.patterns import lazy_regex, regex

_KINDS = {
    "award": r"award\w*|grant(?:s|ed)?|subsid(?:y|ies)|incentives?|direct\sfunding",
    "contract": r"contracts?|orders?|deal",
    "loan": r"loans?|lent|credit\sline",
    "purchase": r"acqui\w+|bought|buys|purchas\w+|takeover|stake",
    "fine": r"fin(?:e|ed|es)|penalt(?:y|ies)|settle\w*",
}
_REACH = 60  # code points from a sum to the word that tells what it is
_FEWEST = 2  # names that both sentences have
_JOINT = lazy_regex(r"[;:]\s|,\s(?:and|but|while|which|who)\s|\s(?:and|but|while)\s(?=[a-z]+ed\b)")
_OTHER = lazy_regex(
    r"\b(?:another|second|third|further|additional|more|each|annual\w*|initial\w*|total\w*|up\sto|"
    r"of\swhich|including|earlier|previous\w*|worth|capital|expected|per|"
    r"part|instal\w+|under\s(?:the|this|that|its)\s(?:contract|order|deal|loan|grant|award|agreement))\b",
    re.IGNORECASE,
)
_CLOSE = 0.4  # of the larger sum: what is farther off is of another thing
_MOST = 100  # sums of one kind that are compared


class Award(NamedTuple):
    """A sum with what it is and whose."""

    evidence: Evidence
    claim: Claim
    kind: str
    said: str  # its sentence
    words: frozenset[str]

    @property
    def quantity(self) -> Quantity:
        """The sum."""
        return self.claim.quantity


def awards_apart(evidences: Sequence[Evidence]) -> Iterator[tuple[Award, Award]]:
    """Yield two sums of what seems to be one award, in two articles."""
    told: dict[str, list[Award]] = {}
    for evidence in evidences:
        for one in _awards(evidence):
            told.setdefault(one.kind, []).append(one)
    for some in told.values():
        for one, other in combinations(some[:_MOST], 2):
            if one.evidence.article is not other.evidence.article and _is_one(one, other):
                yield one, other


def _awards(evidence: Evidence) -> Iterator[Award]:
    for claim in evidence.claims:
        quantity = claim.quantity
        if quantity.kind is not Kind.MONEY or not quantity.value or quantity.malformed:
            continue
        sentence = evidence.sentences[claim.sentence]
        if quantity.comparator is not Comparator.EXACT:
            continue
        if evidence.block_of(sentence).kind in {BlockKind.HEADING, BlockKind.CELL}:
            continue
        start = max(sentence.start, quantity.start - _REACH)
        before = _JOINT.split(evidence.text[start : quantity.start])[-1]
        behind = _JOINT.split(evidence.text[quantity.end : sentence.end][:_REACH])[0]
        near = f"{before} {behind}"
        kinds = [kind for kind, form in _forms().items() if form.search(near)]
        if len(kinds) == 1 and not _OTHER.search(near):
            words = evidence.words(sentence)
            yield Award(evidence, claim, kinds[0], words, content_words(near))


def kinds_in(words: str) -> frozenset[str]:
    """Return what words call a sum: an award, a contract, a loan, a purchase, a fine."""
    return frozenset(kind for kind, form in _forms().items() if form.search(words))


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    return {kind: regex(rf"\b(?:{form})\b", re.IGNORECASE) for kind, form in _KINDS.items()}


@lru_cache(maxsize=1 << 8)  # asked for only where two sums are alike, and then of few sentences
def _names(words: str) -> frozenset[str]:
    """Return the names of two words and more that are of no place and of nobody's government."""
    found = set()
    for _, _, name in proper_names(words):
        for part in regex(r"\s(?:of|for|the)\s|\.\s").split(name):
            bare = part.removeprefix("The ").rstrip(".,")
            if len(bare.split()) >= _FEWEST and not any(
                one.kind == "place" for one in entities().named(bare)
            ):
                found.add(bare.casefold())
    return frozenset(found)


def _is_one(one: Award, other: Award) -> bool:
    """Whether two sums are of the same two names, unlike, and of no two times."""
    first, second = one.quantity, other.quantity
    if first.unit != second.unit or first.rounded.meets(second.rounded):
        return False
    small, large = sorted((first.value or 0.0, second.value or 0.0))
    if small < _CLOSE * large:
        return False
    if len(_names(one.said) & _names(other.said)) < _FEWEST or opposed(one.words, other.words):
        return False
    if _gives(one.evidence, second) or _gives(other.evidence, first):
        return False
    return not _of_two_parts(one.said, other.said) and not _of_two_times(one, other)


_PART = r"tranche|batch|lot|step|stage|phase|round|instal\w+|package|unit|block|reactor|option|call"
_NUMBER = r"\d+|one|two|three|four|five|six|I{1,3}|IV|VI{0,3}|[A-F]"
_WHICH = (
    r"first|second|third|fourth|fifth|sixth|next|last|final|latest|initial|new|follow-on|another"
)
_PARTS = lazy_regex(
    rf"\b(?P<which>{_WHICH})(?:\s\w+)?\s(?:{_PART})\b|\b(?:{_PART})\s(?P<number>{_NUMBER})\b|"
    rf"\b(?:{_WHICH})\s(?:executive\s|implementing\s)?(?:contract|agreement|deal|order|loan|award)\b",
    re.IGNORECASE,
)
_ORDER = {"first": "1", "initial": "1", "one": "1", "i": "1", "a": "1", "second": "2", "two": "2"}
_ORDER |= {"ii": "2", "b": "2", "third": "3", "three": "3", "iii": "3", "c": "3"}
_FOR = lazy_regex(r"\bfor\s(?![$\u20a9\u20ac]|(?:US|USD|KRW|EUR)\b|\d)(?P<thing>[^,.;:()]{3,60})")


def _of_two_parts(one: str, other: str) -> bool:
    """Whether two sentences tell of unlike tranches, steps or lots, or of two named things."""
    parts = [
        {
            _ORDER.get(word, word)
            for found in _PARTS.finditer(said)
            for word in ((found["which"] or found["number"] or found[0]).casefold(),)
        }
        for said in (one, other)
    ]
    if parts[0] != parts[1]:
        return True
    things = [_FOR.search(said) for said in (one, other)]
    if things[0] is None or things[1] is None:
        return False
    names = [set(_NAMED.findall(thing["thing"])) for thing in things if thing is not None]
    words = [content_words(thing["thing"]) for thing in things if thing is not None]
    return (all(names) and not names[0] & names[1]) or (all(words) and not words[0] & words[1])


_NAMED = lazy_regex(r"\b[A-Z][\w-]+(?:\s\d+)?")


def _gives(evidence: Evidence, quantity: Quantity) -> bool:
    return any(
        each.unit == quantity.unit and each.rounded.meets(quantity.rounded)
        for each in evidence.quantities
    )


def _of_two_times(one: Award, other: Award) -> bool:
    """Whether two sentences each name a month, or else a year, and none that both name."""
    dates = [_dates(each) for each in (one, other)]
    for size in (len("2025-12"), len("2025")):
        told = [{day[:size] for day in some if len(day) >= size} for some in dates]
        if all(told):
            return not told[0] & told[1]
    return False


def _dates(one: Award) -> frozenset[str]:
    """Return the months and years that the sentence of an award names."""
    place = sentence_at(one.evidence, one.quantity.start)
    sentence = one.evidence.sentences[place]
    dates: list[DateMention] = within(one.evidence.dates, sentence.start, sentence.end)
    return frozenset(
        (date.edtf or "")[: len("2025-12")] for date in dates if date.granularity in _TIMES
    )


_TIMES = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.YEAR})
