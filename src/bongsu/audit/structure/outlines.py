"""Parts of a text that are numbered or announced, and the one whose heading is lost.

A heading may be one of the document, or a line that only looks like one: "II. Prices", "Step 3:
Carry the papers", "*Who pays?*". What numbers it is read from its first words, or, for an item of
a list, from the marker before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.reading.wording import content_words, vague_words
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_ORDINALS = ORDINALS[:10]
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LABEL = regex(
    r"(?:(?P<word>Q(?=\d)|[A-Z][a-z]+\s(?=[\dA-Z(]))"
    r"\(?(?P<worded>\d{1,2}|[IVX]{1,5}|[A-H]|[A-Z][a-z]{2,4})(?:[.:)]|\s[–—-]|(?=\s*$))"
    r"|\(?(?P<bare>\d{1,2}|[IVXivx]{1,4}|[A-Ha-h])[.)]"
    r"|(?P<ordinal>[A-Z][a-z]{4,6})(?P<noun>\s[a-z]+)?(?:[:,]|\s[–—-]))(?:\s|$)"
)
_NOTE_HEAD = regex(r"Note\s\d{1,2}[.:]\s[A-Z][^.;:]{3,60}")  # of notes to the accounts
_ORDINAL = "ordinal"
LEFT_OUT = frozenset(  # what an extract may leave out, and what is no part of a text
    (
        *("table", "figure", "chart", "box", "exhibit", "photo", "image", "slide", "page"),
        *("day", "week", "month", "year", "round", "grade", "january", "february", "march"),
        *("april", "may", "june", "july", "august", "september", "october", "november"),
        "december",
    )
)
_FEWEST_BARE = 3  # labels without a word that make a row
_LINE = 100  # code points of a line that can be a heading
_SHORT = 10  # words of a line that can be a heading
_CLOSED = lazy_regex(r"\s/\s|[.;,]\s*$|[.!]\s+[A-Z]|;|\s[|•·]\s|:.*\s[–—-]\s")
_PARTS = lazy_regex(
    rf"\b(?P<n>{'|'.join(_ONES[1:])}|[2-9])\s(?:[a-z]+\s){{0,2}}"
    r"(?P<noun>sections?|parts|chapters|points|questions|steps|lessons|reasons|themes|topics|"
    r"proposals|recommendations|measures|principles|headings|movements|acts|annexes|issues|tasks|"
    r"pillars|areas|items|stages|phases|risks|findings|options|scenes|rules|ways|things)\b",
    re.IGNORECASE,
)


class Lost(NamedTuple):
    """Text without the heading that it needs."""

    start: int
    end: int
    told: tuple[int, int]  # where the number goes on, or where the part is announced
    what: str  # the number or the topic


class _Numbered(NamedTuple):
    block: Block
    place: int  # 0 is the first


def lost_numbers(evidence: Evidence, after: int) -> Iterator[Lost]:
    """Yield text before a label whose number leaves one out, or behind the last of too few.

    Parameters
    ----------
    evidence : Evidence
        The article.
    after : int
        Where its title ends.
    """
    for (word, form), labelled in _labelled(evidence, after).items():
        for run in _runs(labelled):
            fewest = 2 if word else _FEWEST_BARE
            steps = [b.place - a.place for a, b in pairwise(run)]
            gaps = [step for step in steps if step != 1]
            if gaps == [2] and _begins(evidence, run, steps.index(2), word, fewest):
                at = steps.index(2)
                number = run[at].place + 1
                ordinal = form.startswith(_ORDINAL)
                if not _said(evidence, run[at : at + 2], word, number, ordinal=ordinal):
                    yield _between(evidence, run[at].block, run[at + 1].block, str(number + 1))
            elif not gaps and len(run) >= 2:
                yield from _fewer(evidence, run, word, after)


def _begins(evidence: Evidence, run: list[_Numbered], at: int, word: str, fewest: int) -> bool:
    """Whether a row begins with its first number, or refers to the one that it leaves out."""
    if run[0].place == 0:
        return len(run) >= fewest
    number = run[at].place + 2
    return (
        bool(word)
        and len(run) > fewest
        and re.search(
            rf"\b(?:in|see|under|to|of|by|from|and|with|also)\s{re.escape(word)}\s{number}\b",
            evidence.text,
            re.IGNORECASE,
        )
        is not None
    )


def _labelled(evidence: Evidence, after: int) -> dict[tuple[str, str], list[_Numbered]]:
    """Return the blocks that begin with a number of a row, by the row's word and form."""
    found: dict[tuple[str, str], list[tuple[Block, str]]] = {}
    for block in evidence.article.blocks:
        if block.kind in {BlockKind.META, BlockKind.CELL} or block.start < after:
            continue
        if block.kind is BlockKind.NOTE and not _NOTE_HEAD.fullmatch(evidence.words(block)):
            continue
        marker = _marker(evidence, block)
        at = 0 if marker else block.start
        match = _LABEL.match(f"{marker} " if marker else evidence.text, at)
        if match is None:
            continue
        word = (match["word"] or match["noun"] or "").strip().lower()
        number = match["worded"] or match["bare"] or match["ordinal"].lower()
        if word in LEFT_OUT:
            continue
        form = _ORDINAL if match["ordinal"] else regex(r"\w+").sub("1", match[0].split()[-1])
        kind = "head" if block.kind is BlockKind.HEADING else f"{block.kind} {block.level}"
        row = word or (_ORDINAL if match["ordinal"] else "")
        found.setdefault((row, f"{form} {_class(number)} {kind}"), []).append((block, number))
    rows = {}
    for key, labels in found.items():
        names = _names(labels[0][1])
        placed = [_Numbered(b, names.index(n)) for b, n in labels if n in names]
        if len(placed) == len(labels) > 1:
            rows[key] = placed
    return rows


def _marker(evidence: Evidence, block: Block) -> str:
    """Return what stands before an item on its line: "(3)", "b.", a bullet."""
    if block.kind is not BlockKind.ITEM or block.start == block.end:
        return ""
    source = evidence.document.source
    at, _ = evidence.document.source_span(block.start, block.start + 1)
    return source[source.rfind("\n", 0, at) + 1 : at].strip(" \t*_#>-")


def _class(number: str) -> str:
    if number.isdigit():
        return "digit"
    return "word" if len(number) > 2 and not number.isupper() else str(number.isupper())


def _names(first: str) -> Sequence[str]:
    """Return the row of names in which a first number counts."""
    if first.isdigit():
        return [str(number) for number in range(1, 40)]
    if first.lower() in _ORDINALS:
        return _ORDINALS
    if first.lower() in _ONES:
        return [one.capitalize() for one in _ONES]
    rows: tuple[Sequence[str], ...] = (
        ROMAN,
        "ABCDEFGHIJ",
        [number.lower() for number in ROMAN],
        "abcdefghij",
    )
    return next((row for row in rows if first in row), ())


def _runs(labelled: Sequence[_Numbered]) -> Iterator[list[_Numbered]]:
    """Yield the rows of labels that count upwards."""
    run: list[_Numbered] = []
    for one in labelled:
        if run and one.place <= run[-1].place:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _said(
    evidence: Evidence, ends: Sequence[_Numbered], word: str, place: int, *, ordinal: bool
) -> bool:
    """Whether the number that was left out stands within the text between after all."""
    words = evidence.text[ends[0].block.start : ends[1].block.start]
    forms = rf"{re.escape(word)}s?\s?{place + 1}\b" if word else rf"\(?{place + 1}[.)]\s"
    if ordinal and place < len(_ORDINALS):
        forms = rf"{_ORDINALS[place]}\b"
    return re.search(rf"(?<![\w.]){forms}", words, re.IGNORECASE) is not None


def _between(evidence: Evidence, before: Block, behind: Block, number: str) -> Lost:
    """Return where a heading between two others is likely to have stood."""
    first = _new_topic(evidence, before, behind.start) or behind
    return Lost(first.start, first.end, (behind.start, behind.end), number)


_PROSE_WORDS = 12  # content words of a paragraph that can open a section, as a caption does not


def _new_topic(evidence: Evidence, head: Block, until: int) -> Block | None:
    """Return the block, but for a heading's own first, at which its section changes most."""
    rest = _headless(evidence, head, until)
    unlike: dict[int, float] = {}
    for block in rest:
        before = content_words(evidence.text[head.start : block.start])
        behind = content_words(evidence.text[block.start : rest[-1].end])
        if len(content_words(evidence.words(block))) >= _PROSE_WORDS:
            both = len(before & behind) / (len(before) * len(behind)) ** 0.5
            unlike[block.start] = 1.0 - both
    return max(rest, key=lambda block: unlike.get(block.start, 0.0), default=None)


def _headless(evidence: Evidence, head: Block, until: int) -> list[Block]:
    """Return the blocks below a heading but for the first, which is the heading's own."""
    below = [
        block
        for block in evidence.article.blocks
        if head.end <= block.start and block.end <= until and block.start < block.end
    ]
    return below[1:] if _looks_like_heading(evidence, head) else below


def _looks_like_heading(evidence: Evidence, block: Block) -> bool:
    if block.kind is BlockKind.HEADING:
        return True
    if block.kind is BlockKind.NOTE:
        return _NOTE_HEAD.fullmatch(evidence.words(block)) is not None
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
        return False
    words = evidence.words(block)
    label = _LABEL.match(words[:_LINE])
    words = words[label.end() if label else 0 :]
    return len(words) < _LINE and len(words.split()) <= _SHORT and not _CLOSED.search(words)


def _fewer(evidence: Evidence, run: list[_Numbered], word: str, after: int) -> Iterator[Lost]:
    """Yield text without its label where one more part is announced than is labelled."""
    first = run[0].block
    if word == "" and not _looks_like_heading(evidence, first):
        return
    start = evidence.article.title_span[0] if evidence.article.title_span else after
    for match in _PARTS.finditer(evidence.text, start, first.start):
        number = int(match["n"]) if match["n"].isdigit() else 1 + _ONES.index(match["n"].lower())
        noun = match["noun"].lower()
        if number != len(run) + 1 or not (noun.startswith(word[:4]) or word == "q"):
            continue
        told = match.span()
        if run[0].place == 1:
            opening = [b for b in evidence.article.blocks if told[1] < b.start < first.start]
            if opening and after < opening[0].start:
                yield Lost(opening[0].start, opening[0].end, told, "1")
        elif run[0].place == 0:
            rest = _headless(evidence, run[-1].block, evidence.article.end)
            if rest:
                yield Lost(rest[0].start, rest[0].end, told, str(number))
        return


_LISTS = lazy_regex(r"\((?P<within>[^()]{10,200})\)|:\s(?P<behind>[^:]{10,300})")
_JOINTS = lazy_regex(
    r",\s+(?:and\s+|then\s+|finally\s+)*|;\s*(?:and\s+)?|\s[–—|•·/-]\s|\s+(?:and|&)\s+"
)
_FEWEST_TOPICS = 3
_MOST_TOPICS = 9


def lost_topics(evidence: Evidence, after: int) -> Iterator[Lost]:
    """Yield text without a heading of its own, where all other topics of a list have theirs."""
    heads = [
        block
        for block in evidence.article.blocks
        if block.start >= after
        and (_looks_like_heading(evidence, block) or _run_in(evidence, block))
    ]
    if len(heads) < _FEWEST_TOPICS - 1:
        return
    sections = [content_words(_run_in(evidence, b) or evidence.words(b)) for b in heads]
    for start, end in _announcements(evidence, heads[0], after):
        topics = _topics(evidence.text[start:end])
        if not _FEWEST_TOPICS <= len(topics) <= _MOST_TOPICS:
            continue
        keys = _keys([topic for _, topic in topics])
        places = [next((i for i, s in enumerate(sections) if key & s), -1) for key in keys]
        missing = [at for at, place in enumerate(places) if place < 0]
        told = [place for place in places if place >= 0]
        if len(missing) != 1 or told != sorted(set(told)) or not missing[0]:
            continue
        if not _follow(sections, told):
            continue
        at = missing[0]
        until = heads[places[at + 1]].start if at + 1 < len(places) else evidence.article.end
        rest = _headless(evidence, heads[places[at - 1]], until)
        if rest and places[at - 1] + 1 == (places[at + 1] if at + 1 < len(places) else len(heads)):
            begin = start + topics[at][0]
            span = (begin, begin + len(topics[at][1]))
            yield Lost(rest[0].start, rest[0].end, span, topics[at][1])
            return


_RUN_IN = lazy_regex(r"(?P<head>[A-Z][\w’'-]*(?:\s[\w’'-]+){0,4})[.:]\s+(?=[A-Z])")
_MARKED = regex(r"\s*(?:[-*]\s+)?(?:\*\*|__|\*|_)")


def _run_in(evidence: Evidence, block: Block) -> str:
    """Return the heading that stands, marked, at the head of a paragraph's first line."""
    if block.kind is not BlockKind.PARAGRAPH or block.start == block.end:
        return ""
    found = _RUN_IN.match(evidence.text, block.start, block.end)
    if found is None:
        return ""
    source = evidence.document.source
    at, _ = evidence.document.source_span(block.start, block.start + 1)
    marked = _MARKED.match(source, source.rfind("\n", 0, at + 1) + 1) is not None
    return found["head"] if marked else ""


def _follow(sections: Sequence[frozenset[str]], told: Sequence[int]) -> bool:
    """Whether most of the headings are those of the list."""
    return len(told) * 2 >= len(sections)


def _announcements(evidence: Evidence, first: Block, after: int) -> Iterator[tuple[int, int]]:
    """Yield the lists of the title and of the text before the first heading."""
    spans = [evidence.article.title_span] if evidence.article.title_span else []
    spans += [
        (block.start, block.end)
        for block in evidence.article.blocks
        if after <= block.start < first.start and block.kind is BlockKind.PARAGRAPH
    ]
    for start, end in spans:
        for match in _LISTS.finditer(evidence.text, start, end):
            yield match.span("within" if match["within"] else "behind")
        yield start, end


def _topics(words: str) -> list[tuple[int, str]]:
    """Return the topics of a list, each with its place."""
    found, at = [], 0
    for joint in (*_JOINTS.finditer(words), None):
        topic = words[at : joint.start() if joint else len(words)]
        stripped = topic.strip(" .?!)")
        if stripped:
            found.append((at + topic.index(stripped[0]), stripped))
        at = joint.end() if joint else at
    return found


def _keys(topics: Sequence[str]) -> list[frozenset[str]]:
    """Return the words that tell each topic from the others."""
    words = [content_words(topic) for topic in topics]
    common = frozenset.intersection(*words)
    return [(one - common - vague_words()) or (one - common) for one in words]
