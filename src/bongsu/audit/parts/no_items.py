"""Numbers before a list that count no items of it: those who act, weeks, and numbered times.

"The two leaders welcome progress in:" counts who welcomes, "in just the twelve months since" how
long it took, and "wins of week 11:" which week it was.
"""

from __future__ import annotations

from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex, regex

_ACTORS = (
    r"(?:leaders|sides|presidents|ministers|governments|countries|nations|parties|partners|allies|"
    r"secretaries|officials|advisers|advisors|delegations|companies|firms)"
)
_ACT = lazy_regex(  # "leaders herald advances in:", and not "countries in Asia:", "firms are:"
    rf"[ \n](?:[a-z]+[ \n])?{_ACTORS}[ \n]"
    r"(?!(?:in|of|from|with|that|which|who|on|at|to|for|as|or|and)\b)"
    r"(?!(?:are|were|is|was|include|included|comprise)[ \n:])"
    r"(?:(?:also|have|had|will|would|jointly|today|both|further)[ \n])*[a-z]+\b[^:]*?:"
)
_ARE = lazy_regex(  # "leaders are proud of"
    rf"[ \n](?:[a-z]+[ \n])?{_ACTORS}[ \n](?:are|were)[ \n](?:\w+ly[ \n])?"
    r"(?:proud|pleased|glad|committed|determined|resolved|working|ready|set)\b"
)
_OF_TIME = lazy_regex(
    r"[ \n](?:short[ \n])?(?:years|months|weeks|days|hours|quarters)[ \n]"
    r"(?:since|after|of|in|to|from|that)\b"
)
_NUMBERED = regex(
    r"\b(?:[Ww]eek|[Dd]ay|[Mm]onth|[Yy]ear|[Pp]hase|[Rr]ound|[Pp]art|[Ss]tage|[Ss]tep)[ \n]$"
)
_LEAD = 8  # code points before a number in which its name stands


def counts_no_items(evidence: Evidence, quantity: Quantity) -> bool:
    """Whether a number counts those who act or a time, or is the number of a time."""
    text, start, end = evidence.text, quantity.start, quantity.end
    behind = (_ACT, _ARE, _OF_TIME)
    return _NUMBERED.search(text, max(0, start - _LEAD), start) is not None or any(
        form.match(text, end) is not None for form in behind
    )
