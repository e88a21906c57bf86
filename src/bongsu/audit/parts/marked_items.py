"""Lists whose items bear marks: "(1) a, (2) b and (3) c", "(i)", "first, second", numbered lines.

Marks count themselves, so that such a list has one length, whatever its items say. Its number
stands before the first mark, in the same sentence or in the one before, or ends the paragraph
above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.parts.announced import PARTLY, Listed
from bongsu.audit.parts.listed import ANNOUNCED
from bongsu.audit.parts.short_forms import counted_in_words
from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.reading.tallies import UNITS, number
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex, regex

_COUNT = lazy_regex(
    rf"(?<![\w$.,/-])(?P<n>\d{{1,2}}(?![\d.,%:-]*\d)|{'|'.join(UNITS[2:])})(?= [a-zA-Z])",
    re.IGNORECASE,
)
_NOUN = lazy_regex(
    r"(?: (?!(?:of|and|or|to|in|for)\b)[a-z][\w\u2019'-]*){0,3}? (?:[a-z-]*[^\Wsu]s|"
    r"criteria)\b(?! ?percent)"
)
_KINDS = lazy_regex(
    r" (?:[a-z-]+ )?(?:kinds|types|sorts|sets|groups|classes|categories|forms) of [a-z]"
)
_NO_ITEMS = lazy_regex(
    r" (?:[a-z-]+ )?(?:years|months|days|weeks|hours|times|points|percent|won|dollars|people|"
    r"persons|"
    r"members|sides|parties|countries|ministers|leaders|experts|firms|pages|minutes)\b"
)
_LEAD = lazy_regex(
    r"\b(?:of the|of its|of their|among|more than|over|at least|about|nearly|almost|other|"
    r"another|first|"
    r"last|next|than|article|section|chapter|part|phase|title|page|table|no\.|to|or|and)\s$",
    re.IGNORECASE,
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_MARKS = {
    "digit": regex(r"(?<![\w)])\((?P<m>\d{1,2})\) ?(?=\w)"),
    "open": regex(r"(?:(?<=[:;,] )|(?<=and ))(?P<m>\d{1,2})\) (?=\w)"),
    "letter": regex(r"(?<![\w)])\((?P<m>[a-h])\) ?(?=\w)"),
    "roman": regex(r"(?<![\w)])\((?P<m>[ivx]{1,4})\) ?(?=\w)"),
    "order": regex(
        rf"(?:(?<=[:;,] )|(?<=and ))(?:the )?(?P<m>{'|'.join(ORDINALS[:10])})(?:ly)?,? (?=(?:an?|"
        rf"the|to|that|it|its|"
        r"they|[a-z]+ing|[a-z]+ed|higher|lower|more|less|better)\b)"
    ),
}
_BACK = 320  # code points before the first mark in which the number stands
_FAR = 2  # items too few or too many: one more, and the number is of something else


def marked_items(evidence: Evidence) -> Iterator[tuple[Quantity, Listed]]:
    """Yield numbers with the marked items that they announce, where the two differ by little."""
    blocks = evidence.article.blocks
    for place, block in enumerate(blocks):
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        for kind, mark in _MARKS.items():
            run = _run(kind, list(mark.finditer(evidence.text, block.start, block.end)))
            if len(run) > 1:
                low = max(block.start, run[0].start() - _BACK)
                yield from _announcing(evidence, low, run[0].start(), len(run), run[-1].end())
        after = blocks[place + 1 : place + 2]
        if block.kind is BlockKind.PARAGRAPH and after and after[0].kind is BlockKind.ITEM:
            yield from _lines_below(evidence, place)


def _run(kind: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the marks of one list in order, from the first on; none if another begins after it."""
    ranks = {
        "letter": "abcdefgh",
        "roman": _ROMAN,
        "order": ORDINALS[:10],
    }.get(kind)
    run: list[re.Match[str]] = []
    for match in found:
        told = match["m"].lower()
        if ranks is not None and told not in ranks:
            return []
        rank = int(told) if ranks is None else list(ranks).index(told) + 1
        if rank != len(run) + 1:
            return []
        run.append(match)
    return run


def _announcing(
    evidence: Evidence, low: int, start: int, length: int, end: int
) -> Iterator[tuple[Quantity, Listed]]:
    """Yield the one number before a list that announces another length."""
    text = evidence.text
    told = []
    for match in _COUNT.finditer(text, low, start):
        value = number(match["n"].lower()) or 0
        if value == length:
            return
        if not _NOUN.match(text, match.end(), start) or _NO_ITEMS.match(text, match.end()):
            continue
        if PARTLY.match(text[match.end() : start]) or _LEAD.search(text, low, match.start()):
            continue
        told.append(counted_in_words(match.start(), match.end(), value))
    rest = text[told[0].end : start] if told else ""
    near = rest.count(". ") <= 1 and not regex(r"\b(?:including|such as)\b").search(rest)
    if len(told) == 1 and near and 0 < abs((told[0].value or 0) - length) <= _FAR:
        yield told[0], (frozenset({length}), start, end)


def _lines_below(evidence: Evidence, place: int) -> Iterator[tuple[Quantity, Listed]]:
    """Yield the number at the end of a paragraph with the items right below it."""
    blocks, text = evidence.article.blocks, evidence.text
    items = []
    for block in blocks[place + 1 :]:
        if block.kind is not BlockKind.ITEM:
            break
        items.append(block)
    top = [item for item in items if item.level == items[0].level]
    last = [s for s in evidence.sentences if s.block == place][-1:]
    if len(top) < 2 or not last:
        return
    said = text[last[0].start : last[0].end]
    counts = [
        match
        for match in _COUNT.finditer(text, last[0].start, last[0].end)
        if _KINDS.match(text, match.end())
        or (ANNOUNCED.match(text, match.end()) and not said.rstrip().endswith(":"))
    ]
    partly = regex(r"\b(?:including|such as|among|notably|of which|for example|other)\b").search(
        said
    )
    if len(counts) != 1 or partly or _LEAD.search(text, last[0].start, counts[0].start()):
        return
    told = counted_in_words(*counts[0].span("n"), number(counts[0]["n"].lower()) or 0)
    if 0 < abs((told.value or 0) - len(top)) <= _FAR:
        yield told, (frozenset({len(top)}), top[0].start, top[-1].end)
