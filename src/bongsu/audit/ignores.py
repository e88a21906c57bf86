"""Findings that a document itself says to ignore, each with a reason.

In Markdown and HTML: ``<!-- bongsu: ignore AR101 because the base is that of 2020 -->``; in any
format: ``[bongsu: ignore AR101 because ...]``. One that stands in a sample of code is a sample. A
note within a paragraph speaks of its paragraph;
one that stands alone on its line speaks of the next line and the next block.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.rules import Needs, Register, Rule
from bongsu.audit.selection import covers
from bongsu.evidence.documents import Block, BlockKind, Document
from bongsu.evidence.mentions import Evidence
from bongsu.evidence.readers.code import code_spans
from bongsu.patterns import lazy_regex, regex

UNUSED, NO_REASON, UNKNOWN = "IG001", "IG002", "IG003"

_NOTE = lazy_regex(
    r"<!--\s{0,20}bongsu:\s{0,20}ignore\b(?P<comment>(?:(?!-->)[\s\S]){0,500})-->"
    r"|\[bongsu:\s{0,20}ignore\b(?P<bracket>[^\[\]]{0,500})\]",
    re.IGNORECASE,
)
_NOT_BLANK = lazy_regex(r"\S")
_BODY = lazy_regex(r"(?P<rules>.*?)(?:\bbecause\b(?P<reason>.*))?", re.IGNORECASE | re.DOTALL)


class Ignore(NamedTuple):
    """One note that asks to ignore rules."""

    start: int  # in the source
    end: int
    rules: tuple[str, ...]  # ids, or their beginnings
    reason: str
    reach: tuple[tuple[int, int], ...]  # stretches of the source that it speaks of


def ignores(document: Document) -> tuple[Ignore, ...]:
    """Return the notes of a document, in its order."""
    source = document.source
    if "bongsu:" not in source.casefold():
        return ()
    blocks = _Blocks.of(document)
    samples = sorted(code_spans(document))
    ends = list(accumulate((end for _, end in samples), max))

    def is_sample(at: int) -> bool:
        before = bisect_right(samples, at, key=lambda span: span[0]) - 1
        return before >= 0 and ends[before] > at

    notes = (found for found in _NOTE.finditer(source) if not is_sample(found.start()))
    return tuple(_read(source, found, blocks) for found in notes)


class _Blocks(NamedTuple):
    """Where the blocks of a document stand in its source."""

    starts: Sequence[int]
    ends: Sequence[int]
    tables: Sequence[int]  # a number for the table that a block is a cell of, or -1
    table_ends: Mapping[int, int]

    @classmethod
    def of(cls, document: Document) -> _Blocks:
        found = sorted(
            (*document.source_span(block.start, block.end), _table(number, block))
            for number, article in enumerate(document.articles)
            for block in article.blocks
            if block.start < block.end
        )
        table_ends: dict[int, int] = {}
        for _, end, table in found:
            table_ends[table] = max(end, table_ends.get(table, 0))
        return cls(
            starts=[start for start, _, _ in found],
            ends=[end for _, end, _ in found],
            tables=[table for _, _, table in found],
            table_ends=table_ends,
        )


def _table(article: int, block: Block) -> int:
    if block.kind is not BlockKind.CELL or block.table < 0:
        return -1
    return (article << 32) + block.table


def _read(source: str, found: re.Match[str], blocks: _Blocks) -> Ignore:
    body = _BODY.fullmatch(found["comment"] or found["bracket"] or "")
    named, reason = (body["rules"], body["reason"]) if body else ("", "")
    return Ignore(
        start=found.start(),
        end=found.end(),
        rules=tuple(regex(r"[\w-]+").findall(named.upper())),
        reason=" ".join((reason or "").split()),
        reach=tuple(_reach(source, found.start(), found.end(), blocks)),
    )


def _reach(source: str, start: int, end: int, blocks: _Blocks) -> Iterator[tuple[int, int]]:
    """Yield the line, the next line, and the block around the note or else the next block."""
    line = source.rfind("\n", 0, start) + 1
    line_end = _line_end(source, end)
    yield line, line_end
    alone = _blank(source, line, start) and _blank(source, end, line_end)
    if alone:
        yield line_end, _line_end(source, line_end + 1)
    place = bisect_right(blocks.starts, start) - 1
    if place >= 0 and blocks.ends[place] > start:
        first, last = blocks.starts[place], blocks.ends[place]
        if not (_blank(source, first, start) and _blank(source, end, last)):
            yield first, last
            return
    after = bisect_left(blocks.starts, end)
    if alone and after < len(blocks.starts):
        table = blocks.tables[after]
        last = blocks.ends[after] if table < 0 else blocks.table_ends[table]
        yield blocks.starts[after], last


def _blank(source: str, start: int, end: int) -> bool:
    return start >= end or _NOT_BLANK.search(source, start, end) is None


def _line_end(source: str, at: int) -> int:
    end = source.find("\n", at)
    return len(source) if end < 0 else end


class _Silence:
    """Which note of a document speaks of a finding, found fast however many there are."""

    def __init__(self, notes: Sequence[Ignore]) -> None:
        self._notes = notes
        self._note_starts = [note.start for note in notes]
        self._reaches: dict[str, tuple[list[int], list[tuple[int, int]]]] = {}
        by_name: dict[str, list[tuple[int, int, int]]] = {}
        for number, note in enumerate(notes):
            for name in note.rules if note.reason else ():
                by_name.setdefault(name, []).extend((*reach, number) for reach in note.reach)
        for name, reaches in by_name.items():
            reaches.sort()
            furthest: list[tuple[int, int]] = []  # where the reaches up to here end, and whose
            for _, end, number in reaches:
                furthest.append(max([*furthest[-1:], (end, number)]))
            self._reaches[name] = ([start for start, _, _ in reaches], furthest)

    def within_note(self, start: int, end: int) -> bool:
        """Whether a stretch of the source is part of a note, which is no statement."""
        place = bisect_right(self._note_starts, start) - 1
        return place >= 0 and end <= self._notes[place].end

    def of(self, rule: str, start: int, end: int) -> tuple[Ignore, str] | None:
        """Return the note that speaks of a rule at a place, and by which name."""
        for length in range(1, len(rule) + 1):
            starts, furthest = self._reaches.get(rule[:length], ((), ()))
            place = bisect_left(starts, end) - 1
            if place >= 0 and furthest[place][0] > start:
                return self._notes[furthest[place][1]], rule[:length]
        return None


def apply_ignores(
    findings: Iterable[Finding],
    evidences: Sequence[Evidence],
    register: Register,
    wanted: Callable[[Rule, str], bool],
) -> list[Finding]:
    """Drop what documents say to ignore, and add what is wrong with how they say it.

    Parameters
    ----------
    findings : iterable of Finding
        Of all rules.
    evidences : sequence of Evidence
        Articles of the documents that were checked.
    register : Register
        The rules that exist.
    wanted : callable
        Whether a rule was asked for in the document of a name.
    """
    documents = {id(part.document): part.document for part in evidences}
    notes = {key: ignores(document) for key, document in documents.items()}
    silences = {key: _Silence(found) for key, found in notes.items() if found}
    used: set[tuple[int, int, str]] = set()
    kept = []
    for finding in findings:
        silence = silences.get(id(finding.document))
        if silence is not None:
            start, end = finding.document.source_span(finding.start, finding.end)
            if silence.within_note(start, end):
                continue
            silenced = silence.of(finding.rule, start, end)
            if silenced is not None:
                used.add((id(finding.document), silenced[0].start, silenced[1]))
                continue
        kept.append(finding)
    for key, document in documents.items():
        asked = _Asked(document, register, wanted)
        for note in notes[key]:
            taken = {name for name in note.rules if (key, note.start, name) in used}
            kept += _faults(note, document, asked, taken)
    return kept


class _Asked:
    """Which rules exist and were asked for in one document, by the names that notes use."""

    def __init__(
        self, document: Document, register: Register, wanted: Callable[[Rule, str], bool]
    ) -> None:
        self.rules = {
            id_: rule for id_, rule in register.rules.items() if wanted(rule, document.name)
        }
        self._ids = tuple(register.rules)
        self._known: dict[str, tuple[bool, bool]] = {}

    def of(self, name: str) -> tuple[bool, bool]:
        """Whether a name means a rule, and one that was asked for."""
        if name not in self._known:
            meant = [id_ for id_ in self._ids if covers(name, id_)]
            self._known[name] = bool(meant), not self.rules.keys().isdisjoint(meant)
        return self._known[name]


def _faults(
    note: Ignore,
    document: Document,
    asked: _Asked,
    used: set[str],
) -> Iterator[Finding]:
    """Yield what is wrong with one note."""

    def say(id_: str, message: str) -> Iterator[Finding]:
        rule = asked.rules.get(id_)
        if rule is not None:
            start, end = text_span(document, note.start, note.end)
            finding = rule.finding(document, start, end, message)
            left_out = document.text[start:end] != document.source[note.start : note.end]
            yield replace(finding, source=(note.start, note.end)) if left_out else finding

    if not note.rules:
        yield from say(UNKNOWN, "This note names no rule to ignore.")
    for name in note.rules:
        exists, wanted = asked.of(name)
        if not exists:
            yield from say(UNKNOWN, f"No rule is called `{name}`; nothing is ignored for it.")
        elif note.reason and name not in used and wanted:
            yield from say(UNUSED, f"Nothing of `{name}` is found here: this note is not needed.")
    if not note.reason:
        yield from say(
            NO_REASON, "This note gives no reason, so it ignores nothing: add `because ...`."
        )


def text_span(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return the positions in the text that stand for, or lie nearest to, words of the source.

    A comment has no text of its own, so the nearest character stands for it.
    """
    offsets = document.offsets
    if not offsets.length:
        return 0, 0
    low, high = 0, offsets.length
    while low < high:  # the first position whose source ends after the start
        middle = (low + high) // 2
        if offsets.span(middle, middle + 1)[1] > start:
            high = middle
        else:
            low = middle + 1
    first = min(low, offsets.length - 1)
    last = first + 1
    while last < offsets.length and offsets.span(last, last + 1)[0] < end:
        last += 1
    return first, last


RULES_ON_NOTES = (
    Rule(
        id=UNUSED,
        name="unused-ignore",
        severity=Severity.WARNING,
        needs=Needs.DOCUMENT,
        preview=False,
        summary="A note says to ignore what is not found.",
    ),
    Rule(
        id=NO_REASON,
        name="ignore-without-reason",
        severity=Severity.WARNING,
        needs=Needs.DOCUMENT,
        preview=False,
        summary="A note says to ignore a rule and does not say why.",
    ),
    Rule(
        id=UNKNOWN,
        name="ignore-of-unknown-rule",
        severity=Severity.WARNING,
        needs=Needs.DOCUMENT,
        preview=False,
        summary="A note says to ignore a rule that does not exist.",
    ),
)
