"""Totals of a sentence over counts of people and of what holds several of them: families, firms.

"22 people, 7 families and 30 people, 59 in all" counts a family as one of the people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from bongsu.audit.reading.terms import COUNT, Term, few_terms
from bongsu.audit.reading.wording import content_words, table
from bongsu.evidence.mentions import Comparator, Evidence
from bongsu.patterns import lazy_regex

_FEWEST = 3  # two parts and their total
_BEHIND = lazy_regex(
    r"(?: [a-z-]+){0,2},? (?:in all|in total|altogether|all told|all together|combined|together)\b"
)
_AHEAD = lazy_regex(
    r"\b(?:a |the )?(?:total|sum)(?: number)? of $|\b(?:totall?ing|altogether|in all|making|"
    r"add(?:s|ing)? up to|bringing the total to) $",
    re.IGNORECASE,
)


def totals_of_unlike(
    evidence: Evidence,
) -> Iterator[tuple[Term, list[tuple[Term, str]], str]]:
    """Yield a total, its parts with what each is called, and a word for the total.

    The parts are all counts of the sentence before the total, or the last of them, which it adds
    up to exactly, and what they count is of two groups of which one is made up of the other.
    """
    told = [term for term in few_terms(evidence) if COUNT in term.units and not term.cell]
    yield from _bracketed(told)
    for _, group in groupby(told, key=lambda term: term.index):
        counts = list(group)
        if len(counts) < _FEWEST:
            continue
        for place, total in enumerate(counts):
            if place < _FEWEST - 1 or not _is_total(total):
                continue
            for parts in _runs(counts[:place], total):
                named = [(part, sort) for part, sort in zip(parts, _sorts(parts), strict=True)]
                if len({sort for _, sort in named if sort}) > 1:
                    yield total, named, "the total"
                    break


_OF_ANY = lazy_regex(
    r" (?:[a-z-]+ )?(?:entr(?:y|ies)|items?|names?|listings?|designations?|records?|cases?|"
    r"applica(?:tions?|nts?)|registrations?|parties|participants|recipients|targets|addressees|"
    r"subjects|holders|members|signator(?:y|ies)|plaintiffs|respondents|bidders|winners)\b"
)
_BOTH = lazy_regex(  # "470 people and families (391 and 79 respectively)"
    r" (?P<one>[a-z]+) and (?P<other>[a-z]+) \((?P<a>[\ue000-\ue01f]) and (?P<b>[\ue000-\ue01f])"
)


def _bracketed(told: Sequence[Term]) -> Iterator[tuple[Term, list[tuple[Term, str]], str]]:
    """Yield a count of two sorts of things with the count of each in the bracket behind it."""
    places = {(term.index, term.at): term for term in told}
    for total in told:
        match = _BOTH.match(total.frame.text, total.at + 1)
        if match is None:
            continue
        parts = [places.get((total.index, match.start(name))) for name in "ab"]
        sorts = [
            name
            for word in (match["one"], match["other"])
            for name, forms in _groups().items()
            if content_words(word) & forms
        ]
        known = [part for part in parts if part is not None]
        if len(set(sorts)) == len(known) == 2 and sum(p.value for p in known) == total.value:
            yield total, list(zip(known, sorts, strict=True)), "the total"


def _is_total(term: Term) -> bool:
    if _OF_ANY.match(term.tail.lower()):
        return False  # an entry may be a person or a firm
    return term.quantity.comparator is Comparator.EXACT and (
        _BEHIND.match(term.tail.lower()) is not None or _AHEAD.search(term.lead) is not None
    )


def _runs(counts: Sequence[Term], total: Term) -> Iterator[Sequence[Term]]:
    """Yield the counts right before a total that it is the exact sum of."""
    for first in range(len(counts) - 1):
        parts = counts[first:]
        if sum(part.value for part in parts) == total.value:
            yield parts


def _sorts(parts: Sequence[Term]) -> list[str]:
    """Return what each part counts; one without a noun counts what the one before it does."""
    sorts: list[str] = []
    for part in parts:
        nouns = part.nouns or content_words(" ".join(part.tail.split()[:2]))
        found = [name for name, forms in _groups().items() if nouns & forms]
        carried = sorts[-1] if sorts and not part.nouns else ""
        sorts.append(found[0] if len(found) == 1 else carried)
    return sorts


@cache
def _groups() -> dict[str, frozenset[str]]:
    return {
        name: content_words(" ".join(words)) for name, words in table("classes")["counted"].items()
    }
