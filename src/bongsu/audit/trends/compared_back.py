"""Words of direction whose two figures stand in two places: "It was lower than the 41 of 2023".

The later figure, or the comparison, points back ("this was lower than", "that promise is trimmed
to", "short of the preceding year's"), and just one figure of the same unit can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.reading.fits import below
from bongsu.audit.reading.wording import content_words, prose, sentence_at
from bongsu.audit.trends.way_words import FALLS_BY
from bongsu.audit.trends.word_groups import group
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import (
    NO_BOUNDS,
    PERCENTS,
    Claim,
    Evidence,
    Kind,
    Quantity,
    Sentence,
    within,
)
from bongsu.patterns import lazy_regex, regex

_KINDS = frozenset({Kind.MONEY, Kind.COUNT, Kind.PERCENT, Kind.PHYSICAL, Kind.RATE, Kind.INDEX})
_COMPARABLE = _KINDS | {Kind.PERCENT_CHANGE}
_ROOM = (0.4, 2.5)  # of the earlier figure: one farther off is of something else
_NO_FACT = lazy_regex(
    r"\b(?:not|never|if|unless|would|could|should|may|might|instead|rather|respectively|won|yen|"
    r"yuan|dollar|"
    r"rank\w*|place|deficit|loss|minus|negative|growth|grew|each|average|per|target\w*|predict\w*|"
    r"expect\w*|forecast\w*)\b",
    re.IGNORECASE,
)
_NO_COMPARISON = lazy_regex(
    r"\b(?:not|never|if|unless|would|could|should|may|might|instead|rather|respectively|won|yen|"
    r"yuan|dollar|rank\w*|place|deficit|loss|minus|negative|each|than\sexpected)\b",
    re.IGNORECASE,
)
_THAN = lazy_regex(  # "The new projections are slightly above the bank's latest forecast of"
    r"(?:this|that|it|(?:the|these|those|its|both)\s(?:[\w-]+\s){0,3}?(?:figures?|totals?|sum|"
    r"amount|numbers?|count|levels?|results?|projections?|forecasts?|estimates?|outlook|readings?|"
    r"rates?|share|pace|volume|value|tally|growth|price|increase|gain)(?:\s(?:for|in|of)\s"
    r"(?:\w+\s)?[\w-]+)?),?\s(?:(?:also|still)\s)?(?:was|is|were|are|stands|stood|came\s(?:out|in)|"
    r"marks|marked|represents|represented|compares|means|meant|reflects|reflected)\s"
    r"(?:[\w-]+\s){0,3}?"
    r"(?:(?P<up>higher|more|larger|greater|bigger|up|above|rise|increase|jump|gain|growth|climb|"
    r"surge|improvement|acceleration|rebound)|"
    r"(?P<down>lower|less|fewer|smaller|down|below|drop|fall|decline|decrease|reduction|plunge|dip|"
    r"slowdown|cut|slump))\s(?:(?:than|from|on|over|against|compared\s(?:with|to))\s|"
    r"(?<=above\s)|(?<=below\s))(?:[\w'\u2019.-]+\s){0,7}?(?:US)?[$\u20ac\u00a3]?$",
    re.IGNORECASE,
)
_TO = lazy_regex(
    r"(?:\s(?:it|them|this|that|these|those|back|up|down|further|again|sharply)){0,2}\sto\s"
    r"(?:about\s|some\s|around\s|nearly\s|just\s|only\s)?$"
)
_BACK = lazy_regex(
    r"\b(?:it|them|they|those|this|these|that\s\w+\s(?:is|was|has|had|will)|the\s(?:figure|rate|"
    r"number|bill|price|sum|total|amount|level|share))\b",
    re.IGNORECASE,
)
_OBJECT = lazy_regex(
    r"\s(?:the|its|their|this|that)\s(?P<what>[a-z-]+(?:\s[a-z-]+){0,5})\sto\s"
    r"(?:about\s|some\s|around\s|nearly\s|just\s|only\s)?$"
)
_FROM = lazy_regex(r"\b(?:from|than|against|by)\b")
_LAST_YEARS = lazy_regex(
    r",?\s(?:(?P<down>short\sof|below|lower\sthan|less\sthan|fewer\sthan|smaller\sthan|under|"
    r"down\son)|"
    r"(?P<up>in\sexcess\sof|above|higher\sthan|more\sthan|larger\sthan|greater\sthan|ahead\sof|"
    r"up\son))\s"
    r"(?:(?:the|that\sof\sthe)\s(?:preceding|previous|prior|last)\syear(?:['\u2019]s)?\b(?!\s\d)|"
    r"that\sof\s(?:a|the)\syear\s"
    r"(?:before|earlier))(?!\s[a-z]+ed\b)"
)
_NEAR = 45  # code points before a verb in which what points back stands
_NOUNS = 2  # words that two figures of one measure share


class Backward(NamedTuple):
    """Words of direction, and the figures from which and to which it goes the other way."""

    start: int
    end: int
    before: Quantity
    after: Quantity


def compared_back(evidence: Evidence) -> Iterator[Backward]:
    """Yield the words of direction that an earlier figure, to which they point, denies."""
    rows = list(prose(evidence))
    periods = {claim.quantity.start: claim.period for claim in evidence.claims}
    for (before, _), (sentence, words) in pairwise(rows):
        if _REFERS.match(words) and _goes_on(evidence, before, sentence):
            yield from _than_before(evidence, before, sentence, periods)
    for place, (sentence, words) in enumerate(rows):
        figures = _figures(evidence, sentence)
        if not figures:
            continue
        last = rows[place - 1][0] if place else None
        earlier = _figures(evidence, last) if last and last.block == sentence.block else []
        for at, figure in enumerate(figures):
            lead = words[: figure.start - sentence.start]
            clause = regex(r"[;:]|,\s(?:but|while|whereas)\s").split(lead)[-1]
            if not _NO_FACT.search(clause):
                known = [*earlier, *figures[:at]]
                yield from _moved_to(evidence, sentence, lead, known, figure)
    yield from _than_last_year(evidence)


def _goes_on(evidence: Evidence, last: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence follows in the paragraph, or in the next one as news is set."""
    if last.block == sentence.block:
        return True
    kinds = {evidence.block_of(one).kind for one in (last, sentence)}
    return sentence.block - last.block == 1 and kinds == {BlockKind.PARAGRAPH}


def _figures(
    evidence: Evidence, sentence: Sentence, kinds: frozenset[Kind] = _KINDS
) -> list[Quantity]:
    return [
        q
        for q in within(evidence.quantities, sentence.start, sentence.end)
        if q.kind in kinds and q.value and not q.malformed
        if q.comparator in NO_BOUNDS
    ]


def _one_unit(first: Quantity, second: Quantity) -> bool:
    if first.kind is not second.kind or (
        first.kind is not Kind.COUNT and first.unit != second.unit
    ):
        return False
    if first.per and second.per and first.per != second.per:
        return False
    if first.kind is Kind.COUNT and first.noun and second.noun and first.noun != second.noun:
        return False
    return _ROOM[0] < (first.value or 0.0) / (second.value or 1.0) < _ROOM[1]


_REFERS = lazy_regex(r"(?:this|that|it|the|these|those|its|both)\s", re.IGNORECASE)


def _than_before(
    evidence: Evidence, last: Sentence, sentence: Sentence, periods: Mapping[int, str | None]
) -> Iterator[Backward]:
    """Yield "This was lower than 41" of the one figure of the sentence before that it may mean."""
    other = next(iter(_figures(evidence, sentence, _COMPARABLE)), None)
    if other is None:
        return
    lead = evidence.text[sentence.start : other.start]
    found = _THAN.match(lead)
    if found is None or _NO_COMPARISON.search(lead):
        return
    earlier = _figures(evidence, last, _COMPARABLE)
    same = [q for q in earlier if q.kind is other.kind and q.unit == other.unit]
    own = [q for q in same if periods.get(q.start) == periods.get(other.start) is not None]
    one = own if len(same) > 1 and len(own) == 1 else same
    signed = other.kind in PERCENTS and (
        FALLS_BY.search(evidence.words(last)) or FALLS_BY.search(evidence.words(sentence))
    )
    if len(one) == 1 and _one_unit(one[0], other) and not signed:
        way = "up" if found["up"] else "down"
        low, high = (other, one[0]) if way == "up" else (one[0], other)
        if below(high, low):
            start, end = found.span(way)
            yield Backward(sentence.start + start, sentence.start + end, other, one[0])


def _moved_to(
    evidence: Evidence, sentence: Sentence, lead: str, known: Sequence[Quantity], after: Quantity
) -> Iterator[Backward]:
    """Yield "and saw it slide to 41" of the one figure told just before."""
    if not lead.rstrip().endswith((" to", " to about", " to some", " to around", " to nearly")):
        return
    verbs = [
        (up, verb, leads)
        for up, name in ((True, "up"), (False, "down"))
        for verb in group(name).finditer(lead)
        if (leads := _TO.fullmatch(lead, verb.end()) or _OBJECT.fullmatch(lead, verb.end()))
    ]
    same = [q for q in known if q.kind is after.kind and _one_unit(q, after)]
    of_unit = [q for q in known if q.kind is after.kind and q.unit == after.unit]
    if len(verbs) != 1 or len(same) != 1 or len(of_unit) != 1:
        return
    up, verb, leads = verbs[0]
    start = max(0, verb.start() - _NEAR)
    near = lead[start : verb.end() + 8]
    if same[0].start > sentence.start:
        near = near[max(0, same[0].end - sentence.start - start) :]
    what = leads.groupdict().get("what")
    meant = _BACK.search(near) if what is None else _is_named(evidence, what, same[0])
    tail = evidence.text[after.end : min(sentence.end, after.end + _NEAR)]
    if not meant or _FROM.search(near) or regex(r"\sfrom\b").match(tail):
        return
    low, high = (same[0], after) if up else (after, same[0])
    if below(high, low):
        yield Backward(sentence.start + verb.start(), sentence.start + verb.end(), same[0], after)


def _is_named(evidence: Evidence, what: str, before: Quantity) -> bool:
    """Whether what is moved is what the words before a figure name: "raised the fare to"."""
    sentence = evidence.sentences[sentence_at(evidence, before.start)]
    named = evidence.text[sentence.start : before.start]
    words = content_words(what)
    return bool(words) and words <= content_words(named) and _FROM.search(named) is None


def _than_last_year(evidence: Evidence) -> Iterator[Backward]:
    """Yield "the margin for 2024 was 7.1 percent, short of the preceding year's" of another's."""
    for sentence, words in prose(evidence):
        for match in _LAST_YEARS.finditer(words) if "year" in words else ():
            own = [
                claim
                for claim in evidence.claims
                if sentence.start <= claim.quantity.start
                and claim.quantity.end <= sentence.start + match.start() + 2
            ]
            mine = own[-1] if own else None
            if match[0][0] != "," and mine is not None:
                beside = mine.quantity.end >= sentence.start + match.start() - 1
                if beside and " than" in match[0]:
                    continue  # "40 billion less than the year before": by how much, and no level
            if mine is None or not regex(r"\d{4}").fullmatch(mine.period or ""):
                continue
            others = [one for one in evidence.claims if _year_before(evidence, one, mine)]
            if len(others) != 1:
                continue
            before, after = others[0].quantity, mine.quantity
            up = match["up"] is not None
            low, high = (before, after) if up else (after, before)
            if below(high, low):
                span = match.span("up" if up else "down")
                yield Backward(sentence.start + span[0], sentence.start + span[1], before, after)


def _year_before(evidence: Evidence, one: Claim, mine: Claim) -> bool:
    """Whether a figure is that of the year before another, by period, unit and words before it."""
    if one.period != str(int(mine.period or 0) - 1) or one.quantity.value is None:
        return False
    if one.quantity.kind is not mine.quantity.kind or not _one_unit(one.quantity, mine.quantity):
        return False
    first, second = (
        content_words(evidence.text[max(0, c.quantity.start - _NEAR) : c.quantity.start])
        for c in (one, mine)
    )
    return len(first & second) >= _NOUNS
