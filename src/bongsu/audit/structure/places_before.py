"""The place, day and agency before a report, whose names the text itself writes otherwise."""

from __future__ import annotations

from bongsu.patterns import regex

_DATELINE = regex(  # "SEOUL/BUSAN, May 3 (Agency) - "
    r"\s*[A-Z][A-Z.'’]+(?:[ /,]{1,3}[A-Z][A-Z.'’]+){0,4}"
    r"(?:,\s[A-Z][\w.]+(?:\s[A-Z]?\w+)?(?:\s\d{1,2})?){0,2}(?:,\s\d{4})?"
    r"(?:\s\([^()]{2,30}\))?\s?[(–—-]"
)


def dateline(words: str) -> int:
    """Return how long the dateline is with which a paragraph begins; 0 if it has none.

    Examples
    --------
    >>> dateline("SEOUL, May 3 (Agency) - The bank cut its rate.")
    23
    """
    found = _DATELINE.match(words)
    return found.end() if found is not None else 0
