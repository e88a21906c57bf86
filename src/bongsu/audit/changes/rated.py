"""Figures that are rates: so much a month, for each head, on average.

A figure is a rate by what it is said to be for: a time ("a month"), a head ("each", "per resident",
"apiece") or a row of averages in a table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bongsu.audit.changes.paces import ADVERBS
from bongsu.audit.notation import SIGNS
from bongsu.audit.reading.terms import Term
from bongsu.evidence.mentions import Kind, Quantity
from bongsu.patterns import lazy_regex

_RATED = {"money", "count", "physical"}
_TIME = "year|quarter|month|week|day|hour"
_PER = lazy_regex(
    rf"^(?: [a-z-]+){{0,4}}?(?: ?/ ?| )(?:(?:a|an|per|each|every|one|any)"
    rf"(?: (?:calendar|given|single|fiscal|full|one))? (?P<u>{_TIME})\b"
    rf"|(?P<v>{'|'.join(ADVERBS)}|hourly)\b|(?:every|each) (?P<d>{SIGNS[Kind.DURATION]})"
    r"|(?P<h>each|apiece|a head|a piece|per|for each|for every|to each|to every|"
    r"an? (?:barrel|ton|tonne|kilo|kilogram|lit(?:er|re)|gallon|pound|ounce|bushel|acre|hectare|"
    r"share|unit|person|student|child|household|worker|vehicle|car|ship|vessel|ticket|seat|"
    r"copy|bottle|bag|container|night|visit|meal|ride))\b)"
)
THOUSANDS = lazy_regex(
    r"^[^,;.]{0,30}?\b(?:per|every|each|in|out of)(?: every| each)? (?P<k>[\ue000-\ue01f])"
)
_HEAD = lazy_regex(r"\b(?:each|every|per)(?: of)?(?: the)? (?P<noun>[a-z]{3,})")
_LED = lazy_regex(
    rf"\b(?:(?P<u>each|every|per) (?P<t>{_TIME})|(?P<v>{'|'.join(ADVERBS)}|hourly)|"
    r"(?P<h>each|every|average|mean|per|unit|apiece|individual|"
    r"rate of))\b[^,;.\ue000-\ue01f]{0,45}$"
    rf"|\ban? (?P<o>{_TIME})(?: of [a-z]+)? (?:costs?|pays?|brings?|earns?|is worth)"
    r"(?: (?:about|some|only|just))? $"
    r"|(?<![\ue000-\ue01f] )\b(?P<a>each|every|per) [a-z][a-z -]{1,25}, [^,;.\ue000-\ue01f]{0,45}$"
)
_PER_HEAD = lazy_regex(r"\b(?:per|each|every|average)\b")


@dataclass(frozen=True)
class Rate:
    """A figure that is so much of something for each of a time, or for each of some things."""

    term: Term
    unit: str  # of time, or "" for each of some things
    every: float = 1.0  # so many of the unit: two in "every two months"


def rate_of(term: Term) -> Rate | None:
    """Return what a figure is a rate of, if it is one."""
    if not any(unit[0] in _RATED for unit in term.units):
        return None
    if term.cell:
        return Rate(term, "") if _PER_HEAD.search(term.heads) else None
    if THOUSANDS.search(term.tail[:50].lower()):
        return None  # so many in a thousand: a share
    found = _PER.search(term.tail[:40].lower()) or _LED.search(term.lead[-70:].lower())
    if found is None:
        if term.quantity.per in _TIME.split("|"):
            return Rate(term, term.quantity.per)
        return None
    told = found.groupdict()
    if told.get("d"):
        length = term.frame.items[term.at + 1 + found.start("d")]
        if not isinstance(length, Quantity) or not length.value:
            return None
        return Rate(term, length.unit.rstrip("s"), length.value)
    if told.get("a"):
        return Rate(term, "")
    unit = told.get("t") or (told.get("v") and _adverb(told["v"] or "")) or told.get("u") or ""
    unit = told.get("o") or unit
    return Rate(term, "" if unit in {"each", "every", "per"} else unit)


def _adverb(word: str) -> str:
    return "hour" if word == "hourly" else ADVERBS.get(word, word)


_IN_ONE = {  # of the second in one of the first
    ("ton", "kilogram"): 1e3,
    ("tonne", "kilogram"): 1e3,
    ("kilogram", "gram"): 1e3,
    ("megawatt hour", "kilowatt hour"): 1e3,
    ("gigawatt hour", "kilowatt hour"): 1e6,
    ("gigawatt hour", "megawatt hour"): 1e3,
}


def in_unit_of(term: Term, total: Term) -> Quantity | None:
    """Return a rate in the unit of a total: kilograms a head may be told of in tons."""
    if term.units & total.units:
        return term.quantity
    by = _IN_ONE.get((total.quantity.unit, term.quantity.unit))
    if by is None:
        return None
    mine = term.quantity
    return replace(
        mine,
        value=term.value / by,
        step=mine.step / by,
        approximate_step=mine.approximate_step / by,
        unit=total.quantity.unit,
    )


_MEANT = {"person", "head", "unit", "piece", "capita", "one", "item", "member", "case", "time"}


def head_noun(rate: Rate) -> str:
    """Return the stem of what a rate is said to be for, if it is named: "per share"."""
    if rate.term.cell:
        return ""
    found = _PER_NOUN.match(rate.term.tail[:40].lower())
    return found["noun"][:5] if found is not None and found["noun"] not in _MEANT else ""


_PER_NOUN = lazy_regex(r"(?: [a-z]+){0,2}? per (?P<noun>[a-z]{3,})\b")


def counts_heads(rate: Rate, inputs: dict[str, Quantity]) -> bool:
    """Whether a number counts what a rate is said to be for: "for every resident", residents."""
    number = inputs.get("number")
    term = rate.term
    said = term.heads if term.cell else f"{term.lead[-60:]} {term.tail[:60]}"
    found = _HEAD.search(said.lower())
    if found is None or number is None:
        return False
    people = number.unit == "persons" and _PERSON.search(said.lower()) is not None
    return people or found["noun"][:5] in number.noun.lower()


_PERSON = lazy_regex(
    r"\b(?:each|every|per)(?: of)?(?: the)? (?:[a-z]+ )?(?:person|head|capita|member|resident|"
    r"inhabitant|citizen|soldier|employee|worker|recipient|adult|man|woman|individual|participant)\b"
)
