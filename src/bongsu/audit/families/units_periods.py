"""Rules on units: UN203 figures of unlike periods set against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.known.flows import misflown
from bongsu.audit.notation import Form, form_of
from bongsu.audit.reading.frames import Frame, all_frames, frames
from bongsu.audit.reading.wording import table
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import about, related_part
from bongsu.audit.units.dated_flows import dated_flows, longer_exceeding
from bongsu.audit.units.flows_told_twice import beyond_all, flows_told_twice
from bongsu.audit.units.rhythms import clashes, unlike_periods
from bongsu.audit.units.set_against import set_against, shares_of_unlike
from bongsu.audit.units.strides import products, rates_of_two_spans, unlike_flows
from bongsu.audit.units.unlike_spans import against_annualised, unlike_spans
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import regex

_PERIOD_WORD = regex(
    r"\b(?:monthly|annual(?:ly)?|yearly|weekly|daily|hourly|quarterly|"
    r"(?:a|per|each|every) (?:month|year|week|day|hour|quarter))\b",
    re.IGNORECASE,
)
_TWO_FLOWS = form_of("units", "two_flows")
_COMPARED = regex(
    r"\b(?:compar\w+|while|whereas|against|versus|than|but|though|although)\b", re.IGNORECASE
)


@RULES.add("UN203", "period-mismatch", Severity.NOTE)
def un203(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """An amount of a stated period is compared with one of another period, or of none."""
    told: set[int] = set()
    for first, second, period, stated in (
        *_in_one_sentence(evidence),
        *_in_two(evidence),
        *_two_rates(evidence),
        *set_against(evidence),
        *shares_of_unlike(evidence),
    ):
        if second.start in told:
            continue
        told.add(second.start)
        said = f"is {stated.lower()}" if stated else "has no stated period"
        finding = about(
            RULES["UN203"],
            evidence,
            second,
            f"{evidence.words(first)} is {period.lower()} and is compared with "
            f"{evidence.words(second)}, which {said}",
            inputs={"other": first},
        )
        yield replace(finding, start=_flow_before(evidence, second))
    for one, other in clashes(evidence):
        unsaid = "" if other.months else ", which has no stated period"
        yield about(
            RULES["UN203"],
            evidence,
            other.quantity,
            f"{evidence.words(one.quantity)} {one.said} and {evidence.words(other.quantity)} "
            f"{other.said} do not go together{unsaid}".replace("  ", " "),
            inputs={"other": one.quantity},
        )
    yield from _by_arithmetic(evidence)
    yield from _of_other_flows(evidence)


def _of_other_flows(evidence: Evidence) -> Iterator[Finding]:
    """Yield amounts that are right of another period, or are told for two."""
    for flow in misflown(evidence):
        yield about(
            RULES["UN203"],
            evidence,
            flow.quantity,
            f"{evidence.words(flow.quantity)} a {flow.told} is not what is known of {flow.title}: "
            f"a {flow.meant} has so much",
            inputs={},
        )
    for one_amount, span, again, other_span in (
        *flows_told_twice(evidence),
        *beyond_all(evidence),
    ):
        yield about(
            RULES["UN203"],
            evidence,
            again,
            f"{evidence.words(again)} goes with “{other_span}” here, and "
            f"{evidence.words(one_amount)} with “{span}”",
            inputs={"other": one_amount},
        )
    for one, other_rate, span, its_span in (
        *unlike_spans(evidence),
        *against_annualised(evidence),
    ):
        yield about(
            RULES["UN203"],
            evidence,
            other_rate,
            f"{evidence.words(other_rate)} is of {its_span} and is set against "
            f"{evidence.words(one)} of {span}",
            inputs={"other": one},
        )
    told: set[frozenset[int]] = set()
    for before, after, period, other_period in (*unlike_periods(evidence), *dated_flows(evidence)):
        if frozenset((before.start, after.start)) in told:
            continue
        told.add(frozenset((before.start, after.start)))
        said = f"is of {other_period}" if other_period else "has no stated period"
        yield about(
            RULES["UN203"],
            evidence,
            after,
            f"{evidence.words(after)} {said} and is compared with "
            f"{evidence.words(before)} of {period}",
            inputs={"other": before},
        )
    for long, short in longer_exceeding(evidence):
        yield RULES["UN203"].finding_at(
            evidence.document,
            long,
            f"what is told of {evidence.words(long)} is set against that of "
            f"{evidence.words(short)}, a much shorter time",
            related=[related_part(evidence, short, "the shorter time")],
        )


def _by_arithmetic(evidence: Evidence) -> Iterator[Finding]:
    """Yield amounts and rates whose stretch of time other figures of the text deny."""
    rule, words = RULES["UN203"], evidence.words
    for result, count, price in products(evidence):
        yield about(
            rule,
            evidence,
            result.quantity,
            f"{words(result.quantity)} {result.said} does not go with {words(count.quantity)} at "
            f"{words(price.quantity)}, which come to it in another period",
            inputs={"number": count.quantity, "price": price.quantity},
        )
    for known, unknown, change in unlike_flows(evidence):
        yield about(
            rule,
            evidence,
            unknown.quantity,
            f"{words(unknown.quantity)} has no stated period: it is {words(change.quantity)} from "
            f"{words(known.quantity)} {known.said} only if it is of another",
            inputs={"other": known.quantity, "change": change.quantity},
        )
    for first, again, span, said in rates_of_two_spans(evidence):
        yield about(
            rule,
            evidence,
            again,
            f"{words(again)} is called {said} here, and is told {span} before",
            inputs={"other": first},
        )


_FLOW_WORDS = regex(
    rf"(?:\b[a-z-]+ )?\b{table('number_patterns')['parts']['flow']}\b", re.IGNORECASE
)
_REACH = 90  # code points before an amount in which its noun stands


def _flow_before(evidence: Evidence, amount: Quantity) -> int:
    """Return where the noun of an amount begins, which lacks the period: "the average income"."""
    low = max(0, amount.start - _REACH)
    before = evidence.text[low : amount.start]
    before = before[max(before.rfind(". "), before.rfind("\n")) + 1 :]
    found = list(_FLOW_WORDS.finditer(before))
    return amount.start - len(before) + found[-1].start() if found else amount.start


Compared = tuple[Quantity, Quantity, str, str]  # both amounts, the period of the first and second


def _in_one_sentence(evidence: Evidence) -> Iterator[Compared]:
    for frame in frames(evidence):
        yield from _paid_while(frame)
        for match in _TWO_FLOWS.finditer(frame.text):
            first, second = frame.quantity(match, "a"), frame.quantity(match, "b")
            if first is None or second is None or first.unit != second.unit:
                continue
            between = match["link"] + match["other"]
            own = match["other"] + frame.text[match.end("other") : match.end() + 25]
            stated = _PERIOD_WORD.search(own)
            if not _COMPARED.search(between) or (stated and _same(stated[0], match["p"])):
                continue
            if stated or not _PERIOD_WORD.search(match["link"]):
                yield first, second, match["p"], stated[0] if stated else ""


_PAID_WHILE = Form(  # "660,000 won a month, while the survey puts living costs at 1.36 million won"
    r"<a:money> ?(?:[a-z]+ ){0,2}?(?P<p>(?:a|per|each|every) (?:month|week|day|"
    r"hour))\b[^;]{0,40}?,? "
    r"(?:while|whereas|but|against|compared with|although)\b(?P<link>[^;]{0,140}?)"
    r"(?P<other>(?:[a-z-]+ ){0,3}(?:costs?|expenses?|incomes?|wages?|earnings|spending|pay|"
    r"salar(?:y|ies)|"
    r"pensions?|benefits?|rents?))\b[^;]{0,60}?<b:money>"
)
_LIKE = 6.0  # times: amounts nearer than this may be of one stretch


def _paid_while(frame: Frame) -> Iterator[Compared]:
    """Yield an amount a month with one of no stated time that is set against it."""
    for match in _PAID_WHILE.finditer(frame.text):
        first, second = frame.quantity(match, "a"), frame.quantity(match, "b")
        if first is None or second is None or first.unit != second.unit:
            continue
        own = frame.text[match.start("link") : match.end() + 25]
        low, high = sorted((first.value or 0.0, second.value or 0.0))
        if not _PERIOD_WORD.search(own) and low > 0 and high <= _LIKE * low:
            yield first, second, match["p"], ""


_RATED = Form(
    r"<a:money> ?(?:[a-z]+ ){0,2}?(?:a|per|each|every) (?P<p>month|year|week|day|hour)\b"
    r"(?P<link>~90)<b:money> ?(?:[a-z]+ ){0,2}?(?:a|per|each|every) "
    r"(?P<q>month|year|week|day|hour)\b"
)


def _two_rates(evidence: Evidence) -> Iterator[Compared]:
    """Yield "2.5 million won a month, against 36 million won a year"."""
    for frame in frames(evidence):
        for match in _RATED.finditer(frame.text):
            first, second = frame.quantity(match, "a"), frame.quantity(match, "b")
            if first is None or second is None or first.unit != second.unit:
                continue
            if match["p"] != match["q"] and _COMPARED.search(match["link"]):
                yield first, second, f"a {match['p']}", f"a {match['q']}"


_PERIODIC_LEVEL = form_of("units", "periodic_level")
_THAT_IS_LESS = form_of("units", "that_is_less")


def _in_two(evidence: Evidence) -> Iterator[Compared]:
    """Yield an amount "a month" with "that is less than the income of" the next sentence."""
    by_index = {frame.index: frame for frame in all_frames(evidence)}
    for frame in all_frames(evidence):
        match, before = _THAT_IS_LESS.search(frame.text), by_index.get(frame.index - 1)
        found = _PERIODIC_LEVEL.search(before.slim) if before is not None else None
        if match is None or before is None or found is None:
            continue
        first, second = before.quantity(found, "a"), frame.quantity(match, "b")
        if first is None or second is None or first.unit != second.unit:
            continue
        if not _PERIOD_WORD.search(frame.text):
            yield first, second, found["p"], ""


_STEMS = {"annual": "year", "yearly": "year", "daily": "day"}


def _same(stated: str, period: str) -> bool:
    stem = _STEMS.get(period.lower(), period.lower().removesuffix("ly"))
    return stem in stated.lower() or (stem == "year" and "annual" in stated.lower())
