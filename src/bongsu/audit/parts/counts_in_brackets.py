"""Counts told sort by sort, some in brackets, of a number that stands sentences before.

"40 received a grant. ... They were two clubs (31 players) and seven coaches": what is in brackets
counts the heads of what stands before them, and the other counts are heads already. "By degree:
bachelor (74), master (31)" has all its counts in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.frames import Frame, source
from bongsu.audit.reading.sums import Sum
from bongsu.audit.reading.tallies import UNITS, count_in_words
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import (
    NO_BOUNDS,
    Comparator,
    DateMention,
    Evidence,
    Kind,
    Quantity,
)
from bongsu.patterns import lazy_regex

_ROOM = (0.6, 1.67)  # of the sum: a number farther off is of something else
_BACK = 4  # sentences before the parts in which their number stands
_SORTED = guarded_regex(
    r"^(?:\W|to\sdate,?\s)*(?:they|these|those|it|this)\s(?:were|are|was|is|went|consist\w*|"
    r"compris\w+|came(?: from)?)\b|"
    r"\b(?:comprised|comprises|comprising|consisted of|consists? of|made up of|was (?:given|"
    r"granted|made) (?:up )?(?:to|of)|"
    r"were (?:given|granted|issued|awarded) to|has been (?:given|granted|awarded|issued) to|"
    r"have been (?:given|granted|"
    r"awarded|issued) to|went to|were (?:sent|split)|included?|divided into)\b|"
    r"^(?:by|sorted by) [a-z]+(?: [a-z]+)?(?: of [a-z]+)?:",
    re.IGNORECASE,
)
_IN_BRACKET = lazy_regex(r"\((?:a total of |in all |totall?ing |together |some )?$")
_WORDED = lazy_regex(
    rf"(?:\band |, |\bto |\bof |: )(?P<n>{'|'.join(UNITS[1:])}) (?!of\b|years?\b|months?\b|"
    rf"days?\b|times\b|percent\b)"
    r"(?P<noun>[a-z]+)\b(?! \()"
)
_BARE = lazy_regex(r"\((?P<n>\d{1,4})\)")  # "bachelor (74), master (31)"
_INCLUDES = lazy_regex(r"\b(?:includ\w+|among (?:them|these|those)|of wh(?:ich|om)|such as)\b")
_NO_PARTS = lazy_regex(
    r"\b(?:than|from|against|compared|average|percent|per|each|rose|fell|increas\w+|up (?:from|"
    r"by)|down|years?|aged|"
    r"respectively|also|another|more|less|later|of the)\b|[\ue000-\ue01f] (?:to|of) [\ue000-\ue01f]"
)
_CLOSES = lazy_regex(r"--|\u2014|;|, (?:but|while|although|of whom|who|which)\b|\bamongst?\b")


def counts_in_brackets(evidence: Evidence) -> Iterator[Sum]:
    """Yield the numbers that the counts of a later sentence, told sort by sort, do not make."""
    blocks = evidence.article.blocks
    every = [
        term
        for term in few_terms(evidence)
        if not term.cell and blocks[term.block].kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
    ]
    by_sentence = [list(group) for _, group in groupby(every, key=lambda term: term.index)]
    for here in by_sentence:
        frame = here[0].frame
        found = _SORTED.search(frame.text) if _may_tell(here) else None
        if found is None:
            continue
        colon = frame.text.find(": ", found.start())
        parts = _parts(here, frame, max(colon, found.end()))
        if len(parts) > 1:
            yield from _unlike(parts, here, every)


def _may_tell(here: Sequence[Term]) -> bool:
    """Whether a sentence counts, and has a bracket or several counts."""
    counts = sum(one.quantity.kind is Kind.COUNT for one in here)
    return counts > 1 or (counts > 0 and "(" in here[0].frame.text)


def _parts(here: Sequence[Term], frame: Frame, after: int) -> list[Quantity]:
    """Return the heads that a sentence counts behind its verb, or nothing if it tells more."""
    stop = _CLOSES.search(frame.text, after)
    end = stop.start() if stop else len(frame.text)
    body = frame.text[after:end]
    if _NO_PARTS.search(body) or _INCLUDES.search(frame.text[:end]):
        return []
    found: list[tuple[int, Quantity]] = []
    told = [one for one in here if after <= one.at < end]
    if any(isinstance(frame.items.get(at), DateMention) for at in range(after, end)):
        return []
    for place, one in enumerate(told):
        if one.quantity.kind is not Kind.COUNT or one.quantity.comparator is not Comparator.EXACT:
            return []
        behind = told[place + 1] if place + 1 < len(told) else None
        if behind is not None and _IN_BRACKET.search(frame.text[one.at : behind.at]):
            continue  # "two clubs (31 players)": the heads are told in the bracket
        found.append((one.at, one.quantity))
    taken = {at for at, _ in found} | {one.at for one in told}
    for match in (
        *_WORDED.finditer(frame.text, after, end),
        *_BARE.finditer(frame.text, after, end),
    ):
        at = match.start("n")
        if at not in taken:
            start, said = source(frame, at), match["n"]
            value = float(said) if said.isdigit() else float(UNITS.index(said))
            found.append((at, count_in_words(start, start + len(said), value)))
    found.sort(key=lambda pair: pair[0])
    return [quantity for _, quantity in found]


def _unlike(
    parts: Sequence[Quantity], here: Sequence[Term], every: Sequence[Term]
) -> Iterator[Sum]:
    added = sum(part.value or 0.0 for part in parts)
    most = max(part.value or 0.0 for part in parts)
    first = parts[0].start
    wholes = [
        one
        for one in every
        if one.quantity.kind is Kind.COUNT
        and one.quantity.comparator in NO_BOUNDS
        and one.quantity.step <= 1
        and one.block == here[0].block
        and 0 <= here[0].index - one.index <= _BACK
        and one.quantity.start < first
        and all(one.quantity.start != part.start for part in parts)
    ]
    if any(one.value == added for one in wholes):
        return
    near = [
        one
        for one in wholes
        if most < one.value and _ROOM[0] * added <= one.value <= _ROOM[1] * added
    ]
    near = [one for one in near if one.index == here[0].index] or near
    if len({one.value for one in near}) == 1:
        yield Sum(whole=near[-1].quantity, parts=tuple(parts), sure=False)
