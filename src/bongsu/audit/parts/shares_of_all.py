"""Shares that are told to be all of a whole, since the last is that of all who are left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.notation import Form
from bongsu.audit.reading.fits import rounded, total
from bongsu.audit.reading.frames import Frame, frames, quantities_within
from bongsu.audit.reading.sums import PARTIAL
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_ALL, _HALF = 100.0, 50.0  # percent
_NEARLY_ALL, _TOO_MANY = 85.0, 150.0  # percent: farther off, other parts are told elsewhere


_REST = regex(
    r"\b(?:the|its|their|all) (?:rest|remainder|remaining|others?|balance)\b", re.IGNORECASE
)
_REST_AFTER = lazy_regex(
    r"[^,;]{0,20}\b(?:no opinion|no answer|no view|cannot say|could not say|can't say|"
    r"undecided|not sure|unsure|(?:do|did|does) not know|don\u2019t know|don't know|all others)\b",
    re.IGNORECASE,
)


def shares_of_all(evidence: Evidence) -> Iterator[tuple[Quantity, ...]]:
    """Yield the shares of one whole where the last is that of all who are left."""
    for frame in frames(evidence):
        shares = [(at, q) for at, q in frame.figures if q.kind is Kind.PERCENT]
        others = [q for _, q in frame.figures if q.kind in {Kind.PERCENT_CHANGE, Kind.POINTS}]
        if len(shares) < 2 or others or len(shares) > 8:
            continue
        last_at = shares[-1][0]
        lead = frame.text[max(0, last_at - 35) : last_at]
        if not _REST.search(lead) and not (
            len(shares) > 2 and _REST_AFTER.match(frame.text, last_at + 1)
        ):
            continue
        said = frame.text[shares[0][0] : last_at]
        least = sum(q.bounds[1] for _, q in shares)
        if not PARTIAL.search(said) and (least >= _ALL or not _OF_SEVERAL.search(frame.text)):
            yield from _all_of_it(tuple(q for _, q in shares))
    yield from _items_in_percent(evidence)
    for frame in frames(evidence):
        yield from _of_every_hundred(frame)


_OF_SEVERAL = lazy_regex(  # sides beside which there are others that the text passes over
    r"\b(?:main|largest|biggest|leading|top|two|second|third|closest|front-?runners?)\b"
    r"(?: [a-z-]+){0,2} (?:part(?:y|ies)|candidates?|camps?|blocs?|groups?|brands?|suppliers?|"
    r"firms?|rivals?|banks?|countr(?:y|ies)|items?)\b",
    re.IGNORECASE,
)
_HUNDRED = Form(r"\b(?:of|from|for) (?:every|each) <w>(?!%)")
_PIECES = 3  # figures that share a hundred between them


def _of_every_hundred(frame: Frame) -> Iterator[tuple[Quantity, ...]]:
    """Yield "of every 100 won, 58 buys fuel, 21 keeps up the grid and 12 is left"."""
    match = _HUNDRED.search(frame.text)
    whole = frame.quantity(match, "w") if match is not None else None
    if match is None or whole is None or whole.value != _ALL:
        return
    shares = tuple(
        q
        for at, q in frame.figures
        if at > match.end()
        and q.value is not None
        and q.value < _ALL
        and (q.kind in {Kind.COUNT, Kind.FRACTION} or q.unit == whole.unit)
    )
    said = frame.text[match.end() :]
    if len(shares) >= _PIECES and not _BESIDES.search(said) and _LEFT.search(said):
        yield from _all_of_it(shares)


_BESIDES = lazy_regex(r"\b(?:includ\w+|of which|of whom|from|than|also|both|or)\b", re.IGNORECASE)
_LEFT = lazy_regex(
    r"\b(?:left|remain\w*|the (?:rest|remainder|balance|others?)|keeps?|last|goes to)\b",
    re.IGNORECASE,
)


def _all_of_it(shares: tuple[Quantity, ...]) -> Iterator[tuple[Quantity, ...]]:
    added = total(*(rounded(share) for share in shares))
    if sum(share.bounds[0] > _HALF for share in shares) > 1:
        return  # two majorities of one whole are CO703
    if not added.holds(_ALL) and added.high >= _NEARLY_ALL and added.low <= _TOO_MANY:
        yield shares


_NO_ANSWER = lazy_regex(
    r"\b(?:no (?:opinion|answer|view)|(?:can|could)(?:not|n[’']t| not) say|"
    r"undecided|not sure|unsure|"
    r"(?:do|did|does)(?: not|n[’']t) know)\b",
    re.IGNORECASE,
)
_SEVERAL = lazy_regex(  # questions to which the answers are more than all
    r"\b(?:multiple|several|more than one|up to (?:two|three|four|five)|two|three) "
    r"(?:answers?|responses?|choices?|replies|reasons)\b",
    re.IGNORECASE,
)
_MOST_ITEMS = 20  # of a list of shares


def _items_in_percent(evidence: Evidence) -> Iterator[tuple[Quantity, ...]]:
    """Yield the shares of a list of which each item has one and the last is of all others."""
    run: list[Quantity] = []
    for block in evidence.article.blocks:
        if block.kind is not BlockKind.ITEM:
            run = []
            continue
        figures = quantities_within(evidence, block.start, block.end)
        shares = [q for q in figures if q.kind is Kind.PERCENT]
        if len(shares) != 1 or len(run) >= _MOST_ITEMS:
            run = []
            continue
        run.append(shares[0])
        closing = _REST.search(evidence.words(block)) or _NO_ANSWER.search(evidence.words(block))
        if len(run) > 2 and closing and not _SEVERAL.search(evidence.text):
            yield from _all_of_it(tuple(run))
