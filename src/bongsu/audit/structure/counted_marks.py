"""Marks that count the lines or sentences of a text, and where the count repeats or skips one.

"2.", "(b)", "Ⅲ.", "④", "Session 2 (", "Axis 2 is", "The second task": marks of one look form a run.
Where the mark before and the mark behind call for another, a mark that stands twice is a slip; and
where a run leaves out one number, which its text does not give either, a part has lost its mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.reading.text_lines import text_lines
from bongsu.audit.reading.wording import content_words, prose
from bongsu.audit.remembering import remembered
from bongsu.audit.structure.outlines import LEFT_OUT
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_ORDINALS = ORDINALS[:10]
_STYLES: tuple[Sequence[str], ...] = (
    tuple(str(number) for number in range(1, 40)),
    ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"),
    "ABCDEFGH",
    "abcdefgh",
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫",
    "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ",
    _ORDINALS,
)
_SIGNS = "".join(_STYLES[4]) + "".join(_STYLES[5])
_LINE = lazy_regex(
    r"\s*(?:(?:[-*•○●□■▪◦·―–—>]|\#{1,6})\s+)?(?:\*\*|__)?(?P<open>[<\[(【]?)"
    r"(?:(?P<word>[A-Z][A-Za-z]{2,13}\.?\s|Q))?"
    rf"(?P<number>\d{{1,2}}|[IVX]{{1,4}}|[A-Ha-h]|[{_SIGNS}])"
    r"(?P<close>[>\])】]?[.:)]?(?:\*\*|__)?(?=\s|$)|\s[-–—](?=\s)|(?=\s\())"
)
_SENTENCE = lazy_regex(
    r"(?:(?P<word>[A-Z][a-z]{2,13})\s(?P<number>\d{1,2}|[A-H]|[IVX]{1,4})\s(?=[a-z])|"
    rf"The\s(?P<nth>{'|'.join(_ORDINALS)})\s(?P<noun>[a-z]{{3,14}})\b)"
)
_UNCOUNTED = frozenset(  # what a number behind it is no count of
    (
        *("day", "january", "february", "march", "april", "may", "june", "july", "august"),
        *("september", "october", "november", "december", "no", "page", "the", "quarter", "half"),
    )
)
_SHARED = frozenset({"round", "group", "game", "match", "week", "line", "route"})  # by several
_GOES_ON = lazy_regex(r"[\s(,:–—-]*(?:continued|cont\.?|cont[’']d)\b", re.IGNORECASE)
_IS_TOLD = lazy_regex(r"\s(?:is|was|are|were|lies|concerns|comes)\b")
_BESIDE = 200  # code points between two sentences that count the items of one list
_NEAR = 4  # lines between two marks that can only stand in one list
_FEWEST = 3  # marks of a run that shows what is left out


class Mark(NamedTuple):
    """A mark and the words that it counts, in positions of the text."""

    start: int
    end: int
    number: int
    style: int
    word: str  # what is counted, if a word says so
    written: str
    words: str
    line: int  # of the source, if the mark opens one; else -1


class Slip(NamedTuple):
    """A mark that is out of the count, and the one before it."""

    mark: Mark
    before: Mark
    sure: bool  # whether its neighbours call for another number


def repeated_marks(evidence: Evidence) -> Iterator[Slip]:
    """Yield the marks that repeat the one before them."""
    for run in _runs(evidence):
        for place, (before, mark) in enumerate(pairwise(run), 1):
            if before.number != mark.number or not _parted(before, mark):
                continue
            ahead = run[place - 2].number if place > 1 else 0
            behind = run[place + 1] if place + 1 < len(run) else None
            steps = (mark.number - ahead, behind.number - mark.number if behind else 0)
            if behind and steps in {(1, 2), (2, 1)}:
                missing = mark.number + (1 if steps == (1, 2) else -1)
                start = run[max(0, place - 2)].start
                if not _told(evidence, mark, missing, start, behind.start):
                    yield Slip(mark, before, sure=True)
            elif behind is None and ahead == mark.number - 1 and _in_one_list(run, before, mark):
                yield Slip(mark, before, sure=False)


def skipped_marks(evidence: Evidence) -> Iterator[Slip]:
    """Yield the marks before which the one number is left out that a run from 1 on lacks."""
    for run in _runs(evidence):
        steps = [later.number - mark.number for mark, later in pairwise(run)]
        if steps == [2] and run[0].number == 1 and _are_headings(evidence, run):
            yield Slip(run[1], run[0], sure=False)
        if len(run) < _FEWEST or run[0].number != 1 or set(steps) != {1, 2}:
            continue
        if run[0].word in LEFT_OUT:
            continue
        if steps.count(2) == 1 and all(mark.line >= 0 for mark in run):
            before, mark = run[steps.index(2)], run[steps.index(2) + 1]
            if not _told(evidence, mark, mark.number - 1, before.start, mark.start):
                yield Slip(mark, before, sure=False)


def _are_headings(evidence: Evidence, run: Sequence[Mark]) -> bool:
    heads = [block for block in evidence.article.blocks if block.kind is BlockKind.HEADING]
    return all(any(head.start < one.end and one.start < head.end for head in heads) for one in run)


def _parted(before: Mark, mark: Mark) -> bool:
    """Whether two marks of one number count different things."""
    one, other = content_words(before.words), content_words(mark.words)
    return one != other and not _GOES_ON.match(mark.words)


def _in_one_list(run: Sequence[Mark], before: Mark, mark: Mark) -> bool:
    """Whether the last two marks of a run stand in one list, which counts each thing once."""
    if before.line < 0 and mark.line < 0:  # "The second reason is time. The second reason is ..."
        told = [one for one in (*run[:-2], before, mark) if _IS_TOLD.match(one.words)]
        counted = [one.number for one in run[:-1]] == list(range(1, len(run)))
        return counted and len(told) == len(run) > 2 and mark.start - before.end < _BESIDE
    if min(before.line, mark.line) < 0 or mark.line - before.line > _NEAR:
        return False
    if mark.word:
        return mark.word not in _SHARED
    lettered = run[0].number == 1 and _STYLES[mark.style] in {"ABCDEFGH", "abcdefgh"}
    return len(run) > _FEWEST or (len(run) == _FEWEST and lettered)


def _told(evidence: Evidence, mark: Mark, number: int, start: int, end: int) -> bool:
    """Whether a number that a run lacks is given between its lines, or within one."""
    style = _STYLES[mark.style]
    if not 0 < number <= len(style):
        return True
    written = re.escape(style[number - 1])
    form = rf"\b{mark.word}\s+{written}\b" if mark.word else rf"(?<![\w.,]){written}[.)\]:>]?\s"
    return re.search(form, evidence.text[start:end], re.IGNORECASE) is not None


def _runs(evidence: Evidence) -> Iterator[list[Mark]]:
    """Yield the runs of marks of one look: a run ends where the count begins anew."""
    by_look: dict[tuple[object, ...], list[Mark]] = {}
    for look, mark in _marks(evidence):
        by_look.setdefault(look, []).append(mark)
    for marks in by_look.values():
        run: list[Mark] = []
        for mark in marks:
            if run and not 0 <= mark.number - run[-1].number <= _FEWEST - 1:
                yield run
                run = []
            run.append(mark)
        yield run


@remembered
def _marks(evidence: Evidence) -> Iterator[tuple[tuple[object, ...], Mark]]:
    """Yield the marks that open lines and sentences, each with its look."""
    for line in text_lines(evidence):
        found = _LINE.match(line.source)
        if found is None:
            continue
        word = (found["word"] or "").strip(" .").lower()
        plain = found["number"] not in _SIGNS and not (word or found["open"] or found["close"])
        if plain or word in _UNCOUNTED or (word and word[-1] == "s"):
            continue
        words = line.source[found.end() :]
        span = line.start, line.end
        yield from _read(found["number"], word, found, words, span, line.number)
    for sentence, words in prose(evidence):
        found = _SENTENCE.match(words)
        if found is None:
            continue
        word = (found["word"] or found["noun"]).lower()
        if word not in _UNCOUNTED:
            span = sentence.start, sentence.end
            number = found["number"] or found["nth"]
            yield from _read(number, word, None, words[found.end() :], span, -1)


def _read(
    number: str,
    word: str,
    found: re.Match[str] | None,
    words: str,
    span: tuple[int, int],
    line: int,
) -> Iterator[tuple[tuple[object, ...], Mark]]:
    """Yield a mark by its signs, unless they are no number of any style."""
    style = next((at for at, every in enumerate(_STYLES) if number in every), -1)
    if style < 0:
        return
    place = list(_STYLES[style]).index(number) + 1
    signs = (found["open"], found["close"].strip("*_ ")) if found is not None else ()
    written = f"{word} {number}".strip() if word else "".join((*signs[:1], number, *signs[1:]))
    yield (
        (word, style, *(() if word else signs), line < 0),
        Mark(*span, place, style, word, written, words, line),
    )
