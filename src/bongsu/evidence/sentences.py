"""Cuts blocks into sentences at stops that end one, and not at those of abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Sentence
from bongsu.patterns import regex

_STOP = regex(r"(?<![.!?…])[.!?…]{1,9}[\"”’')\]]{0,4}(?=\s)|\n")
_ABBREVIATION = regex(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Sgt|Adm|Capt|Cmdr|Gov|Sen|Rep|Hon|St|Jr|Sr|Messrs|Amb|Pres"
    r"|No|Nos|Art|Arts|Sec|Sect|Ch|Vol|vol|vols|fig|figs|ch|sec|art|Fig|Figs|Eq|pp?|para|cf|vs|viz|al|ca|c|approx|est|ed|eds|etc"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun"
    r"|Inc|Ltd|Co|Corp|Bros|Dept|Univ|Assn|Intl|Natl|Gov't|Pub|Stat|Reg|Res|Doc|Cong|Sess|Supp|App)"
    r"|\b(?:[A-Za-z]\.)+[A-Za-z]|\b[A-Z]|\b(?:i\.e|e\.g|a\.m|p\.m))\.\Z"
)
_NOT_ENDED = regex(
    r"\b(?:U\.S|U\.K|U\.N|E\.U|D\.C|a\.m|p\.m|Inc|Ltd|Co|Corp|etc|Jr|Sr|al)\.[\"”’')\]]*\Z"
)
_BEGINS = regex(r"\s+[\"“‘'(\[]*[A-Z0-9$€£¥₩]")
# Behind "U.S." these words begin a sentence more often than they go on in one.
_STARTERS = regex(
    r"\s+(?:The|This|That|These|Those|It|Its|In|On|At|He|She|They|We|But|And|However|Meanwhile|A|An|As|If|When"
    r"|While|Although|Though|After|Before|Since|Both|Such|Many|Most|Some|For|To|With|From|By|There|What|Which"
    r"|Under|Over|Yet|Still|Moreover|Furthermore|Finally|First|Second|Third)\s"
)
# No author writes longer sentences; what is longer is cut, so that work on each stays bounded.
_LONGEST = 3_000
_SPLIT = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE, BlockKind.CELL})


def sentences(text: str, blocks: Sequence[Block]) -> tuple[Sentence, ...]:
    """Return the sentences of an article's blocks, in order; headings are one sentence each."""
    return tuple(
        Sentence(start=start, end=end, block=at)
        for at, block in enumerate(blocks)
        if block.start < block.end
        for start, end in _split(text, block)
    )


def _split(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    if block.kind in _SPLIT:
        for stop in _STOP.finditer(text, block.start, block.end):
            if not _ends(text, block, stop):
                continue
            yield from _trimmed(text, start, stop.end())
            start = stop.end()
    yield from _trimmed(text, start, block.end)


def _ends(text: str, block: Block, stop: re.Match[str]) -> bool:
    if stop[0] == "\n":
        return block.kind is BlockKind.CELL or not _goes_on(text, block, stop.start())
    if not _BEGINS.match(text, stop.end(), block.end):
        return False
    if stop[0][0] != "." or stop[0].startswith(".."):
        return True
    before = text[max(block.start, stop.start() - 14) : stop.start() + 1]
    if _NOT_ENDED.search(before):
        return _STARTERS.match(text, stop.end(), block.end) is not None
    return _ABBREVIATION.search(before) is None


def _goes_on(text: str, block: Block, at: int) -> bool:
    """Whether a sentence goes on behind a line's end, as where a page broke its paragraph."""
    before, behind = text[block.start : at].rstrip(), text[at : block.end].lstrip()
    return before[-1:].isalpha() and behind[:1].islower()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = max(text.rfind(" ", start, start + _LONGEST), start + _LONGEST // 2)
        yield start, cut
        start = cut + text[cut].isspace()
    if start < end:
        yield start, end
