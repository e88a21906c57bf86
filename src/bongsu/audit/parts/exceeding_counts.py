"""Parts of a number told just before that come to more than it: counts, amounts and measures.

Shares and fractions, which need no number for their whole, are in `exceeding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from bongsu.audit.parts.exclusive import MAX_APART, OVERLAP, REST, are_opposed, clause_about
from bongsu.audit.parts.seats_held import seats_held
from bongsu.audit.reading.frames import all_frames
from bongsu.audit.reading.wording import A_YEAR
from bongsu.evidence.mentions import AMOUNTS, Comparator, Evidence, Kind, Quantity, Sentence
from bongsu.patterns import lazy_regex

_COMPARED = lazy_regex(r"\b(?:against|compared|than|versus|from|after)\b")
_NOT = lazy_regex(
    r"\b(?:not|never|cannot|un(?:able|willing)|refused|declined|rejected|oppos\w+|against|"
    r"without|no)\b|n['\u2019]t\b"
)
_THEM = lazy_regex(
    r"\bof\s(?:them|these|those|that\s(?:number|sum|total|amount)|the\s(?:estimates|total|sum|"
    r"number|members|group|\d+|seven|nine|twelve|eleven|ten))\b|\bof\s(?:our|its|their|all)\b|"
    r"\bamong\s(?:the|these|those|its|them)\b",
    re.IGNORECASE,
)
_ROW = lazy_regex("(?:[\ue000-\ue01f] ){4}")  # of a table that stands as a line of text


def exceeding_counts(
    evidence: Evidence, rows: list[tuple[Sentence, str]]
) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield two parts of a number told just before that come to more than it."""
    places = {sentence.start: place for place, (sentence, _) in enumerate(rows)}
    figures = [
        (places[frame.sentence.start], q)
        for frame in all_frames(evidence)
        for _, q in frame.figures
        if frame.sentence.start in places
        and not _ROW.search(frame.text)
        and q.kind in AMOUNTS
        and q.value
        and q.comparator is Comparator.EXACT
    ]
    for at, (place, whole) in enumerate(figures):
        near = [(p, q) for p, q in figures[at + 1 : at + 7] if p - place <= MAX_APART + 3]
        parts = [
            (p, q)
            for p, q in near
            if _may_be_part(q, whole) and not (_wanted(evidence, q) or _known(evidence, q))
        ]
        for (p, a), (r, b) in combinations(parts, 2):
            total = (a.value or 0.0) + (b.value or 0.0)
            if a.value == b.value and p != r:
                continue  # one part, told again
            if seats_held(evidence, a) != seats_held(evidence, b):
                continue  # votes cast, and the seats of a party
            if any(_OF_THE.search(evidence.text, max(0, q.start - 8), q.start) for q in (a, b)):
                continue  # "of the 170 present": another whole
            if total <= (whole.value or 0.0) + a.step * (a.step > 1) + b.step * (b.step > 1):
                continue
            if any(_rest_of(q, a, whole) for _, q in near if q is not a and q is not b):
                continue  # the one part and its rest are all, so that the other is within one
            before = [q for _, q in figures[max(0, at - 6) : at + 7] if q.start < a.start]
            if any(
                (q.value or 0.0) >= total for q in before if (q.kind, q.unit) == (a.kind, a.unit)
            ):
                continue  # another whole has room for both
            if _both_parts(evidence, rows, (place, whole), (p, a), (r, b)):
                yield a, b
                return


_OF_THE = lazy_regex(r"\b[Oo]f the $")


def _rest_of(rest: Quantity, part: Quantity, whole: Quantity) -> bool:
    """Whether two parts are the whole between them."""
    added = (rest.value or 0.0) + (part.value or 0.0)
    room = rest.step + part.step + whole.step
    return rest.unit == part.unit and abs(added - (whole.value or 0.0)) <= 0.51 * room


def _may_be_part(part: Quantity, whole: Quantity) -> bool:
    if part.kind is not whole.kind or (part.kind is not Kind.COUNT and part.unit != whole.unit):
        return False
    bare = not part.noun or part.noun in {"goods", "persons", "people"}
    if part.kind is Kind.COUNT and not bare and whole.noun and part.noun[:4] != whole.noun[:4]:
        return False
    return 0.25 < (part.value or 0.0) / (whole.value or 1.0) < 1


_WANTED = lazy_regex(
    r"\s(?:[\w-]+\s){0,3}?(?:(?:were|was|are|is|had\sbeen|would\sbe)\s)?"
    r"(?:needed|required|necessary|sufficient|enough|suffices?|sufficed|missing|short)\b"
)


_WANTING = lazy_regex(r"\b(?:need(?:s|ed)?|requir(?:es?|ed)|threshold(?:\sof)?)\s[^.;,]{0,30}$")


def _wanted(evidence: Evidence, quantity: Quantity) -> bool:
    """Whether a count is that which a threshold asks for: "two hundred were needed"."""
    return (
        _WANTED.match(evidence.text, quantity.end) is not None
        or _WANTING.search(evidence.text, max(0, quantity.start - 40), quantity.start) is not None
    )


_THE = lazy_regex(r"\b(?:the|these|those|our|their|both)\s$", re.IGNORECASE)


def _known(evidence: Evidence, quantity: Quantity) -> bool:
    """Whether a pair is one that everybody knows: "between the two leaders"."""
    return quantity.value == _PAIR and bool(
        _THE.search(evidence.text, max(0, quantity.start - 10), quantity.start)
    )


_PAIR = 2
_Placed = tuple[int, Quantity]
_IN_TURN = lazy_regex(r"\bfor\sthe\s(?:first|next|remaining|last)\b")  # rates, one after another
_ALONE = lazy_regex(r"\balone\b")  # "mortgages alone" are within a part told before
_BEFORE = 16  # code points before a whole in which "of the" stands


def _both_parts(
    evidence: Evidence,
    rows: list[tuple[Sentence, str]],
    whole: _Placed,
    first: _Placed,
    second: _Placed,
) -> bool:
    clauses = []
    for place, quantity in (first, second):
        sentence, words = rows[place]
        start, end = clause_about(
            words, quantity.start - sentence.start, quantity.end - sentence.start
        )
        clauses.append(words[start:end])
    start, end = rows[whole[0]][0].start, rows[second[0]][0].end
    between = evidence.text[first[1].end : second[1].start]
    if (
        end < start
        or OVERLAP.search(" | ".join(clauses))
        or _ALONE.search(clauses[1])
        or (first[0] == second[0] and _COMPARED.search(between))
    ):
        return False
    blocks = [rows[place][0].block for place, _ in (first, second)]
    if blocks[0] != blocks[1] and not _THEM.search(clauses[1]):
        return False
    years = [set(A_YEAR.findall(clause)) for clause in clauses]
    if all(years) and years[0] != years[1]:
        return False
    passage = evidence.text[max(start, whole[1].start - _BEFORE) : end]
    if _IN_TURN.search(passage):
        return False
    if not (_THEM.search(passage) and second[0] - first[0] <= 1) and not REST.search(passage):
        return False
    return (
        REST.search(passage) is not None
        or are_opposed(*clauses)
        or (_NOT.search(clauses[1]) is not None) != (_NOT.search(clauses[0]) is not None)
    )
