"""Amounts a head beside the amounts of all: what a share of one in many comes to.

"GDP of 1.87 trillion", "a population of 51.7 million" and "GDP per capita of 46,129" are three
figures of which any two give the third; so are the heads of a sentence, what they got together, and
what each got. An amount for a whole country that is no more than one person has lacks its "a head",
and one for a person that only a country has does not need it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bongsu.audit.findings import Finding
from bongsu.audit.reading.fits import fits, product, rounded
from bongsu.audit.reading.frames import Frame, frames
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import as_note
from bongsu.audit.rules import RULES
from bongsu.audit.telling import about, shown
from bongsu.evidence.mentions import NO_BOUNDS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

Heads = tuple[Quantity, Quantity, Quantity]  # amount a head, number of heads, amount of all

_ALL = r"(?:gdp|gni|gnp|gross (?:domestic product|national (?:income|product))|national income)"
_TAKEN = (
    r"(?: \([a-z]+\))?(?: (?:of|at|was|is|stood|reached|reaches|came|comes|to|rose|fell|grew|"
    r"amounted|amounts|"
    r"totaled|totalled|worth|hit|just|only|about|some|around|nearly|almost|over|more|than|in|"
    r"\ue020))* $"
)
_WHOLE = lazy_regex(rf"(?<!per )\b{_ALL}{_TAKEN}")
_EACH = lazy_regex(
    rf"\b(?:(?:{_ALL})(?: \([a-z]+\))? (?:per (?:capita|head|person)|a head)|"
    rf"per[- ]capita (?:{_ALL}|income))"
    rf"{_TAKEN}"
)
_A_HEAD = lazy_regex(r"\b(?:per[- ](?:capita|head|person|worker|hour)|a head|hourly|each)\b")
_PEOPLE = lazy_regex(
    r"\bpopulation(?: \([^()]*\))?(?: of| is| was| stood at| reached| at)?(?: about| some)? $"
)
_PARITY = lazy_regex(r"\b(?:PPP|purchasing[- ]power|constant|real)\b")
_LEAST_OF_ALL = 1e7  # in US dollars: no economy is smaller
_MOST_OF_ONE = 1e6  # nobody has more on average
_CURRENCY = {"USD": 1.0, "KRW": 1e3, "JPY": 1e2, "EUR": 1.0, "CNY": 7.0}
_OFF = 0.12  # of what it should be: GDP and population are seldom of the very same date


def heads_left_out(evidence: Evidence) -> Iterator[tuple[Quantity, bool]]:
    """Yield amounts that only one person, or only a country, can have, and which of the two."""
    for term in few_terms(evidence):
        if term.quantity.kind is not Kind.MONEY or term.quantity.unit not in _CURRENCY:
            continue
        amount = term.value / _CURRENCY[term.quantity.unit]
        lead = term.lead.lower()
        if (
            0 < amount < _LEAST_OF_ALL / 10
            and _WHOLE.search(lead)
            and (not _near_head(term) or _beside_all(term, few_terms(evidence)))
        ):
            yield term.quantity, True
        if amount > _MOST_OF_ONE and _EACH.search(lead):
            yield term.quantity, False


def _near_head(term: Term) -> bool:
    """Whether the paragraph, or the title, says that amounts are those of one head."""
    evidence, block = term.frame.evidence, term.frame.evidence.article.blocks[term.block]
    title = evidence.words(evidence.article.blocks[0]) if evidence.article.blocks else ""
    said = f"{evidence.text[block.start : term.quantity.start]} {term.tail[:40]} {title}"
    return _A_HEAD.search(said.lower()) is not None


def _beside_all(term: Term, every: Sequence[Term]) -> bool:
    """Whether the paragraph calls a sum by that name that is far more than one head has."""
    if _A_HEAD.search(f"{term.lead[-_NEAR:]} {term.tail[:40]}".lower()):
        return False
    return any(
        one.block == term.block
        and one.quantity.unit == term.quantity.unit
        and one.value > _HEADS * term.value
        and _WHOLE.search(one.lead.lower()) is not None
        for one in every
    )


_NEAR, _HEADS = 80, 1e5  # code points before an amount; heads of the smallest country


def per_capita(evidence: Evidence) -> Iterator[Heads]:
    """Yield an amount a head with the population and the amount of all that do not make it."""
    every = few_terms(evidence)
    heads = [
        one for one in every if one.quantity.kind is Kind.COUNT and _PEOPLE.search(one.lead.lower())
    ]
    alls = [one for one in every if _is_money(one) and _WHOLE.search(one.lead.lower())]
    if len({one.value for one in heads}) != 1 or _PARITY.search(evidence.text):
        return
    for one in every:
        if not _is_money(one) or not _EACH.search(one.lead.lower()):
            continue
        same = [each for each in alls if each.quantity.unit == one.quantity.unit]
        if len({each.value for each in same}) != 1:
            continue
        right = same[0].value / heads[0].value
        if right and _OFF < abs(one.value / right - 1) < 1.0:
            yield one.quantity, heads[0].quantity, same[0].quantity


def _is_money(term: Term) -> bool:
    return (
        term.quantity.kind is Kind.MONEY and term.quantity.comparator in NO_BOUNDS and not term.cell
    )


_FOR_ONE = lazy_regex(
    r" ?(?:each\b|apiece\b|(?:per|a|an|for each|for every) (?!year|month|week|day|quarter|hour|"
    r"share|cent\b)"
    r"(?P<noun>[a-z]{3,}))"
)
_RENAMES = lazy_regex(
    r"(?:,|\(|\u2014|\u2013|;|\bcomes? to|\bcame to|\bworks out (?:at|to)|\bmeans|"
    r"\bmaking)(?: or| that is| i\.e\.,?| which is| about| some| equal to)* $"
)
_ASIDE = lazy_regex(
    r"\b(?:than|from|up|down|another|average|compared|against|more|less|if|would)\b"
)
_ROOM = (0.04, 25.0)  # of the product


def heads_of_sentences(evidence: Evidence) -> Iterator[Heads]:
    """Yield "the 1,000 workers got 3.6 million won, 36,000 won each" where that is not so."""
    for frame in frames(evidence):
        found = _of(frame)
        if found is not None:
            yield found


def _of(frame: Frame) -> Heads | None:
    rates = [
        at for at, q in frame.figures if q.kind is Kind.MONEY and _FOR_ONE.match(frame.text, at + 1)
    ]
    if len(rates) != 1 or _ASIDE.search(frame.text.lower()):
        return None
    rate = frame.reckoned(rates[0])
    sums = [
        q
        for at, q in frame.figures
        if at < rates[0] and rate is not None and (q.kind, q.unit) == (rate.kind, rate.unit)
    ]
    counts = [q for _, q in frame.figures if q.kind is Kind.COUNT and q.noun]
    if rate is None or len(sums) != 1 or len(counts) != 1 or not rate.value:
        return None
    if not _RENAMES.search(frame.text[: rates[0]]) or counts[0].value is None:
        return None
    total = sums[0]
    if total.comparator not in NO_BOUNDS or fits(total, product, rate, counts[0]):
        return None
    near = (total.value or 0.0) / (rate.value * counts[0].value) if counts[0].value else 0.0
    return (rate, counts[0], total) if _ROOM[0] < near < _ROOM[1] else None


def head_findings(evidence: Evidence) -> Iterator[Finding]:
    """Yield findings on amounts a head that do not go with those of all."""
    words = evidence.words
    for rate, heads, total in heads_of_sentences(evidence):
        right = rounded(rate) * rounded(heads)
        yield about(
            RULES["AR106"],
            evidence,
            rate,
            f"{words(rate)} {shown(rounded(heads))} times is {shown(right)}, not {words(total)}",
            inputs={"heads": heads, "total": total},
            result=right,
        )
    for rate, heads, total in per_capita(evidence):
        right = rounded(total) / rounded(heads)
        yield as_note(
            about(
                RULES["AR106"],
                evidence,
                rate,
                f"{words(total)} for {words(heads)} is {shown(right)} a head, not {words(rate)}",
                inputs={"heads": heads, "total": total},
                result=right,
            )
        )
    for amount, of_one in heads_left_out(evidence):
        told = (
            "is what one head has, and not all" if of_one else "is what all have, and not one head"
        )
        yield as_note(about(RULES["AR106"], evidence, amount, f"{words(amount)} {told}", inputs={}))
