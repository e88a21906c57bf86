"""Names as a text writes them, and the rows of their words that may be names by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bongsu.audit.reading.wording import proper_names
from bongsu.audit.remembering import remembered
from bongsu.audit.structure.places_before import dateline
from bongsu.audit.structure.romanised import Name
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import regex

WORD = regex(r"\S+")
_OWNER = regex(r"['’]s?$")


@remembered
def written_names(evidence: Evidence) -> Iterator[Name]:
    """Yield the names of the running text and of cells; headings capitalise every word."""
    for block in evidence.article.blocks:
        if block.kind is BlockKind.HEADING:
            continue
        words = evidence.words(block)
        if words == words.upper():
            continue
        dated = block.start + dateline(words)
        for start, end, written in proper_names(words, block.start):
            if written.isupper() and start < dated:
                continue
            bare = written
            for title in ("The ", "A ", "An "):
                bare = bare.removeprefix(title)
            bare = _OWNER.sub("", bare)
            at = start + len(written) - len(written.removeprefix("The "))
            if bare:
                yield (
                    Name(at, at + len(bare), bare) if bare in written else Name(start, end, written)
                )


@lru_cache(maxsize=1 << 12)  # two rules ask
def candidates(written: str) -> tuple[tuple[Name, int], ...]:
    """Return a name and the rows of one to three of its words, each with how many they are."""
    words = [found.span() for found in WORD.finditer(written)]
    found = [(Name(0, len(written), written), len(words))]
    for length in (3, 2, 1):
        for at in range(len(words) - length + 1) if len(words) > length else ():
            start, end = words[at][0], words[at + length - 1][1]
            found.append((Name(start, end, written[start:end]), length))
    return tuple(found)
