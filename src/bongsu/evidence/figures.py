"""Reads one number with its scale, sign, currency and unit from the place where it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import Kind
from bongsu.evidence.numbers import Number, cardinal, digits, mixed, ordinal, table
from bongsu.evidence.quantity_words import Words
from bongsu.evidence.units import Unit, unit_behind
from bongsu.patterns import regex

_WORD = regex(r"[A-Za-z]+")
_OF_ONE = regex(r"[ \n](?:of[ \n])?an?(?=[ \n])")
_MINUS = regex(r"(?<![\w)%])(?:[-−–]|minus[ \n]|negative[ \n])\Z")


class Figure(NamedTuple):
    """A number with its unit, before ranges are joined and hedges read."""

    start: int
    end: int
    number: Number
    form: str  # which sort of candidate it was: digits, words, fraction, ...
    scale: float
    unit: Unit | None
    signed: float = 1.0


def _read_digits(text: str, block: Block, start: int, end: int, known: Words) -> Iterator[Figure]:
    written = text[start:end].rstrip(",")
    end = start + len(written)
    number = digits(written)
    priced = known.currency_before.search(text[max(block.start, start - 8) : start])
    if number.value is None and "," not in written and not priced:
        return  # 1.2.3 is a version, not a figure
    yield _figure(text, block, start, end, number, "digits", known)


def _read_words(text: str, block: Block, start: int, end: int, known: Words) -> Iterator[Figure]:
    """Split a run of number words into numbers: "two and three" are two, "two hundred" is one."""
    found = list(_WORD.finditer(text, start, end))
    spoken = [match for match in found if match[0].lower() not in {"and", "a", "an"}]
    while spoken:
        for length in range(len(spoken), 0, -1):
            number = _spoken([match[0].lower() for match in spoken[:length]])
            if number is not None:
                break
        first, last = spoken[0], spoken[length - 1]
        if first[0].lower() in table("scales") and not _opens(text, start, first):
            spoken = spoken[length:]
            continue  # "several million dollars", "1.2.3 billion": nobody says how many
        at = (
            start
            if first.start() == found[0].start() or _opens(text, start, first)
            else first.start()
        )
        if (number is not None and not (number.value == 1 and length == 1)) or (
            number is not None and _measured_one(text, last.end(), known)
        ):
            yield _figure(text, block, at, last.end(), number, "words", known)
        spoken = spoken[length:]


def _opens(text: str, start: int, first: re.Match[str]) -> bool:
    return text[start : first.start()].strip().lower() in {"a", "an"}


def _spoken(said: list[str]) -> Number | None:
    if said[-1] == "dozen":
        times = cardinal(said[:-1]) if said[:-1] else Number(value=1.0, words=True)
        if times is None or times.value is None:
            return None
        return Number(value=12 * times.value, step=1.0, approximate_step=12.0, words=True)
    return None if "dozen" in said else cardinal(said)


def _measured_one(text: str, end: int, known: Words) -> bool:
    """Whether "one" counts: "one year", "one percentage point", but not "one of the best"."""
    unit = unit_behind(text, end, known)
    return unit is not None and unit.kind is not Kind.COUNT


def _read_ordinal(text: str, block: Block, start: int, end: int, known: Words) -> Iterator[Figure]:
    del block, known
    place = ordinal(text[start:end])
    if place is not None:
        number = Number(value=place, step=0.0, words=not text[start].isdigit())
        yield Figure(
            start=start,
            end=end,
            number=number,
            form="ordinal",
            scale=1.0,
            unit=Unit(kind=Kind.ORDINAL, name="ordinal", end=end),
        )


def _read_fraction(text: str, block: Block, start: int, end: int, known: Words) -> Iterator[Figure]:
    parts = regex(r"[ \n-]").split(text[start:end].lower())
    below = table("denominators")[parts[-1]]
    above = 1.0 if len(parts) == 1 or parts[0] in {"a", "an"} else table("cardinals")[parts[0]]
    number = Number(value=above / below, step=0.0, approximate_step=0.1, words=True)
    yield _figure(text, block, start, end, number, "fraction", known)


def _read_multiple(text: str, block: Block, start: int, end: int, known: Words) -> Iterator[Figure]:
    del block, known
    times = table("multiples")[text[start:end].lower()]
    number = Number(value=times, step=0.0, approximate_step=times / 10, words=True)
    yield Figure(
        start=start,
        end=end,
        number=number,
        form="multiple",
        scale=1.0,
        unit=Unit(kind=Kind.MULTIPLE, name="times", end=end),
    )


def _read_spoken(text: str, block: Block, start: int, end: int, known: Words) -> Iterator[Figure]:
    """Read figures as broadcasters write them: "36-point-two"."""
    whole, _, parts = text[start:end].lower().replace(" ", "-").partition("-point-")
    cardinals = table("cardinals")
    before = whole if whole.isdigit() else f"{cardinals[whole]:.0f}"
    behind = "".join(f"{cardinals[word]:.0f}" for word in parts.split("-"))
    yield _figure(text, block, start, end, digits(f"{before}.{behind}"), "digits", known)


def _read_mixed(text: str, block: Block, start: int, end: int, known: Words) -> Iterator[Figure]:
    """Read "12½" and "two and a half"."""
    yield _figure(text, block, start, end, mixed(text[start:end]), "digits", known)


def _read_tally(text: str, block: Block, start: int, end: int, known: Words) -> Iterator[Figure]:
    """Read "nine out of 10" and "one in three", which are shares."""
    said = regex(r"\w+").findall(text[start:end].lower())
    some, whole = (
        float(word) if word.isdigit() else table("cardinals")[word] for word in (said[0], said[-1])
    )
    if some < whole:
        number = Number(value=some / whole, step=0.0, approximate_step=1 / whole, words=True)
        yield _figure(text, block, start, end, number, "tally", known)


def _read_another(text: str, block: Block, start: int, end: int, known: Words) -> Iterator[Figure]:
    yield _figure(
        text, block, start, end, Number(value=1.0, step=0.0, words=True), "another", known
    )


READERS = {
    "another": _read_another,
    "spoken": _read_spoken,
    "spoken_digits": _read_spoken,
    "digits": _read_digits,
    "words": _read_words,
    "scaled": _read_words,
    "placed": _read_ordinal,
    "ordinal": _read_ordinal,
    "fraction": _read_fraction,
    "mixed": _read_mixed,
    "mixed_words": _read_mixed,
    "tally": _read_tally,
    "tally_words": _read_tally,
    "multiple": _read_multiple,
}


def _figure(
    text: str, block: Block, start: int, end: int, number: Number, form: str, known: Words
) -> Figure:
    """Read scale and unit behind a number, and sign and currency before it."""
    scale, end = _scale(text, block.end, end, form, known)
    if form == "digits" and scale >= _THOUSAND:
        number, end = _with_smaller(text, block.end, end, number, scale, known)
    before = text[max(block.start, start - 8) : start]
    currency = known.currency_before.search(before)
    minus = 1.0
    if currency:
        start -= len(before) - currency.start()
        before = text[max(block.start, start - 10) : start]
    sign = _MINUS.search(text[max(block.start, start - 10) : start])
    if sign and form == "digits":
        start, minus = start - len(sign[0]), -1.0
    if currency:
        code = known.currencies[currency[0].strip().replace("\n", " ")]
        behind = known.currency_behind.match(text, end)
        if behind and known.currencies[behind["currency"].replace("\n", " ")] == code:
            end = behind.end()
        unit: Unit | None = Unit(kind=Kind.MONEY, name=code, end=end)
    else:
        unit = unit_behind(text, end, known)
        if unit is not None and unit.end > block.end:
            unit = None  # of the next cell
    return Figure(
        start=start,
        end=unit.end if unit else end,
        number=number,
        form=form,
        scale=scale,
        unit=unit,
        signed=minus,
    )


_THOUSAND = 1000.0
_SMALLER = regex(r"[ \n](?:and[ \n])?(\d{1,3}(?:,\d{3})?(?:\.\d+)?)(?=[ \n][a-z])")


def _with_smaller(
    text: str, last: int, end: int, number: Number, scale: float, known: Words
) -> tuple[Number, int]:
    """Return a number with the smaller scales told behind it: "2 trillion 600 billion won"."""
    least = scale
    while number.value is not None and (found := _SMALLER.match(text, end, last)):
        behind = digits(found[1])
        unit = known.scale.match(text, found.end(), last)
        if behind.value is None or unit is None or not unit["long"]:
            break
        size = known.scales[unit["long"].lower()]
        if not _THOUSAND <= size < least or behind.value * size >= least:
            break
        part = size / scale
        number = number._replace(
            value=number.value + behind.value * part,
            step=behind.step * part,
            approximate_step=behind.approximate_step * part,
        )
        least, end = size, unit.end()
    return number, end


def _scale(text: str, last: int, end: int, form: str, known: Words) -> tuple[float, int]:
    if form not in {"digits", "fraction"}:
        return 1.0, end
    scale = 1.0
    if form == "fraction":  # "half a million", "half a century"
        joint = _OF_ONE.match(text, end)
        if joint and (
            known.scale.match(text, joint.end()) or known.duration.match(text, joint.end())
        ):
            end = joint.end()
    while found := known.scale.match(text, end, last):  # "2 hundred thousand"
        if found["short"] and known.physical.match(text, end):
            break
        scale *= known.scales[(found["long"] or "").lower() or found["short"].strip()]
        end = found.end()
    return scale, end
