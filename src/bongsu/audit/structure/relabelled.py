"""Labels that stand twice: in a row of marks within a paragraph, or among years of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.structure.outlines import ROMAN
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_MARK = regex(r"(?<![\w)])\((\d{1,2}|[a-h]|[ivx]{1,4})\)\s")
_ORDINALS = ORDINALS[:7]
_ORDINAL = regex(rf"[:;,]\s(?:and\s)?(?P<word>{'|'.join(_ORDINALS)})(?:ly)?(?=,\s|\sto\s)")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIME = regex(
    rf"(?:(?:{_MONTHS})(?:\s\d{{4}})?|(?:19|20)\d\d|Q[1-4]|[1-4]Q|(?:19|20)\d\d[\s-]?Q[1-4])"
)
_FEWEST = 3  # labels of times that make a row of them

Twice = tuple[
    tuple[int, int], tuple[int, int], str
]  # where the second stands, the first, the label


_IN_FORMULA = lazy_regex(r"[-+=×/*\u2212]\s?\($")


def marks_twice(evidence: Evidence) -> Iterator[Twice]:
    """Yield marks of an enumeration within a paragraph that repeat the one before them."""
    for block in evidence.article.blocks:
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        words = evidence.words(block)
        for found, group in ((_MARK, 1), (_ORDINAL, "word")):
            marks = list(found.finditer(words)) if "(" in words or found is _ORDINAL else []
            labels = [match[group].casefold() for match in marks]
            if not labels or labels[0] not in {"1", "a", "i", "first"}:
                continue
            for (before, first), (label, second) in pairwise(zip(labels, marks, strict=True)):
                if _IN_FORMULA.search(words, 0, second.start(group)):
                    continue  # "(3) = (1) - (2)"
                if label == before and label != labels[0]:
                    spans = (second.span(group), first.span(group))
                    here, there = ((block.start + a, block.start + b) for a, b in spans)
                    yield here, there, second[group]


_STEP = lazy_regex(r"([A-Za-z]+?)(?:ly)?,\s")
_BEGUN_ANEW = lazy_regex(
    r"\b[Ff]irst(?:ly)?\b(?!\s(?:quarter|half|time|year|month|week|day|place|round|since)\b)|\?\s*$"
)
_STEPS_APART = 12  # sentences; farther apart two lists are likelier
_LEAD = 6  # sentences before a step in which the one before it may be told


def steps_twice(evidence: Evidence) -> Iterator[Twice]:
    """Yield ordinals that open two sentences of one list ("First, Second, Second")."""
    last: tuple[int, int] | None = None  # the number of a step, and the place of its sentence
    before = 0  # the number of the step before it
    for place, sentence in enumerate(evidence.sentences):
        if evidence.block_of(sentence).kind is BlockKind.HEADING:
            last, before = None, 0
        opening = _STEP.match(evidence.words(sentence))
        word = opening[1].casefold() if opening else ""
        if opening is None or word not in _ORDINALS:
            continue
        number = _ORDINALS.index(word) + 1
        said = evidence.words(evidence.sentences[last[1]]) if last else ""
        repeated = last is not None and last[0] == number > 1 and said.startswith(opening[0])
        if last is not None and repeated and _one_list(evidence, last, before, place):
            earlier = evidence.sentences[last[1]].start
            long = opening.end() - 2
            yield (
                (sentence.start, sentence.start + long),
                (earlier, earlier + long),
                opening[0][:long],
            )
        before = last[0] if last is not None else 0
        last = number, place


def _one_list(evidence: Evidence, last: tuple[int, int], before: int, place: int) -> bool:
    """Whether the step before two of one number was told too, and no list began between them."""
    number, at = last
    if place - at > _STEPS_APART:
        return False
    start = max(0, at - _LEAD)
    words = [evidence.words(one) for one in evidence.sentences[start:place]]
    if any(_BEGUN_ANEW.search(said) for said in words[at - start + 1 :]):
        return False
    named = re.compile(rf"\b{_ORDINALS[number - 2]}(?:ly)?\b", re.IGNORECASE)
    return before == number - 1 or any(map(named.search, words[: at - start]))


_COUNTED = lazy_regex(  # "Step 1: ask the clerk. Step 2: pay the fee."
    r"(?:^|(?<=[.;!?]\s))(?P<sort>[A-Z][a-z]+)\s(?P<number>\d{1,2}|[A-H])[:.)]\s"
)


def counted_twice(evidence: Evidence) -> Iterator[Twice]:
    """Yield labels that count the sentences of a paragraph and repeat the one before them."""
    for block in evidence.article.blocks:
        words = evidence.words(block)
        if not any(f" {first}" in words for first in ("1", "A")):
            continue
        found = list(_COUNTED.finditer(words))
        for place, (before, match) in enumerate(pairwise(found), 1):
            counted = [one["number"] for one in found[:place]]
            in_order = counted in (["1", *map(str, range(2, place + 1))], list("ABCDEFGH"[:place]))
            if place > 1 and in_order and match.group(1, 2) == before.group(1, 2):
                spans = match.span(), before.span()
                here, there = ((block.start + a, block.start + b) for a, b in spans)
                yield here, there, f"{match['sort']} {match['number']}"


_STAGE = regex(
    r"(step|phase|stage|part|option|scenario|goal|pillar|finding|recommendation|principle|lesson|"
    r"track|task)\s(\d{1,2}|[A-H])\s?[.:)–—]\s?",
    re.IGNORECASE,
)


def stages_twice(evidence: Evidence) -> Iterator[Twice]:
    """Yield steps, options and the like that bear the number of the one before them."""
    last: tuple[str, str, Block] | None = None
    for block in evidence.article.blocks:
        match = _STAGE.match(evidence.words(block)) if block.start < block.end else None
        if match is None:
            continue
        sort, number = match[1].casefold(), match[2].casefold()
        if last is not None and last[:2] == (sort, number) and number not in {"1", "a"}:
            here = block.start + match.start(), block.start + match.end(2)
            yield here, (last[2].start, last[2].end), evidence.text[here[0] : here[1]]
        last = (sort, number, block)


def times_twice(evidence: Evidence) -> Iterator[Twice]:
    """Yield the one year or quarter that heads two columns in a row, or two rows of figures."""
    for table in evidence.article.tables:
        if len(table.rows) < 2:
            continue
        yield from _in_row(evidence, table.rows[0][1:])
        rows = [row for row in table.rows[1:] if row]
        if all(_figures(evidence, row[1:]) for row in rows):
            yield from _in_row(evidence, [row[0] for row in rows])

    labels: list[tuple[str, Block]] = []
    for block in (*evidence.article.blocks, None):
        match = _ITEM_TIME.match(evidence.words(block)) if block is not None else None
        if block is not None and match is not None and block.kind is BlockKind.ITEM:
            labels.append((match[1], block))
            continue
        yield from _in_list(labels)
        labels = []


_ITEM_TIME = lazy_regex(rf"({_TIME.pattern})\s?[:\u2013\u2014-]\s")


def _in_list(labels: Sequence[tuple[str, Block]]) -> Iterator[Twice]:
    """Yield the one time that stands before two items in a row of a list of times."""
    names = [label for label, _ in labels]
    if len(names) < _FEWEST or len(set(names)) != len(names) - 1:
        return
    for (label, first), (again, second) in pairwise(labels):
        if label == again:
            yield (second.start, second.end), (first.start, first.end), label


_NUMERAL = lazy_regex(r"(?P<mark>[IVX]{1,4})[.)]\s")
_BRACKETED = lazy_regex(r"(?:^|(?<=[.\n]\s)|(?<=\n))\[(\d{1,2})\]\s")


def numerals_twice(evidence: Evidence) -> Iterator[Twice]:
    """Yield Roman numerals of headings, and numbers of notes, that repeat the one before."""
    last: tuple[str, Block] | None = None
    for block in evidence.article.blocks:
        words = evidence.words(block)
        match = _NUMERAL.match(words) if words[:1] in {"I", "V", "X"} else None
        if match is not None and match["mark"] in ROMAN and block.kind is not BlockKind.CELL:
            if last is not None and last[0] == match["mark"] != "I":
                here = block.start, block.start + match.end("mark")
                yield here, (last[1].start, last[1].end), match["mark"]
            last = match["mark"], block
        if "] " in words:
            yield from _notes_twice(block, words)
        if any(f" {a} " in words and f" {b} " in words for a, b in (("A", "B"), ("1", "2"))):
            yield from _lettered(block, words)


def _notes_twice(block: Block, words: str) -> Iterator[Twice]:
    """Yield the number of a note, in a row of notes from 1 on, that the note before has too."""
    marks = list(_BRACKETED.finditer(words))
    numbers = [int(mark[1]) for mark in marks]
    for place, (one, other) in enumerate(pairwise(numbers), 1):
        if one == other == place and numbers[:place] == list(range(1, place + 1)):
            spans = marks[place].span(), marks[place - 1].span()
            here, there = ((block.start + a, block.start + b) for a, b in spans)
            yield here, there, f"[{other}]"


_CHOICE = lazy_regex(
    r"\b(?P<sort>Option|Plan|Scenario|Phase|Step|Stage|Group|Tier|Case|Zone|Lot|Track|Package|Pillar|Variant|"
    r"Route|Site|Type|Class|Model|Line|Annex|Proposal|Scheme|Tranche|Part|Category|Level|Band|Alternative)"
    r"\s(?P<mark>[A-H]|[1-9])\s(?P<next>[a-z]+)",
    re.IGNORECASE,
)


def _lettered(block: Block, words: str) -> Iterator[Twice]:
    """Yield "Option A would ..., Option B would ... and Option B would ..."."""
    found = list(_CHOICE.finditer(words))
    for first, second, third in zip(found, found[1:], found[2:], strict=False):
        sorts = {match["sort"].casefold() for match in (first, second, third)}
        if len(sorts) > 1 or first["mark"].upper() not in {"A", "1"}:
            continue
        if second["mark"] != third["mark"] or ord(second["mark"]) != ord(first["mark"]) + 1:
            continue
        if first["next"] == second["next"] == third["next"]:
            spans = third.span(), second.span()
            here, there = ((block.start + a, block.start + b) for a, b in spans)
            yield here, there, f"{third['sort']} {third['mark']}"


def _figures(evidence: Evidence, cells: Sequence[Block]) -> bool:
    """Whether cells hold nothing but figures, so that no name tells two rows apart."""
    return all(not regex(r"[A-Za-z]{3}").search(evidence.words(cell)) for cell in cells)


def _in_row(evidence: Evidence, cells: Sequence[Block]) -> Iterator[Twice]:
    cells = list({cell.start: cell for cell in cells}.values())  # one may span several columns
    labels = [evidence.words(cell).strip() for cell in cells]
    if len(labels) < _FEWEST or not all(_TIME.fullmatch(label) for label in labels):
        return
    again = [place for place in range(1, len(labels)) if labels[place] == labels[place - 1]]
    if len(again) == 1 and len(set(labels)) == len(labels) - 1:
        here, there = cells[again[0]], cells[again[0] - 1]
        yield (here.start, here.end), (there.start, there.end), labels[again[0]]
