"""Two holders that a text compares ("more from Chile than from Peru"), and the figures of each.

The figures stand in the same sentence or the next one, each beside a word that begins like the name
of its holder ("Chilean growers 31 tons, Peruvian ones 34").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.fits import below
from bongsu.audit.reading.wording import prose
from bongsu.evidence.mentions import Evidence, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_COMPARED = lazy_regex(
    r"\b(?:(?P<more>more|higher|larger|greater|bigger|longer|costlier|dearer|older|heavier)|"
    r"(?P<less>fewer|less|lower|smaller|shorter|cheaper|younger|"
    r"lighter))\b(?P<first>[^.;:,]{0,80}?)\sthan\s"
    r"(?P<second>[^.;:,]{3,40})"
)
_OUTRAN = guarded_regex(
    r"(?P<first>[A-Z][^.;:,]{2,50}?)\s(?:(?P<more>overtook|outstripped|surpassed|outsold|"
    r"outnumbered|exceeded|"
    r"outpaced|outspent|beat|topped|was\sahead\sof|were\sahead\sof)|(?P<less>fell\sbehind|"
    r"trailed|lagged\sbehind|"
    r"fell\sshort\sof|was\sbehind|were\sbehind))\s(?P<second>[A-Z][^.;:,]{2,40})"
)
_NAME = regex(r"\b[A-Z][a-z]{3,}")
_HEAD = 4  # letters that a name and what is made of it share: "Kuwait", "Kuwaiti"
_REACH = 45  # code points before a figure in which its holder stands
_NO_FACT = lazy_regex(
    r"\b(?:not|if|would|could|should|may|expect\w*|forecast\w*|no\slonger|once|used\sto)\b"
)
_ALSO = {
    "united states": ("Amer", "Unit"),
    "united kingdom": ("Brit", "Unit"),
    "netherlands": ("Dutc",),
}
_KINDS = {Kind.MONEY, Kind.COUNT, Kind.PERCENT, Kind.PHYSICAL, Kind.RATE, Kind.DURATION}


class Outdone(NamedTuple):
    """Words that rank two holders, with the figures that rank them the other way."""

    start: int
    end: int
    first: Quantity
    second: Quantity


def outdone(evidence: Evidence) -> Iterator[Outdone]:
    """Yield comparisons of two named holders that their own figures deny."""
    rows = list(prose(evidence))
    for one, other in pairwise([*rows, (None, "")]):
        sentence, words = one
        if sentence is None:
            continue
        for match in _matches(words):
            if _TO_DO.match(words, match.end("more") if match["more"] else match.end("less")):
                continue  # "costs less to build here than there": of no figure told later
            heads = _heads(match["first"], words[: match.start()]), _heads(match["second"], "")
            if not heads[0] or not heads[1] or set(heads[0]) & set(heads[1]):
                continue
            follows = other[0] if other[0] and other[0].block == sentence.block else None
            pair = _figures(evidence, sentence, match.end(), follows, heads)
            if pair is None:
                continue
            low, high = pair[::-1] if match["more"] else pair
            if below(high, low):
                at = match.span("more" if match["more"] else "less")
                yield Outdone(sentence.start + at[0], sentence.start + at[1], *pair)


_TO_DO = lazy_regex(r"\s(?:money\s)?to\s[a-z]+\b")


def _matches(words: str) -> Iterator[re.Match[str]]:
    for form in (_COMPARED, _OUTRAN):
        if (form is _OUTRAN or " than " in words) and not _NO_FACT.search(words):
            yield from form.finditer(words)


def _heads(named: str, before: str) -> tuple[str, ...]:
    """Return how the words of a holder begin: of the last name in what names it."""
    names = _NAME.findall(named) or _NAME.findall(before)[-1:]
    lower = named.lower()
    also = [head for name, heads in _ALSO.items() if name in lower for head in heads]
    return tuple(dict.fromkeys([*also, *(name[:_HEAD] for name in names)]))


def _figures(
    evidence: Evidence,
    sentence: Sentence,
    end: int,
    follows: Sentence | None,
    heads: tuple[tuple[str, ...], tuple[str, ...]],
) -> tuple[Quantity, Quantity] | None:
    """Return the one figure beside each of two holders, if both are of one unit."""
    stretches = [(sentence.start + end, sentence.end)]
    if follows is not None:
        stretches.append((follows.start, follows.end))
    for start, stop in stretches:
        figures = [
            q
            for q in within(evidence.quantities, start, stop)
            if q.kind in _KINDS and q.value is not None and not q.malformed
        ]
        held: list[list[Quantity]] = [[], []]
        edge = start
        for quantity in figures:
            lead = evidence.text[max(edge, quantity.start - _REACH) : quantity.start]
            owners = [n for n in (0, 1) if any(head in lead for head in heads[n])]
            if len(owners) == 1:
                held[owners[0]].append(quantity)
            edge = quantity.end
        if len(held[0]) == 1 == len(held[1]) and _one_unit(held[0][0], held[1][0]):
            return held[0][0], held[1][0]
    return None


def _one_unit(first: Quantity, second: Quantity) -> bool:
    if first.kind is second.kind and first.unit == second.unit:
        return True
    bare = {Kind.COUNT, Kind.RATE}  # "8.2 million barrels, the others 9.7 million"
    return (first.kind in bare) != (second.kind in bare) and _near(first, second)


def _near(first: Quantity, second: Quantity) -> bool:
    return 0.2 < (first.value or 0.0) / (second.value or 1.0) < 5
