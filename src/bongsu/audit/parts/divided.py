"""Wholes told with all their parts: what says that the parts are all, and what they come to.

"Arrivals came to 236. By quarter, they were 43, 62, 76 and 55": the parts are told in a row, the
whole stands before them, and the words say that no part is left out. Where they say only that the
parts are of this whole, the parts may come to less than it, and never to more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, permutations

from bongsu.audit.notation import SIGNS
from bongsu.audit.reading.coordinated import Row, rows_of
from bongsu.audit.reading.fits import rounded, sum_fits, total
from bongsu.audit.reading.pairing import bare
from bongsu.audit.reading.sums import Sum, split_again
from bongsu.audit.reading.terms import COUNT, Term, Unit, few_terms
from bongsu.audit.reading.wording import content_words, table
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import NO_BOUNDS, Comparator, Evidence, Kind, Quantity
from bongsu.evidence.numbers import NUMERAL
from bongsu.patterns import lazy_regex, regex

_KINDS = frozenset({"money", "count", "physical"})
_BACK = 2  # sentences from a whole to its parts
_ROOM = (0.45, 2.2)  # of the whole: parts that come nowhere near it are of something else
_BEYOND = 1.0  # a part of more than the whole is told by other rules
_REST = lazy_regex(
    r"\b(?:(?:the|its|their|all)(?: [a-z]+)? (?:rest|remainder|remaining|others?)|others?|"
    r"remaining)\b[^,;]{0,30}$|\bthe balance(?: of)? $",
    re.IGNORECASE,
)
_BY_SORT = lazy_regex(
    r"(?:^|[.;:(] ?)(?:broken down |sorted |divided |split |seen |grouped |arranged )?by "
    r"(?:the )?(?:[a-z]+ (?:of|and) )?[a-z-]+(?: [a-z]+)?[,:]",
    re.IGNORECASE,
)
_OF_THIS = lazy_regex(
    r"\b(?:of|out of|from|in|within|among) (?:this|these|that|those|them|which|whom|it|"
    r"the (?:total|sum|amount|money|number))\b",
    re.IGNORECASE,
)
_NO_PARTS = lazy_regex(
    r"\b(?:surplus|deficit|net|minus|differen\w+|gap|targets?|goal|forecast|previous|compared|"
    r"respectively|average|than|less|if|would|another|additional|further|extra|per|each|"
    r"followed by|ahead of|also|besides|meanwhile|separate\w*|minimum|maximum|record|peak)\b",
    re.IGNORECASE,
)
_BACKWARD = lazy_regex(  # "more than 10 billion. This commitment of 5 for ships and 5.5 for chips"
    r"^(?:this|these|that|the) (?:[a-z]+ ){0,2}(?:commitments?|investments?|packages?|sum|total|"
    r"plan|"
    r"deal|budget|pledges?|aid|amount|funds?|money|program(?:me)?|spending|orders?|contracts?|"
    r"grants?|"
    r"loans?|support) of $",
    re.IGNORECASE,
)
_SHARE = SIGNS[Kind.FRACTION] + SIGNS[Kind.PERCENT]
_NESTED = lazy_regex(
    r"\b(?:includ\w+|of wh(?:ich|om)|among (?:them|these|those)|such as)\b|"
    r"\b(?:in the (?:hall|chamber|room)|present|attend\w*|took part|turned out)\b|"
    rf"(?:\b(?:half|thirds?|quarters?|most|some|many|part)|[{_SHARE}]) of (?:them|these|those|it)\b"
)
_OPENED = lazy_regex(r"[^.;\ue000-\ue01f]{0,45}?(?:[:(\u2013\u2014]| -)[^.;:\ue000-\ue01f]{0,60}")
_CITED = lazy_regex(r"\bU\.?S\.?C\.|\bStat\.|\b[Ss]ubheadings? ")
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_FEWEST_IN_ROW = 3


def divided_sums(evidence: Evidence) -> Iterator[Sum]:
    """Yield wholes whose parts, which are all of them or at least theirs, do not go with them."""
    every = [term for term in few_terms(evidence) if not term.cell]
    for unit, row in rows_of(evidence, _KINDS):
        if _NESTED.search(_between(row)) is not None or _nested_items(row):
            continue
        if len({_bracketed(part) for part in row.parts}) > 1:
            continue  # "31 (17 men and 14 women), 2 and 15": parts of parts
        if split_again([part.value for part in row.parts]):
            continue
        if _CITED.search(row.sentences) is not None:
            continue  # sections and pages of laws
        for whole in (*_wholes(row, unit, every), *_whole_of_quarters(row, unit, every)):
            found = _checked(row, whole, unit, every)
            if found is not None:
                yield found
                break


def _bracketed(part: Term) -> bool:
    return part.lead.count("(") > part.lead.count(")")


def _nested_items(row: Row) -> bool:
    """Whether items of a list say that they are of the one before, as all then may be."""
    return row.listed and sum(_OF_THIS.search(part.lead) is not None for part in row.parts) > 0


def _between(row: Row) -> str:
    """Return what stands between the first and the last figure of a row."""
    if row.first.frame is row.last.frame:
        return row.first.frame.text[row.first.at : row.last.at]
    return row.sentences


def _wholes(row: Row, unit: Unit, every: Sequence[Term]) -> Iterator[Term]:
    """Yield the figures before a row that may be its whole, the nearest first."""
    for term in reversed(every):
        if unit not in term.units or term in row.parts or not term.value or term.quantity.per:
            continue
        if term.quantity.start > row.first.quantity.start or not _beside(term, row):
            continue
        if term.idle or _same_footing(term, row) or term.lead.endswith("per "):
            continue
        if _ANOTHER.search(row.lead) is not None:
            continue
        yield term
        return


_ANOTHER = lazy_regex(  # "a second poll, of 1,004 adults"
    rf"\b(?:[Aa](?:nother| (?:{SIGNS[Kind.ORDINAL]}|later|separate|further))|[Tt]he other)"
    r" [a-z]+,? (?:of |with |among )?$"
)


def _whole_of_quarters(row: Row, unit: Unit, every: Sequence[Term]) -> Iterator[Term]:
    """Yield the first figure before all quarters of a year that may be that of the year."""
    if not _counted_off(row):
        return
    led = [
        term
        for term in every
        if unit in term.units
        and term.quantity.start < row.first.quantity.start
        and row.first.block - term.block <= _BACK
        and term.value > max(part.value for part in row.parts)
        and not term.idle
    ]
    yield from led[:1]


def _beside(term: Term, row: Row) -> bool:
    first = row.first
    if row.listed:
        apart = first.block - term.block
        return apart == 1 or (
            apart == 0 and term.frame.evidence.article.blocks[term.block].kind is not BlockKind.ITEM
        )
    titled = term.frame.evidence.article.blocks[term.block].kind is BlockKind.HEADING
    if titled:
        return first.block - term.block <= _BACK
    return term.block == first.block and first.index - term.index <= _BACK


def _same_footing(term: Term, row: Row) -> bool:
    """Whether a figure before a row is one of another row, so that it is no whole of this one."""
    return any(term.value < part.value for part in row.parts) and not row.listed


def _checked(row: Row, whole: Term, unit: Unit, every: Sequence[Term]) -> Sum | None:
    row = _in_unit_of(row, whole)
    parts = tuple(part.quantity for part in row.parts)
    if not _ROOM[0] * whole.value <= row.added <= _ROOM[1] * whole.value:
        return None
    if any(part.value >= _BEYOND * whole.value for part in row.parts) or sum_fits(
        parts, whole.quantity
    ):
        return None
    if row.added - max(part.value for part in row.parts) >= whole.value:
        return None  # no one part is to blame
    if _of_others(row, whole):
        return None
    closed = _closed(row, whole)
    if not closed and not _within(row, whole):
        return None
    added = total(*map(rounded, parts))
    told = _bounds(whole)
    if added.low <= told[1] and (not closed or added.high >= told[0]):
        return None
    if _otherwise(row, whole, unit, every) or _NOTED.search(_said(row, whole)):
        return None
    if (not closed or not _one_frame(row)) and _of_some(row, whole):
        return None
    return Sum(whole=whole.quantity, parts=parts, cut_off=False)


_NOTED = lazy_regex(r"[.;:]\s\(\d{1,2}\)\s")  # notes below a table, each on another figure


def _in_unit_of(row: Row, whole: Term) -> Row:
    """Return a row whose bare numbers take over the unit and the scale of their whole."""
    words = whole.frame.evidence.words
    number = NUMERAL.search(words(whole.quantity))
    if number is None or not all(bare(part.quantity, part.frame) for part in row.parts):
        return row
    shown = float(number[0].replace(",", ""))
    scale = whole.value / shown if shown else 0.0
    if scale <= 1.0:
        return row
    parts = [replace(part, quantity=_scaled(part.quantity, whole, scale)) for part in row.parts]
    return replace(row, parts=tuple(parts))


def _scaled(part: Quantity, whole: Term, scale: float) -> Quantity:
    return replace(
        part,
        value=(part.value or 0.0) * scale,
        step=part.step * scale,
        approximate_step=part.approximate_step * scale,
        kind=whole.quantity.kind,
        unit=whole.quantity.unit,
    )


def _bounds(whole: Term) -> tuple[float, float]:
    """Return the least and the most that a whole can stand for."""
    near = rounded(whole.quantity)
    comparator = whole.quantity.comparator
    low, high = near.low, near.high
    if comparator in {Comparator.OVER, Comparator.AT_LEAST}:
        low = whole.value
    if comparator in {Comparator.UNDER, Comparator.AT_MOST}:
        high = whole.value
    return low, high


def _otherwise(row: Row, whole: Term, unit: Unit, every: Sequence[Term]) -> bool:
    """Whether another figure is what the parts come to, or has room for them all."""
    parts = [part.quantity for part in row.parts]
    others = [
        term
        for term in every
        if unit in term.units
        and term not in row.parts
        and term is not whole
        and term.quantity.comparator in NO_BOUNDS
    ]
    if any(sum_fits(parts, term.quantity) for term in others):
        return True
    near = [term for term in others if term.block == row.first.block]
    return any(term.value >= row.added for term in near)


def _of_some(row: Row, whole: Term) -> bool:
    """Whether some parts of a row are the whole without the others."""
    if whole.quantity.comparator not in NO_BOUNDS:
        return False
    parts = [part.quantity for part in row.parts]
    return any(
        sum_fits(some, whole.quantity)
        for size in range(2, len(parts))
        for some in combinations(parts, size)
    )


_STOCK = lazy_regex(  # a stock, and what came to it and went in each quarter
    r"\b(?:began|started|opened|ended|closed)\sthe\s(?:year|period)\b|\b(?:were|was)\s(?:added|sold\soff|withdrawn|removed|scrapped)\b|"
    r"\bat\sthe\send\sof\b|\bstood\b",
    re.IGNORECASE,
)


def _closed(row: Row, whole: Term) -> bool:
    """Whether words say that the parts of a row are all of a whole."""
    if _counted_off(row):
        return _STOCK.search(_said(row, whole)) is None
    if row.dates:
        return False
    said = _said(row, whole)
    last = row.last.lead[len(row.parts[-2].lead) + 1 :] if _one_frame(row) else row.last.lead
    rest = _REST.search(last) is not None
    if _NO_PARTS.search(said) is not None and not rest:
        return False
    return (
        rest
        or (_BY_SORT.search(row.lead) is not None and len(row.parts) >= _FEWEST_IN_ROW)
        or _opened(row, whole)
        or _partitioned(row)
        or _BACKWARD.search(row.lead) is not None
    )


def _one_frame(row: Row) -> bool:
    return row.parts[-2].frame is row.last.frame


def _said(row: Row, whole: Term) -> str:
    """Return what is said from a whole to the end of its row."""
    lead = _LIMIT.sub("", whole.lead[-_LEAD:])
    here = whole.frame is row.first.frame
    start = whole.at + 1 if here else 0
    between = f"{'' if here else whole.tail} {row.first.frame.text[start : row.first.at]}"
    return f"{lead} {between} {_between(row)} {row.tails[-1]}"


_LEAD = 30  # code points before a whole in which a word makes it no such thing
_LIMIT = lazy_regex(r"\b(?:more|less|fewer) than (?:the |some )?$", re.IGNORECASE)


def _within(row: Row, whole: Term) -> bool:
    """Whether words or a row of three say that the parts of a row are of a whole."""
    said = _said(row, whole)
    if row.dates or _NO_PARTS.search(said) is not None:
        return False
    before = whole.tail if whole.frame is not row.first.frame else ""
    if any(map(_OF_THIS.search, (f"{before} {row.lead}", row.tails[0], row.tails[-1]))):
        return True
    if _elided(row, whole):
        return True
    if len(row.parts) < _FEWEST_IN_ROW or not (_one_frame(row) or row.listed):
        return False
    return row.listed or _alike(row, whole)


def _elided(row: Row, whole: Term) -> bool:
    """Whether bare counts of the next sentence can only count what the whole does."""
    if COUNT not in whole.units or row.listed or not whole.quantity.noun:
        return False
    nouns = content_words(whole.quantity.noun)
    bare_parts = [
        part
        for part in row.parts
        if not part.quantity.noun or content_words(part.quantity.noun) & nouns
    ]
    here = whole.frame is row.first.frame
    opened = here and ": " in whole.frame.text[whole.at : row.first.at]
    return (
        len(bare_parts) == len(row.parts)
        and row.first.frame is row.last.frame
        and (opened or row.first.index - whole.index == 1)
        and any(not part.quantity.noun for part in row.parts)
        and all(_VERBAL.match(part.tail) or _VERBED.search(part.lead) for part in row.parts[:1])
    )


_VERBAL = lazy_regex(r" (?:of (?:them|these|those) )?(?:[a-z]+ly )?[a-z]{3,}\b")
_VERBED = lazy_regex(
    r"\b(?:it|they|he|she|which|court|board|panel) [a-z]+(?:ed|ld|nt|ok) $", re.IGNORECASE
)


def _alike(row: Row, whole: Term) -> bool:
    """Whether a row goes on with what its whole counts: no noun of its own parts them."""
    if whole.quantity.noun and any(part.quantity.noun for part in row.parts):
        nouns = [content_words(part.quantity.noun) for part in row.parts if part.quantity.noun]
        return all(some & content_words(whole.quantity.noun) for some in nouns)
    return True


def _counted_off(row: Row) -> bool:
    """Whether the parts are counted off as quarters or halves of a year."""
    words = row.sentences.lower()
    number = len(row.parts)
    wanted = {2: ("half", "halves"), 4: ("quarter",)}.get(number, ())
    if not any(word in words for word in wanted) or not _first_led(row):
        return False
    ordinals = [*_ORDINALS[: number - 1]]
    return (all(word in words for word in ordinals[:1]) and row.dates >= number - 1) or all(
        word in words for word in ordinals
    )


def _first_led(row: Row) -> bool:
    """Whether "first" is told of the first part, and not of one behind it."""
    evidence, second = row.first.frame.evidence, row.parts[1].quantity
    return _ORDINALS[0] in evidence.text[row.first.frame.sentence.start : second.start].lower()


_COUNTS = lazy_regex(r"\b(?P<noun>[a-z]+s): $")  # "more hours: 46"


def _of_others(row: Row, whole: Term) -> bool:
    """Whether one sentence of several counts by a noun of its own what the whole does not."""
    if _one_frame(row) or row.listed:
        return False
    found = [_COUNTS.search(part.lead) for part in row.parts]
    told = [match for match in found if match is not None]
    others = [match for match in told if not content_words(match["noun"]) & whole.label]
    return bool(others) and len(told) < len(row.parts)


def _opened(row: Row, whole: Term) -> bool:
    """Whether a colon, a dash or a bracket leads from a whole to a row that ends its sentence."""
    if row.listed:
        block = whole.frame.evidence.article.blocks[whole.block]
        words = whole.frame.evidence.words(block).rstrip()
        return words.endswith(":") or _COMES_TO.search(whole.lead[-40:]) is not None
    if whole.frame is not row.first.frame or len(row.parts) < _FEWEST_IN_ROW:
        return False
    between = whole.frame.text[whole.at + 1 : row.first.at]
    return _OPENED.fullmatch(between) is not None and "(" not in between.partition(")")[2]


_COMES_TO = lazy_regex(
    r"\b(?:total\w*|comes? to|came to|amount\w* to|sum of|worth|add\w* up to|in all|package of)\b"
    r"[^.;]*$",
    re.IGNORECASE,
)


def _partitioned(row: Row) -> bool:
    """Whether the parts are named as the members of a set that has no others: women and men."""
    clauses = [clause.lower() for clause in row.clauses]
    return any(
        len(sides) == len(clauses)
        and all(_names(sides[at], clause) for at, clause in enumerate(clauses))
        for known in _partitions()
        if len(known) == len(clauses)
        for sides in _orders(known)
    )


def _names(side: re.Pattern[str], clause: str) -> bool:
    return side.search(clause) is not None


def _orders(known: tuple[re.Pattern[str], ...]) -> Iterator[tuple[re.Pattern[str], ...]]:
    return permutations(known)


@cache
def _partitions() -> tuple[tuple[re.Pattern[str], ...], ...]:
    relations = table("relations")
    return tuple(
        tuple(regex(rf"(?<![\w-])(?:{side})\b") for side in sides)
        for sides in (*relations["complements"], *relations["partitions"])
    )
