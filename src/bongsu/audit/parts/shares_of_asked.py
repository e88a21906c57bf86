"""Shares of those who were asked, of a count in the head of a column, or of one told by a share.

"We spoke with 18 negotiators ... 41 percent of the interviewees", "Share of the 16 firms (%)" over
a column, "in 13 of them, or 76 percent, yet 55 percent missed it": nothing repeats the noun that
was counted, and there is yet only one count that each share can be of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bongsu.audit.parts.grains import SMALL
from bongsu.audit.reading.fits import counted, share_fits, share_of_count_possible
from bongsu.audit.reading.frames import Frame, all_frames, quantities_within
from bongsu.evidence.documents import Block, BlockKind, Table
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_LEAST = 5.0  # of fewer, shares are told in words
_ASKED = lazy_regex(  # "we spoke with 18", "interviews with 24"
    r"\b(?:(?:spoke|talked|met) (?:with|to)|interviewed|surveyed|polled|asked|questioned|consulted|"
    r"interviews with|(?:survey|poll|panel) of|heard from|answers? (?:of|from)|replies from)"
    r"(?: (?:the|a total of|all|some))* $"
)
_ANSWERED = lazy_regex(
    r" (?:[a-z-]+ ){1,4}?(?:took part|replied|answered|responded|filled in|"
    r"were (?:asked|interviewed|polled|surveyed|consulted))\b"
)
_OF_ASKED = lazy_regex(
    r" of (?:the |our |all |these |those |its )*(?:interviewees|respondents|participants|"
    r"(?:those|people) (?:asked|interviewed|polled|surveyed|questioned))\b"
)
_HEAD = lazy_regex(  # "Share of the 16 firms (%)", "Percent (n = 16)"
    r"(?:(?:share|percent(?:age)?|%|proportion)(?: of| \(of|, of| among)(?: the| all| these)* "
    r"(?P<n>\d{1,3}) (?!(?:thousand|[mbt]r?illion|won|dollars|percent)\b)(?:[a-z-]+ )?[a-z-]+"
    r"(?: (?:asked|surveyed|polled|interviewed|that replied))?\W*(?:\(|\)|%|$)|"
    r"\bn ?= ?(?P<m>\d{1,3})\b)"
)
_WEIGHTS = lazy_regex(r"\b(?:assets?|sales|output|value|trade|exports?|gdp|revenue|spending)\b")
_SHARES = lazy_regex(r"%|\bper ?cent|\bshare|\bproportion")
_AND_SHARE = lazy_regex(r" of (?:them|these|those)(?:,? or |, | \()(?:exactly |just )?$")
_DOES = lazy_regex(  # a percentage that did something, and is of nothing that is named
    r" (?:missed|met|failed|passed|did|had|were|was|said|saw|made|cut|raised|lowered|kept|lost|won|"
    r"gained|reported|planned|agreed|voted|supported|opposed|fell|rose|reached|exceeded)\b"
)
_LED = lazy_regex(r"(?:^|[,;:\u2014] ?|\b)(?:and|but|yet|while|though) (?:only |just )?$")


def shares_of_asked(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield shares that no whole number out of the one count that they can be of is, and it."""
    every = [
        frame
        for frame in all_frames(evidence)
        if evidence.article.blocks[frame.sentence.block].kind
        in {BlockKind.PARAGRAPH, BlockKind.ITEM}
    ]
    asked = [q for frame in every for at, q in frame.figures if _is_asked(frame, at, q)]
    for frame in every:
        for at, share in frame.figures:
            if not _is_exact(share):
                continue
            whole = None
            if _OF_ASKED.match(frame.text.lower(), at + 1) and len(asked) == 1:
                whole = asked[0]
            elif _DOES.match(frame.text, at + 1) and _LED.search(frame.text, 0, at):
                whole = _told_by_share(evidence, frame, at)
            if whole is not None and not share_of_count_possible(share, int(whole.value or 0)):
                yield share, whole
    for table in evidence.article.tables:
        yield from _tabled(evidence, table)


def _is_exact(share: Quantity) -> bool:
    return (
        share.kind is Kind.PERCENT
        and share.comparator is Comparator.EXACT
        and bool(share.value)
        and not share.malformed
    )


def _few(quantity: Quantity) -> bool:
    return counted(quantity) and _LEAST <= (quantity.value or 0.0) <= SMALL


def _is_asked(frame: Frame, at: int, quantity: Quantity) -> bool:
    """Whether so many were asked something, of whatever size the group is."""
    if quantity.kind is not Kind.COUNT:
        return False
    text = frame.text.lower()
    return bool(_ASKED.search(text, 0, at) or _ANSWERED.match(text, at + 1)) and _few(quantity)


def _told_by_share(evidence: Evidence, frame: Frame, end: int) -> Quantity | None:
    """Return the count of which "13 of them, or 76 percent" before a place is right."""
    block = evidence.block_of(frame.sentence)
    for (at, part), (then, share) in zip(frame.figures, frame.figures[1:], strict=False):
        if then >= end or not _is_exact(share) or part.kind is not Kind.COUNT:
            continue
        if not _AND_SHARE.fullmatch(frame.text, at + 1, then):
            continue
        wholes = [
            one
            for one in quantities_within(evidence, block.start, part.start)
            if _few(one) and (one.value or 0.0) > (part.value or 0.0)
        ]
        right = [one for one in wholes if share_fits(part, one, share)]
        if len({one.value for one in right}) == 1:
            return right[0]
    return None


def _tabled(evidence: Evidence, table: Table) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the cells of a column that is headed by the count that they are shares of."""
    if len(table.rows) < 2:
        return
    for column, head in enumerate(table.rows[0]):
        said = evidence.words(head).lower()
        found = _HEAD.search(said)
        if found is None or not _SHARES.search(said) or _WEIGHTS.search(said):
            continue
        whole = _written(evidence, head, found["n"] or found["m"])
        if whole is None:
            continue
        for share in _cells(evidence, [row for row in table.rows[1:] if len(row) > column], column):
            if not share_of_count_possible(share, int(whole.value or 0)):
                yield share, whole


def _written(evidence: Evidence, head: Block, number: str) -> Quantity | None:
    """Return the count of a head as a figure."""
    value = float(number)
    at = evidence.text.find(number, head.start, head.end)
    if not _LEAST <= value <= SMALL or at < 0:
        return None
    return Quantity(start=at, end=at + len(number), kind=Kind.COUNT, value=value, unit="", step=1.0)


def _cells(evidence: Evidence, rows: Sequence[Sequence[Block]], column: int) -> Iterator[Quantity]:
    for row in rows:
        cell = row[column]
        inside = quantities_within(evidence, cell.start, cell.end)
        if len(inside) == 1 and inside[0].comparator is Comparator.EXACT and inside[0].value:
            yield replace(inside[0], kind=Kind.PERCENT, unit="percent")
