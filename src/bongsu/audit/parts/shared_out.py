"""Shares of one whole told in a row that come to more than all of it.

"Protestant 59.7%, Buddhist 15.5%, Catholic 7.9%, none 56.9%": nobody is counted twice where one
verb, one name before a colon or nothing but labels joins the shares. A row of rates (growth,
turnout, tariffs) looks like it and is none, and so are answers of which people may give several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.notation import FIGURE_SIGN
from bongsu.audit.parts.groups_apart import of_two_groups
from bongsu.audit.parts.together import TOGETHER
from bongsu.audit.parts.wholes_apart import wholes_apart
from bongsu.audit.reading.coordinated import Row, rows_of
from bongsu.audit.reading.fits import rounded, total
from bongsu.audit.reading.relating import forms_of, tokens
from bongsu.audit.reading.wording import matcher
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex

_ALL = 100.0  # percent
_ROUNDED = 0.1  # percent for each share: sources round them as they like
_FEWEST = 3  # shares of a row that is told by labels alone
_RATES = lazy_regex(
    r"\b(?:rates?|rating|ratings|growth|grew|grow|grows|rose|rises?|fell|falls?|gain\w*|"
    r"los[st]\w*|jump\w*|drop\w*|"
    r"increas\w+|decreas\w+|declin\w+|tariffs?|dut(?:y|ies)|tax\w*|interest|yields?|inflation|"
    r"prices?|"
    r"margins?|returns?|turnout|occupan\w+|utili[sz]ation|capacity|coverage|efficien\w+|"
    r"probabilit\w+|chances?|"
    r"likel\w+|odds|approval|favou?rab\w+|literacy|penetration|self-sufficien\w*|localization|"
    r"progress|gaps?|wages?|OECD average|average of the OECD|"
    r"completed|participat\w+|unemploy\w*|employment|vaccinat\w+|accura\w+|debt|ratio|"
    r"compliance|satisf\w+|discount\w*|premium|down|up|higher|lower|more|less|fewer|"
    r"year-on-year|from a year|rebounded|expanded|contracted|surged|soared|tumbled|climbed|slid|"
    r"above|below|beyond|threshold|quorum|requir\w+|demand\w*|"
    r"concern\w*|worr\w+|trust\w*|aware\w*|heard|multiple|several|more than one|both|either|each|"
    r"also|respectively|overlap\w*|cumulative\w*|at least|up to|compared|than|versus|"
    r"from .{1,30} to)\b",
    re.IGNORECASE,
)
_OF_PLACE = lazy_regex(r"^(?:in|at|for|by|during|among|within) ")
_OF_EACH = lazy_regex(r"^\s?(?:of|among|in|at|for|by|within|on|during|over)\b")
_OF_ALL = lazy_regex(
    r"^\s?(?:of (?:the |all |its |their |total |them|those|these|whom|which|respondents|adults|"
    r"voters|"
    r"people|koreans|households|firms|exports|imports)|in all)",
    re.IGNORECASE,
)
_BY_SORT = lazy_regex(r"\bby (?:the )?[a-z-]+(?: [a-z-]+){0,2}[,:]", re.IGNORECASE)
_POLLED = lazy_regex(
    r"\b(?:poll\w*|surveys?|surveyed|votes?|voters?|election|ballots?|candidates?|backed|"
    r"respondents?|"
    r"answered|asked|opinion)\b",
    re.IGNORECASE,
)
_LABEL = lazy_regex(
    r"^[\s,;:(\u2013\u2014-]*(?:and |with |at |for |the |about |some |another |others? )*"
    r"[^\W\d_][\w.'\u2019&/ -]{0,40}[\s(:=-]*(?:with|at|for|about|some|another|a further|by|"
    r"on)?\s*$"
)
_AS_OF = lazy_regex(r"\s?\((?:in |as of )?\ue020?(?: ?est\.| estimate)?\).*$")  # "(2021 est.)"
_SHARE_WORDS = lazy_regex(
    r"\b(?:shares?|proportions?|split|mix|breakdown|composition|make-?up|structure|distribution|"
    r"portfolio|sources?|origins?|destinations?|partners|religions?|ethnic|languages?|come from|"
    r"came from|go to|went to|goes to|consist\w*|divided|made of)\b",
    re.IGNORECASE,
)


def shared_out(evidence: Evidence) -> Iterator[tuple[Quantity, ...]]:
    """Yield the shares of a row that are of one whole and come to more than it."""
    for _, row in rows_of(evidence, frozenset({"percent"})):
        if not _too_many(row) or row.dates > 1 or _nested(row):
            continue
        if any(map(_of_own_whole, row.tails[1:])) or _OF_PLACE.match(row.tails[0].lstrip()):
            continue
        said = row.sentences
        if _RATES.search(said) or TOGETHER.search(said):
            continue
        shares = [part.quantity for part in row.parts]
        if any(of_two_groups(evidence, *pair) for pair in pairwise(shares)):
            continue
        if any(wholes_apart(evidence, a.start, b.start) for a, b in pairwise(shares)):
            continue
        if _of_one(row, evidence):
            yield tuple(part.quantity for part in row.parts)


def _too_many(row: Row) -> bool:
    """Whether shares are more than all, and one of them may be to blame for it."""
    added = total(*(rounded(part.quantity) for part in row.parts))
    most = max(part.value for part in row.parts)
    room = _ROUNDED * len(row.parts)
    if len(row.parts) > _FEWEST and abs(row.added - 2 * row.last.value) <= room:
        return False  # the sum of the others is told as well
    return added.low > _ALL + room and row.added - most < _ALL and most < _ALL


_NESTED = lazy_regex(
    r"\b(?:of (?:that|this|it|them|these|those|which|whom)|among (?:them|these|those)|including|"
    r"(?:top|largest|biggest|leading|first)(?: [a-z]+){0,2})\b",
    re.IGNORECASE,
)


def _nested(row: Row) -> bool:
    """Whether a share behind the first is said to be of it, or of holders told before."""
    later = [FIGURE_SIGN.split(part.lead)[-1] for part in row.parts[1:]]
    return any(_NESTED.search(lead) for lead in later)


def _of_own_whole(tail: str) -> bool:
    return _OF_EACH.match(tail.lstrip()) is not None and _OF_ALL.match(tail.lstrip()) is None


def _of_one(row: Row, evidence: Evidence) -> bool:
    """Whether the shares of a row are those of one whole that excludes one another."""
    few = len(row.parts) < _FEWEST
    said = f"{row.lead} {row.tails[0]}"
    words = [word for _, word in tokens(said)]
    shares = any(word in forms_of("share_verbs", "share_nouns") for word in words)
    if row.listed:
        block = evidence.article.blocks[row.first.block - 1]
        above = evidence.words(block) if block.kind is not BlockKind.ITEM else ""
        above = f"{above} {_title(evidence)}" if block.kind is BlockKind.META else above
        named = _SHARE_WORDS.search(above) or _BY_SORT.search(f"{above},")
        return not few and named is not None and _RATES.search(above) is None
    if _POLLED.search(f"{row.lead} {_title(evidence)}") and not few:
        return True
    if few:
        return shares and _names_apart(row)
    clauses = [_AS_OF.sub("", clause) for clause in row.clauses[1:]]
    labels = all(_LABEL.match(clause) is not None for clause in clauses)
    return labels or shares or _BY_SORT.search(row.lead) is not None


def _title(evidence: Evidence) -> str:
    return evidence.article.title or ""


def _names_apart(row: Row) -> bool:
    """Whether two shares are told of two holders by one verb: "A holds 61 percent, B 47"."""
    gap = row.first.frame.text[row.first.at + 1 : row.last.at]
    return (
        row.first.frame is row.last.frame
        and _ELLIPTIC.search(gap) is not None
        and (matcher("consistency", "regardless").search(row.sentences) is None)
    )


_ELLIPTIC = lazy_regex(
    r"^(?: of [a-z' \u2019-]{2,40})?(?:,| and|;| while| whereas)+ (?:the )?[\w.'\u2019&-]+"
    r"(?: [\w.'\u2019&-]+){0,3}(?: with| for| at| another| about)? $"
)
