"""Words that say that something is still to begin, and words that tell of it as begun."""

from __future__ import annotations

import re

from bongsu.patterns import lazy_regex

_START = (
    r"(?:begin|start|commence|open|launch|take\soff|kick\soff|get\sunder\s?way|get\sgoing|get\sstarted|get\soff\sthe\sground|get\smoving|set\sout|embark|"
    r"roll\sout|come\sinto\soperation|go\sinto\soperation|go\slive|take\splace|be\s(?:launched|opened|started|begun|"
    r"inaugurated|made|held|delivered|paid|released|shipped|handed\sover))"
)
_BEGUN = (
    r"(?:begun|started|commenced|opened|got(?:ten)?\s(?:under\s?way|off\sthe\sground|going|started)|been\s(?:launched|opened|started|begun|delivered|paid|released|"
    r"shipped|held|made)|taken\splace|kicked\soff)"
)
_NOUN = (
    r"(?:launch|start|opening|beginning|kick-?off|commencement|debut|roll-?out|first\b[\w\s]{0,20})"
)
_SOON = (
    r"(?:soon|shortly|before\slong|next\s(?:week|month|year|spring|summer|autumn|fall|winter)|tomorrow|presently|in\sthe\scoming|"
    r"in\sthe\snear\sfuture|within\s(?:days|weeks|months)|in\sdue\scourse|later\s(?:this|in)|any\sday)"
)
_READY = (
    "about",
    "poised",
    "set",
    "due",
    "ready",
    "scheduled",
    "slated",
    "preparing",
    "gearing up",
    "expected",
    "planned",
    "bound",
)
_DONE = ("begun", "started", "commenced", "opened", "been", "got", "taken", "kicked", "actually")
WILL = (
    " will ",
    " shall ",
    " is to ",
    " are to ",
    "verge of",
    "brink of",
    "point of",
    "cusp of",
    "threshold of",
)
_FAMILIES = (  # what a sentence must hold, and the ways to say so
    (
        (
            "not yet",
            "still not",
            *(f"{no} {done}" for no in ("not", "n't", "n\u2019t") for done in _DONE),
        ),
        rf"\b(?:has|have)\s(?:not|n['\u2019]t|still\snot)\s(?:yet\s)?(?:actually\s)?{_BEGUN}\b",
    ),
    (
        ("yet to ", "still to "),
        rf"\byet\sto\s{_START}\b|\bstill\sto\s(?:come|{_START})\b",
    ),
    (
        ("ahead", "awaited", "the eve of"),
        (
            r"\b(?:lies?|lie|is|are)\s(?:still\s|wholly\s|entirely\s)?ahead(?:\sof\s\w+)?\b"
            r"(?!\sof\s(?:schedule|time|plan|the))|\b(?:is|are|still)\s(?:still\s)?awaited\b|\bon\sthe\seve\sof\b"
        ),
    ),
    (
        tuple(f"{word} to " for word in _READY),
        (
            rf"\b(?:about|poised|set|due|ready|scheduled|slated|preparing|gearing\sup|getting\sready|expected|"
            rf"planned|bound)\sto\s{_START}\b"
        ),
    ),
    (
        (" for the ", " for its ", " for their "),
        (
            rf"\b(?:mak(?:es?|ing)\sready|get(?:s|ting)?\sready|prepar(?:es?|ing)|brac(?:es?|ing)|gear(?:s|ing)\sup|ready)\s"
            rf"for\s(?:the|its|their)\s{_NOUN}"
        ),
    ),
    (
        (
            "soon",
            "shortly",
            " next ",
            "before long",
            "in the coming",
            "tomorrow",
            "near future",
            "in due course",
            "any day",
        ),
        (
            rf"\b(?:(?:will|shall|is\sto|are\sto)\s)?{_START}s?\s(?:\w+\s)?{_SOON}\b|"
            rf"\b(?:will|shall)\s(?:soon|shortly)\s{_START}\b"
        ),
    ),
    (
        WILL,
        (
            rf"\b(?:will|shall|is\sto|are\sto)\s(?:not\s)?(?:only\s)?{_START}\b(?!\sto\s)|"
            r"\bon\sthe\s(?:verge|brink|point|cusp|threshold)\sof\s(?:beginning|starting|commencing|opening|launching|"
            r"being\s(?:launched|opened|started))\b"
        ),
    ),
    (
        ("maiden ", "first ", "earliest ", "opening "),
        (
            r"\b(?:maiden|first|earliest|opening)\s(?:one|\w+)?\s?(?:is|are)\s(?:still\s)?(?:scheduled|planned|due|set|"
            r"expected|foreseen|awaited|to\scome)\b"
        ),
    ),
)
PATTERNS = tuple((signs, lazy_regex(ways, re.IGNORECASE)) for signs, ways in _FAMILIES)
NEW = lazy_regex(
    r"\b(?:again|resum\w*|re-?start\w*|anew|once\smore|another|next|new\s(?:round|phase|stage|series|set|batch)|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d+|some|most|many|half)\sof|second|third|fourth|further|remaining|final|last|"
    r"additional|follow-up|if|would|until|had\s(?:yet|not)|was|were)\b",
    re.IGNORECASE,
)
_NUMBER = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:nd|rd|th))"
GOING = lazy_regex(
    rf"\b(?:a|an|the|their|its|his)\s{_NUMBER}\s(?:one|day|week|month|round|meeting|session|sitting|hearing|shipment|batch|delivery|voyage|"
    rf"flight|tranche|instalment|installment|visit|test|launch|cut|rise|hike|time|year|talks?|class|lot|payment|ship|vessel)\b|"
    rf"\bso\sfar\b|\bto\sdate\b|\balready\b|\bup\sto\snow\b|\bin\sprogress\b|\bhalf-?way\b|\bthe\sfirst\s(?:two|three|four|five|six|ten|dozen|\d+)\b|"
    r"\b(?:the|those)\s(?:two|three|four|five|\d+)\s(?:made|held|delivered|paid|released|that|which|already|in|of|for|done|fired|sent|built)\b|"
    r"\breleased\b|\bdelivered\b|\bhanded\sover\b|\bhaving\spassed\b|\breached\b|\barrived\b|\bcame\sashore\b",
    re.IGNORECASE,
)
PAST = lazy_regex(
    r"\b(?:have|has)\s(?:been\s)?\w+(?:ed|en|t|ne|wn)\b|\b\w{3,}ed\b|\b(?:took|came|went|met|held|made|put|began|paid|sent|sold|built|left|"
    r"got|saw|rose|fell|brought|gave|ran|flew|stood|heard|sat|spoke)\b"
)
POINTS = lazy_regex(
    r"^(?:at|in|of|during|on|by|after|with)?\s?(?:the\s(?:ones?|two|three|four|first|second|third|last|latest|previous|earlier|families|others)|those|these|"
    rf"(?:a|the)\s{_NUMBER}|(?:two|three|four|five|six|seven|several|some)\b)",
    re.IGNORECASE,
)
ONES = lazy_regex(
    r"^(?:at|in|of|during|on|by|after|with)?\s?(?:the\s(?:ones|two|three|four)|those|these)\b",
    re.IGNORECASE,
)
NTH_DAY = lazy_regex(rf"\b{_NUMBER}\s(?:day|week|month|round|session|meeting)$", re.IGNORECASE)
NO_DEED = lazy_regex(
    r"\b(?:planned|expected|scheduled|will|would|if|should|may|could|due|to\sbe|not|no|never)\b"
)
RUNNING = lazy_regex(r"\bsince\b|\b(?:opened|began|started|launched|commenced)\b")
VAGUE = (
    "first earliest start begin launch open year month week day time series round act country new "
    "ministry government soon said company seoul korea south korean process step steps programme "
    "program make way under expected due set ready"
)
