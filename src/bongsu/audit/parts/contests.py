"""Votes, candidates and parties that one contest gives more than all votes.

Each percentage of a sentence is that of the name beside it: "Yoon scored 58 percent compared to
Lee's 57", "the poll gave Lee 58 percent against 57 for Kim". Two names share one vote, however the
sentence sets them side by side; a share among some voters, or in one place, is of another vote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, islice

from bongsu.audit.reading.wording import prose, table
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex, regex

_CONTEST = lazy_regex(
    r"\b(?:elections?|electoral|exit polls?|polls?|votes?|ballots?|candidates?|run-?offs?|primary|"
    r"constituency|presidential)\b",
    re.IGNORECASE,
)
_OTHER_VOTES = lazy_regex(
    r"\b(?:approv\w+|disapprov\w+|favou?rab\w+|unfavou?rab\w+|trust\w*|turnout|confidence|rating|"
    r"(?:percent|%) of (?!(?:the |all |valid )*(?:them|votes?|ballots|vote cast|total|valid|"
    r"electorate|respondents)\b)|"
    r"among|respectively|chance|probability|likel\w+|odds|previous|earlier|last (?:month|week|"
    r"year)|"
    r"in the (?:first|second)|multiple|both|each|up from|down from|from \d)",
    re.IGNORECASE,
)
_COUNTED = lazy_regex(
    r"\s(?:of (?:the |all )?(?:votes?|ballots) )?(?:counted|counting|tallied|reporting)\b"
)
_PLACE = lazy_regex(r"\b(?:in|at|from|across) (?:the )?[A-Z]")
_NAME = regex(r"(?:[A-Z][a-z]+(?:-[A-Za-z]+)?(?: [A-Z][a-z]+(?:-[A-Za-z]+)?){0,3})")
_BEHIND = lazy_regex(
    r"^ ?(?:percent|%)?,? ?(?:of (?:the |all )?(?:valid )?(?:votes?|ballots)(?: cast)? )?"
    r"(?:for|went to|backed|supported|chose|favou?red|voted for|picked|preferred) "
    r"(?P<who>[A-Z][a-z]+(?:-[a-z]+)?(?: [A-Z][a-z]+(?:-[a-z]+)?){0,2})"
)
_ALL = 100.0
_NEAR = 2  # sentences before in which a contest is spoken of


def beyond_all_votes(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield two shares of one contest, each that of another name, that exceed all votes."""
    rows = list(prose(evidence))
    for place, (sentence, words) in enumerate(rows):
        shares = [
            q
            for q in within(evidence.quantities, sentence.start, sentence.end)
            if _may_be_share(q) and not _COUNTED.match(evidence.text, q.end)
        ]
        if len(shares) < 2 or sum(q.value or 0.0 for q in shares) <= _ALL:
            continue
        near = " ".join(said for _, said in rows[max(0, place - _NEAR) : place + 1])
        if not _CONTEST.search(near) or _OTHER_VOTES.search(words):
            continue
        flat = words.replace("\n", " ")
        held = [(q, _holder(flat, sentence.start, shares, at)) for at, q in enumerate(shares)]
        yield from islice(_beyond(held, flat, sentence.start), 1)


def _beyond(
    held: list[tuple[Quantity, str]], flat: str, start: int
) -> Iterator[tuple[Quantity, Quantity]]:
    for (first, one), (second, other) in combinations(held, 2):
        more = (first.value or 0.0) + (second.value or 0.0) > _ALL + first.step + second.step
        named = one and other and not set(one.split()) & set(other.split())
        if more and named and not _PLACE.search(flat[first.end - start :]):
            yield first, second


def _may_be_share(quantity: Quantity) -> bool:
    return (
        quantity.kind is Kind.PERCENT
        and quantity.value is not None
        and 0 < quantity.value < _ALL
        and quantity.comparator not in {Comparator.UNDER, Comparator.AT_MOST}
    )


def _holder(flat: str, start: int, shares: list[Quantity], at: int) -> str:
    """Return the name that a percentage is given to, or the last one before it."""
    share = shares[at]
    end = shares[at + 1].start - start if at + 1 < len(shares) else len(flat)
    behind = _BEHIND.match(flat[share.end - start : end])
    if behind is not None:
        return behind["who"]
    begin = shares[at - 1].end - start if at else 0
    lead = regex(r"[;:]").split(flat[begin : share.start - start])[-1]
    no_names = frozenset(table("consistency")["no_candidates"])
    words = ([w for w in name.split() if w not in no_names] for name in _NAME.findall(lead))
    names = [" ".join(name) for name in words if name]
    return names[-1] if names else ""
