"""All figures of an article on one footing: those of sentences, titles, list items and cells.

Relations between figures are looked for among terms of one unit, however far apart they stand. A
bare number may be of the unit of the figure beside it ("4.2 percent last year and 3.9 this year"),
so that a term may be of several units.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bongsu.audit.notation import DATE
from bongsu.audit.reading.frames import Frame, all_frames, source
from bongsu.audit.reading.tallies import UNITS
from bongsu.audit.reading.wording import content_words
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import PERCENTS, DateMention, Evidence, Granularity, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

Unit = tuple[str, str]

COUNT: Unit = ("count", "")
PERCENT: Unit = ("percent", "")
POINTS: Unit = ("points", "")
_KINDS = {
    Kind.COUNT: "count",
    Kind.PERCENT: "percent",
    Kind.PERCENT_CHANGE: "percent",
    Kind.POINTS: "points",
    Kind.MONEY: "money",
    Kind.PHYSICAL: "physical",
    Kind.DURATION: "duration",
    Kind.AGE: "duration",
    Kind.RATE: "rate",
    Kind.INDEX: "index",
    Kind.FRACTION: "fraction",
    Kind.MULTIPLE: "multiple",
}
_UNITLESS = {"count", "percent", "points", "index", "fraction", "multiple"}
_LENT = {"percent", "money", "physical", "duration"}  # units that a bare number may take over
_JOINED = lazy_regex(r"(?:,|,? (?:and|or|to|versus|against))? ?(?:(?:about|some|nearly) )?")
_IN_PIECES = lazy_regex(r"[ -]\d+\\?/\d")  # "6 1/2" is read as six
_NEXT_CLAUSE = lazy_regex(r"[;:]|, (?:and|but|while|whereas) (?:the|its|their|our|an?)\b")
_BARE = regex(r"\d[\d,]*(?:\.\d+)?(?: (?:thousand|million|billion|trillion))?|[a-z-]+")
_MOST = 400  # figures of an article
_IN_WORDS = 20.0
_MANY = 1000.0  # "half a million" counts, "half" does not


@dataclass(frozen=True, eq=False)
class Term:
    """A figure of an article with the units that it may be of, and where it stands."""

    quantity: Quantity
    units: frozenset[Unit]
    frame: Frame
    at: int  # of its sign in the frame
    cell: bool
    idle: bool  # a small number in words, which counts whatever its sentence is about

    @property
    def value(self) -> float:
        """The written value."""
        return self.quantity.value or 0.0

    @property
    def index(self) -> int:
        """Which sentence of the article it stands in."""
        return self.frame.index

    @property
    def block(self) -> int:
        """Which block of the article it stands in."""
        return self.frame.sentence.block

    @property
    def lead(self) -> str:
        """What its sentence says before it."""
        return self.frame.text[: self.at]

    @property
    def tail(self) -> str:
        """What its sentence says behind it."""
        return self.frame.text[self.at + 1 :]

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The stems of what it counts."""
        return content_words(self.quantity.noun)

    @cached_property
    def heads(self) -> str:
        """What it measures and of whom, as its claim has it: of a cell, its heads."""
        claims = self.frame.evidence.claims
        at = bisect_left(claims, self.quantity.start, key=lambda claim: claim.quantity.start)
        if at < len(claims) and claims[at].quantity.start == self.quantity.start:
            return f"{claims[at].measure} {claims[at].subject}".lower()
        return ""

    @cached_property
    def label(self) -> frozenset[str]:
        """The stems of the words that name what it measures; of a cell, also of its heads."""
        return content_words(f"{self.heads} {self.quantity.noun}")

    def near(self, other: Term) -> bool:
        """Whether another term stands in its sentence, or in the one before or behind it."""
        return self.block == other.block and abs(self.index - other.index) <= 1


def few_terms(evidence: Evidence) -> tuple[Term, ...]:
    """Return the terms of an article; none of one with so many that any two of them fit something.

    What looks at all pairs of figures asks for these, so that its time stays bounded.
    """
    found = terms(evidence)
    return found if len(found) <= _MOST else ()


@remembered
def prose_terms(evidence: Evidence) -> Iterator[Term]:
    """Yield the terms of `few_terms` that stand in paragraphs and items."""
    blocks = evidence.article.blocks
    for term in few_terms(evidence):
        if not term.cell and blocks[term.block].kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            yield term


@remembered
def terms(evidence: Evidence) -> Iterator[Term]:
    """Yield the terms of an article in the order of their place."""
    earlier: list[Term] = []
    for frame in all_frames(evidence):
        block = evidence.article.blocks[frame.sentence.block]
        if block.kind is BlockKind.META:
            continue
        earlier = [term for term in earlier if term.block == frame.sentence.block]
        found = list(_of(frame, earlier, cell=block.kind is BlockKind.CELL))
        yield from found
        earlier = found or earlier


_IN_YEAR = lazy_regex(r" (?:[a-z]+ )?(?:in|for|by) $")


def dated(term: Term) -> bool:
    """Whether a year stands right behind a figure."""
    items = term.frame.items
    at = next((at for at in sorted(items) if at > term.at), -1)
    item = items.get(at)
    if not isinstance(item, DateMention) or item.granularity is not Granularity.YEAR:
        return False
    return _IN_YEAR.fullmatch(term.frame.text, term.at + 1, at) is not None


_WORDED = lazy_regex(
    r"(?:\b(?:with|for|from|to|in|has|had|have|took|sent|got|won|gave|gets|takes|and|"
    r"[a-z]{3,}ed)|,|;) "
    r"(?P<n>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty)(?=[,.;)]|$| and | in [A-Z]| to [A-Z]| from [A-Z])"
)


@remembered
def worded(evidence: Evidence) -> Iterator[Term]:
    """Yield numbers in words that count what a figure before them counts: "12, Geoje with nine".

    They are no figures of their own, having no noun, and are read only beside a figure in digits.
    """
    for frame in all_frames(evidence):
        if len(frame.text) > _LONGEST or not any(
            q.kind is Kind.COUNT and not q.words for _, q in frame.figures
        ):
            continue
        cell = evidence.article.blocks[frame.sentence.block].kind is BlockKind.CELL
        for match in () if cell else _WORDED.finditer(frame.text):
            start = source(frame, match.start("n"))
            value = float(UNITS.index(match["n"]))
            quantity = Quantity(
                start=start,
                end=start + len(match["n"]),
                kind=Kind.COUNT,
                value=value,
                unit="",
                step=1.0,
                approximate_step=1.0,
            )
            yield Term(quantity, frozenset({COUNT}), frame, match.start("n"), False, False)


_LONGEST = 1500  # code points of a sentence; a longer one is no prose


def _of(frame: Frame, earlier: Sequence[Term], *, cell: bool) -> Iterator[Term]:
    figures = [
        (at, q)
        for at, q in _dressed(frame)
        if q.value is not None
        and not q.malformed
        and frame.slim[at] != DATE
        and not _IN_PIECES.match(frame.text, at + 1)
    ]
    lent = next((unit for term in reversed(earlier) for unit in _lendable(term.units)), None)
    ahead: list[Unit | None] = []
    coming: Unit | None = None
    end = len(frame.text)
    for at, quantity in reversed(figures):
        if _NEXT_CLAUSE.search(frame.text, at, end):
            coming = None
        ahead.append(coming)
        coming, end = next(iter(_lendable({_unit(quantity)})), coming), at
    ahead.reverse()
    for (at, quantity), following in zip(figures, ahead, strict=True):
        unit = _unit(quantity)
        if unit[0] == "ordinal":
            continue
        units = {unit}
        idle = quantity.words and (quantity.value or 0.0) <= _IN_WORDS
        bare = not quantity.noun and quantity.unit in {"", "share"}
        if unit == COUNT and bare and not cell and not idle:
            units |= {one for one in (lent, following) if one is not None}
        yield Term(quantity, frozenset(units), frame, at, cell, idle)
        lent = next(iter(_lendable({unit})), lent)


def _lendable(units: frozenset[Unit] | set[Unit]) -> Iterator[Unit]:
    return (unit for unit in units if unit[0] in _LENT)


def _unit(quantity: Quantity) -> Unit:
    kind = _KINDS.get(quantity.kind, "ordinal")
    if kind == "fraction" and (quantity.value or 0.0) >= _MANY:
        return COUNT
    if kind in _UNITLESS:
        return kind, ""
    return kind, "year" if quantity.kind is Kind.AGE else quantity.unit.rstrip("s")


def _dressed(frame: Frame) -> list[tuple[int, Quantity]]:
    """Return the figures of a sentence; "5, 6 and 7 million" are millions all."""
    figures = list(frame.figures)
    text = frame.evidence.text
    for place in range(len(figures) - 2, -1, -1):
        (at, plain), (behind, full) = figures[place], figures[place + 1]
        if plain.kind is not Kind.COUNT or plain.noun or plain.unit:
            continue
        if not _JOINED.fullmatch(frame.text, at + 1, behind):
            continue
        if not _BARE.fullmatch(text[plain.start : plain.end].lower()):
            continue
        scale = _scale(text[full.start : full.end]) if plain.step <= 1 else 1.0
        figures[place] = (at, _in_unit_of(plain, full, scale))
    return figures


_ALL = 100.0  # percent


_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


def _scale(written: str) -> float:
    return next((value for word, value in _SCALES.items() if word in written), 1.0)


def _in_unit_of(plain: Quantity, full: Quantity, scale: float) -> Quantity:
    if full.kind in {Kind.ORDINAL, Kind.FRACTION, Kind.MULTIPLE}:
        return plain
    if full.kind in PERCENTS and (plain.value or 0.0) > _ALL:
        return plain  # "5.3 million, or 55.8 percent" are heads first
    return replace(
        plain,
        value=(plain.value or 0.0) * scale,
        step=plain.step * scale,
        approximate_step=plain.approximate_step * scale,
        kind=full.kind,
        unit=full.unit,
        noun=full.noun,
    )
