"""Says what kind of quantity a figure is, and for a count, what is counted."""

from __future__ import annotations

import re
from typing import NamedTuple

from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import Kind, Quantity
from bongsu.evidence.quantity_words import words
from bongsu.evidence.units import Unit
from bongsu.patterns import regex

_RUN = 7  # words in which what is counted is named
_NEXT_WORD = regex(r"[ \n-](?P<word>[^\W\d_](?:[\w’'&/]|\.(?=\w)|-(?=\w))*\.?)")
_OF = regex(
    r"[ \n](?:out[ \n])?of[ \n](?:(?:the|all|its|their|those|these|our|his|her|a|an)[ \n])?"
)
_ODD = regex(r"-(?:odd|some|plus|strong)(?=[ \n])")
_EACH_OF = regex(r"[ \n]\d[\d.,]*[ \n-]?[A-Za-z]+(?=[ \n][a-z])")  # "two 380 MW gas turbines"
_NOUN = regex(r"(?:[\w’'&-]+)(?:[ \n][\w’'&-]+){0,4}")
_SCALE = regex(r"[a-z]{4,}", re.IGNORECASE)  # "51.2 million" counts something, "6.7" may not
_POPULATION = "population"
_AGE_BEFORE = regex(
    r"\b(?:aged?(?:[ \n](?:over|under|above|below))?|ages"
    r"|(?:over|under|above|below)[ \n]the[ \n]age[ \n]of|ages?[ \n]of"
    r"|older[ \n]than|younger[ \n]than|turn(?:s|ed|ing)?|those[ \n](?:over|under|above|below)"
    r"|(?:people|persons|population|individuals|men|women|workers|koreans|adults|citizens"
    r"|residents)"
    r"[ \n](?:over|under|above|below))[ \n]\Z",
    re.IGNORECASE,
)
_AGE_BEHIND = regex(
    r"[ \n](?:or|and)[ \n](?:over|older|above|under|younger)\b|\+"
    r"|[ \n-]age[ \n-](?:range|group|bracket|cohort)s?\b",
    re.IGNORECASE,
)
_CHANGE_BEFORE = regex(
    r"(?<!make )(?<!made )(?<!makes )(?<!making )"  # "made up" and "took up" are no movement
    r"(?<!take )(?<!took )(?<!takes )(?<!taking )(?<!taken )"
    r"\b(?:up|down|rose|risen|rises?|rising|fell|fallen|falls?|falling|grew|grown|grows?|growing"
    r"|increas(?:e|ed|es|ing)|decreas(?:e|ed|es|ing)|declin(?:e|ed|es|ing)|dropp(?:ed|ing)|drops?"
    r"|gain(?:ed|s|ing)?|climb(?:ed|s|ing)?|jump(?:ed|s|ing)?|soar(?:ed|s|ing)?|surg(?:e|ed|es|ing)"
    r"|plung(?:e|ed|es|ing)|plummet(?:ed|s|ing)?|slid|slides?|shr[aiu]nk|shrinks?"
    r"|contract(?:ed|s|ing)?|expand(?:ed|s|ing)?|advanc(?:e|ed|es|ing)|add(?:ed|s)|los(?:t|es|ing)"
    r"|slump(?:ed|s|ing)?|tumbl(?:e|ed|es|ing)|rebound(?:ed|s)?|appreciat(?:e|ed|es|ing)"
    r"|depreciat(?:e|ed|es|ing)|weaken(?:ed|s|ing)?|strengthen(?:ed|s|ing)?|growth|cut"
    r"|reduc(?:e|ed|es|ing|tion)|lower(?:ed|s|ing)?|rais(?:e|ed|es|ing)|swell(?:ed)?"
    r"|slipp(?:ed|ing)|slips?|edged[ \n](?:up|down)|accelerat(?:e|ed|ing))"
    r"(?:[ \n](?:up|down|sharply|steadily|slightly|only|further|again|another|nearly|almost|about"
    r"|around|roughly|approximately|some|just|over|more[ \n]than|less[ \n]than|at[ \n]least"
    r"|up[ \n]to|a|an|by|of|year-on-year|on[ \n]year|annually|estimated|average|additional|total"
    r"|combined|record|whopping))*[ \n]\Z",
    re.IGNORECASE,
)
_CHANGE_BEHIND = regex(
    r"[ \n-](?:higher|lower|more|less|fewer|greater|larger|smaller|faster|slower|cheaper|weaker"
    r"|stronger|increase|decrease|decline|drop|growth|rise|fall|jump|gain|loss|reduction|cut|hike"
    r"|surge|slump|expansion|contraction|appreciation|depreciation|year[- ]on[- ]year"
    r"|year-over-year|on[- ]year|yoy|y/y|y-o-y|q/q|qoq|m/m|from[ \n]a[ \n]year)\b"
    r"|[ \n]\(?(?:yoy|y/y)",
    re.IGNORECASE,
)
_DEFINITE = regex(
    r"\b(?:the|these|those|both|all|any|other|our|their|its|his|her|between|among|next|last|or)"
    r"[ \n]\Z",
    re.IGNORECASE,
)
# What may follow a small number in words that counts without a noun: "eight out of 15 items".
_BARE_WORD = regex(r"-|[ \n](?:out[ \n])?of[ \n](?:the[ \n])?\d")
_PRONOUNS = frozenset({"them", "us", "those", "these", "whom", "which"})
_SMALL = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"})


class Counted(NamedTuple):
    """The kind and unit of a figure, and where its words end."""

    kind: Kind
    unit: str
    noun: str
    end: int


def counted(
    text: str,
    block: Block,
    start: int,
    end: int,
    form: str,
    unit: Unit | None,
    previous: Quantity | None,
) -> Counted | None:
    """Return what a figure counts or measures, or none if it is no figure after all.

    Parameters
    ----------
    text : str
        Text of the document.
    block : Block
        The block that the figure stands in.
    start, end : int
        From its currency to the end of its unit.
    form : str
        Which sort of candidate it was.
    unit : Unit or None
        What was read behind it or before it.
    previous : Quantity or None
        The figure before it in the block; a bare number counts the same.
    """
    before = text[max(block.start, start - 60) : start]
    if unit is not None:
        return _with_unit(text, block, before, end, unit)
    if _AGE_BEFORE.search(before) or (form == "digits" and _AGE_BEHIND.match(text, end)):
        return Counted(kind=Kind.AGE, unit="year", noun="", end=end)
    if form in {"tally", "tally_words"}:
        whole = _noun_behind(text, block, end) or ""
        return Counted(kind=Kind.FRACTION, unit="share", noun=whole, end=end)
    if form == "fraction":
        return Counted(kind=Kind.FRACTION, unit="share", noun=_base(text, block, end), end=end)
    noun = _noun_behind(text, block, end)
    if noun is not None:
        if form != "digits" and _points_back(text, start, end, before, noun):
            return None
        return Counted(kind=Kind.COUNT, unit=_count_unit(noun), noun=noun, end=end)
    return _bare(text, block, start, end, form, previous)


def _points_back(text: str, start: int, end: int, before: str, noun: str) -> bool:
    """Whether a small number only points: "the two sides", not "the seven key industries"."""
    if _is_large(text, start, end) or not _DEFINITE.search(before):
        return False
    return text[start:end].lower() == "two" or " " not in noun


def _with_unit(text: str, block: Block, before: str, end: int, unit: Unit) -> Counted:
    kind, noun = unit.kind, ""
    if kind is Kind.PERCENT:
        noun = _base(text, block, end)
        if _CHANGE_BEFORE.search(before) or _CHANGE_BEHIND.match(text, end):
            kind = Kind.PERCENT_CHANGE
    elif kind is Kind.DURATION and unit.name == "year" and _AGE_BEFORE.search(before):
        kind = Kind.AGE
    elif kind is Kind.COUNT:
        noun = unit.name
    return Counted(kind=kind, unit=unit.name, noun=noun, end=max(end, unit.end))


def _base(text: str, block: Block, end: int) -> str:
    """Return what a share is of: "GDP" in "6.1 percent of GDP"."""
    of = _OF.match(text, end, block.end)
    found = _NOUN.match(text, of.end(), block.end) if of else None
    if found is None:
        return ""
    kept: list[str] = []
    for word in regex(r"[ \n]").split(found[0]):
        if word.lower() in words().stops or word in _PRONOUNS:
            break
        kept.append(word)
        if _is_plural(word):
            break  # "of voters agreed"
    return " ".join(kept)


def _noun_behind(text: str, block: Block, end: int) -> str | None:
    """Return the words that name what is counted, or none if none do."""
    known = words()
    kept: list[str] = []
    at = end
    odd = _ODD.match(text, end, block.end)
    if odd:
        at = end = odd.end()
    of = _OF.match(text, end, block.end) or _EACH_OF.match(text, end, block.end)
    if of:
        at = of.end() - (of.re is _OF)
    while len(kept) < _RUN and (found := _NEXT_WORD.match(text, at, block.end)):
        word = found["word"]
        bare = word.rstrip(".")
        if text[at] == "-" and kept:
            break
        if bare.lower() in known.stops and not (bare.isupper() and len(bare) > 1):
            break
        kept.append(word if "." in bare else bare)
        at = found.end()
        if _is_plural(bare):
            return " ".join(kept)
        if word.endswith(".") and "." not in bare:
            break
    if kept and text[end : end + 1] == "-":
        return kept[0]  # "a 12-member council"
    return None


def _is_plural(word: str) -> bool:
    known = words()
    last = regex(r"[-/]").split(word)[-1]
    if last in known.persons or last.lower() in known.persons or last.lower() in known.plurals:
        return True
    if last.lower() in known.not_plural or word in known.not_plural:
        return False
    return len(last) > 2 and last[-1] == "s" and not last.endswith(("ss", "'s", "’s", "ous", "sis"))


def _count_unit(noun: str) -> str:
    """Return "persons" for people, else the head of the noun."""
    known = words()
    head = regex(r"[ -]").split(noun)[-1]
    if head in known.persons or head.lower() in known.persons:
        return "persons"
    return noun.rsplit(" ", maxsplit=1)[-1]


def _is_large(text: str, start: int, end: int) -> bool:
    """Whether a number in words is one that nobody uses to point: "ninety-eight tasks"."""
    return text[start:end].lower() not in _SMALL


def _bare(
    text: str, block: Block, start: int, end: int, form: str, previous: Quantity | None
) -> Counted | None:
    if form != "digits":
        if not _is_large(text, start, end) and not _BARE_WORD.match(text, end):
            return None
        return Counted(kind=Kind.COUNT, unit="", noun="", end=end)
    rate = _rate_before(text, block, start)
    if rate is not None:
        return Counted(kind=rate[0], unit=rate[1], noun="", end=end)
    if previous is not None and previous.kind in {Kind.COUNT, Kind.RATE, Kind.INDEX}:
        return Counted(kind=previous.kind, unit=previous.unit, noun="", end=end)
    if "." in text[start:end] and not _SCALE.search(text, start, end):
        return Counted(kind=Kind.RATE, unit="", noun="", end=end)
    persons = _person_before(text, block, start)
    return Counted(kind=Kind.COUNT, unit="persons" if persons else "", noun=persons, end=end)


def _rate_before(text: str, block: Block, start: int) -> tuple[Kind, str] | None:
    """Return the kind and unit of a measure named shortly before a bare number."""
    known = words()
    before = text[max(block.start, start - 90) : start]
    cut = max(before.rfind(". "), before.rfind("; "))
    last = None
    for found in known.rate.finditer(before, cut + 1):
        last = found
    if last is None:
        return None
    kind, unit = known.rates[last["measure"].lower().replace("\n", " ")]
    return Kind(kind), unit


def _person_before(text: str, block: Block, start: int) -> str:
    """Return the people whom the sentence of a bare number speaks of: "refugees ... at 224".

    Or the population, which is one of persons too.
    """
    known = words()
    before = text[max(block.start, start - 160) : start]
    for word in reversed(regex(r"[A-Za-z]+").findall(before[before.rfind(". ") + 1 :])):
        if word in known.persons or word.lower() == _POPULATION:
            return str(word)
    return ""
