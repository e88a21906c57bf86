"""Two answers that most of those asked are said to have given to a question with one answer.

"More than half named weak demand as the biggest risk, while most respondents picked the currency":
one biggest thing each, or one pick, has at most one majority.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import A_YEAR, prose
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_WHO = (
    r"(?:respondents|economists|experts|people|voters|firms|companies|adults|analysts|dealers|members|households|"
    r"workers|students|residents|executives|participants|readers|managers|investors|Koreans|"
    r"those (?:asked|polled|surveyed|questioned))"
)
_MOST = (
    r"(?:more than half|over half|well over half|most|(?:a|the)(?: [a-z]+)? majority|two[- ]thirds)"
    rf"(?:(?: of)?(?: the| these| all){{0,2}}(?: [a-z-]+)? {_WHO}| of them)?"
)
_CHOSE = (
    r"(?P<{}>picked|chose|selected|preferred|opted for|voted for|named|identified|"
    r"cited|singled out|ranked|pointed to|called|considered|put|placed)"
)
_CHOICE = guarded_regex(rf"\b(?P<most>{_MOST}) {_CHOSE.format('verb')} ", re.IGNORECASE)
_ONE_EACH = frozenset({"picked", "chose", "selected", "preferred", "opted for", "voted for"})
_GREATEST = lazy_regex(
    r"\b(?:the|their|its) (?:single )?(?:biggest|largest|greatest|main|top|first|"
    r"foremost|worst|best|gravest|most (?:important|serious|urgent|pressing|likely))\b",
    re.IGNORECASE,
)
_SEVERAL = lazy_regex(
    r"\b(?:also|too|multiple|several|both|each|women|men|young\w*|old\w*|aged|last year|"
    r"a year (?:ago|earlier|before)|in the second|another question|second question|"
    r"asked (?:about|whether|what)|second[- ](?:biggest|largest))\b",
    re.IGNORECASE,
)


def two_choices(evidence: Evidence) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the second and the first of two majorities that chose different things."""
    found = [
        (
            sentence,
            sentence.start + match.start(),
            sentence.start + match.end("verb"),
            match["verb"].lower(),
        )
        for sentence, words in prose(evidence)
        for match in _CHOICE.finditer(words)
    ]
    for (one, start, end, first), (other, begin, stop, second) in pairwise(found):
        if one.block != other.block:
            continue
        passage = evidence.text[one.start : other.end]
        clause = evidence.text[start:begin]
        single = _GREATEST.search(clause) or (first in _ONE_EACH and second in _ONE_EACH)
        if single and not _SEVERAL.search(passage) and len(set(A_YEAR.findall(passage))) < 2:
            yield (begin, stop), (start, end)
