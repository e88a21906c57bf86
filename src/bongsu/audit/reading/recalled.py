"""Figures of a text with what the reference has for their measure, however loosely it is named.

`readings` binds a figure to a series by its words alone and asks much of them. Here the figure
itself is evidence: one of three digits or more that is a series' own, or one slip from it, needs
few words of its measure near it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from typing import NamedTuple

from bongsu.audit.reading.wording import A_YEAR, in_quotes, place_of, prose, stem
from bongsu.audit.references.series import Series, Value, series
from bongsu.audit.remembering import remembered
from bongsu.evidence.dictionary import words as split
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_BACK = 2  # sentences back in which a measure may be named
_UNITS = {Kind.RATE: ("rate", "year"), Kind.INDEX: ("index",), Kind.COUNT: ("persons", "events")}
_DURATIONS = frozenset({Kind.DURATION, Kind.AGE})
_TIMES = frozenset({"year", "hour"})  # in which a series may be told: of life, of work
_TONS = frozenset({"ton", "tonne", "metric ton", "metric tonne"})
_FEW_DIGITS = 2
_KOREA = regex(
    r"Korea|Seoul|\bROK\b|\bB[Oo]K\b|\bwon\b|\bKRW(?![A-Za-z])|Busan|Daegu|Incheon|Gwangju|Daejeon|Ulsan|"
    r"Sejong|Gyeonggi|Gangwon|"
    r"Chungcheong|Jeolla|Gyeongsang|\bJeju|National\sPension|Monetary\sPolicy\sBoard|\bpensions?\b"
)


_PER_DOLLAR = lazy_regex(  # "averaged 1,364 to the dollar"
    r"\s(?:to|per|against|for)\s(?:(?:the|a|one|each)\s)?(?:U\.?S\.?\s)?(?:dollar|greenback)\b"
)


class Recalled(NamedTuple):
    """A figure, and a series that the words around it can mean."""

    quantity: Quantity
    sentence: Sentence
    series: Series
    own: bool  # whether its sentence alone names the measure
    years: tuple[int, ...]  # that its sentence tells, or else the words before it
    dated: bool  # whether its own sentence tells them

    @property
    def digits(self) -> str:
        """The digits of the figure as written."""
        return digits(self.quantity.value or 0.0, self.quantity.step)

    def is_(self, value: Value) -> bool:
        """Whether the figure is a value of the reference, rounded or cut off."""
        written = self.quantity
        step = max(written.step, 1e-9)
        published = value.within_step(step)
        low, high = published.low, published.high
        if high < 0 <= (written.value or 0.0):
            low, high = -high, -low  # "a deficit of 47.8 billion", "shrank 0.2 percent"
        if written.step >= 1 and written.approximate_step > written.step:
            return low - step / 2 <= (written.value or 0.0) <= high + step / 2 or (
                len(self.digits.rstrip("0")) > _FEW_DIGITS
                and abs(low - (written.value or 0.0)) <= written.approximate_step / 2
            )
        told = written.value or 0.0
        return low - step * 0.5000001 <= told <= high + step * 0.5000001 or (
            low - step < told <= low
        )


def digits(value: float, step: float) -> str:
    """Return the digits of a value told to a step.

    Examples
    --------
    >>> digits(638.8e9, 1e8), digits(0.72, 0.01)
    ('6388', '72')
    """
    return str(round(abs(value) / (step or 1.0)))


def _units(evidence: Evidence, figure: Quantity) -> tuple[str, ...]:
    """Return the units of series that a figure may be of."""
    if not figure.unit and _PER_DOLLAR.match(evidence.text, figure.end):
        return ("KRW",)
    if (figure.value or 0.0) >= _HEADS and figure.kind in {Kind.RATE, Kind.COUNT}:
        return _UNITS[Kind.COUNT]
    if figure.kind in _DURATIONS:
        return (figure.unit,) if figure.unit in _TIMES else ()
    return ("ton",) if figure.unit in _TONS else _UNITS.get(figure.kind, (figure.unit,))


_HEADS = 1000.0  # a bare number from here on counts heads


@remembered
def recalled(evidence: Evidence) -> Iterator[Recalled]:
    """Yield every plain figure of a text with each series that the words around it can mean."""
    if not about_korea(evidence):
        return
    title = stems(evidence.article.title)
    for sentence, words in prose(evidence):
        figures = [
            one
            for one in within(evidence.quantities, sentence.start, sentence.end)
            if _plain(one)
            and not in_quotes(evidence, sentence, one.start)
            and not of_elided_part(evidence, one, sentence)
        ]
        if not figures:
            continue
        own = stems(words)
        found = meant(own, title, partial(stems_before, evidence, sentence))
        if not found:
            continue
        here = own_years(evidence, sentence)
        years = here or years_of(evidence, sentence)
        for figure in figures:
            units = _units(evidence, figure)
            for one, alone in found:
                if one.unit in units or (one.unit == "rate" and _few(figure)):
                    yield Recalled(figure, sentence, one, alone, years, bool(here))


_ELIDED = regex(
    r"(?:\s\w+)?\s(?:in|for|during)\sthe\s(?:first|second|third|fourth|last|final)\b"
    r"(?!\s(?:year|time|quarter|half))"
)
_PARTS = regex(r"\b(?:quarter|half)\b")


def of_elided_part(evidence: Evidence, figure: Quantity, sentence: Sentence) -> bool:
    """Whether a figure is of a part of a year that its sentence names before.

    "1,205 won in the first quarter, 1,261 won in the second" is such a figure.
    """
    return _ELIDED.match(evidence.text, figure.end) is not None and (
        _PARTS.search(evidence.words(sentence)) is not None
    )


def about_korea(evidence: Evidence) -> bool:
    """Whether an article speaks of South Korea at all."""
    blocks = evidence.article.blocks
    return bool(blocks) and bool(_KOREA.search(evidence.text, blocks[0].start, blocks[-1].end))


def names_korea(words: str) -> bool:
    """Whether words speak of South Korea."""
    return _KOREA.search(words) is not None


def _few(figure: Quantity) -> bool:
    return figure.kind in {Kind.COUNT, Kind.RATE} and 0 < (figure.value or 0.0) < 3


def _plain(figure: Quantity) -> bool:
    return (
        figure.value is not None
        and not figure.malformed
        and figure.comparator in {Comparator.EXACT, Comparator.APPROX, Comparator.AT_LEAST}
        and figure.kind not in {Kind.ORDINAL, Kind.POINTS, Kind.FRACTION, Kind.MULTIPLE}
        and (figure.kind is not Kind.COUNT or figure.value < 3 or figure.value >= 50)
    )


def meant(
    own: frozenset[str], title: frozenset[str], near: Callable[[], frozenset[str]]
) -> list[tuple[Series, bool]]:
    """Return the series that words can mean, and whether the sentence alone names each."""
    around: frozenset[str] | None = None
    found: dict[str, tuple[Series, bool]] = {}
    index = _by_word()
    for word in own:
        for one, phrase in index.get(word, ()):
            if phrase <= own:
                found[one.id] = one, True
            elif one.id not in found:
                around = near() | title if around is None else around
                if phrase <= own | around:
                    found[one.id] = one, False
    around = near() | title if around is None else around
    for word in around - own:
        for one, phrase in index.get(word, ()):
            if one.id not in found and phrase <= own | around:
                found[one.id] = one, False
    return [found[one] for one in sorted(found)]  # sets have no order of their own


def before(evidence: Evidence, sentence: Sentence) -> str:
    """Return the sentences right before one that it may go on from."""
    place = place_of(evidence, sentence)
    near = evidence.sentences[max(0, place - _BACK) : place]
    return " ".join(evidence.words(one) for one in near)


def stems_before(evidence: Evidence, sentence: Sentence) -> frozenset[str]:
    """Return the stems of the sentences right before one."""
    return stems(before(evidence, sentence))


_ANOTHER = lazy_regex(  # a time that is told from the one that the text is about
    r"\b(?:before|earlier|previous|prior|preceding|months|that\syear|the\syear|following|later)\b"
)


def years_of(evidence: Evidence, sentence: Sentence) -> tuple[int, ...]:
    """Return the years that a sentence tells; if none, those right before it, or of the title."""
    place = place_of(evidence, sentence)
    told = own_years(evidence, sentence)
    for back in range(1, _BACK + 2):
        if told or place - back < 0:
            break
        told = own_years(evidence, evidence.sentences[place - back])
    return told or tuple(int(year) for year in A_YEAR.findall(evidence.article.title))


def own_years(evidence: Evidence, sentence: Sentence) -> tuple[int, ...]:
    """Return the years that a sentence itself tells."""
    dates = [
        date
        for date in within(evidence.dates, sentence.start, sentence.end)
        if not (date.relative and _ANOTHER.search(evidence.words(date)))
    ]
    return tuple(
        sorted({bound.year for date in dates for bound in (date.first, date.last) if bound})
    )


@cache
def _by_word() -> dict[str, tuple[tuple[Series, frozenset[str]], ...]]:
    """Return the phrases that name a series by the word of each that is the longest."""
    found: dict[str, list[tuple[Series, frozenset[str]]]] = {}
    for one in series().values():
        for phrase in one.told:
            needed = stems(phrase)
            found.setdefault(max(sorted(needed), key=len), []).append((one, needed))
    return {word: tuple(every) for word, every in found.items()}


@lru_cache(maxsize=1 << 12)  # several series are told by the same phrases
def stems(text: str) -> frozenset[str]:
    """Return what the words of a text have in common with their inflections."""
    return frozenset(stem(word) for word in split(text))


def newest(one: Series, than: Value, known: tuple[Value, ...]) -> Value | None:
    """Return the newest value of a series that replaces another one, if there is any."""
    later = [
        value
        for value in known
        if (value.last > than.last and one.kind != "projection")
        or (value.period == than.period and value.known_from > than.known_from)
        or (one.kind == "projection" and value.known_from > than.known_from)
    ]
    later = [value for value in later if (value.low, value.high) != (than.low, than.high)]
    return max(later, key=lambda value: (value.known_from, value.last), default=None)


def told_values(found: Recalled, known: tuple[Value, ...]) -> list[Value]:
    """Return the values of a series that a figure is, of the years told where any are."""
    return [
        value
        for value in known
        if found.is_(value)
        and (not found.years or {value.first.year, value.last.year} & set(found.years))
    ]


def enough(found: Recalled) -> bool:
    """Whether a figure has digits enough to be no other one by chance."""
    many = len(found.digits) > _FEW_DIGITS and not math.isclose(found.quantity.value or 0.0, 0.0)
    return many or (found.own and len(found.digits) == _FEW_DIGITS)
