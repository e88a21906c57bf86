"""Parts that a text points to by their name, and that it does not have.

"See the section “Who Pays?” below", "Box “Trade in Numbers”", "under the heading Costs of Care":
what is named so is a heading or a caption, or words that open a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.text_lines import text_lines
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_SORT = (
    r"(?:[Ss]ub)?(?:[Ss]ection|[Cc]hapter|[Pp]art|[Ss]idebar|[Tt]ext\s[Bb]ox|[Bb]ox|[Aa]ppendix|"
    r"[Aa]nnex|[Hh]eading)"
)
_QUOTED = r"[“\"‘](?P<{}>[^“”\"‘’]{{3,90}}?)[,.]?[”\"’]"
_POINTED = lazy_regex(
    rf"\b(?:[Tt]he|[Aa]|[Ii]n|[Ss]ee|[Uu]nder|next|following|last)\s(?:\w+\s){{0,2}}?{_SORT}\s?"
    rf"(?:,?\s(?:on|titled|entitled|headed|called|named)\s|,\s|:\s)?\s?{_QUOTED.format('behind')}|"
    rf"\b(?:[Ss]ee|in|[Uu]nder)\s(?:the\s)?{_QUOTED.format('before')},?\s(?:{_SORT}\b|below|above)|"
    rf"\b(?:section|chapter|box|sidebar|part)\s(?:(?:titled|entitled|headed|called)\s)?"
    r"(?P<plain>[A-Z][\w’'-]+(?:\s(?:of|and|the|for|in|on|to|with|[A-Z][\w’'-]+)){1,8}),?\s"
    r"(?:below|above)\b"
)
_HERE = lazy_regex(
    r"\b(?:below|above|this\s(?:paper|report|article|text|brief|note|document|memo)|later|earlier|"
    r"next|following|see|taken\sup|return(?:s|ed)?\sto|discussed|dealt\swith|we|end)\b",
    re.IGNORECASE,
)
_OTHERS = lazy_regex(
    r"\b(?:of\sthe\s(?:act|law|treaty|agreement|constitution|code|bill|report|website|site|"
    r"newspaper|budget|budgets)|its\s(?:website|report)|website|newspaper|annual\sreport)\b",
    re.IGNORECASE,
)
_LINE = 140  # code points of a line that may be a heading
_MORE = 3  # words that a heading may have beside those by which it is called


class Pointed(NamedTuple):
    """Where a part is named that the text lacks."""

    start: int
    end: int
    name: str


def missing_parts(evidence: Evidence) -> Iterator[Pointed]:
    """Yield the parts of its own that a text names and does not have."""
    for sentence in evidence.sentences:
        if evidence.block_of(sentence).kind in {BlockKind.META, BlockKind.CELL}:
            continue
        words = evidence.words(sentence)
        for found in _POINTED.finditer(words):
            name = found["behind"] or found["before"] or found["plain"]
            around = words[max(0, found.start() - 80) : found.end() + 60]
            if not _HERE.search(around) or _OTHERS.search(words):
                continue
            span = sentence.start + found.start(), sentence.start + found.end()
            if not any(_heads(line, name) for line in _lines_but(evidence, *span)):
                yield Pointed(*span, name)


def _lines_but(evidence: Evidence, start: int, end: int) -> Iterator[str]:
    """Yield the lines and blocks of an article that do not hold a stretch of its text."""
    lines = [(line.start, line.end) for line in text_lines(evidence)]
    for first, last in (*lines, *((block.start, block.end) for block in evidence.article.blocks)):
        if last <= start or end <= first:
            yield evidence.text[first:last]


_EDGES = " \t#*_-\u2013\u2014\u20220123456789:<>[]()\u201c\u201d"


def _heads(line: str, name: str) -> bool:
    """Whether a line begins with a name, or is no sentence and says little else."""
    bare = line.strip(_EDGES)
    if bare.lstrip(".").strip(_EDGES).casefold().startswith(name.casefold()):
        return True
    if len(bare) > _LINE or bare.endswith("."):
        return False
    wanted, said = content_words(name), content_words(bare)
    return wanted <= said and len(said) <= len(wanted) + _MORE
