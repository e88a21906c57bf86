"""Runs of levels, listed or in a table, of which a text says that all went one way or none did.

"It was 61, 83, 79, 102 and 140", "310 in 2020, 322 in 2021", "in 2021 44, in 2022 51", or the rows
of the table beside the words: what is said is that every step went up or down, that no step ever
went down, or that nothing moved. The levels stand in the same sentence, the next one or the one
before. "Since 2019", "from 2019 to 2022" and "in each of the last four years" tell which rows of a
table are meant; other stretches are not read, and levels below nought have no way that is plain.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.reading.fits import below
from bongsu.audit.reading.wording import content_words, prose, quoted
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import Block, BlockKind, Table
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_UP = (
    r"(?:r(?:ose|isen|ises?|ising)|gr(?:ew|own?|ows|owing|owth(?=\sin\s(?:every|each)))|increas(?:e|es|ed|ing)|climb(?:s|ed|ing)?|"
    r"gain(?:s|ed|ing)?|expan(?:d|ds|ded|ding)|advanc(?:e|ed|es|ing)|went\sup|gone\sup|going\sup|rise)"
)
_DOWN = (
    r"(?:f(?:ell|allen?|alls|alling)|declin(?:e(?=\sin\s(?:every|each))|es|ed|ing)|drop(?:s|ped|ping)?|decreas(?:e|es|ed|ing)|"
    r"shr(?:ank|unk|inks?|inking)|contract(?:s|ed|ing)|went\sdown|gone\sdown|going\sdown|slid(?:es|ing)?)"
)
_STEP = r"(?:years?|quarters?|months?|seasons?|weeks?|rounds?|surveys?|time|reports?)"
_EACH = (
    rf"(?:(?:in\s)?(?:every|each)\s(?:single\s)?(?:one\s)?(?:of\s(?:the|these|those)\s(?:\w+\s){{0,2}})?{_STEP}|"
    r"without\s(?:an?\s|any\s)?(?:single\s)?(?:break|interruption|exception|pause|setback|let-?up|relapse)|"
    rf"{_STEP}\s(?:after|by|on|upon)\s{_STEP}|(?:un)?interruptedly|continuous(?:ly)?|unbroken|uninterrupted|"
    r"unceasing(?:ly)?|relentless(?:ly)?|steadily|consistently|invariably|"
    rf"for\s(?:the\s)?\w+\s(?:straight|consecutive|successive|running)\s{_STEP}|for\s\w+\s{_STEP}\s(?:in\sa\srow|running))"
)
_CLAIM = lazy_regex(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b[^.;]{{0,60}}?\b{_EACH}\b|"
    rf"\b{_EACH}\b[^.;]{{0,60}}?\b(?:(?P<up2>{_UP})|(?P<down2>{_DOWN}))\b|"
    rf"\b(?:never|at\sno\stime|not\sonce)\s(?:once\s|again\s)?(?:(?P<down3>{_UP})|(?P<up3>{_DOWN}))\b",
    re.IGNORECASE,
)
_HELD = lazy_regex(
    r"\b(?:(?:hardly|barely|scarcely)\s(?:changed|moved|varied|budged)|(?:held|stood|stayed|remained|kept)\s(?:almost\s|very\s|"
    r"quite\s|largely\s|roughly\s|broadly\s)?(?:firm|flat|steady|stable|constant|even|level|unchanged|the\ssame)|"
    r"(?:was|were|is|are)\s(?:almost|nearly|virtually|practically|much|roughly|about)\s(?:the\ssame|unchanged|constant|identical|flat)|"
    r"did\snot\s(?:change|move)\smuch|changed\s(?:little|hardly))\b",
    re.IGNORECASE,
)
_PART = lazy_regex(
    r"\b(?:except|but\s(?:for|one|in|not)|all\sbut|until|before|nearly\severy|almost\s(?:every|without|uninterrupted|steadily|contin\w+|"
    r"always)|mostly|however|apart\sfrom|pace|rank\w*|average|target|forecast\w*|would|could|if|with\sone|with\sa|"
    r"most\sof|in\s(?:all|most)|during|slow\w*|eas(?:ed|es|ing)|accelerat\w*|narrow\w*|widen\w*|deficits?|losses|"
    r"(?:in|over|through)\sthe\s(?:first|second)\s(?:half|\w+\s(?:months|quarters|years))|not\s(?:fallen|risen|grown)|rate\sof\s(?:growth|increase))\b",
    re.IGNORECASE,
)
_JOINT = lazy_regex(
    r"(?:\s[a-z]{2,12}){0,2}?(?:\s\(?(?:in|for|by|at\sthe\send\sof|during)?\s?(?:the\s)?(?:[A-Z][a-z]+\s)?(?:in\s)?"
    r"(?:(?:19|20)\d\d|first|second|third|fourth|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Q[1-4]|spring|summer|autumn|fall|winter)?(?:\s(?:quarter|half|month))?\)?)?"
    r"(?:,|,?\sand|,?\sthen|,?\sto|;)\s(?:and\s|then\s|to\s|finally\s)?(?:in\s(?:\d{4}|[A-Z]\w+)\s)?[$€£¥]?"
)
_SPAN = lazy_regex(
    r"\bsince\s(?P<since>(?:19|20)\d\d)\b|\b(?:last|past)\s(?P<last>two|three|four|five|six|seven|eight)\s\w+|"
    r"\b(?:from|between)\s(?P<from>(?:19|20)\d\d)\s(?:to|and|through|until)\s(?P<to>(?:19|20)\d\d)\b"
)
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight")
_YEAR = regex(r"(?:FY\s?)?((?:19|20)\d\d)")
_TIME = regex(
    r"(?:FY\s?)?(?:19|20)\d\d(?:[\s-]?Q[1-4])?|Q[1-4](?:\s(?:19|20)\d\d)?|[1-4]Q|(?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December)(?:\s(?:19|20)\d\d)?"
)
_Row = tuple[Block, ...]
_LEAST = 3  # levels of a run
_MUCH = 1.25  # times the least of levels that are said not to have moved
_WINDOW = 1  # sentences on either side


class Listed(NamedTuple):
    """A level that breaks what is said of a run, the one before it, and what is said."""

    before: Quantity
    level: Quantity
    said: str  # "rose", "fell" or "held"
    span: tuple[int, int]


@remembered
def listed_runs(evidence: Evidence) -> Iterator[Listed]:
    """Yield levels of a list or table that belie what is said of all its steps."""
    sentences = prose(evidence)
    for place, (sentence, words) in enumerate(sentences):
        flat = words.replace("\n", " ")
        claim, held = _CLAIM.search(flat), _HELD.search(flat)
        found = claim or held
        if found is None or _PART.search(flat) or quoted(flat):
            continue
        span = sentence.start + found.start(), sentence.start + found.end()
        near = [*sentences[place : place + 2], *sentences[max(0, place - _WINDOW) : place]]
        rows = [_listed(evidence, one) for one, _ in near if one.block == sentence.block]
        levels = next((row for row in rows if len(row) >= (_LEAST if claim else 2)), [])
        if levels and levels[-1].end < sentence.start and not _OF_THEM.match(flat):
            levels = []  # "They were 64, 68 and 63. Chips grew in each quarter": of something else
        if claim:
            tabled = [] if levels else _of_table(evidence, sentence, flat)
            levels = levels or tabled
            up = any(claim[name] for name in ("up", "up2", "up3"))
            yield from _broken(levels, up, span, dated=bool(tabled))
        elif levels and _apart(levels):
            yield Listed(levels[0], max(levels, key=lambda one: _off(one, levels)), "held", span)


_OF_THEM = lazy_regex(
    r"\W*(?:(?:So|Thus|And|But|Yet|Still)\s)?(?:It|They|This|That|These|Those|The\s(?:figures?|numbers?|"
    r"counts?|totals?|sums?|levels?|series|share|rate|line)|In\s(?:every|each|none))\b"
)


def _broken(
    levels: Sequence[Quantity], up: bool, span: tuple[int, int], *, dated: bool
) -> Iterator[Listed]:
    pairs = list(pairwise(levels))
    steps = [below(after, first) if up else below(first, after) for first, after in pairs]
    if not steps or (sum(steps) * 2 > len(steps) and not dated):
        return  # told from the newest back, or something else altogether
    for wrong, (first, after) in zip(steps, pairs, strict=True):
        if wrong:
            yield Listed(first, after, "rose" if up else "fell", span)
            return


def _off(one: Quantity, levels: Sequence[Quantity]) -> float:
    """Return by how much a level lies off the middle of all."""
    middle = sorted(level.value or 0.0 for level in levels)[len(levels) // 2]
    return abs((one.value or 0.0) - middle)


def _apart(levels: Sequence[Quantity]) -> bool:
    values = sorted(level.value or 0.0 for level in levels)
    return values[0] > 0 and values[-1] / values[0] > _MUCH


def _listed(evidence: Evidence, sentence: Sentence) -> list[Quantity]:
    """Return the longest row of figures of a sentence that are set one behind the other."""
    best: list[Quantity] = []
    run: list[Quantity] = []
    for quantity in within(evidence.quantities, sentence.start, sentence.end):
        if quantity.value is None or quantity.kind in {Kind.ORDINAL, Kind.DURATION, Kind.AGE}:
            run = []
            continue
        if run and not _joined(evidence, run[-1], quantity):
            run = []
        run.append(quantity)
        best = list(run) if len(run) > len(best) else best
    exact = all(one.comparator is Comparator.EXACT for one in best)
    return best if exact else []


def _joined(evidence: Evidence, first: Quantity, second: Quantity) -> bool:
    counted = {Kind.COUNT, Kind.RATE}
    alike = first.unit == second.unit or {first.kind, second.kind} <= counted
    between = evidence.text[first.end : second.start].replace("\n", " ")
    return alike and _JOINT.fullmatch(between) is not None


def _of_table(evidence: Evidence, sentence: Sentence, words: str) -> list[Quantity]:
    """Return the figures of the table beside a sentence, of the column that it speaks of."""
    beside = [table for table in evidence.article.tables if _is_beside(evidence, table, sentence)]
    if len(beside) != 1:
        return []
    table = beside[0]
    rows = [
        row for row in table.rows[1:] if row and _TIME.fullmatch(evidence.words(row[0]).strip())
    ]
    if not table.has_header or len(rows) != len(table.rows) - 1 or len(rows) < _LEAST:
        return []
    heads = [content_words(evidence.words(cell)) for cell in table.rows[0]]
    said = content_words(words)
    columns = [at for at in range(1, len(heads)) if heads[at] & said]
    if len(heads) == 2:
        columns = columns or [1]
    if len(columns) != 1 or any(len(row) <= columns[0] for row in rows):
        return []
    meant = _meant(evidence, _oldest_first(evidence, rows), words)
    found = [
        within(evidence.quantities, row[columns[0]].start, row[columns[0]].end) for row in meant
    ]
    levels = [some[0] for some in found if len(some) == 1 and some[0].value is not None]
    plain = all((level.value or 0.0) > 0 for level in levels)
    return levels if plain and len(levels) == len(meant) >= _LEAST else []


def _oldest_first(evidence: Evidence, rows: Sequence[_Row]) -> Sequence[_Row]:
    """Return rows in the order of their times; a table may begin with the newest."""
    times = [_when(evidence.words(row[0]).strip()) for row in rows]
    return rows if times == sorted(times) else rows[::-1]


def _when(label: str) -> tuple[int, int]:
    year, part = _YEAR.search(label), _PART_OF_YEAR.search(label)
    place = 0
    if part is not None:
        place = int(part["q"] or part["r"] or 0) or list(month_name).index(part["month"])
    return int(year[1]) if year else 0, place


_PART_OF_YEAR = regex(rf"Q(?P<q>[1-4])|(?P<r>[1-4])Q|(?P<month>{'|'.join(month_name[1:])})")


def _is_beside(evidence: Evidence, table: Table, sentence: Sentence) -> bool:
    """Whether no more than one paragraph lies between a sentence and a table."""
    cells = [cell for row in table.rows for cell in row]
    first, last = min(cell.start for cell in cells), max(cell.end for cell in cells)
    between = [
        block
        for block in evidence.article.blocks
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
        and (last <= block.start < sentence.start or sentence.end < block.start < first)
    ]
    return len(between) <= 2


def _meant(evidence: Evidence, rows: Sequence[_Row], words: str) -> Sequence[_Row]:
    """Return the rows of the years of which a sentence speaks."""
    found = _SPAN.search(words)
    if found is None:
        return rows
    if found["last"]:
        steps = _NUMBERS.index(found["last"])
        return rows[-steps - 1 :] if _EVERY.search(words) else rows[-steps:]
    first, last = int(found["since"] or found["from"]), int(found["to"] or 9999)
    years = [_YEAR.search(evidence.words(row[0])) for row in rows]
    return [
        row for row, year in zip(rows, years, strict=True) if year and first <= int(year[1]) <= last
    ]


_EVERY = lazy_regex(r"\b(?:every|each)\b")
