"""The lines that head a plain text: its title, whose it is, and the day, one below the other.

Readers join the lines of a paragraph, and without a blank line between them a title, a publisher
and a day become one. Where the last line of the first paragraph is a day and nothing else, the
lines are what they were: a heading, notes about the text, and the line of its day.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.parts import Parts
from bongsu.patterns import regex

_MOST = 6  # lines of a head
_ON = regex(r"[,;:.]$|\b(?:on|of|in|since|by|from|to|and|until|after|before|dated|the)$")
_LONGEST = 200  # code points of one of them


def unfolded(parts: Parts, day: re.Pattern[str]) -> list[Block]:
    """Return the blocks of a file, its head taken apart again if it is one of lines.

    Parameters
    ----------
    parts : Parts
        The file as a reader left it.
    day : re.Pattern
        What a day looks like.
    """
    blocks = parts.blocks
    first = blocks[0]
    lines = _lines(parts, first) if first.kind is BlockKind.PARAGRAPH and len(blocks) > 1 else []
    words = [parts.text[start:end] for start, end in lines]
    if not 2 <= len(lines) <= _MOST or not _is_of_day(words[-1], day):
        return list(blocks)
    if any(len(line) > _LONGEST for line in words) or _ON.search(words[-2]):
        return list(blocks)
    titled = 1
    while titled < len(lines) - 1 and words[titled][0].islower():
        titled += 1  # a title of two lines
    title = replace(first, kind=BlockKind.HEADING, level=1, end=lines[titled - 1][1])
    notes = [
        replace(first, kind=BlockKind.NOTE, start=start, end=end) for start, end in lines[titled:-1]
    ]
    dated = replace(first, start=lines[-1][0])
    return [title, *notes, dated, *blocks[1:]]


_ISSUE = 90  # code points before the day of an issue in brackets


def _is_of_day(words: str, day: re.Pattern[str]) -> bool:
    """Whether a line is a day alone, or the issue of a day: "Volume 82, Issue 47 (May 3, 2017)"."""
    if day.fullmatch(words) is not None:
        return True
    opening = words.rfind("(")
    bracket = words[opening + 1 : -1]
    return 0 < opening < _ISSUE and words.endswith(")") and day.fullmatch(bracket) is not None


def _lines(parts: Parts, block: Block) -> list[tuple[int, int]]:
    """Return where the lines of a paragraph stand, as they were in the source."""
    offsets = parts.offsets
    lines, start = [], block.start
    for piece in range(bisect_left(offsets.text_at, block.start), len(offsets.text_at)):
        at = offsets.text_at[piece]
        if at >= block.end:
            break
        after = offsets.text_at[piece + 1] if piece + 1 < len(offsets.text_at) else block.end
        joint = parts.source[offsets.source_at[piece] : offsets.source_to[piece]]
        if at > start and "\n" in joint and parts.text[at:after].isspace():
            lines.append((start, at))
            start = after
    lines.append((start, block.end))
    return lines
