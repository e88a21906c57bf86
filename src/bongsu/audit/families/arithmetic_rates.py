"""A rule on rates: AR106, a rate against what it comes to over a time, a number or a base."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter

from bongsu.audit.changes.applied_rates import applied_rates
from bongsu.audit.changes.averages import averaged_findings
from bongsu.audit.changes.caps import caps_another
from bongsu.audit.changes.caps_and_periods import capped_periods
from bongsu.audit.changes.heads import head_findings
from bongsu.audit.changes.heads_and_sums import Shared, heads_and_sums
from bongsu.audit.changes.heads_far_off import heads_far_off
from bongsu.audit.changes.multiplied import multiplied
from bongsu.audit.changes.paces import Pace, paces
from bongsu.audit.changes.per_base import Base, told_per_base
from bongsu.audit.changes.quotients import quotient_findings
from bongsu.audit.changes.rates_and_totals import Mistotalled, mistotalled
from bongsu.audit.changes.rates_of_excess import excess_findings
from bongsu.audit.changes.restated_rates import restated_rates
from bongsu.audit.changes.worded_paces import worded_paces
from bongsu.audit.changes.years_taken import REST, years_taken
from bongsu.audit.findings import Finding, Severity
from bongsu.audit.notation import forms
from bongsu.audit.reading.fits import (
    fits,
    product,
    rounded,
    share_fits,
    truncated,
)
from bongsu.audit.reading.frames import frames, quantities_within
from bongsu.audit.reading.pairing import alike
from bongsu.audit.reading.wholes import is_whole
from bongsu.audit.reading.wording import as_note, sentence_at
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import about, shown
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_START = attrgetter("start")


@RULES.add("AR106", "rate-against-total", Severity.ERROR)
def ar106(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A rate times what it is a rate of does not give the total beside it."""
    told: set[int] = set()
    for found in (*worded_paces(evidence), *paces(evidence), *multiplied(evidence)):
        if found.total.start in told:
            continue

        def all_of(rate: Interval, times: Interval = found.times) -> Interval:
            return product(rate, times)

        if fits(found.total, all_of, found.rate) or _of_another(evidence, found):
            continue
        if _of_another_body(evidence, found.rate, found.total):
            continue
        if caps_another(evidence, found.rate, found.total) or is_whole(evidence, found.total):
            continue
        if _RANGE.fullmatch(evidence.text, found.rate.end, found.total.start):
            continue  # "sales of 40 billion ($27 million) to 150 billion over three years"
        if "number" in found.inputs and (
            _of_others(evidence, found) or _over_a_time(evidence, found, all_of)
        ):
            continue
        told.add(found.total.start)
        right = all_of(rounded(found.rate))
        words = evidence.words
        yield about(
            RULES["AR106"],
            evidence,
            max(found.rate, found.total, key=_START),  # what is told last was reckoned
            f"{words(found.rate)} times {shown(found.times)} is {shown(right)}, "
            f"not {words(found.total)}",
            inputs={"total": found.total, **found.inputs},
            result=right,
        )

    yield from _per_thousand(evidence)
    yield from _percent_of_amounts(evidence)
    yield from averaged_findings(evidence)
    yield from excess_findings(evidence)
    yield from _of_caps(evidence)
    for whole, rate, years in restated_rates(evidence):
        told.add(rate.start)
        yield about(
            RULES["AR106"],
            evidence,
            rate,
            f"{evidence.words(whole)} in {years:g} years is not {evidence.words(rate)} a year",
            inputs={"total": whole},
        )
    yield from (finding for finding in head_findings(evidence) if finding.start not in told)
    yield from _told_apart(evidence, told)
    yield from quotient_findings(evidence, told)


def _of_caps(evidence: Evidence) -> Iterator[Finding]:
    """Yield notes on caps that another statement gives for another period."""
    for capped in capped_periods(evidence):
        cap, other = evidence.words(capped.cap), evidence.words(capped.other)
        finding = about(
            RULES["AR106"],
            evidence,
            capped.cap,
            f"{cap} a {capped.period} does not go with {other}, and {cap} a {capped.meant} would",
            inputs={"total": capped.other},
        )
        yield as_note(finding)


def _told_apart(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    """Yield notes on totals that only words near them bind to a rate, but for those told."""
    for wrong in mistotalled(evidence):
        if _of_the_rest(evidence, wrong.total, wrong.rate):
            continue
        if not told & {wrong.total.start, wrong.rate.start}:
            told.add(wrong.total.start)
            yield as_note(_mistotalled(evidence, wrong))
    for shared in (*heads_and_sums(evidence), *heads_far_off(evidence)):
        if _of_the_rest(evidence, shared.total, shared.rate):
            continue
        if not told & {shared.total.start, shared.rate.start}:
            told |= {shared.total.start, shared.rate.start}
            yield as_note(_mistotalled(evidence, _as_told(shared)))
    yield from _applied(evidence, told)
    for taken in years_taken(evidence):
        if _of_another_body(evidence, taken.rate, taken.total):
            continue
        if not told & {taken.total.start, taken.rate.start}:
            yield as_note(
                about(
                    RULES["AR106"],
                    evidence,
                    taken.length,
                    f"{evidence.words(taken.total)} at {evidence.words(taken.rate)} each time is "
                    f"{taken.right:.3g} times, not {evidence.words(taken.length)}",
                    inputs={"rate": taken.rate, "total": taken.total},
                )
            )


def _applied(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    """Yield results that a rate told of a base does not make, but for those told."""
    for applied in applied_rates(evidence):
        inputs = {quantity.start for quantity in applied.inputs.values()}
        if told & {applied.result.start, *inputs}:
            continue
        told.add(applied.result.start)
        finding = about(
            RULES["AR106"],
            evidence,
            applied.result,
            f"{applied.said} is {shown(applied.right)}, not {evidence.words(applied.result)}",
            inputs=applied.inputs,
            result=applied.right,
        )
        yield as_note(finding)  # what is taken off or exempt may be told in any words


def _of_the_rest(evidence: Evidence, total: Quantity, rate: Quantity) -> bool:
    """Whether a total is of another body, or its sentence goes on to what is left of it."""
    if _of_another_body(evidence, rate, total):
        return True
    sentence = evidence.sentences[sentence_at(evidence, total.start)]
    return REST.search(evidence.words(sentence).lower()) is not None


def _as_told(shared: Shared) -> Mistotalled:
    return Mistotalled(
        shared.rate, shared.total, shared.number, shared.number.value or 0.0, shared.right
    )


_NAMED = lazy_regex(
    r"\b(?P<name>[A-Z][a-z]{2,})(?:\s[A-Z][a-z]+)*,?\s"
    r"(?:alone|spen[dt]s?|g[eo]ts?|received|receives|paid|pays|took|takes)\b"
)


def _of_another_body(evidence: Evidence, rate: Quantity, total: Quantity) -> bool:
    """Whether a total is told of somebody named between it and a rate, and of nobody before."""
    first, last = sorted((rate, total), key=_START)
    start = evidence.sentences[sentence_at(evidence, first.start)].start
    told = evidence.text[start : first.start]
    between = _NAMED.findall(evidence.text, first.end, last.start)
    return any(name not in told for name in between)


_AROUND = 400  # code points about a total in which another rate may explain it


_OLD = lazy_regex(r"\b(?:from|over|than|against|instead of|up on|down on)(?: the)? $")
_NEW = lazy_regex(r"\bnew\b")


def _of_another(evidence: Evidence, pace: Pace) -> bool:
    """Whether another figure than the rate, as often, comes to a total that the rate does not.

    A total of "the new rate" is not explained by the rate that it replaces.
    """
    sentence = evidence.sentences[sentence_at(evidence, pace.total.start)]
    of_new = _NEW.search(evidence.text, sentence.start, pace.total.start) is not None
    near = quantities_within(evidence, pace.total.start - _AROUND, pace.total.end + _AROUND)
    return any(
        one.start not in {pace.total.start, pace.rate.start}
        and (one.kind, one.unit) == (pace.rate.kind, pace.rate.unit)
        and one.value
        and not one.malformed
        and not (of_new and _OLD.search(evidence.text, max(0, one.start - _LEAD), one.start))
        and abs(one.value * pace.times.low / (pace.total.value or 1.0) - 1) < _DUST
        and abs(one.value * pace.times.high / (pace.total.value or 1.0) - 1) < _DUST
        for one in near
    )


_LEAD = 20  # code points before a rate in which it is told to be the old one
_RANGE = lazy_regex(r"\s(?:\([^()]*\)\s)?(?:to|and|or)\s")
_DUST = 1e-6


def _of_others(evidence: Evidence, pace: Pace) -> bool:
    """Whether a rate is that of another total and number beside them, as of another year."""
    if pace.inputs["number"].kind is Kind.COUNT and pace.inputs["number"].step < 1:
        return True  # nothing is counted in hundredths: "6.00" is a level
    near = quantities_within(evidence, pace.total.start - _AROUND, pace.rate.end + _AROUND)
    numbers = [one for one in near if one.kind is Kind.COUNT and (one.value or 0.0) > 1]
    totals = [one for one in near if (one.kind, one.unit) == (pace.total.kind, pace.total.unit)]
    return any(
        number.start != pace.inputs["number"].start
        and total.start != pace.total.start
        and fits(total, product, pace.rate, number)
        for number in numbers
        for total in totals
    )


def _over_a_time(evidence: Evidence, pace: Pace, all_of: Callable[[Interval], Interval]) -> bool:
    """Whether the total is of all of them over the time that the sentence names."""
    sentence = evidence.sentences[sentence_at(evidence, pace.total.start)]
    return any(
        one.kind is Kind.DURATION
        and one.value
        and all_of(rounded(pace.rate)).scaled(one.value).meets(rounded(pace.total))
        for one in quantities_within(evidence, sentence.start, sentence.end)
    )


def _mistotalled(evidence: Evidence, wrong: Mistotalled) -> Finding:
    words, often = evidence.words, f"{wrong.times:,.12g} times"
    return about(
        RULES["AR106"],
        evidence,
        max(wrong.rate, wrong.total, key=_START),
        f"{words(wrong.rate)} {often} is {shown(Interval(wrong.right, wrong.right))}, "
        f"not {words(wrong.total)}",
        inputs={"total": wrong.total, "rate": wrong.rate}
        | ({"number": wrong.number} if wrong.number else {}),
    )


_PER_THOUSAND = forms("arithmetic_rates", "per_thousand")
_THOUSANDS = {"thousand": 1e3, "hundred thousand": 1e5}


def _per_thousand(evidence: Evidence) -> Iterator[Finding]:
    """Yield "230,000 births in a population of 51 million, 5.4 per 1,000"."""
    seen: set[int] = set()
    for few, many, told, base in (*_in_one_sentence(evidence), *told_per_base(evidence)):
        if many.value == base:
            continue  # "4.5 births and 6.9 deaths per 1,000, a loss of 2.4 per 1,000"
        right = (rounded(few) / rounded(many)).scaled(base)
        if told.start in seen or right.meets(rounded(told)) or right.meets(truncated(told)):
            continue
        seen.add(told.start)
        words = evidence.words
        yield about(
            RULES["AR106"],
            evidence,
            told,
            f"{words(few)} of {words(many)} are {shown(right)} in {base:,.0f}, not {words(told)}",
            inputs={"part": few, "whole": many},
            result=right,
        )


def _in_one_sentence(evidence: Evidence) -> Iterator[Base]:
    for frame in frames(evidence):
        for match in (found for form in _PER_THOUSAND for found in form.finditer(frame.text)):
            counts = [frame.quantity(match, name) for name in "pw"]
            told, each = frame.quantity(match, "c"), frame.quantity(match, "k")
            if counts[0] is None or counts[1] is None or told is None:
                continue
            base = each.value if each is not None else _THOUSANDS.get(match["word"] or "")
            few, many = sorted((counts[0], counts[1]), key=lambda count: count.bounds[0])
            if base and few.bounds[0] and many.bounds[0] >= base:
                yield few, many, told, base


_OF_AMOUNT = forms("arithmetic_rates", "of_amount")
_ROOM = (0.4, 2.5)  # of the right amount: one farther off is of something else


def _percent_of_amounts(evidence: Evidence) -> Iterator[Finding]:
    """Yield "40 percent of 50 million comes to 25 million"."""
    seen: set[int] = set()
    for frame in frames(evidence):
        for match in (found for form in _OF_AMOUNT for found in form.finditer(frame.text)):
            share, base, told = (frame.quantity(match, name) for name in "cwt")
            if share is None or base is None or told is None or told.start in seen:
                continue
            pair = alike(told, base, frame)
            if pair is None or share.kind is not Kind.PERCENT or _NO_SHARE.search(match[0]):
                continue
            right = product(rounded(base), rounded(share).scaled(0.01))
            seen.add(told.start)
            if share_fits(*pair, share) or not (
                _ROOM[0] * right.low <= (told.value or 0.0) <= _ROOM[1] * right.high
            ):
                continue
            words = evidence.words
            yield about(
                RULES["AR106"],
                evidence,
                told,
                f"{words(share)} of {words(base)} is {shown(right)}, not {words(told)}",
                inputs={"share": share, "base": base},
                result=right,
            )


_NO_SHARE = lazy_regex(
    r"\b(?:more|less|higher|lower|fewer|from|than|growth|increase|decrease|rise|decline|cut|fall|"
    r"up|down|interest|per|year|annual\w*|and|but|while|or)\b"
)
