"""Sections that a sentence tells one by one, of which one stands nowhere.

"The sections below cover technology, health, climate and defense": where two or more of the items
are heads of what follows, the one that no head and no other sentence names has been lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import content_words, prose
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_TELLS = guarded_regex(
    r"(?:\b(?:[Ss]ections?|[Cc]hapters?|[Pp]arts?|[Pp]ages|[Pp]aragraphs)\b[^.;:]{0,40}?|"
    r"\b(?:[Tt]his|[Tt]he) (?:report|paper|note|brief|fact sheet|study|article|statement|analysis) "
    r"(?:first |then |in turn )?)"
    r"\b(?:covers?|deals? with|address(?:es)?|discuss(?:es)?|reviews?|looks? at|takes? up|treats?|"
    r"examines?|are on|turns? to|describes?|sets? out|outlines?|summari[sz]es?|assess(?:es)?|"
    r"present)\b:? (?P<list>[^.;:]{8,200}?,? and [^.;:,]{3,60})(?=[.;]|$)"
)
_CONTENTS = guarded_regex(
    r"\b(?:[Cc]ontents|[Ii]n this (?:issue|report|paper)): ?(?P<list>[^.]{8,200})"
)
_PARTS = lazy_regex(
    r"\s*(?:[,;]\s*(?:and\s|then\s|finally\s)?|\band\s(?:closes with\s|then\s)?)\s*"
)
_HEAD_WORDS = 14
_FEWEST = 2  # items that are heads, so that the list is one of sections


class Untold(NamedTuple):
    """An item that stands under no head, in positions of the text."""

    start: int
    end: int
    item: str
    likely: bool  # whether no other sentence speaks of it either


def untold_sections(evidence: Evidence) -> Iterator[Untold]:
    """Yield the one item of a list of sections that no head has."""
    blocks = evidence.article.blocks
    for sentence, words in prose(evidence):
        flat = words.replace("\n", " ")
        for match in (*_TELLS.finditer(flat), *_CONTENTS.finditer(flat)):
            heads = [
                content_words(evidence.words(block))
                for block in blocks
                if block.start > sentence.end and _is_head(evidence, block)
            ]
            items = list(_items(match))
            lost = [
                (at, item)
                for at, item in items
                if not any(content_words(item) & head for head in heads)
            ]
            if len(lost) != 1 or len(items) - 1 < _FEWEST or len(items) > len(heads) + 1:
                continue
            at, item = lost[0]
            others = evidence.text[: sentence.start] + evidence.text[sentence.end :]
            yield Untold(
                sentence.start + at,
                sentence.start + at + len(item),
                item,
                not content_words(item) & content_words(others),
            )


def _is_head(evidence: Evidence, block: Block) -> bool:
    words = evidence.words(block).strip()
    if block.kind is BlockKind.HEADING:
        return True
    short = len(words.split()) <= _HEAD_WORDS and not words.endswith((".", ",", ";", "?"))
    return block.kind is BlockKind.PARAGRAPH and short and words[:1].isupper()


def _items(match: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Yield the items of a list with content words, each with where it stands."""
    start = match.start("list")
    for cut in (*_PARTS.finditer(match.string, start, match.end("list")), None):
        end = cut.start() if cut else match.end("list")
        item = match.string[start:end]
        if content_words(item):
            yield start, item
        start = cut.end() if cut else end
