"""Findings that a document itself says to ignore, each with a reason.

In Markdown and HTML: ``<!-- bongsu: ignore AR101 because the base is that of 2020 -->``; in any
format: ``[bongsu: ignore AR101 because ...]``. A note within a paragraph speaks of its paragraph;
one that stands alone on its line speaks of the next line and the next block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.rules import Needs, Register, Rule
from bongsu.audit.selection import covers
from bongsu.evidence.documents import Article, Block, BlockKind, Document
from bongsu.evidence.mentions import Evidence

UNUSED, NO_REASON, UNKNOWN = "IG001", "IG002", "IG003"

_NOTE = re.compile(
    r"<!--\s{0,20}bongsu:\s{0,20}ignore\b(?P<comment>(?:(?!-->)[\s\S]){0,500})-->"
    r"|\[bongsu:\s{0,20}ignore\b(?P<bracket>[^\[\]]{0,500})\]",
    re.IGNORECASE,
)
_BODY = re.compile(r"(?P<rules>.*?)(?:\bbecause\b(?P<reason>.*))?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """One note that asks to ignore rules."""

    start: int  # in the source
    end: int
    rules: tuple[str, ...]  # ids, or their beginnings
    reason: str
    reach: tuple[tuple[int, int], ...]  # stretches of the source that it speaks of

    def speaks_of(self, rule: str, start: int, end: int) -> bool:
        """Whether it covers a finding at a place of the source."""
        return any(covers(name, rule) for name in self.rules) and any(
            first < end and start < last for first, last in self.reach
        )


def ignores(document: Document) -> tuple[Ignore, ...]:
    """Return the notes of a document, in its order."""
    source = document.source
    if "bongsu:" not in source.casefold():
        return ()
    blocks = sorted(_source_blocks(document), key=lambda found: found[0])
    return tuple(_read(source, found, blocks) for found in _NOTE.finditer(source))


def _read(source: str, found: re.Match[str], blocks: Sequence[tuple[int, int, int]]) -> Ignore:
    body = _BODY.fullmatch(found["comment"] or found["bracket"] or "")
    named, reason = (body["rules"], body["reason"]) if body else ("", "")
    return Ignore(
        start=found.start(),
        end=found.end(),
        rules=tuple(re.findall(r"[\w-]+", named.upper())),
        reason=" ".join((reason or "").split()),
        reach=tuple(_reach(source, found.start(), found.end(), blocks)),
    )


def _reach(
    source: str, start: int, end: int, blocks: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the line, the next line, and the block around the note or else the next block."""
    line = source.rfind("\n", 0, start) + 1
    line_end = _line_end(source, end)
    yield line, line_end
    alone = not (source[line:start] + source[end:line_end]).strip()
    if alone:
        yield line_end, _line_end(source, line_end + 1)
    place = bisect_right(blocks, start, key=lambda block: block[0]) - 1
    if place >= 0 and blocks[place][1] > start:
        first, last, _ = blocks[place]
        if (source[first:start] + source[end:last]).strip():
            yield first, last
            return
    after = place + 1
    while after < len(blocks) and blocks[after][0] < end:
        after += 1
    if alone and after < len(blocks):
        first, last, table = blocks[after]
        if table >= 0:  # the whole table
            last = max(block[1] for block in blocks[after:] if block[2] == table)
        yield first, last


def _line_end(source: str, at: int) -> int:
    end = source.find("\n", at)
    return len(source) if end < 0 else end


def _source_blocks(document: Document) -> Iterator[tuple[int, int, int]]:
    """Yield start and end in the source, and a number for the table that the block is part of."""
    for number, article in enumerate(document.articles):
        for block in article.blocks:
            if block.start < block.end:
                yield *document.source_span(block.start, block.end), _table(number, article, block)


def _table(number: int, article: Article, block: Block) -> int:
    if block.kind is not BlockKind.CELL or block.table < 0:
        return -1
    return number * (len(article.tables) + len(article.blocks) + 1) + block.table


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
    used: set[tuple[int, int, str]] = set()
    kept = []
    for finding in findings:
        mine = notes.get(id(finding.document), ())
        if not mine:
            kept.append(finding)
            continue
        start, end = finding.document.source_span(finding.start, finding.end)
        if any(note.start <= start and end <= note.end for note in mine):
            continue  # the note's own words are no statement
        fitting = [
            note for note in mine if note.reason and note.speaks_of(finding.rule, start, end)
        ]
        for note in fitting:
            used |= {
                (id(finding.document), note.start, name)
                for name in note.rules
                if covers(name, finding.rule)
            }
        if not fitting:
            kept.append(finding)
    for key, document in documents.items():
        for note in notes[key]:
            taken = {name for at, start, name in used if (at, start) == (key, note.start)}
            kept += _faults(note, document, register, taken, wanted)
    return kept


def _faults(
    note: Ignore,
    document: Document,
    register: Register,
    used: set[str],
    wanted: Callable[[Rule, str], bool],
) -> Iterator[Finding]:
    """Yield what is wrong with one note."""

    def say(id_: str, message: str) -> Iterator[Finding]:
        rule = register.rules.get(id_)
        if rule is not None and wanted(rule, document.name):
            start, end = text_span(document, note.start, note.end)
            finding = rule.finding(document, start, end, message)
            yield replace(finding, source=(note.start, note.end))

    known = [name for name in note.rules if any(covers(name, id_) for id_ in register.rules)]
    if not note.rules:
        yield from say(UNKNOWN, "This note names no rule to ignore.")
    for name in note.rules:
        if name not in known:
            yield from say(UNKNOWN, f"No rule is called `{name}`; nothing is ignored for it.")
    if not note.reason:
        yield from say(
            NO_REASON, "This note gives no reason, so it ignores nothing: add `because ...`."
        )
        return
    for name in known:
        ran = [id_ for id_ in register.rules if covers(name, id_)]
        if name not in used and any(wanted(register[id_], document.name) for id_ in ran):
            yield from say(UNUSED, f"Nothing of `{name}` is found here: this note is not needed.")


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
    if offsets.span(first, first + 1)[0] < end:
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
