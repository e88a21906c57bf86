"""What two documents on one affair each count once, and not alike: the adults whom a poll asked.

"The institute asked 1,500 adults" and "it asked 1,000 adults" are of one poll, if the texts around
them have enough in common. The noun, the unit of time or the currency tells what is counted; each
of two figures is the only one of its like around it, so that neither can be of another thing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from bongsu.audit.between.awards_apart import kinds_in
from bongsu.audit.between.miscopied import Copied
from bongsu.audit.between.mistold import clause_words, comparable, same_time
from bongsu.audit.reading.sameness import opposed
from bongsu.audit.reading.surroundings import (
    chance,
    of_other_places,
    of_others,
    place_of_claim,
    topics,
    weight,
)
from bongsu.audit.reading.wording import stem
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import NO_BOUNDS, Claim, Evidence, Kind, Quantity, Role, within
from bongsu.patterns import lazy_regex

_ENOUGH = 6.0  # that the surroundings of two figures have in common
_MOST_OF_TITLES = 3.0  # that two titles add
_CLOSE = 0.3  # of the larger: what is farther off is another thing
_MOST = 60  # figures of one like that are compared
_FEWEST_TO_ASK = 3  # of a count: "two" and "three" are of anything
_NOUN = lazy_regex(
    r"[\s-](?:(?:of\sthe|[a-z]+ed|new|young|local|valid|foreign|domestic|North|South|Korean|other)\s)?(?P<noun>[a-z]{3,})"
)
_PASSED = lazy_regex(
    r"\b(?:another|other|further|more|first|last|next|each|every|per|average|at\sleast|earlier|previous|annual|"
    r"a\s(?:year|month|day|week)|so\sfar|within|notice|ago|later|old)\b"
)
_AROUND = 25  # code points beside a figure in which such a word is of it


def counted_once(evidences: Sequence[Evidence]) -> Iterator[tuple[Copied, Copied]]:
    """Yield figures of two articles that count one thing and do not agree."""
    groups: dict[str, list[Copied]] = defaultdict(list)
    for evidence in evidences:
        for key, one in _counted(evidence):
            groups[key].append(one)
    by_chance = chance(evidences)
    for group in groups.values():
        for first, second in combinations(group[:_MOST], 2):
            if first.evidence.article is not second.evidence.article and _of_one(
                first, second, by_chance
            ):
                yield first, second


def _counted(evidence: Evidence) -> Iterator[tuple[str, Copied]]:
    """Yield the figures of an article that are the only ones of their like around them."""
    for claim in evidence.claims:
        quantity = claim.quantity
        key = _like(evidence, quantity)
        if not key or claim.role is Role.CHANGE or not _plain(evidence, claim):
            continue
        start, end = place_of_claim(evidence, claim).around
        beside = Counter(_like(evidence, one) for one in within(evidence.quantities, start, end))
        if beside[key] == 1:
            yield key, Copied(evidence, claim, "")


def _plain(evidence: Evidence, claim: Claim) -> bool:
    """Whether a figure is an exact one of the running text, and of the whole thing."""
    quantity = claim.quantity
    sentence = evidence.sentences[claim.sentence]
    if evidence.block_of(sentence).kind in {BlockKind.HEADING, BlockKind.CELL, BlockKind.META}:
        return False
    near = evidence.text[
        max(sentence.start, quantity.start - _AROUND) : min(sentence.end, quantity.end + _AROUND)
    ]
    return (
        quantity.comparator in NO_BOUNDS
        and not quantity.malformed
        and (quantity.value or 0.0) >= _FEWEST_TO_ASK
        and not _PASSED.search(near)
    )


def _like(evidence: Evidence, quantity: Quantity) -> str:
    """Return what a figure counts: a noun, a unit of time or a currency; "" if nothing tells."""
    if quantity.kind in {Kind.DURATION, Kind.MONEY, Kind.PHYSICAL}:
        return f"{quantity.kind} {quantity.unit}"
    if quantity.kind is not Kind.COUNT:
        return ""
    noun = _NOUN.match(evidence.text, quantity.end)
    return f"count {stem(noun['noun'])}" if noun else ""


def _of_one(first: Copied, second: Copied, by_chance: float) -> bool:
    """Whether two figures are of one thing, by what stands around them, and exclude each other."""
    a, b = first.quantity.value or 0.0, second.quantity.value or 0.0
    if not _CLOSE < a / b < 1 / _CLOSE or not _apart(first.quantity, second.quantity):
        return False
    if same_time(first.claim.period, second.claim.period) is None:
        return False
    if not comparable(first.claim, second.claim):
        return False
    if _gives(first.evidence, second) or _gives(second.evidence, first):
        return False
    places = [place_of_claim(one.evidence, one.claim) for one in (first, second)]
    if of_others(*places) or of_other_places(*places):
        return False
    if opposed(*(clause_words(one.evidence, one.claim) for one in (first, second))):
        return False
    sorts = [kinds_in(place.evidence.words(place.sentence)) for place in places]
    if all(sorts) and not sorts[0] & sorts[1]:
        return False  # a loan, and bonds that were bought
    titles = [topics(one.evidence.article.title) for one in (first, second)]
    common = weight(*places) + min(_MOST_OF_TITLES, 1.5 * len(titles[0] & titles[1]))
    return common - by_chance >= _ENOUGH


def _apart(first: Quantity, second: Quantity) -> bool:
    return not (
        first.rounded.meets(second.rounded)
        or first.truncated.meets(second.rounded)
        or first.rounded.meets(second.truncated)
    )


def _gives(evidence: Evidence, other: Copied) -> bool:
    """Whether an article has the other's figure too, so that it knows of both."""
    return any(
        one.value == other.quantity.value and one.kind is other.quantity.kind
        for one in evidence.quantities
    )
