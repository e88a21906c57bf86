"""Rules on how numbers are written: NU401 malformed, NU402 scale mixed, NU403 false precision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.known.misscaled import misscaled
from bongsu.audit.reading.bracketed import bracketed_slips
from bongsu.audit.reading.bracketed_parts import parts_in_other_scales
from bongsu.audit.reading.frames import frames
from bongsu.audit.reading.goals import goals_in_other_scales
from bongsu.audit.reading.included import in_other_scales
from bongsu.audit.reading.pairing import Movement, movements
from bongsu.audit.reading.wording import as_note, sentence_at
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import about, shown
from bongsu.audit.units.implied_wholes import misscaled_amounts
from bongsu.audit.units.miswritten import miswritten
from bongsu.audit.units.odd_scales import odd_scales
from bongsu.audit.units.parts_beyond import parts_beyond
from bongsu.audit.units.results_in_scale import results_in_scale
from bongsu.audit.units.scale_steps import records_in_other_scales, scale_steps
from bongsu.audit.units.scale_twins import scale_twins
from bongsu.audit.units.scales import Slip, slips_of_scale
from bongsu.audit.units.too_exact import too_exact
from bongsu.audit.units.unit_prices import prices_of_many
from bongsu.audit.units.written_elsewhere import footnoted, in_other_language
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_YEARS = lazy_regex(r"(?:19|20)\d\d(?:,(?:19|20)\d\d)+")  # "in 2012,2013": a list without its blank


_LAKHS = lazy_regex(r"\d{1,2}(?:,\d{2})+,\d{3}")
_INDIA = lazy_regex(r"\b(?:India\w*|crores?|lakhs?|Rs)\b")


def _is_indian(evidence: Evidence, written: str) -> bool:
    """Whether a number is grouped as in India, in a text on India: "1,57,706"."""
    article = evidence.article
    if not _LAKHS.fullmatch(written):
        return False
    return _INDIA.search(evidence.text, article.start, article.end) is not None


@RULES.add("NU401", "malformed-number", Severity.ERROR)
def nu401(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A number is written so that nobody can say what it is: "50,0000"."""
    rule = RULES["NU401"]
    for quantity in evidence.quantities:
        if quantity.malformed:
            written = evidence.words(quantity)
            if _YEARS.fullmatch(written) or _is_indian(evidence, written):
                continue
            if in_other_language(evidence, quantity) or footnoted(evidence, quantity):
                continue
            yield rule.finding_at(
                evidence.document,
                quantity,
                f"{written} is no number: its digits are grouped wrongly",
                evidence={"written": written},
            )
    read = {quantity.start for quantity in evidence.quantities if quantity.malformed}
    for start, end in miswritten(evidence):
        written = evidence.text[start:end]
        if not any(start <= at < end for at in read):
            yield rule.finding(
                evidence.document,
                start,
                end,
                f"{written} is no number: a sign in it is out of place",
                evidence={"written": written},
            )


def _against_gdp(evidence: Evidence) -> Iterator[Finding]:
    """Yield amounts that their share of GDP shows to be of another scale."""
    for amount, share, times in misscaled_amounts(evidence):
        yield about(
            RULES["NU402"],
            evidence,
            amount,
            f"{evidence.words(amount)} as {evidence.words(share)} of GDP makes GDP "
            f"{times:,.3g} times what the other shares make it",
            inputs={"share": share},
        )


_THOUSAND = (300.0, 3000.0)  # about a thousand times: one scale word is another than the next
_MULTIPLES = lazy_regex(
    r"(?:fold|times|multipl\w+|from scratch|virtually nothing)\b", re.IGNORECASE
)


@RULES.add("NU402", "scale-mixed", Severity.WARNING)
def nu402(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Two levels of one measure lie a thousand times apart: "million" for "billion"."""
    mixed = [movement for movement in movements(evidence) if _mixed(movement)]
    for movement in mixed:
        words = evidence.words
        yield about(
            RULES["NU402"],
            evidence,
            movement.after,
            f"{words(movement.before)} and {words(movement.after)} are levels of one measure "
            "and lie about a thousand times apart",
            inputs={"before": movement.before},
        )
    told = {level.start for one in mixed for level in (one.before, one.after)}
    for slip in _slips(evidence, told):
        at = slip[0]
        if evidence.text[: at.start][-3:] == "by " or _MORE.match(evidence.text, at.end):
            continue  # the amount of a change, which no levels need to bear out
        yield _misfit(evidence, slip)
        told.add(slip[0].start)
    for slip in results_in_scale(evidence):
        if not {one.start for one in (slip[0], *slip[1])} & told:
            told.add(slip[0].start)
            yield _misfit(evidence, slip)
    yield from _against_gdp(evidence)
    yield from _against_the_known(evidence, context, told)


def _against_the_known(evidence: Evidence, context: Context, told: set[int]) -> Iterator[Finding]:
    """Yield figures whose scale what is known of their like denies."""
    words = evidence.words
    for price, number, meant in prices_of_many(evidence):
        if price.start not in told:
            told.add(price.start)
            finding = about(
                RULES["NU402"],
                evidence,
                price,
                f"{words(price)} for {words(number)} is no price of such: "
                f"{shown(Interval(meant, meant))} would be",
                inputs={"number": number},
            )
            yield as_note(finding)
    for suspect, other, meant in (*parts_beyond(evidence), *odd_scales(evidence)):
        if not {suspect.start, other.start} & told:
            told.add(suspect.start)
            yield as_note(_misfit(evidence, (suspect, [other], meant)))
    for found in misscaled(evidence, context.day(evidence)):
        if found.quantity.start not in told:
            finding = about(
                RULES["NU402"],
                evidence,
                found.quantity,
                f"{words(found.quantity)} is of another scale than what is known of it "
                f"({found.title}): {shown(Interval(found.meant, found.meant))} would go with that",
                inputs={},
            )
            yield finding if found.sure else as_note(finding)


_MORE = lazy_regex(r"\s(?:more|less|higher|lower|fewer|up|down|above|below)\b")


def _misfit(evidence: Evidence, slip: Slip) -> Finding:
    figure, others, meant = slip
    words = evidence.words
    return about(
        RULES["NU402"],
        evidence,
        figure,
        f"{words(figure)} does not go with {' and '.join(words(other) for other in others)}: "
        f"{shown(Interval(meant, meant))} would",
        inputs={f"other {number}": other for number, other in enumerate(others, 1)},
    )


def _slips(evidence: Evidence, told: set[int]) -> Iterator[Slip]:
    """Yield figures of another scale than they should be, each once.

    A twin of a figure that has been told already says nothing new.
    """
    firm = (
        *slips_of_scale(evidence),
        *((before, [after], meant) for before, after, meant in bracketed_slips(evidence)),
        *(
            (whole, [part], meant)
            for frame in frames(evidence)
            for whole, part, meant in in_other_scales(frame)
        ),
        *parts_in_other_scales(evidence),
        *goals_in_other_scales(evidence),
        *((small, [large], meant) for small, large, meant in scale_steps(evidence)),
        *((part, [whole], meant) for part, whole, meant in records_in_other_scales(evidence)),
    )
    seen: set[int] = set()
    for figure, others, meant in firm:
        if figure.start not in seen:
            seen.add(figure.start)
            yield figure, others, meant
    seen |= told
    for figure, others, meant in scale_twins(evidence):
        if _PART.match(evidence.words(evidence.sentences[sentence_at(evidence, figure.start)])):
            continue  # "of this, 99.7 billion goes to vaccines": however small
        if not {figure.start, others[0].start} & seen:
            seen |= {figure.start, others[0].start}
            yield figure, others, meant


_PART = lazy_regex(r"\W*(?:[Oo]f|[Aa]mong) (?:this|that|these|those|it|them|which)\b")


def _mixed(movement: Movement) -> bool:
    first, second = movement.before.value, movement.after.value
    if not first or not second or movement.before.kind not in AMOUNTS:
        return False
    if movement.before.kind is Kind.COUNT and min(first, second) < 1000:
        return False
    times = max(first, second) / min(first, second)
    near = movement.frame.text[max(0, movement.start - 60) : movement.end + 60]
    if any(
        change.value and change.kind is Kind.PERCENT_CHANGE and change.value > 900
        for change in movement.changes
    ):
        return False
    return _THOUSAND[0] <= times <= _THOUSAND[1] and not _MULTIPLES.search(near)


_PRICE = 10_000
_DIGITS = 5  # shown by a figure that is called approximate


@RULES.add("NU403", "false-precision", Severity.NOTE)
def nu403(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A figure is called approximate and is given to five digits or more, or follows from such."""
    for quantity in evidence.quantities:
        digits = _significant(quantity, evidence.words(quantity))
        if digits >= _DIGITS and quantity.value and _is_hedged(evidence, quantity):
            yield RULES["NU403"].finding_at(
                evidence.document,
                quantity,
                f"{evidence.words(quantity)} is called approximate and shows {digits} digits",
                evidence={"digits": digits},
            )

    for quantity, inputs in too_exact(evidence):
        words = evidence.words
        basis = f", which are rough: {' and '.join(map(words, inputs))}" if inputs else ""
        yield about(
            RULES["NU403"],
            evidence,
            quantity,
            f"{words(quantity)} is more exact than the figures behind it{basis}",
            inputs={f"input {number}": each for number, each in enumerate(inputs, 1)},
        )


_PERHAPS = lazy_regex(
    r"\b(?:more or less|very roughly|in round numbers|give or take|perhaps|maybe|possibly|"
    r"presumably|an estimated|a rough(?:ly)?|by one guess|"
    r"on a rough count|"
    r"in the order of|in the region of|in the neighbou?rhood of|or so)\b[^,;.\d]{0,12}$",
    re.IGNORECASE,
)


def _is_hedged(evidence: Evidence, quantity: Quantity) -> bool:
    """Whether a text calls a figure approximate."""
    if quantity.comparator is Comparator.APPROX:
        return True
    lead = evidence.text[max(0, quantity.start - 50) : quantity.start]
    exact = quantity.comparator is Comparator.EXACT
    behind = _OR_SO.match(evidence.text, quantity.end)
    return exact and (_PERHAPS.search(lead) is not None or behind is not None)


_OR_SO = lazy_regex(
    r"\s(?:[a-z]+\s)?or\sso\b|(?:\s[a-z]+)?,\s(?:give\sor\stake|more\sor\sless|roughly|approximately|or\sthereabouts)\b"
)


def _significant(quantity: Quantity, written: str) -> int:
    number = regex(r"\d[\d,]*(?:\.\d+)?").search(written)
    if number is None:
        return 0
    if quantity.kind is Kind.MONEY and "." in number[0] and (quantity.value or 0) < _PRICE:
        return 0  # prices are told to the cent
    if "." not in number[0]:
        return len(number[0].replace(",", "").strip("0"))
    return len(number[0].replace(",", "").replace(".", "").lstrip("0"))
