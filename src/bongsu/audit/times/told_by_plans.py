"""Days to come that a plan, a scenario or somebody's words tell of in the past tense (DT512).

"The minister noted that the mandate expired on 31 May": what is told as said takes the tense of the
saying. What an exercise or a novel imagines has no day of its own; what a plan has done by a day
may be the plan's, or a slip.
"""

from __future__ import annotations

import re
from typing import Literal

from bongsu.patterns import lazy_regex

_IMAGINED = lazy_regex(
    r"\b(?:scenarios?|simulat\w+|war\s?games?|table-?top|novels?|films?|dramas?|fiction\w*|"
    r"imagin\w+|hypothetical\w*|counterfactual\w*|thought\sexperiments?|foresees?|foresaw|foreseen|"
    r"look(?:s|ing|ed)?\sback\sfrom|seen\sfrom|satir\w+)\b",
    re.IGNORECASE,
)
_PLAN = (
    r"(?:plans?|schedules?|time-?tables?|road\s?maps?|drafts?|blueprints?|calendars?|programmes?|"
    r"proposals?|outlines?|agendas?|bills?|laws?|acts?|decrees?|rules?|contracts?|agreements?|"
    r"deals?|terms|pacts?|notices?)"
)
_BY_PLAN = lazy_regex(
    r"\b(?:according\sto|under|by|per|following)\s(?:the|its|their|a|an|that|this|his|her|our|"
    rf"[A-Z][\w’']+)\s(?:[\w’'-]+\s){{0,4}}?{_PLAN}\b|"
    rf"\b{_PLAN}(?:\s(?:of|for|by|from)\s[^,.;]{{2,40}})?\s(?:said|says|had|put|puts|read|reads|"
    r"told|stated|states|showed|shows|sets?(?:\sout)?|provided|provides)\b",
    re.IGNORECASE,
)
_SAYS = (
    r"(?:said|noted|added|announced|agreed|recalled|stressed|explained|reminded|pointed\sout|warned|"
    r"told|wrote|stated|argued|confirmed|remarked|reported|learned|knew|complained|feared|hoped)"
)
_SAID = lazy_regex(rf"\b{_SAYS}\b[^.;]{{0,40}}?\b(?:that|the|its|their|his|her|it|they)\b[^.;]*$")
_SET = lazy_regex(  # what a calendar does, and nobody on a day of his own
    r"(?:was|were|had)?\s?(?:expired?|ended|fell|ran|lapsed|began|started|opened|closed|took|"
    r"came|was|were|matured|applied|due|rose|resumed|finished|stopped)\b"
)


def told_by_plan(words: str, at: int, verb: str) -> Literal["imagined", "planned", ""]:
    """Return who but the author may have put a past verb beside a day to come.

    Parameters
    ----------
    words : str
        The sentence.
    at : int
        Where the day stands in it.
    verb : str
        The verb in the past tense.
    """
    if _IMAGINED.search(words):
        return "imagined"
    before = words[:at]
    if _BY_PLAN.search(before):
        return "planned"
    place = before.rfind(verb)
    lead = before[:place] if place >= 0 else before
    return "planned" if _SAID.search(lead) and _SET.match(verb) else ""
