"""Deeds told by their number, of a row that has therefore begun: "the eleventh of the 24 buses"."""

from __future__ import annotations

import re

from bongsu.patterns import lazy_regex

_NUMBER = (
    r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\d+(?:nd|rd|th))"
)
_ONE = (
    r"(?:hearing|session|round|meeting|batch|shipment|test|delivery|payment|launch|tranche|flight|visit|class|"
    r"sitting|workshop|drill|instal+ment|cargo|cohort|vessel|unit)"
)
_TOLD = lazy_regex(
    rf"\b(?:the|a|its|their)\s{_NUMBER}\s(?:of\s(?:the\s)?(?!which|whom|January|February|March|April|May|June|July|August|September|October|November|December)\w+|{_ONE})\b|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\s\w+s\b[^.;]{0,40}\bha(?:d|ve)\s(?:already\s)?been\s\w+|"
    r"\b(?:held|had)\s(?:its|their|the|a)\sfirst\s(?:round|session|meeting|sitting)\b|"
    r"\bmet\sfor\sthe\sfirst\stime\b|"
    r"\b(?:two|three|four|five|six|seven|several|half)\sof\s(?:the|its)\s\w+\salready\b|"
    r"\bthroughout\s[A-Z]\w+",
    re.IGNORECASE,
)
_KINDS = tuple(  # words for one kind of deed, by their beginnings
    lazy_regex(rf"\b(?:{words})", re.IGNORECASE)
    for words in (
        r"deliver|hand(?:ed)?\sover|received|arriv",
        r"meet|met\b|session|rounds?\b|talks?\b|negotiat|sat\sdown|consult",
        r"pay|paid|instal|disburs|tranche",
        r"launch|orbit|lift(?:ed)?\soff|satellite|circling",
        r"collect|deposit|levied|charged|surcharge",
        r"ship|sail|cargo|voyage|sent\b|send|transfer",
        r"vaccin|jabs?\b|doses?\b|inocul",
        r"train|course|class|lesson|graduat|cohort",
        r"hearing|heard\b|witness|testif",
        r"layoffs?\b|laid\soff|cut(?:ting)?\s(?:staff|jobs|workers|posts)|redundanc|dismiss",
        r"demin|mines?\b|ordnance",
        r"cut|lower|reduc|eas(?:e|ed|ing)\b|trim",
        r"rais|rise|hik|increas|lift|tighten|rose\b",
        r"open|inaugurat|visitors",
        r"test|fired|trial",
        r"construct|built|keel|foundation",
    )
)


def told_by_number(said: str) -> tuple[int, int] | None:
    """Return where words tell of a deed by its number in a row.

    Examples
    --------
    >>> told_by_number("At the fourth hearing, on June 5, farmers spoke.")
    (3, 21)
    """
    found = _TOLD.search(said)
    return found.span() if found else None


def one_kind(one: str, other: str) -> bool:
    """Whether two clauses name one kind of deed, be it in other words."""
    return any(kind.search(one) and kind.search(other) for kind in _KINDS)
