"""Numbers of headings that stand twice where the count goes on.

Headings count by themselves in every part and after every 1 or A: "1)" to "3)" under "1." and again
under "2." are right. A number is a slip if it stands twice in a row, or where the headings before
and after it call for another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import regex

_NUMBER = regex(r"(?P<open>[(\[]?)(?P<mark>\d{1,2}|[a-z])(?P<close>[.:)\]]|\s[\u2013\u2014-])\s")
_Numbered = tuple[int, str, Block, str]  # number, as written, heading and its words


def numbers_twice(evidence: Evidence) -> Iterator[tuple[Block, Block, str]]:
    """Yield a heading, the one before with its number, and the number."""
    for counted in _counts(evidence):
        for place in range(1, len(counted)):
            number, mark, block, words = counted[place]
            for before, _, other, others in reversed(counted[:place]):
                if before == number:
                    if (
                        block.kind is other.kind is BlockKind.HEADING
                        and words != others
                        and (other is counted[place - 1][2] or _calls_for_another(counted, place))
                    ):
                        yield block, other, mark
                    break
                if before == 1:
                    break  # the count began again


def _counts(evidence: Evidence) -> Iterator[list[_Numbered]]:
    """Yield the numbered headings of one look and one part, in their order."""
    found: dict[tuple[object, ...], list[_Numbered]] = {}
    above: dict[int, str] = {}
    for block in evidence.article.blocks:
        heading = block.kind is BlockKind.HEADING
        words = " ".join(evidence.words(block).split()).casefold()
        if heading:
            above = {level: name for level, name in above.items() if level < block.level}
        match = _NUMBER.match(words)
        number = _number(match["mark"]) if match is not None else 0
        # The first of a count may be set as a paragraph.
        if match is not None and (heading or number == 1):
            over = above.values() if heading else list(above.values())[:-1]
            look = (match["mark"].isdigit(), match["open"], match["close"].strip(), *over)
            said = match[0].strip().upper()
            found.setdefault(look, []).append((number, said, block, words))
        if heading:
            above[block.level] = words
    yield from found.values()


def _number(mark: str) -> int:
    return int(mark) if mark.isdigit() else ord(mark) - ord("a") + 1


def _calls_for_another(counted: Sequence[_Numbered], place: int) -> bool:
    """Whether the number that stands between those of two neighbours is another."""
    between = counted[place - 1][0] + 1
    following = counted[place + 1 : place + 2]
    return bool(following) and following[0][0] == between + 1 and counted[place][0] != between
