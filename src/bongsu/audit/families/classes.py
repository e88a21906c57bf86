"""Sums over things of different classes (LG)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.parts.mixed import mixed_totals
from bongsu.audit.parts.natures import called_in_one, totals_of_natures
from bongsu.audit.parts.stages import totals_over_stages
from bongsu.audit.parts.unlike_counts import totals_of_unlike
from bongsu.audit.reading.terms import Term
from bongsu.audit.reading.wording import matcher, table
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import related_part
from bongsu.evidence.documents import BlockKind, Table
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_NEAR = 45  # code points from a sum of money to the word that says of what class it is
_FEWEST_PARTS = 2
_MOST_PARTS = 12
_NEAREST = 5  # sums of which any two may be the parts
_MOST_SUMS = 40  # of one paragraph
_NEUTRAL = frozenset({"deal", "trade", ""})  # may hold things of any class


@RULES.add("LG501", "sum-of-mixed-classes", Severity.NOTE)
def sum_of_mixed_classes(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A total called one thing is the sum of others: sales, awards, loans, project costs."""
    told: set[int] = set()
    for finding in _in_prose(evidence):
        told.add(finding.start)
        yield finding
    for total, parts, named in (
        *mixed_totals(evidence),
        *totals_over_stages(evidence),
        *totals_of_unlike(evidence),
        *totals_of_natures(evidence),
    ):
        figures = [total.quantity, *(part.quantity for part, _ in parts)]
        if total.quantity.start not in told and not any(_is_balance(evidence, q) for q in figures):
            told.add(total.quantity.start)
            yield _of_sorts(evidence, total, parts, named)
    for total, others, named in called_in_one(evidence):
        if total.quantity.start not in told:
            told.add(total.quantity.start)
            yield RULES["LG501"].finding_at(
                evidence.document,
                total.quantity,
                f"{evidence.words(total.quantity)} ({named}) is said to hold "
                f"{' and '.join(others)} as well",
            )
    for table_ in evidence.article.tables:
        yield from _in_table(evidence, table_)


def _of_sorts(
    evidence: Evidence, total: Term, parts: Sequence[tuple[Term, str]], named: str
) -> Finding:
    words = evidence.words
    told = ", ".join(f"{words(part.quantity)} ({sort or 'unnamed'})" for part, sort in parts)
    return RULES["LG501"].finding_at(
        evidence.document,
        total.quantity,
        f"{words(total.quantity)} ({named}) adds up different things: {told}",
        related=[related_part(evidence, part.quantity, sort or "a part") for part, sort in parts],
    )


def _in_prose(evidence: Evidence) -> Iterator[Finding]:
    sentences = evidence.sentences
    for place, sentence in enumerate(sentences):
        if evidence.block_of(sentence).kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        figures = within(evidence.quantities, sentence.start, sentence.end)
        if not any(figure.kind is Kind.MONEY for figure in figures):
            continue
        if not matcher("classes", "totals").search(evidence.words(sentence)):
            continue
        block = evidence.block_of(sentence)
        near = [s for s in sentences[max(0, place - 3) : place + 4] if s.block == sentence.block]
        money = [
            q
            for q in within(evidence.quantities, near[0].start, min(near[-1].end, block.end))
            if q.kind is Kind.MONEY and q.value
        ][:_MOST_SUMS]
        for total in within(money, sentence.start, sentence.end):
            if not _is_total(evidence, total, sentence):
                continue
            parts = _parts(money, total)
            if parts:
                yield from _mixed(evidence, total, parts, _named(evidence, total, sentence))
                break


def _is_total(evidence: Evidence, total: Quantity, sentence: Sentence) -> bool:
    before = evidence.text[max(sentence.start, total.start - 40) : total.start]
    after = evidence.text[total.end : min(sentence.end, total.end + 30)]
    found = matcher("classes", "totals")
    return found.search(before) is not None or found.search(after) is not None


def _parts(money: Sequence[Quantity], total: Quantity) -> list[Quantity]:
    """Return the sums before or behind a total that add up to it."""
    told = replace(total, comparator=Comparator.EXACT).rounded  # "as much as 958 million"
    for others in (
        [q for q in money if q.start > total.start],
        [q for q in money if q.start < total.start],
        [q for q in money if q is not total],
    ):
        same = [q for q in others if q.unit == total.unit][:_MOST_PARTS]
        runs = [
            chosen
            for last in range(_FEWEST_PARTS, len(same) + 1)
            for chosen in (same[:last], same[-last:])
        ]
        for chosen in (*runs, *(list(two) for two in combinations(same[-_NEAREST:], 2))):
            whole = Interval(0.0, 0.0)
            for one in chosen:
                whole = whole + Interval(*one.bounds)
            if whole.meets(told):
                return chosen
    return []


def _named(evidence: Evidence, total: Quantity, sentence: Sentence) -> str:
    """Return the class by which a total is called, in the words before it or right behind it."""
    start = max(sentence.start, total.start - _NEAR)
    earlier = [q.end for q in within(evidence.quantities, start, total.start)]
    before = evidence.text[max([start, *earlier]) : total.start]
    words = [_kind(match[0]) for match in _words().finditer(regex(r"[,;:]").split(before)[-1])]
    if words:
        return words[-1]
    behind = regex(r"\s(?:(?:in|of|worth\sof)\s)?(?:\w+\s){0,2}?").match(
        evidence.text[total.end :][:40]
    )
    after = _words().match(evidence.text, total.end + (behind.end() if behind else 0))
    found = after or regex(r"\s(?:in|of)\s(?:\w+\s)?").match(evidence.text, total.end)
    if found is None:
        return ""
    last = _words().match(evidence.text, found.end()) or after
    return _kind(last[0]) if last else ""


def _class(evidence: Evidence, quantity: Quantity, sentence: Sentence) -> str:
    """Return the class of the nearest word that names one, "" if none stands close."""
    start, end = (
        max(sentence.start, quantity.start - _NEAR),
        min(sentence.end, quantity.end + _NEAR),
    )
    before = evidence.text[start : quantity.start]
    after = evidence.text[quantity.end : end]
    cut = regex(r"[,;:]|\band\b").split(after)[0]
    found = [(match.start(), _kind(match[0])) for match in _words().finditer(cut)]
    if found:
        return found[0][1]
    cut = regex(r"[,;:]|\band\b").split(before)[-1]
    back = [(match.start(), _kind(match[0])) for match in _words().finditer(cut)]
    return back[-1][1] if back else ""


@cache
def _words() -> re.Pattern[str]:
    forms = [form for forms in table("classes")["classes"].values() for form in forms]
    return regex(rf"\b(?:{'|'.join(sorted(forms, key=len, reverse=True))})\b", re.IGNORECASE)


def _kind(written: str) -> str:
    for kind, forms in table("classes")["classes"].items():
        if re.fullmatch("|".join(forms), written, re.IGNORECASE):
            return str(kind)
    return ""


def _sentence_of(evidence: Evidence, part: Quantity) -> Sentence:
    place = bisect_right(evidence.sentences, part.start, key=lambda sentence: sentence.start)
    return evidence.sentences[place - 1]


_BALANCE_BEFORE = lazy_regex(
    r"\b(?:surplus|deficit|balance|gap|shortfall|subtract\w*|difference|"
    r"net|less|minus)\b[^,;:.]{0,40}$"
)
_BALANCE_BEHIND = lazy_regex(r"\s(?:[a-z-]+\s){0,2}?(?:surplus|deficit|balance|gap|shortfall)\b")


def _is_balance(evidence: Evidence, quantity: Quantity) -> bool:
    """Whether a sum is what exports exceed imports by: it adds up to exports and is no part."""
    start = max(0, quantity.start - _NEAR)
    earlier = [one.end for one in within(evidence.quantities, start, quantity.start)]
    lead = evidence.text[max([start, *earlier]) : quantity.start]
    behind = _BALANCE_BEHIND.match(evidence.text, quantity.end)
    return behind is not None or _BALANCE_BEFORE.search(lead) is not None


def _mixed(
    evidence: Evidence, total: Quantity, parts: Sequence[Quantity], named: str
) -> Iterator[Finding]:
    classes = {}
    for part in parts:
        sentence = _sentence_of(evidence, part)
        classes[part] = _class(evidence, part, sentence)
    others = {kind for kind in classes.values() if kind and kind != named}
    if not others or named in _NEUTRAL or any(_is_balance(evidence, q) for q in (total, *parts)):
        return
    told = ", ".join(
        f"{evidence.words(part)} ({kind or 'unnamed'})" for part, kind in classes.items()
    )
    what = f"the {named} total" if named else "the total"
    yield RULES["LG501"].finding_at(
        evidence.document,
        total,
        f"{what} of {evidence.words(total)} adds up different things: {told}",
        related=[related_part(evidence, q, kind or "a part") for q, kind in classes.items()],
    )


_SUMS = lazy_regex(
    r"^\W*(?:grand\s)?(?:total|sum)\b|\bin\s(?:total|all)\W*$|\btotal\W*$", re.IGNORECASE
)


_OF_WHAT = lazy_regex(r"\bof\s[a-z]{3,}")


def _in_table(evidence: Evidence, table_: Table) -> Iterator[Finding]:
    """Yield the total of a column of money whose rows tell of different classes."""
    rows = [row for row in table_.rows if row]
    if len(rows) < _FEWEST_PARTS + 1:
        return
    last = rows[-1]
    label = evidence.words(last[0])
    if not _SUMS.search(label):
        return
    named = {_kind(match[0]) for match in _words().finditer(label)} - _NEUTRAL
    if not named and _OF_WHAT.search(label):
        return  # "total of help offered": a name that holds them all
    kinds: dict[str, int] = {}
    for row in rows[1:-1]:
        said = " ".join(evidence.words(cell) for cell in row)
        found = {_kind(match[0]) for match in _words().finditer(said)} - _NEUTRAL
        if len(found) == 1:
            kind = found.pop()
            kinds[kind] = kinds.get(kind, 0) + 1
    amounts = [q for q in within(evidence.quantities, last[0].start, last[-1].end) if q.value]
    if (
        len(kinds) > 1
        and len(named) < _FEWEST_PARTS
        and amounts
        and sum(kinds.values()) >= _FEWEST_PARTS
    ):
        yield RULES["LG501"].finding(
            evidence.document,
            last[0].start,
            last[-1].end,
            f"the total adds up rows of different classes: {', '.join(sorted(kinds))}",
        )
