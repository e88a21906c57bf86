"""What kind of paper or act a deal is, and what is done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bongsu.ledger.extraction.words import by_value

_GLUE = re.compile(r"[ \n]+\Z|[ \n]*\(?\Z")
_OF = re.compile(
    r"[ \n](?:(?:of|on|about|regarding|to|that|it|signing|sign|conclude|has|had|signed|a|an|the"
    r"|its|new|for)[ \n]+)*(?:[\w$.,-]+[ \n]+){0,3}\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """The instrument of a deal and where its words stand in the text."""

    value: str
    start: int
    end: int


def instrument(text: str) -> Instrument | None:
    """Return the instrument that a text tells of, none if it tells of none.

    Examples
    --------
    >>> [instrument(words).value for words in ("Supply contract for 2 ships", "MOU on a contract")]
    ['contract', 'mou']
    >>> instrument("Investment agreement with Acme").value
    'agreement'
    """
    nouns = _all(text, "nouns")
    if not nouns:
        return next(iter(_all(text, "verbs")), None)
    chosen = nouns[0]
    for following in nouns[1:]:
        between = text[chosen.end : following.start]
        announced = chosen.value == "announcement" and _OF.fullmatch(between)
        if following.start >= chosen.end and (_GLUE.fullmatch(between) or announced):
            chosen = following if not _abbreviates(between) else chosen
        else:
            break
    return chosen


def _abbreviates(between: str) -> bool:
    """Whether a bracket opens: "Memorandum of Agreement (MOA)" is one name twice."""
    return between.rstrip().endswith("(")


def _all(text: str, part: str) -> list[Instrument]:
    """Return all instruments of a text by place, the longest at each, none within another."""
    found = [
        Instrument(value=value, start=match.start(), end=match.end())
        for value, words in by_value("instruments", part)
        for match in words.finditer(text)
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Instrument] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


_CONNECTS = re.compile(
    r"[ \n]*(?:\([^()]{1,12}\))?[ \n]*(?:by[ \n][^,.;]{1,60}?[ \n])?"
    r"(?:(?:under which|for|to|on|of|that|by which|aimed at)[ \n]+)"
    r"(?:(?:the|a|an)[ \n]+)?"
)
_BRACKET = re.compile(r"[ \n]*\((?:[A-Z][A-Za-z&-]{1,9})\)")
_SUM = re.compile(
    r"\A(?:USD|KRW|EUR|JPY|GBP|US\$|[$€₩¥£])[ \n]?[\d.,]+"
    r"(?:[ \n](?:million|billion|trillion))?[ \n]*"
)
_DOER = re.compile(r"\A(?:[A-Z][\w&.'’-]*[ \n](?:and[ \n])?){1,6}(?:will|to)[ \n]")
_PLACE = re.compile(
    r",?[ \n](?:in|to)[ \n](?:the[ \n])?(?:United States|U\.S\.|Korea|South Korea)\.?\Z"
)


def action(text: str, found: Instrument | None) -> str:
    """Return what is done, in the words of the text without the instrument."""
    told = text
    if found and found.value != "equity_rights":
        connects = _CONNECTS.match(text, found.end)
        modified = _SUM.sub("", text[: found.start])
        if connects and not (modified.strip() and connects[0].split()[0] in {"for", "of"}):
            told = text[connects.end() :]
        elif connects:
            told = modified + text[found.start :]  # "design contract for a plant"
    told = _BRACKET.sub("", " ".join(told.split()))
    told = _DOER.sub("", told, count=1)
    told = _PLACE.sub("", told.rstrip(" .")).replace(", using ", " using ")
    return told.rstrip(" .,;")
