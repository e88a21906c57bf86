"""The sides into which a body parts, where the numbers stand without a noun of their own.

"Twelve were invited; nine accepted and four declined", "20 ships, 14 at sea and eight in dock":
who stands on one side does not stand on the other, so that all sides together are no more than the
body. The body is told in the sentence or in the one before. Where the last side is that of "the
other six", the sides are also no fewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import DATE
from bongsu.audit.reading.frames import Frame, adjoins, all_frames, source
from bongsu.audit.reading.relating import forms_of, tokens
from bongsu.audit.reading.tallies import UNITS, count_in_words
from bongsu.audit.reading.wording import table
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_LEAST, _MOST = 4.0, 3000.0  # of a body that parts into sides one by one
_FARTHEST = 1.6  # times the body: parts that are more by far are of another
_LONGEST = 600  # signs of a sentence
_WORD = regex(rf"(?<![\w-])(?P<n>{'|'.join(UNITS[1:])}|thirty|forty|fifty)(?![\w-])", re.IGNORECASE)
_TENS = {"thirty": 30.0, "forty": 40.0, "fifty": 50.0}
_TIMES = lazy_regex(
    r" (?:[a-z-]+ )?(?:years?|months?|days?|weeks?|hours?|minutes?|times?|points?|decades?|rounds?|"
    r"pages?|kilometers?|miles?|votes? to|won|percent|a\.?m|p\.?m|o'clock)\b|-|\u2019| (?:of|"
    r"in) (?:ten|every)"
)
_NOUN = regex(
    r" (?:[a-z][a-z-]+ ){0,2}?(?P<noun>[a-z-]{2,}s|people|men|women|children|staff|crew|police)\b"
)
_OVERLAP = guarded_regex(
    r"\b(?:both|also|each|respectively|including|of which|of whom|of them all|more than one|"
    r"at least|at "
    r"most|compared|average|per|as many|another|multiple|up to|than|first|later|then|subsequently|"
    r"eventually|again|twice|from \ue000|of those|of these)\b",
    re.IGNORECASE,
)
_REMAINING = lazy_regex(r"\b(?:the|its|their) (?:other|remaining|rest,?|others,?)(?: \()? ?$")
_AMONG = lazy_regex(
    r"\b(?:of|out of|among) (?:the |its |their |these |those |all )*$", re.IGNORECASE
)
_PLACED = lazy_regex(
    r" (?:(?:are|were|is|was|had been|have been) )?(?:[a-z]+(?:ed|nd|ood|lt|pt|nt|ade|ve|me|"
    r"[iao]t) )?"
    r"(?P<p>in|at|on|from|under|aboard)(?! (?:favou?r|total|all|addition|need|hand|turn|debt|"
    r"danger|doubt|"
    r"(?:early|late|mid)\b|\ue020)) "
)
_VERBS = lazy_regex(
    r" (?:of (?:them|these|those) |members |justices |judges )?[a-z]+(?:ed|en|t)? to\b"
)
_GAPPED = lazy_regex(r" (?:to|for|against) [a-z]")


@dataclass(frozen=True)
class Side:
    """A number that stands for some of a body, with what is said right behind and before it."""

    quantity: Quantity
    at: int
    behind: str
    before: str


@dataclass(frozen=True)
class Sides:
    """A body with the sides that do not go with it."""

    whole: Quantity
    parts: tuple[Quantity, ...]
    too_many: bool  # or else too few, where the last is said to be of all the others


@remembered
def sides_of_bodies(evidence: Evidence) -> Iterator[Sides]:
    """Yield the bodies whose sides are too many, or with "the other six" are not all."""
    before: Frame | None = None
    for frame in all_frames(evidence):
        last, before = before, frame
        block = evidence.article.blocks[frame.sentence.block]
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM} or len(frame.text) > _LONGEST:
            continue
        numbers = numbers_told(frame)
        found = _split(numbers[0], numbers[1:], frame) if numbers else None
        if (
            found is None
            and last is not None
            and adjoins(last, frame)
            and len(last.text) <= _LONGEST
        ):
            bodies = [one for one in numbers_told(last) if _is_body(one)]
            if len(bodies) == 1 == len(numbers_told(last)):
                found = _split(bodies[0], numbers, frame)
        if found is not None:
            yield found


def numbers_told(frame: Frame) -> list[Side]:
    """Return the whole numbers of a sentence, in digits and in words, that count single things."""
    told: dict[int, tuple[int, Quantity]] = {}
    for at, item in frame.items.items():
        if (
            isinstance(item, Quantity)
            and item.kind in {Kind.COUNT, Kind.RATE}
            and frame.reckoned(at)
        ):
            told[at] = at + 1, item
    for match in _WORD.finditer(frame.text):
        word = match["n"].lower()
        value = _TENS.get(word) or float(UNITS.index(word))
        start = source(frame, match.start())
        quantity = count_in_words(start, start + len(word), value)
        if word != "one" or _stands_alone(frame.text, match.end()):
            told[match.start()] = match.end(), quantity
    places = sorted(told)
    sides = []
    for number, at in enumerate(places):
        end, quantity = told[at]
        after = places[number + 1] if number + 1 < len(places) else len(frame.text)
        earlier = told[places[number - 1]][0] if number else 0
        behind = frame.text[end:after]
        plain = quantity.comparator is Comparator.EXACT and quantity.step <= 1
        if plain and quantity.value and not _TIMES.match(behind.lower()):
            sides.append(Side(quantity, at, behind, frame.text[earlier:at]))
    return sides


def _stands_alone(text: str, end: int) -> bool:
    """Whether "one" counts one of a body: "one against", "one, Peru, abstained"."""
    return (
        regex(r",| (?:against|abst\w+|dissent\w*|oppos\w+|was|did|declined|refused)\b").match(
            text, end
        )
        is not None
    )


def _is_body(side: Side) -> bool:
    value = side.quantity.value or 0.0
    if not _LEAST <= value <= _MOST:
        return False
    said = side.quantity.noun or ""
    return bool(said) or _NOUN.match(side.behind) is not None or side.behind.startswith("-member")


def _split(body: Side, parts: Sequence[Side], frame: Frame) -> Sides | None:
    if not _is_body(body) or not 2 <= len(parts) <= 4 or _OVERLAP.search(frame.text):
        return None
    if any(isinstance(q, Quantity) and q.kind is Kind.PERCENT for q in frame.items.values()):
        return None
    whole = body.quantity.value or 0.0
    values = [side.quantity.value or 0.0 for side in parts]
    if max(values) >= whole or any(_of_others(side, body) for side in parts):
        return None
    rest = _REMAINING.search(parts[-1].before.lower()) is not None
    singles = _singles(frame, parts)
    added = sum(values) + singles
    if not (rest and added != whole) and not added > whole:
        return None
    if added > _FARTHEST * whole or not (rest or _parted(parts)):
        return None
    inside = frame.sentence.start <= body.quantity.start < frame.sentence.end
    among = inside and _AMONG.search(body.before) is not None and DATE not in frame.text
    if rest and added < whole and not (among and _gapless(parts)):
        return None  # one of the sides may be told in a way that is not read as a number
    return Sides(body.quantity, tuple(side.quantity for side in parts), added > whole)


def _gapless(parts: Sequence[Side]) -> bool:
    """Whether the sides are told in a row, without a clause on something else between them."""
    return all(len(side.behind.split()) <= _ROW for side in parts[:-1])


_ROW = 9  # words behind a number up to the next


def _of_others(side: Side, body: Side) -> bool:
    """Whether a number counts other things than the body."""
    noun = _NOUN.match(side.behind)
    told = side.quantity.noun.lower() or (noun["noun"] if noun is not None else "")
    if not told or _people(told):
        return False
    mine = f"{body.quantity.noun} {body.behind[:60]}".lower()
    return told.split()[-1][:5] not in mine and not _side_words().search(told)


_PERSONS = {"members", "people", "men", "women", "votes", "states", "countries", "others"}


def _people(noun: str) -> bool:
    return noun.rsplit(maxsplit=1)[-1] in _PERSONS


@cache
def _side_words() -> re.Pattern[str]:
    every = "|".join(f"(?:{side})" for row in table("relations")["parted"] for side in row)
    return regex(rf"\b(?:{every})\b")


@cache
def _rows() -> tuple[tuple[re.Pattern[str], ...], ...]:
    return tuple(
        tuple(regex(rf"\b(?:{side})\b") for side in row) for row in table("relations")["parted"]
    )


def _parted(parts: Sequence[Side]) -> bool:
    """Whether no one can stand on two of the sides."""
    behind = [_clause(side) for side in parts]
    if any(sum(_opposed(one, other) for one in behind) for other in behind):
        return True
    places = [_PLACED.match(words) for words in behind]
    if all(places) and len({place["p"] for place in places if place}) == 1:
        return len({words[p.end() :][:8] for words, p in zip(behind, places, strict=True) if p}) > 1
    led = _VERBS.match(behind[0]) is not None
    return led and all(_GAPPED.match(words) for words in behind[1:])


def _opposed(one: str, other: str) -> bool:
    """Whether two clauses tell of two sides of one row."""
    if one is other:
        return False
    for row in _rows():
        mine = {at for at, side in enumerate(row) if side.search(one)}
        its = {at for at, side in enumerate(row) if side.search(other)}
        if len(mine) == len(its) == 1 and mine != its:
            return True
    return False


_END = lazy_regex(r"[;,.:]|\b(?:and|while|whereas|but|because|after|since|as|when)\b")


def _clause(side: Side) -> str:
    """Return what is said of a side behind its number, or before it where nothing is."""
    words = _END.split(side.behind.removeprefix(","))[0].lower()
    if _PLACED.match(words) is None and _side_words().search(words) is None:
        words += " | " + _END.split(side.before.lower())[-1]
    return words


_ALONE = lazy_regex(
    r"(?:^|, |; |\band )(?P<who>[A-Z][a-z]+(?: [A-Z][a-z]+)?(?: and [A-Z][a-z]+)?) "
    r"(?:(?:vot|dissent|abstain|oppos|object|veto|refus|declin)[a-z]*|cast the|against)\b"
)


def _singles(frame: Frame, parts: Sequence[Side]) -> int:
    """Return how many names are told to have voted by themselves among those numbers."""
    said = forms_of("vote_words")
    start, end = parts[0].at, len(frame.text)
    if not any(word in said for _, word in tokens(frame.text[start:end])):
        return 0
    found = [match["who"] for match in _ALONE.finditer(frame.text, start, end)]
    return sum(1 + who.count(" and ") for who in found)
