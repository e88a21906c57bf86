"""Heads of columns and labels of charts that stand side by side in one line of a text.

A reader of pages puts "change change change" there, where each word heads a column of its own.
"""

from __future__ import annotations

import re

from bongsu.patterns import lazy_regex

_DOUBLED = lazy_regex(r"(?<![\w-])([^\W\d_]+)[ \t]+\1(?![\w-])")
_TOLD = lazy_regex(r"[a-z\uac00-\ud7a3][.!?](?:\s|$)")  # the end of a sentence
_TWICE = 2
_AROUND = 200  # code points of the line either side, for a line may be a whole hostile text


_ARTICLES = frozenset({"a", "an", "the"})


def heads_columns(text: str, start: int, end: int) -> bool:
    """Whether a word that stands twice in a row heads columns, as its line shows.

    Parameters
    ----------
    text : str
        Text of the document.
    start, end : int
        Where the doubled word stands.

    Examples
    --------
    >>> heads_columns("Item change change change", 5, 18)
    True
    >>> heads_columns("The price of the the boat fell.", 13, 20)
    False
    """
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = text[end : end + _AROUND].partition("\n")[0]
    line = before + text[start:end] + after
    if _TOLD.search(line):
        return False
    word = text[start:end].split(maxsplit=1)[0]
    if word in _ARTICLES:
        return False  # which a sentence has often, and the head of a column never twice
    again = len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", line))
    others = {found[1] for found in _DOUBLED.finditer(line)} - {word}
    alone = any(cell.split() == [word, word] for cell in line.split("\t")) and "\t" in line
    return again > _TWICE or bool(others) or alone
