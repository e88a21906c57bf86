"""Lines and openings of paragraphs that only look like headings, and stand twice.

"**Energy and Climate**" on a line of its own, "ENERGY AND CLIMATE", or "**Energy:** The two ..."
head a section as "## Energy" does. Where each other one of their look stands once and a single one
stands twice, the second section bears the heading of the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.reading.transcripts import transcribed
from bongsu.audit.reading.wording import table
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_LINE = lazy_regex(r"[^\W\d_][^\n.;:?!|]{3,88}[^\s.;:?!,|]:?")
_LINE_WORDS = 12
_RUN_IN = lazy_regex(r"[^\W\d_][^\n.;:?!|\"“”]{3,88}(?=[.:]|\s[\u2013\u2014-]\s)")
_BOLD = lazy_regex(r"[ \t]*(?:\d{1,2}[.)][ \t]*)?(?:\*\*|__)[ \t]*")
_BOLD_ENDS = lazy_regex(r"[ \t]?[.:\u2013\u2014-]?[ \t]?(?:\*\*|__)")
_LEAST = {"bold": 2, "capitals": 2, "plain": 3}  # other labels of a look, which stand once each
_TELLING = 3  # words of a bold line that heads a section whatever the other lines are
_BODY = 80  # signs of a paragraph that a plain line heads
_NAMED_WORDS = 2  # of a label in capitals: one word may name who speaks


_SPEAKER = 3  # words of a label that may say who speaks


class _Label(NamedTuple):
    start: int
    end: int
    look: str  # how it is set
    alone: bool  # whether on a line of its own
    above: int  # where the heading of its part stands
    said: str


def apparent_headings_twice(
    evidence: Evidence,
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the second and the first of two apparent headings with the same words."""
    labels = list(_labels(evidence))
    counts = Counter((one.look, one.alone, one.said) for one in labels)
    if not any(times == 2 for times in counts.values()):
        return
    usual = frozenset(table("duplicates")["usual_headings"])
    for look, alone in {(one.look, one.alone) for one in labels}:
        said = {key[2]: times for key, times in counts.items() if key[:2] == (look, alone)}
        twice = [words for words, times in said.items() if times > 1]
        if len(twice) != 1 or said[twice[0]] > 2:
            continue
        telling = alone and look == "bold" and len(twice[0].split()) >= _TELLING
        if len(said) - 1 < (0 if telling else _LEAST[look]):
            continue
        first, second = (
            one for one in labels if one[2:4] == (look, alone) and one.said == twice[0]
        )
        speaks = len(first.said.split()) <= _SPEAKER and transcribed(evidence)
        if first.above == second.above and first.said not in usual and not speaks:
            yield (second.start, second.end), (first.start, first.end)


def _labels(evidence: Evidence) -> Iterator[_Label]:
    above = -1
    blocks = evidence.article.blocks
    for block, following in pairwise((*blocks, blocks[-1]) if blocks else ()):
        if block.kind is BlockKind.HEADING:
            above = block.start
        if block.kind is not BlockKind.PARAGRAPH or block.start == block.end:
            continue
        look, end = _alone(evidence, block, following)
        alone = bool(look)
        if not look:
            look, end = _run_in(evidence, block)
        if look:
            said = " ".join(evidence.text[block.start : end].casefold().rstrip(":").split())
            yield _Label(block.start, end, look, alone, above, said)


def _alone(evidence: Evidence, block: Block, following: Block) -> tuple[str, int]:
    """Return how a line that heads what follows is set, and its end; "" if none does."""
    words = evidence.words(block)
    if not _LINE.fullmatch(words) or len(words.split()) > _LINE_WORDS:
        return "", block.end
    if following.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM} or following is block:
        return "", block.end
    body = evidence.words(following).rstrip()
    prose = len(body) > _BODY and body[-1:] in {".", "”", ":"}
    if prose and _is_bold(evidence, block, block.end):
        return "bold", block.end
    if words == words.upper():
        return "capitals", block.end
    prose = prose and following.kind is BlockKind.PARAGRAPH
    return ("plain" if prose and words[0].isupper() else ""), block.end


def _run_in(evidence: Evidence, block: Block) -> tuple[str, int]:
    """Return how the label that opens a paragraph is set, and its end; "" if none does."""
    found = _RUN_IN.match(evidence.text, block.start, block.end)
    if found is None:
        return "", block.end
    words = found[0]
    if words == words.upper() and len(words.split()) > _NAMED_WORDS:
        return "capitals", found.end()
    return ("bold" if _is_bold(evidence, block, found.end()) else ""), found.end()


def _is_bold(evidence: Evidence, block: Block, end: int) -> bool:
    """Whether Markdown sets a block in bold from its beginning to a place, and no farther."""
    source = evidence.document.source
    at, last = evidence.document.source_span(block.start, end)
    line = source.rfind("\n", 0, at + 1) + 1
    return _BOLD.match(source, line) is not None and _BOLD_ENDS.match(source, last) is not None
