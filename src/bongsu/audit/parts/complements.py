"""Parts that must be all: sides without a third one, and shares in brackets that make up a hundred.

"1,881,921 (75%) registered and 625,663 (25%) were on short stays" are all expats, and greenfield
and merger pledges are all pledges. A figure near their sum, and no figure that is their sum, is the
whole that one of them was revised without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise

from bongsu.audit.reading.fits import sum_fits
from bongsu.audit.reading.relating import forms_of, tokens
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.sums import Sum
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import content_words, table
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, Comparator, Evidence, Kind
from bongsu.patterns import lazy_regex, regex

_ALL, _ROUGH = 100.0, 1.5  # percent
_NEAR = 0.15  # of a whole: parts farther off are of another
_TYPED = 0.25  # the same where a slip of the finger leads from the one to the other
_LEAD, _TAIL = 110, 45
_SHARED = lazy_regex(r"^(?: [a-z]+){0,2} \(")
_CLAUSE = lazy_regex(r"[,;.:]|\band\b|\bwhile\b|\bwhereas\b")
_MOVES = lazy_regex(
    r"\b(?:by|up|down|from|than|more|fewer|less|net|surplus|deficit|balance|average|per|each|"
    r"of wh(?:om|ich)|"
    r"includ\w+)\b"
)


def complementary_sums(evidence: Evidence) -> Iterator[Sum]:
    """Yield wholes with the parts that must be all of them."""
    every = few_terms(evidence)
    for _, group in groupby(every, key=lambda term: term.index):
        here = list(group)
        for parts, sure in (*_with_shares(here), *_sides(here)):
            whole = _whole(parts, every, sure=sure)
            if whole is not None:
                yield Sum(
                    whole=whole.quantity,
                    parts=tuple(part.quantity for part in parts),
                    sure=sure,
                )


def _summable(term: Term) -> bool:
    return (
        term.quantity.kind in AMOUNTS
        and term.quantity.comparator is Comparator.EXACT
        and term.value > 0
        and not term.idle
        and not term.cell
    )


def _with_shares(here: Sequence[Term]) -> Iterator[tuple[list[Term], bool]]:
    """Yield figures of a sentence whose shares stand in brackets behind them and make up all."""
    told: list[tuple[Term, Term]] = []
    for term, behind in pairwise(here):
        percent = behind.quantity.kind is Kind.PERCENT and behind.frame is term.frame
        if _summable(term) and percent and _SHARED.search(term.tail[: behind.at - term.at]):
            told.append((term, behind))
    if len(told) > 1 and frozenset.intersection(*(term.units for term, _ in told)):
        shares = [share for _, share in told]
        steps = sum(share.quantity.step for share in shares) / 2
        if abs(sum(share.value for share in shares) - _ALL) <= min(_ROUGH, steps):
            yield [term for term, _ in told], True


def _sides(here: Sequence[Term]) -> Iterator[tuple[list[Term], bool]]:
    """Yield two figures of a sentence that words give to two sides that are all."""
    some = [term for term in here if _summable(term)]
    for first, second in pairwise(some):
        if not first.units & second.units or first.frame is not second.frame:
            continue
        one, other = _said(first, ""), _said(second, first.lead)
        if any(
            (a.search(one) and b.search(other) and not a.search(other) and not b.search(one))
            for pair in _pairs()
            for a, b in (pair, pair[::-1])
        ):
            yield [first, second], False


def _said(term: Term, before: str) -> str:
    lead = term.lead[len(before) + 1 if before else 0 :][-_LEAD:]
    lead = _CLAUSE.split(lead)[-1] if before else lead
    tail = _CLAUSE.split(term.tail[:_TAIL])[0]
    return f"{lead} {tail}".lower()


@cache
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (regex(rf"(?<![\w-])(?:{one})\b"), regex(rf"(?<![\w-])(?:{other})\b"))
        for one, other in table("relations")["complements"]
    )


def _whole(parts: Sequence[Term], every: Sequence[Term], *, sure: bool) -> Term | None:
    """Return the figure that must be the whole of some parts, and is not their sum."""
    added = sum(part.value for part in parts)
    alike = [
        one for one in every if one.units & parts[0].units and one not in parts and _summable(one)
    ]
    quantities = [part.quantity for part in parts]
    if any(sum_fits(quantities, one.quantity) for one in alike):
        return None
    near = [
        one
        for one in alike
        if one.value > max(part.value for part in parts)
        and not _MOVES.search(one.lead[-12:].lower())
        and _is_near(one, added)
        and (sure or _of_same(one, parts) or (one.near(parts[0]) and _typed(one, added)))
    ]
    return min(near, key=lambda one: abs(one.value - added)) if near else None


def _is_near(one: Term, added: float) -> bool:
    off = abs(one.value - added) / one.value
    return off <= _NEAR or (off <= _TYPED and _typed(one, added))


def _typed(one: Term, added: float) -> bool:
    return surprise(one.quantity, Interval(added, added)) > 0


def _of_same(one: Term, parts: Sequence[Term]) -> bool:
    """Whether a figure is called a total, and measures what its parts do."""
    said = f"{one.lead[-60:]} {one.tail[:30]}"
    called = any(word in forms_of("total_words") for _, word in tokens(said))
    words = frozenset(
        word for part in parts for word in part.label | content_words(part.lead[-_LEAD:])
    )
    return called and bool(words & (one.label | content_words(one.lead[-_LEAD:])))
