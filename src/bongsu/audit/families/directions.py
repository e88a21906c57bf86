"""Words of direction against the values that they lead to (CO)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.changes.signs_of_balances import signs_of_balances
from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.pairing import SUBJECT
from bongsu.audit.reading.sameness import neighbours
from bongsu.audit.reading.wording import as_note, as_warning, matcher, prose, sentence_at
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import related_part
from bongsu.audit.trends.bearings import bearings, denied
from bongsu.audit.trends.bracket_ways import bracketed_levels
from bongsu.audit.trends.by_so_much import by_so_much
from bongsu.audit.trends.compared_back import Backward, compared_back
from bongsu.audit.trends.in_two_sentences import in_two_sentences
from bongsu.audit.trends.marks import marks
from bongsu.audit.trends.moved_across import moved_across
from bongsu.audit.trends.onward import onward
from bongsu.audit.trends.pair_by_pair import pair_by_pair
from bongsu.audit.trends.rivals import outdone
from bongsu.audit.trends.rows_spoken_of import rows_spoken_of
from bongsu.audit.trends.straight_runs import astray
from bongsu.audit.trends.two_levels import two_levels
from bongsu.audit.trends.valued_ways import valued_ways
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
    for moved in moved_across(evidence):
        side = "before" if moved.later else "after"
        finding = RULES["CO705"].finding(
            evidence.document,
            moved.start,
            moved.end,
            f"“{evidence.text[moved.start : moved.end]}”, but {moved.date.edtf} is {side} "
            f"{moved.other.edtf}",
            related=[related_part(evidence, moved.other, "so far")],
        )
        yield as_warning(finding)
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
    ):
        if sentence_at(evidence, back.start) in told:
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
    ):
        if sentence_at(evidence, back.start) not in told:
            told.add(sentence_at(evidence, back.start))
            yield as_note(_backward(evidence, back))
    yield from _straight(evidence, told)
    for ranked in outdone(evidence):
        first, second = evidence.words(ranked.first), evidence.words(ranked.second)
        way = f"it is {first} against {second}"
        between = (("the first", ranked.first), ("the second", ranked.second))
        yield _denied((ranked.start, ranked.end), evidence, way, between)


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
            found = _told_move(words, first, second, sentence.start)
            if found is not None:
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
        beside = _BESIDE.fullmatch(between)
        ends = _ends(words, first, second, offset)
        if beside is not None and beside["way"] in {"up", "down"}:
            start = first.end + beside.start("way")
            way, span, begin, end = beside["way"], (start, start + 4), second, first
        elif ends is not None:
            at = max(0, ends[0] - _LEAD)
            clause = _CLAUSES.split(words[at : ends[0]])[-1]
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


_LEAD = 200  # code points before two values in which their verb stands
_Move = tuple[str, tuple[int, int], Quantity, Quantity]
_Ends = tuple[int, Quantity, Quantity]  # where the words before them end, in the sentence

_SOME = r"(?:\s(?:about|around|some|nearly|just|only|over|a|an|the))?"
_PLACE = r"(?:\s(?:place|position|spot|rank))?(?:\s(?:in|on)\sthe\s[\w\s]{2,25}?)?"
_TO = regex(rf"{_PLACE},?\s(?:\([^()]*\)\s|per\sdollar\s)?to{_SOME}\s")
_FROM = lazy_regex(rf"{_PLACE},?\s(?:\([^()]*\)\s|(?:per|to\sthe)\sdollar\s)?from{_SOME}\s")
_ENDS_FROM = regex(rf"\bfrom{_SOME}\s$")
_ENDS_TO = regex(rf"\bto{_SOME}\s$")
_BESIDE = regex(
    r",?\s(?:(?:won|yen|yuan|per|to|a|the|dollar)\s?){0,4},?\s?\(?"
    r"(?P<way>up|down|higher|lower|stronger|weaker|firmer|softer)\s(?:from|than)"
    r"(?:\s(?:a|an|the|about|some))?\s"
)
_WAYS = {"up": "up", "higher": "up", "down": "down", "lower": "down"}


_ONWARD = lazy_regex(r"(?:\s[a-z]+)?\sto\s(?:about\s|some\s)?\S?\d")


def _told_move(words: str, first: Quantity, second: Quantity, offset: int) -> _Move | None:
    """Return the direction that the words between and before two figures tell, with both."""
    between = words[first.end - offset : second.start - offset]
    if _FROM_RANGE.search(words, max(0, first.start - offset - _LEAD), first.start - offset):
        return None
    ends = _ends(words, first, second, offset)
    if ends is not None:
        begin = max(0, first.start - offset - _LEAD)
        verb = _last_direction(words[begin : ends[0]]) or _of_currency(
            words[begin : ends[0]], words
        )
        if verb is None:
            return None
        at = offset + begin
        return verb[0], (at + verb[1], at + verb[2]), ends[1], ends[2]
    beside = _BESIDE.fullmatch(between)
    if beside is None:
        return None
    way = _WAYS.get(beside["way"]) or _of_rate(
        "up" if beside["way"] in {"stronger", "firmer"} else "down", words, words
    )
    if beside["way"] in _WAYS and len(beside[0].split()) > _BARE:
        return None
    if _ONWARD.match(words, second.end - offset):
        return None  # "saves up to 15 months, from 40 to 25": the second leads on to a third
    start = first.end + beside.start("way")
    return (way, (start, start + len(beside["way"])), second, first) if way else None


_FROM_RANGE = lazy_regex(  # "to 4.25 to 4.50 percent from 5.25 to 5.50": no move within a range
    r"\bto \d[\d.,]*(?:%| per ?cent)?(?: ?(?:to|-|\u2013) ?\d[\d.,]*)(?:%| per ?cent)?,? from $"
)
_BARE = 5  # words of ", up from the"


def _ends(words: str, first: Quantity, second: Quantity, offset: int) -> _Ends | None:
    """Return the figures of "from a to b" or "to b from a" in the order of time."""
    between = words[first.end - offset : second.start - offset]
    before = words[max(0, first.start - offset - _LEAD) : first.start - offset]
    begin = max(0, first.start - offset - _LEAD)
    for link, lead, ordered in (
        (_TO, _ENDS_FROM, (first, second)),
        (_FROM, _ENDS_TO, (second, first)),
    ):
        opened = lead.search(before)
        if opened is not None and link.fullmatch(between):
            return begin + opened.start(), *ordered
    return None


def _of_currency(before: str, words: str) -> tuple[str, int, int] | None:
    """Return where the number of won a dollar goes when the won itself goes up or down."""
    clause = _CLAUSES.split(before)[-1]
    at = len(before) - len(clause)
    subject = _CURRENCY.search(clause)
    if subject is None:
        return None
    verbs = [
        (way, found)
        for way in ("stronger", "weaker")
        for found in matcher("consistency", way).finditer(clause, subject.end())
    ]
    if len(verbs) != 1 or len(clause) - verbs[0][1].end() > _NEAR_VERB:
        return None
    way, found = verbs[0]
    moved = _of_rate("up" if way == "stronger" else "down", clause, words)
    return (moved, at + found.start(), at + found.end()) if moved else None


_NEAR_VERB = 60  # code points between a verb and its figures
_CLAUSES = regex(r"[;:\u2014]|\b(?:and|but|while|whereas|when|as|that|which|who)\b")
_CURRENCY = regex(
    r"\b(?:the|its|Korea\u2019s|Japan\u2019s|China\u2019s)\s(?:\w+\s)?"
    r"(?P<name>won|yen|yuan|renminbi|rupee|rupiah|baht|peso|ringgit|lira|ruble)\b"
    r"(?![-/\u2019'])(?!\s(?:exchange\s)?rate)",
    re.IGNORECASE,
)
_PER_DOLLAR = lazy_regex(
    r"\b(?:per|to\sthe|to\sa|a|against\sthe|versus\sthe)\s(?:U\.?S\.?\s)?(?:dollar|greenback)\b"
    r"|/dollar\b|\bdollars?\b",
    re.IGNORECASE,
)


def _of_rate(way: str, clause: str, words: str) -> str:
    """Return the way of a rate told in units of a currency per dollar: a firm one needs fewer."""
    if _CURRENCY.search(clause) is None or not _PER_DOLLAR.search(words):
        return ""
    return "down" if way == "up" else "up"


_END = " to"  # which stands behind the words before an end
_MOST = lazy_regex(r"up\s+to\b", re.IGNORECASE)  # "saves up to 15 days, from 40 to 25": a limit


def _last_direction(before: str) -> tuple[str, int, int] | None:
    """Return the last word of direction before "from", if it stands close and alone."""
    clause = _CLAUSES.split(before)[-1]
    at = len(before) - len(clause)
    found = [
        (way, at + match.start(), at + match.end())
        for way in ("up", "down")
        for match in matcher("consistency", way).finditer(clause)
        if _MOST.match(clause + _END, match.start()) is None
    ]
    if len(found) != 1 or len(before) - found[0][2] > 80:
        return None
    rest = before[found[0][2] :]
    if SUBJECT.match(rest):
        return None
    if matcher("consistency", "inverse").search(clause) or regex(r"\bby\b.*\bby\b|,.*,").search(
        rest
    ):
        return None
    return found[0]


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
            begin = max(0, lead - _LEAD)
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
