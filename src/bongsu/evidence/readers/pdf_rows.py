"""Words of a page in rows, what stands between them, and what returns on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bongsu.evidence.readers.pdf_words import Page, Rule, Word
from bongsu.patterns import regex

INFINITE = 1e9
_SAME_ROW = 0.45  # of a word's height, between the middles of two words of one row
_ZONE = 0.1  # of the page's height, in which heads and feet stand
_ROWS = 3  # at each end of a page that may be head or foot
_CLEAR = 1.6  # times a row's height: what parts heads and feet from the text
_CLEAR_OUTSIDE = 0.6  # the same in that zone
_DIGITS = regex(r"\d{1,9}")
_PAGE_NUMBER = regex(
    r"[-–—|\s]*(?:p(?:age|\.)?\s?)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s?(?:/|of)\s?\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)
_LEADERS = "....."
_NUMERALS = "0123456789ivxlcIVXLC- "
_COLUMN = 1.0  # times a word's height, between columns
_FRONT, _BEFORE = 60, 400  # pages that may go uncounted, and those of parts before this one
MARKER = regex(r"[•‣◦▪■□○●◆◇▶►➢➤✓⦁∙·–—\-*o]|(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|[①-⑳])")

Row = tuple[Word, ...]


def rows_of(words: Iterable[Word]) -> list[Row]:
    """Group words into rows from top to bottom, each from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.middle, word.left)):
        # Raised words stand a little above their row, and so begin it: look two rows back.
        home = next((row for row in rows[:-3:-1] if _is_level(row, word)), None)
        if home is None:
            rows.append([word])
        else:
            home.append(word)
    return [tuple(sorted(row, key=lambda word: word.left)) for row in rows]


def _is_level(row: Sequence[Word], word: Word) -> bool:
    first, last = row[0], row[-1]
    return first.middle - word.middle < _SAME_ROW * max(
        first.size, word.size
    ) or last.middle - word.middle < _SAME_ROW * max(last.size, word.size)


def top(row: Sequence[Word]) -> float:
    """Return the upper edge of words."""
    return max(word.top for word in row)


def bottom(row: Sequence[Word]) -> float:
    """Return the lower edge of words."""
    return min(word.bottom for word in row)


def height(row: Sequence[Word]) -> float:
    """Return the height of most of the words."""
    sizes = sorted(word.size for word in row)
    return sizes[len(sizes) // 2]


def spoken(row: Sequence[Word]) -> str:
    """Return the words of a row as they are read."""
    return "".join(
        word.text if word.glued or not at else f" {word.text}" for at, word in enumerate(row)
    )


def segments(row: Row, least: float) -> list[tuple[float, float]]:
    """Return where a row has words, gaps narrower than a width (in heights) closed.

    The mark of an item belongs to what follows it, however far.
    """
    found: list[tuple[float, float]] = []
    mark = False
    for at, word in enumerate(row):
        if found and (mark or word.left - found[-1][1] < least * word.size):
            found[-1] = (found[-1][0], max(found[-1][1], word.right))
        else:
            found.append((word.left, word.right))
        mark = at == 0 and MARKER.fullmatch(word.text) is not None
    return found


def free(row: Row, least: float) -> list[tuple[float, float]]:
    """Return where a row has no words, both margins included."""
    taken = segments(row, least)
    edges = [-INFINITE, *(edge for pair in taken for edge in pair), INFINITE]
    return list(zip(edges[::2], edges[1::2], strict=True))


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without running heads, feet and page numbers."""
    ends = [_ends(page) for page in pages]
    seen = Counter(key for page in ends for key in {key for key, _ in page})
    kept = []
    for page, found in zip(pages, ends, strict=True):
        dropped = {
            id(word)
            for key, row in found
            if seen[key] > 1 or _is_page_number(row, page)
            for word in row
        }
        dropped.update(
            id(word) for row in rows_of(page.words) if _leads_to_page(row) for word in row
        )
        words = tuple(word for word in page.words if id(word) not in dropped)
        kept.append(replace(page, words=words))
    return kept


def _leads_to_page(row: Row) -> bool:
    """Tell whether a row is one of a table of contents: dots lead to a page's number."""
    text = spoken(row)
    before = text.rstrip(_NUMERALS).rstrip()
    return len(text) > len(before) and before.replace(" ", "").endswith(_LEADERS)


def _ends(page: Page) -> list[tuple[tuple[str, int], Row]]:
    """Return the rows of a page that may be head or foot, each with what makes it return."""
    rows = rows_of(page.words)
    found: list[tuple[tuple[str, int], Row]] = []
    for order, at_top in ((rows, True), (rows[::-1], False)):
        held: list[Row] = []  # rows that count if one behind them is clear of the text
        for row, behind in zip(order[:_ROWS], [*order[1:], None], strict=False):
            if _inside_rules(row, page.down):
                break
            held.append(row)
            if behind is not None and _is_columns(row, behind):
                break
            gap = INFINITE if behind is None else _between(row, behind)
            edge = page.height - bottom(row) if at_top else top(row)
            if gap > (_CLEAR_OUTSIDE if edge < _ZONE * page.height else _CLEAR) * height(row):
                found.extend(
                    ((_DIGITS.sub("#", spoken(one)), round(bottom(one) / 6)), one) for one in held
                )
                held = []
    return found


def _is_columns(row: Row, behind: Row) -> bool:
    """Tell whether two rows stand in the same columns, as a table's header and first row do."""
    ours, theirs = segments(row, _COLUMN), segments(behind, _COLUMN)
    starts = sum(any(abs(one[0] - other[0]) < 2 for other in theirs) for one in ours)
    ends = sum(any(abs(one[1] - other[1]) < 2 for other in theirs) for one in ours)
    return max(starts, ends) > 1 and len(theirs) > 1


def _between(one: Row, other: Row) -> float:
    upper, lower = (one, other) if bottom(one) > bottom(other) else (other, one)
    return bottom(upper) - top(lower)


def _inside_rules(row: Row, down: Sequence[Rule]) -> bool:
    """Tell whether a row stands in a ruled table."""
    middle = (top(row) + bottom(row)) / 2
    return sum(rule.start < middle < rule.end for rule in down) > 1


def _is_page_number(row: Row, page: Page) -> bool:
    text = spoken(row)
    if len(text) > 20 or _PAGE_NUMBER.fullmatch(text) is None:
        return False
    shown = text.strip("-–—| ")
    return not shown.isdecimal() or -_FRONT < int(shown) - page.number < _BEFORE
