"""Transcripts, which set down words as they were said: some twice, some begun anew."""

from __future__ import annotations

from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_TURN = lazy_regex(
    r"(?:Q|A|(?:[A-Z][A-Z.'’-]+\s){0,4}[A-Z][A-Z.'’-]+(?:\s\([^()]+\))?:)\s+[A-Z“\"(]"
)
_TURNS = 4  # of speakers, from which a text is a transcript


def transcribed(evidence: Evidence) -> bool:
    """Whether an article is the transcript of what several people said by turns."""
    turns = 0
    for block in evidence.article.blocks:
        if block.kind is BlockKind.PARAGRAPH and _TURN.match(evidence.text, block.start, block.end):
            turns += 1
            if turns >= _TURNS:
                return True
    return False
