"""Words of direction against the values that they lead to (CO)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.changes.signs_of_balances import signs_of_balances
from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.sameness import neighbours
from bongsu.audit.reading.wording import as_note, as_warning, matcher, prose, sentence_at
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import related_part
from bongsu.audit.trends.bearings import bearings, denied
from bongsu.audit.trends.bracket_ways import bracketed_levels
from bongsu.audit.trends.by_so_much import by_so_much
from bongsu.audit.trends.change_columns import change_columns
from bongsu.audit.trends.compared_back import Backward, compared_back
from bongsu.audit.trends.currency_prices import currency_prices
from bongsu.audit.trends.in_two_sentences import in_two_sentences
from bongsu.audit.trends.marks import marks
from bongsu.audit.trends.moved_across import moved_across
from bongsu.audit.trends.moves_told import BESIDE, CLAUSES, LEAD, ends_of, told_move
from bongsu.audit.trends.onward import onward
from bongsu.audit.trends.others_ways import of_another
from bongsu.audit.trends.pair_by_pair import pair_by_pair
from bongsu.audit.trends.rivals import outdone
from bongsu.audit.trends.rows_spoken_of import rows_spoken_of
from bongsu.audit.trends.straight_runs import astray
from bongsu.audit.trends.two_levels import two_levels
from bongsu.audit.trends.valued_ways import valued_ways
from bongsu.audit.trends.years_compared import years_compared
from bongsu.evidence.mentions import Comparator, DateMention, Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex, regex


@RULES.add("CO705", "direction-against-values", Severity.ERROR)
def direction_against_values(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Something rises to a smaller value, or falls to a larger one."""
    told: set[int] = set()
    for finding in _in_sentences(evidence):
        told.add(sentence_at(evidence, finding.start))
        yield finding
    yield from _moved_dates(evidence)
    yield from _across(evidence)
    for bearing in bearings(evidence):
        if len(bearing.course.points) == 2 and bearing.course.first not in told:
            yield denied(RULES["CO705"], evidence, bearing)
    said: set[int] = set()
    for back in (
        *compared_back(evidence),
        *onward(evidence),
        *valued_ways(evidence),
        *bracketed_levels(evidence),
        *pair_by_pair(evidence),
        *change_columns(evidence),
    ):
        if sentence_at(evidence, back.start) in told or _of_dollars(evidence, back):
            continue
        said.add(sentence_at(evidence, back.start))
        yield as_warning(_backward(evidence, back))
    told |= said
    for back in (
        *two_levels(evidence),
        *in_two_sentences(evidence),
        *marks(evidence),
        *signs_of_balances(evidence),
        *by_so_much(evidence),
        *rows_spoken_of(evidence),
        *years_compared(evidence),
        *currency_prices(evidence),
    ):
        figure = min(back.before.start, back.after.start)
        if of_another(evidence, back.start, back.end, figure):
            continue
        if sentence_at(evidence, back.start) not in told:
            told.add(sentence_at(evidence, back.start))
            yield as_note(_backward(evidence, back))
    yield from _straight(evidence, told)
    for ranked in outdone(evidence):
        first, second = evidence.words(ranked.first), evidence.words(ranked.second)
        way = f"it is {first} against {second}"
        between = (("the first", ranked.first), ("the second", ranked.second))
        yield _denied((ranked.start, ranked.end), evidence, way, between)


_PER_DOLLAR = lazy_regex(
    r"\b(?:to|against|per|a|the|for a|for the) (?:U\.?S\.? )?(?:dollar|greenback|euro)\b|"
    r"\bexchange rate\b"
)


def _of_dollars(evidence: Evidence, back: Backward) -> bool:
    """Whether two levels are prices of a dollar, of which a currency gains as they fall."""
    places = sorted(sentence_at(evidence, one.start) for one in (back.before, back.after))
    between = evidence.sentences[places[0] : places[-1] + 1]
    said = any(_PER_DOLLAR.search(evidence.words(one).replace("\n", " ")) for one in between)
    return said and all(one.kind is not Kind.PERCENT for one in (back.before, back.after))


def _backward(evidence: Evidence, back: Backward) -> Finding:
    said = f"it goes from {evidence.words(back.before)} to {evidence.words(back.after)}"
    return _denied(
        (back.start, back.end), evidence, said, (("from", back.before), ("to", back.after))
    )


def _denied(
    span: tuple[int, int], evidence: Evidence, said: str, between: tuple[tuple[str, Quantity], ...]
) -> Finding:
    """Return a finding on words of direction that two figures deny."""
    return RULES["CO705"].finding(
        evidence.document,
        *span,
        f"“{evidence.text[slice(*span)]}”, but {said}",
        related=[related_part(evidence, one, name) for name, one in between],
    )


def _straight(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    """Yield words that a run of figures right behind them denies, each sentence once."""
    for one in astray(evidence):
        if sentence_at(evidence, one.start) in told:
            continue
        if of_another(evidence, one.start, one.end, min(one.first.start, one.last.start)):
            continue
        way = f"the figures go from {evidence.words(one.first)} to {evidence.words(one.last)}"
        ends = (("from", one.first), ("to", one.last))
        yield as_note(_denied((one.start, one.end), evidence, way, ends))


def _in_sentences(evidence: Evidence) -> Iterator[Finding]:
    """Yield the verbs, and the moves of rank, that the two figures of a sentence deny."""
    for sentence, words in prose(evidence):
        stated = [
            q
            for q in within(evidence.quantities, sentence.start, sentence.end)
            if q.value is not None and q.kind not in {Kind.ORDINAL, Kind.MULTIPLE}
        ]
        for first, second in neighbours(stated):
            if first.kind is not second.kind or first.unit != second.unit:
                continue
            if second.start - first.end > 60:
                continue
            found = told_move(words, first, second, sentence.start)
            figure = min(first.start, second.start)
            if found is not None and not of_another(evidence, *found[1], figure):
                yield from _wrong_way(evidence, *found)
        yield from _moved_ranks(evidence, sentence.start, words)


_RANKED = lazy_regex(
    r"\b(?:rank\w*|place|position|spot|standing|index|league|table)\b", re.IGNORECASE
)
_OF_RANKS = lazy_regex(
    r"\b(?:(?P<up>improv\w+)|(?P<down>worsen\w*|deteriorat\w+|slid(?:es?)?|slipp?\w*|tumbl\w+))\b",
    re.IGNORECASE,
)


def _moved_ranks(evidence: Evidence, offset: int, words: str) -> Iterator[Finding]:
    """Yield what climbs from the 21st place to the 25th, or falls to a better one."""
    ranks = [
        q
        for q in within(evidence.quantities, offset, offset + len(words))
        if q.kind is Kind.ORDINAL and q.value is not None
    ]
    if len(ranks) < 2 or not _RANKED.search(words):
        return
    for first, second in neighbours(ranks):
        between = words[first.end - offset : second.start - offset]
        beside = BESIDE.fullmatch(between)
        ends = ends_of(words, first, second, offset)
        if beside is not None and beside["way"] in {"up", "down"}:
            start = first.end + beside.start("way")
            way, span, begin, end = beside["way"], (start, start + 4), second, first
        elif ends is not None:
            at = max(0, ends[0] - LEAD)
            clause = CLAUSES.split(words[at : ends[0]])[-1]
            verbs = [
                (told, found)
                for told in ("up", "down")
                for found in matcher("consistency", told).finditer(clause)
            ]
            verbs += [
                ("up" if found["up"] else "down", found) for found in _OF_RANKS.finditer(clause)
            ]
            if len(verbs) != 1:
                continue
            start = offset + ends[0] - len(clause) + verbs[0][1].start()
            way, span = verbs[0][0], (start, start + len(verbs[0][1][0]))
            begin, end = ends[1], ends[2]
        else:
            continue
        yield from _wrong_way(evidence, "down" if way == "up" else "up", span, begin, end)


def _wrong_way(
    evidence: Evidence, way: str, span: tuple[int, int], start: Quantity, end: Quantity
) -> Iterator[Finding]:
    low, high = start.rounded, end.rounded
    begin, finish = start.value, end.value
    if begin is None or finish is None or begin < 0 or finish < 0 or low.meets(high):
        if begin is None or begin != finish or start.step != end.step:
            return
        if start.comparator is not Comparator.EXACT or end.comparator is not Comparator.EXACT:
            return
    if (way == "up") == (finish > begin) and finish != begin:
        return
    verb = evidence.text[span[0] : span[1]]
    yield RULES["CO705"].finding(
        evidence.document,
        span[0],
        max(start.end, end.end),
        f"“{verb}”, but from {evidence.words(start)} to {evidence.words(end)} it is not {way}",
        related=[
            related_part(evidence, start, "from"),
            related_part(evidence, end, "to"),
        ],
        evidence={"direction": way, "from": begin, "to": finish},
    )


_DATE_TO = regex(r"\s(?:to\s)+")  # a word typed twice hides no move
_DATE_FROM = lazy_regex(r"(?:,?\s|\s\()from\s")
_LEADS = regex(r",?\s\(?(?P<way>from|to|until)\s$")


def _moved_between(
    words: str, one: DateMention, other: DateMention, offset: int
) -> tuple[int, DateMention, DateMention] | None:
    """Return where "from one to other" or "to one from other" opens, and the old and new date."""
    lead = _LEADS.search(words[: one.start - offset])
    if lead is None:
        return None
    between = words[one.end - offset : other.start - offset]
    if lead["way"] == "from":
        return (lead.start(), one, other) if _DATE_TO.fullmatch(between) else None
    return (lead.start(), other, one) if _DATE_FROM.fullmatch(between) else None


_GROWS = frozenset({"advanced", "accelerated", "hastened"})
_IS_MOVED = regex(r"\b(?:is|are|was|were|be|been|being)\s(?:[a-z]+\s)?$")
_OF_RECORDS = lazy_regex(  # the past of a record lies before its first year
    r"\b(?:series|data|samples?|records?|coverage|charts?|tables?|index|indices|histor\w+|"
    r"archives?|"
    r"back|backwards?|retroactive\w*)\b",
    re.IGNORECASE,
)


def _of_growth(clause: str, verb: re.Match[str]) -> bool:
    """Whether dates tell a stretch: "exports advanced" from year to year, a series "extended"."""
    if verb[0] in _GROWS:
        bare = not clause[verb.end() :].strip(" ,(")
        return bare and _IS_MOVED.search(clause[: verb.start()]) is None
    return verb[0].startswith("exten") and _OF_RECORDS.search(clause) is not None


_ANOTHER_VERB = lazy_regex(r"\b(?:was|were|is|are|has|have|had|will|would|said|reported)\b")


def _across(evidence: Evidence) -> Iterator[Finding]:
    """Yield what is brought forward or put off, against its dates in sentences before."""
    for moved in moved_across(evidence):
        side = "before" if moved.later else "after"
        yield as_warning(
            RULES["CO705"].finding(
                evidence.document,
                moved.start,
                moved.end,
                f"“{evidence.text[moved.start : moved.end]}”, but {moved.date.edtf} is {side} "
                f"{moved.other.edtf}",
                related=[related_part(evidence, moved.other, "so far")],
            )
        )


def _moved_dates(evidence: Evidence) -> Iterator[Finding]:
    """Yield what is delayed to an earlier date, or brought forward to a later one."""
    for sentence, words in prose(evidence):
        dates = [
            d for d in within(evidence.dates, sentence.start, sentence.end) if d.first and d.last
        ]
        for one, other in pairwise(dates):
            ends = _moved_between(words, one, other, sentence.start)
            if ends is None:
                continue
            lead, first, second = ends
            begin = max(0, lead - LEAD)
            clause = regex(r"[;:—]|,\s(?:and|but|while)\b").split(words[begin:lead])[-1]
            later = list(matcher("consistency", "later").finditer(clause))
            sooner = list(matcher("consistency", "sooner").finditer(clause))
            if len(later) + len(sooner) != 1 or not first.last or not second.first:
                continue
            verb = (later or sooner)[0]
            if verb[0] in {"earlier", "later", "sooner"} and clause[verb.end() :].strip(" ,"):
                continue  # "an earlier lapse, from April to June"
            if _of_growth(clause, verb):
                continue
            if _ANOTHER_VERB.search(clause, verb.end()):
                continue  # "advanced machinery was said to have ... from 2023 to 2024"
            backward = (
                second.last is not None and first.first is not None and second.last < first.first
            )
            forward = second.first > first.last
            if (later and backward) or (sooner and forward):
                start = sentence.start + lead - len(clause) + verb.start()
                yield RULES["CO705"].finding(
                    evidence.document,
                    start,
                    other.end,
                    f"“{verb[0]}”, but {second.edtf} is "
                    f"{'before' if later else 'after'} {first.edtf}",
                    related=[
                        related_part(evidence, first, "from"),
                        related_part(evidence, second, "to"),
                    ],
                )
