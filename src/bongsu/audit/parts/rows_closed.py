"""What the words about a row of parts say: that they are all of a whole, or that they are of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import permutations

from bongsu.audit.reading.coordinated import Row
from bongsu.audit.reading.terms import COUNT, Term
from bongsu.audit.reading.wording import content_words, table
from bongsu.patterns import lazy_regex, regex

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
OF_THIS = lazy_regex(
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
_OPENED = lazy_regex(r"[^.;\ue000-\ue01f]{0,45}?(?:[:(\u2013\u2014]| -)[^.;:\ue000-\ue01f]{0,60}")
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_FEWEST_IN_ROW = 3


def between_parts(row: Row) -> str:
    """Return what stands between the first and the last figure of a row."""
    if row.first.frame is row.last.frame:
        return row.first.frame.text[row.first.at : row.last.at]
    return row.sentences


_STOCK = lazy_regex(  # a stock, and what came to it and went in each quarter
    r"\b(?:began|started|opened|ended|closed)\sthe\s(?:year|period)\b|\b(?:were|was)\s(?:added|sold\soff|withdrawn|removed|scrapped)\b|"
    r"\bat\sthe\send\sof\b|\bstood\b",
    re.IGNORECASE,
)


def all_told(row: Row, whole: Term) -> bool:
    """Whether words say that the parts of a row are all of a whole."""
    if counted_off(row):
        return _STOCK.search(said_between(row, whole)) is None
    if row.dates:
        return False
    said = said_between(row, whole)
    last = row.last.lead[len(row.parts[-2].lead) + 1 :] if one_frame(row) else row.last.lead
    rest = _REST.search(last) is not None
    if _NO_PARTS.search(said) is not None and not rest:
        return False
    return (
        rest
        or (_BY_SORT.search(row.lead) is not None and len(row.parts) >= _FEWEST_IN_ROW)
        or _opened(row, whole)
        or partitioned(row)
        or _BACKWARD.search(row.lead) is not None
    )


def one_frame(row: Row) -> bool:
    """Whether the last two parts of a row stand in one sentence."""
    return row.parts[-2].frame is row.last.frame


def said_between(row: Row, whole: Term) -> str:
    """Return what is said from a whole to the end of its row."""
    lead = _LIMIT.sub("", whole.lead[-_LEAD:])
    here = whole.frame is row.first.frame
    start = whole.at + 1 if here else 0
    between = f"{'' if here else whole.tail} {row.first.frame.text[start : row.first.at]}"
    return f"{lead} {between} {between_parts(row)} {row.tails[-1]}"


_LEAD = 30  # code points before a whole in which a word makes it no such thing
_LIMIT = lazy_regex(r"\b(?:more|less|fewer) than (?:the |some )?$", re.IGNORECASE)


def of_whole(row: Row, whole: Term) -> bool:
    """Whether words or a row of three say that the parts of a row are of a whole."""
    said = said_between(row, whole)
    if row.dates or _NO_PARTS.search(said) is not None:
        return False
    before = whole.tail if whole.frame is not row.first.frame else ""
    if any(map(OF_THIS.search, (f"{before} {row.lead}", row.tails[0], row.tails[-1]))):
        return True
    if _elided(row, whole):
        return True
    if len(row.parts) < _FEWEST_IN_ROW or not (one_frame(row) or row.listed):
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


def counted_off(row: Row) -> bool:
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


def partitioned(row: Row) -> bool:
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
