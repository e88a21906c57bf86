"""Lists of labels with their percents that must come to a hundred: compositions and breakdowns.

"Ethnic groups: A 65.1%, B 12.4%, other 8.5%", "composition by sector" over three items: each share
has a label of its own and nothing else, and a head or a class of the rest ("other", "none") says
that no part is left out. Rows of rates (growth by sector, turnout by age) look like them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_ALL = 100.0  # percent
_FEWEST, _MOST = 3, 14
_ROOM = (70.0, 140.0)  # what is farther off is a row of rates, or a part of a list
_TIGHT = (85.0, 116.0)  # where only "by sector" says that the parts are all
_SLACK = 0.25  # percent that sources leave beyond rounding
_SIGN = r"(?:\s?(?:%|percent\b|per\scent\b))"
_NOTE = r"(?:\s?\([^()]{0,60}\))?"
_ENTRY = lazy_regex(
    rf"\s*(?P<label>[A-Za-z0-9][^:;%]{{0,70}}?)(?::|\s[-\u2013\u2014])?\s"
    rf"(?P<n>\d{{1,2}}(?:\.\d{{1,2}})?)(?P<sign>{_SIGN}?){_NOTE}\s*\.?\s*"
)
_PARTED = lazy_regex(r"[,;]\s(?:and\s)?|\sand\s(?=[A-Z])")
_BRACKETS = lazy_regex(r"\([^()]*\)")
_HAS_ROW = guarded_regex(r"\d[%\s.]*(?:[a-z]+)?[,;]\s[^,;]{1,70}\d", re.IGNORECASE)
_COMPOSED = guarded_regex(
    r"\b(?:composition|break-?down|make-?up|split|mix|structure|distribution|religions?|"
    r"ethnic|nationalit\w+|land\suse|following\sshares|divided|consist\w*|made\sup\sof)\b",
    re.IGNORECASE,
)
_BY_SORT = guarded_regex(
    r"\bby\s(?:the\s)?(?:[a-z]+\s){0,2}?(?:sectors?|age(?:\sgroups?)?|origin|occupations?|sources?|types?|"
    r"uses?|regions?|sex|gender|industry|industries|fuels?|ministry|ministries|components?|"
    r"categor\w+|mode|purpose|destinations?|owners?|ownership|currenc\w+|maturit\w+|class(?:es)?|"
    r"nationality|religion|end[- ]use|kind|products?|holders?)\b",
    re.IGNORECASE,
)
_REST = lazy_regex(
    r"\s*(?:(?:all\s)?others?\b(?:\s[a-z]+)?|none|no\s(?:religion|opinion|answer|affiliation|party|reply)|"
    r"(?:the\s)?(?:rest|remainder)\b.{0,30}|unspecified|undecided|unaffiliated|don.t know|"
    r"not\s(?:stated|specified)|miscellaneous)\s*",
    re.IGNORECASE,
)
_RATES = guarded_regex(
    r"\b(?:rates?|growth|grew|grow|rose|fell|chang\w+|increas\w+|decreas\w+|declin\w+|tariffs?|"
    r"dut(?:y|ies)|taxe?s?|yields?|inflation|margins?|returns?|turnout|utili[sz]ation|coverage|"
    r"probabilit\w+|approval|literacy|penetration|unemploy\w*|participat\w*|vaccinat\w+|ratios?|"
    r"up|down|higher|lower|more|less|multiple|each|respectively|average|cumulative|support\w*|"
    r"favou?r\w*|agree\w*|satisf\w+|gdp\s*:|of\sgdp|poverty|wages?|prices?|languages?|discount\w*|"
    r"premium|at\sleast|interest|completed|contribut\w+|points?)\b",
    re.IGNORECASE,
)
_SOME = lazy_regex(
    r"\b(?:main|major|top|leading|largest|biggest|selected|includ\w+|of\swh(?:ich|om)|e\.g|example|such\sas|"
    r"notabl\w+|among|partners?|commodit\w+|key|principal)\b",
    re.IGNORECASE,
)
_HEAD_IN_LABEL = lazy_regex(
    r"^(?P<head>.*\b(?:was|were|is|are|comprised?|of|shows?|following\b.*):?)\s"
)


class ClosedList(NamedTuple):
    """Shares that should be all of a whole, and what they come to."""

    start: int
    end: int
    added: float
    likely: bool


class _Share(NamedTuple):
    start: int
    end: int
    label: str
    value: float
    step: float
    signed: bool


def closed_lists(evidence: Evidence) -> Iterator[ClosedList]:
    """Yield lists of shares that should come to a hundred and do not."""
    for head, shares in (*_inline(evidence), *_items(evidence)):
        found = _wrong(head, shares)
        if found is not None:
            yield found


def _wrong(head: str, shares: Sequence[_Share]) -> ClosedList | None:
    if not _FEWEST <= len(shares) <= _MOST:
        return None
    said = f"{head} {' '.join(one.label for one in shares)}"
    if _RATES.search(said) is not None or len({one.label.lower() for one in shares}) < len(shares):
        return None
    percent = "percent" in head.lower() or "%" in head or "shares" in head.lower()
    composed = _COMPOSED.search(head) is not None
    by_sort = _BY_SORT.search(head) is not None
    rest = sum(_REST.fullmatch(one.label) is not None for one in shares)
    if not (composed or by_sort or rest):
        return None
    signed = percent or composed or all(one.signed for one in shares)
    if not signed and not (by_sort and rest):
        return None
    added = sum(one.value for one in shares)
    room = _SLACK + sum(one.step for one in shares) / 2
    low, high = _ROOM if composed or rest else _TIGHT
    if abs(added - _ALL) <= room or not low <= added <= high:
        return None
    if added < _ALL and _SOME.search(head) is not None and not rest:
        return None
    if any(abs(added - 2 * one.value) <= room for one in shares):
        return None  # the sum of the others stands among them
    return ClosedList(shares[0].start, shares[-1].end, added, signed and (composed or rest > 0))


def _inline(evidence: Evidence) -> Iterator[tuple[str, list[_Share]]]:
    """Yield the rows of labels and percents within a sentence or a line, each with its head."""
    blocks = evidence.article.blocks
    for number, block in enumerate(blocks):
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        if _HAS_ROW.search(evidence.text, block.start, block.end) is None:
            continue
        above = _above(evidence, number)
        for start, end in _lines(evidence, block.start, block.end):
            yield from _row(evidence, above, start, end)


_LINE_ENDS = lazy_regex(r"(?<=[.;])\s(?=[A-Z])|\n+|(?<=\))\s(?=note:)")


def _lines(evidence: Evidence, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in _LINE_ENDS.finditer(evidence.text, start, end):
        yield at, found.start()
        at = found.end()
    yield at, end


_COLON = lazy_regex(r"^[^:;%]{3,120}:\s(?=\D|\d+[-\u2013])")


def _row(
    evidence: Evidence, above: str, start: int, end: int
) -> Iterator[tuple[str, list[_Share]]]:
    text = evidence.text[start:end]
    colon = _COLON.match(text)
    head, body = (text[: colon.end()], text[colon.end() :]) if colon else ("", text)
    at = start + len(head)
    bare = _BRACKETS.sub(lambda found: found[0].replace(",", " ").replace(";", " "), body)
    shares: list[_Share] = []
    last = 0
    for found in (*_PARTED.finditer(bare), None):
        piece = bare[last : found.start() if found else None]
        share = _share(piece, at + last)
        last = found.end() if found else last
        if share is None:
            return
        if not shares and not head and (led := _HEAD_IN_LABEL.match(share.label + " ")):
            head = led["head"]
        shares.append(share)
    yield f"{above} {head}", shares


def _share(piece: str, at: int) -> _Share | None:
    match = _ENTRY.fullmatch(piece)
    if match is None:
        return None
    places = len(match["n"].partition(".")[2])
    return _Share(
        at + match.start("label"),
        at + match.end("sign"),
        match["label"],
        float(match["n"]),
        10.0**-places,
        bool(match["sign"]),
    )


def _items(evidence: Evidence) -> Iterator[tuple[str, list[_Share]]]:
    """Yield the runs of items or lines that are a label and a percent each, with their head."""
    run: list[_Share] = []
    head = above = ""
    for start, end, heads in _short_lines(evidence):
        words = evidence.text[start:end]
        share = _share(words, start) if not heads and end - start <= _LONGEST else None
        if share is not None:
            head = head if run else above
            run.append(share)
        else:
            if run:
                yield head, run
                run = []
            above = words if heads or _leads(words) else ""
    if run:
        yield head, run


_BULLET = lazy_regex(r"\s*[-*\u2022\u00b7]\s")


def _short_lines(evidence: Evidence) -> Iterator[tuple[int, int, bool]]:
    """Yield the lines of paragraphs and items, without bullets, and headings."""
    for block in evidence.article.blocks:
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING}:
            continue
        at = block.start
        for line in evidence.text[block.start : block.end].split("\n"):
            bullet = _BULLET.match(line)
            yield (
                at + (bullet.end() if bullet else 0),
                at + len(line),
                block.kind is BlockKind.HEADING,
            )
            at += len(line) + 1


_LONGEST = 140  # code points of an item


def _above(evidence: Evidence, number: int) -> str:
    """Return the heading or the short line right above a block."""
    if number == 0:
        return ""
    block = evidence.article.blocks[number - 1]
    words = evidence.words(block)
    return words if block.kind is BlockKind.HEADING or _leads(words) else ""


def _leads(words: str) -> bool:
    """Whether a line is short enough to name what the lines below it are parts of."""
    return len(words) <= _LONGEST and _LEADS.search(words.rstrip("*_ ")) is not None


_LEADS = lazy_regex(r":$|\bas follows\b|^[^.]{3,60}$")
