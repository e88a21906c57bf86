"""Two figures of one time in clauses that say the same words, and not the same figure.

"Loans overdue by a month or more came to 0.6 percent of the book at the end of March 2015" and
"given that loans overdue by a month or more were 0.9 percent of the book at the end of March 2015":
whatever is measured, it was measured once. Names, sides and words of revision tell two apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.sameness import opposed, told_apart
from bongsu.audit.reading.wording import content_words, sizes_and_times
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import NO_BOUNDS, PERCENTS, Claim, Evidence, Kind, Role
from bongsu.patterns import lazy_regex

_KINDS = frozenset({Kind.PERCENT, Kind.MONEY, Kind.COUNT, Kind.RATE, Kind.PHYSICAL})
_FEWEST = 3  # words that both clauses have
_ALIKE = 0.75  # of the words of the shorter clause
_CLOSE = 0.4  # of the larger: what is farther off is another thing
_APART = 20  # sentences
_MOST = 80  # figures of one kind and time
_CUT = lazy_regex(r"[;:()—]|,\s")
_NAME = lazy_regex(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]+")
_OTHERWISE = lazy_regex(
    r"\b(?:revis\w+|preliminar\w+|initial\w*|previous\w*|originally|correct\w+|instead|another|other|further|"
    r"additional|up|down|from|than|against|compared|before|after|first|second|third|earlier|later|"
    r"high|low|upper|lower|at\smost|at\sleast|respectively|scenario|variant|case)\b",
)


class _Clause(NamedTuple):
    claim: Claim
    words: frozenset[str]
    names: frozenset[str]
    said: str


def same_words(evidence: Evidence) -> Iterator[tuple[Claim, Claim]]:
    """Yield two figures of one time whose clauses share their words, the earlier first."""
    groups: dict[tuple[str, str, str], list[_Clause]] = {}
    for claim in evidence.claims:
        clause = _clause(evidence, claim)
        if clause is not None:
            kind = "percent" if claim.quantity.kind in PERCENTS else claim.quantity.kind.value
            groups.setdefault((kind, claim.quantity.unit, claim.period or ""), []).append(clause)
    for group in groups.values():
        for one, other in combinations(group[:_MOST], 2):
            if _of_one(one, other):
                yield one.claim, other.claim


def _clause(evidence: Evidence, claim: Claim) -> _Clause | None:
    """Return a figure of the running text with the words of its clause, if its time is told."""
    quantity, sentence = claim.quantity, evidence.sentences[claim.sentence]
    if quantity.kind not in _KINDS or not quantity.value or quantity.malformed or not claim.period:
        return None
    if quantity.comparator not in NO_BOUNDS or claim.role is Role.CHANGE:
        return None
    if evidence.block_of(sentence).kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
        return None
    before = _CUT.split(evidence.text[sentence.start : quantity.start])[-1]
    behind = _CUT.split(evidence.text[quantity.end : sentence.end])[0]
    said = f"{before} {behind}"
    if _OTHERWISE.search(said.replace("unchanged from", "")):
        return None
    words = content_words(said) - sizes_and_times()
    return _Clause(claim, words, frozenset(_NAME.findall(said)), said)


def _of_one(one: _Clause, other: _Clause) -> bool:
    a, b = one.claim.quantity, other.claim.quantity
    if not 0 < other.claim.sentence - one.claim.sentence <= _APART:
        return False
    if not _CLOSE < (a.value or 0.0) / (b.value or 1.0) < 1 / _CLOSE:
        return False
    if a.rounded.meets(b.rounded) or a.truncated.meets(b.truncated):
        return False
    shared = one.words & other.words
    if len(shared) < max(_FEWEST, _ALIKE * min(len(one.words), len(other.words))):
        return False
    if one.names ^ other.names and (one.names - other.names) and (other.names - one.names):
        return False
    return not (opposed(one.words, other.words) or told_apart(one.words, other.words))
