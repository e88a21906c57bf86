"""Sentences with named numbers: parsed strictly, filled in, never executed.

Known are paragraphs, ``## headings``, ``- lists``, ``**strong**``, ``{name}`` of a fact, and lines
``[figure: name]``, ``[table: name]``, ``[keys]``, ``[compared]``. A digit that is typed must be a
declared constant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bongsu.brief.facts import Facts, Value
from bongsu.brief.forms import (
    DotsFigure,
    EstimatesFigure,
    LinesFigure,
    PyramidFigure,
    TreeFigure,
    YearsFigure,
)
from bongsu.brief.readings import RunFact
from bongsu.brief.sections import Section
from bongsu.errors import BadFile, UnknownName, Untraced, did_you_mean

_HOLE = re.compile(r"\{([^{}]*)\}")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_DIRECTIVE = re.compile(r"\[(figure|table): ([a-z][a-z0-9_]*)\]|\[(keys|compared)\]")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]+(?:[ ·][\uac00-\ud7af]+)*")
_TOKEN = re.compile(r"[^\s(){}\[\]“”’\"–—;:!?]*\d[^\s(){}\[\]“”’\"–—;:!?]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: plain text, or a number, or a constant."""

    text: str
    fact: str = ""  # key of the fact that the text is
    constant: str = ""  # key of the declared constant that it is
    strong: bool = False
    korean: bool = False


Sentence = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list, or the place of a figure or table."""

    kind: str  # heading, paragraph, list, figure, table, keys, compared
    sentences: tuple[Sentence, ...] = ()
    name: str = ""


class Gone(Exception):  # not a fault: a sentence that these runs cannot fill
    """A sentence uses a fact that is absent."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Filler:
    """Fills the sentences of one section.

    Parameters
    ----------
    section : Section
        Whose constants may be typed.
    facts : Facts
        What names stand for.
    """

    def __init__(self, section: Section, facts: Facts) -> None:
        self.section, self.facts = section, facts
        self.constants = {**section.constants, **_declared_years(section)}

    def sentence(self, text: str, where: str) -> Sentence:
        """Fill one sentence.

        Raises
        ------
        UnknownName
            If a name is not declared.
        Untraced
            If a digit is typed that is not a declared constant.
        Gone
            If a fact is absent from these runs.
        """
        pieces: list[Piece] = []
        for position, part in enumerate(_STRONG.split(" ".join(text.split()))):
            pieces += self._filled(part, strong=position % 2 == 1, where=where)
        return tuple(pieces)

    def plain(self, text: str, where: str) -> str:
        """Fill one sentence, and return it as plain text."""
        return "".join(piece.text for piece in self.sentence(text, where))

    def value(self, name: str, where: str) -> Value:
        """Return a fact by its local name."""
        if name in self.facts.absent:
            raise Gone(self.facts.absent[name].why)
        if name not in self.facts.values:
            raise UnknownName(
                f"there is no fact `{name}`",
                where=where,
                mend=did_you_mean(name, self.section.facts),
            )
        return self.facts.values[name]

    def _filled(self, text: str, *, strong: bool, where: str) -> list[Piece]:
        pieces: list[Piece] = []
        for position, part in enumerate(_HOLE.split(text)):
            if position % 2:
                value = self.value(part, where)
                pieces.append(Piece(value.text, fact=value.key, strong=strong))
            elif "{" in part or "}" in part:
                raise BadFile("a brace stands alone", where=where, mend="write `{name}`")
            else:
                pieces += self._typed(part, strong=strong, where=where)
        return pieces

    def _typed(self, text: str, *, strong: bool, where: str) -> list[Piece]:
        """Split typed text at its constants and its Korean words."""
        pieces: list[Piece] = []
        rest = 0
        for found in _TOKEN.finditer(text):
            token = found.group().rstrip(".,")
            if token not in self.constants:
                raise Untraced(
                    f"`{token}` is typed, and neither a fact nor a declared constant",
                    where=where,
                    mend="name a fact `{...}`, or declare it under `constants` with what it is",
                )
            pieces += _words(text[rest : found.start()], strong)
            key = f"{self.section.system}:{token}"
            pieces.append(Piece(token, constant=key, strong=strong))
            rest = found.start() + len(token)
        return pieces + _words(text[rest:], strong)


def _words(text: str, strong: bool) -> list[Piece]:
    pieces: list[Piece] = []
    rest = 0
    for found in _HANGUL.finditer(text):
        pieces.append(Piece(text[rest : found.start()], strong=strong))
        pieces.append(Piece(found.group(), strong=strong, korean=True))
        rest = found.end()
    return [piece for piece in [*pieces, Piece(text[rest:], strong=strong)] if piece.text]


def _declared_years(section: Section) -> dict[str, str]:
    """Return the periods that facts and figures are read at: those need no other declaration."""
    labels: list[object] = []
    for fact in section.facts.values():
        if isinstance(fact, RunFact):
            labels += [label for dim, label in fact.at.items() if dim == "year"]
    for figure in section.figures.values():
        match figure:
            case PyramidFigure():
                labels += [figure.now, figure.later]
            case LinesFigure():
                labels += [figure.first, figure.last, *(s.observed_to for s in figure.series)]
            case TreeFigure():
                labels += [label for leaf in figure.leaves for label in leaf.at.values()]
            case DotsFigure():
                labels += [figure.observed_to, figure.at.get("year")]
            case EstimatesFigure() | YearsFigure():
                pass
    return {str(label): "a year that is shown" for label in labels if label is not None}


def blocks(filler: Filler) -> tuple[list[Block], list[str]]:
    """Return the filled blocks of a section, and why others are left out.

    Raises
    ------
    UnknownName, Untraced, BadFile
        If a sentence names or types what is not declared.
    """
    section = filler.section
    filled: list[Block] = []
    left_out: list[str] = []
    for number, chunk in enumerate(re.split(r"\n\s*\n", section.body.strip()), 1):
        where = f"section of {section.system}, paragraph {number}"
        lines = [line.strip() for line in chunk.strip().splitlines()]
        if not lines:
            continue
        try:
            filled += _block(lines, filler, where)
        except Gone as gone:
            left_out.append(gone.why)
    return _without_empty_headings(filled), left_out


def _block(lines: Sequence[str], filler: Filler, where: str) -> list[Block]:
    if found := _DIRECTIVE.fullmatch(lines[0]):
        kind, name, alone = found.groups()
        known: Mapping[str, object] = (
            filler.section.figures if kind == "figure" else filler.section.tables
        )
        if not alone and name not in known:
            raise UnknownName(
                f"there is no {kind} `{name}`", where=where, mend=did_you_mean(name, known)
            )
        return [Block(alone or kind, name=name or "")]
    if lines[0].startswith("## "):
        return [Block("heading", (filler.sentence(lines[0][3:], where),))]
    if lines[0].startswith("- "):
        items = re.split(r"(?:^|\n)- ", "\n".join(lines))[1:]
        return [Block("list", tuple([filler.sentence(item, where) for item in items]))]
    return [Block("paragraph", (filler.sentence(" ".join(lines), where),))]


def _without_empty_headings(filled: list[Block]) -> list[Block]:
    after = [*filled[1:], Block("heading")]
    return [
        block
        for block, following in zip(filled, after, strict=True)
        if not (block.kind == "heading" and following.kind == "heading")
    ]
