"""Heads that something is told for each of: their number, what each gets, and what may be the sum.

Whether the three go together is asked in `heads_and_sums.py` and `heads_far_off.py`.
"""

from __future__ import annotations

from bongsu.audit.changes.paces import ALSO
from bongsu.audit.reading.terms import Term
from bongsu.audit.reading.wording import stem
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import NO_BOUNDS, Comparator, Kind
from bongsu.patterns import lazy_regex

TIME = "year|month|week|day|quarter|night"
EACH = lazy_regex(
    r"^(?: [a-z.-]+){0,5}? ?(?:each\b|apiece\b|a head\b|a piece\b|(?:(?:for|to|by) )?(?:each|"
    r"every) "
    rf"(?:of\b|single )?(?!{TIME}|hour)(?P<noun>[a-z]{{3,}})?|"
    rf"(?:per|an?|for an?) (?!{TIME}|hour|cent\b|share\b|total\b|decade|rate|result|record|"
    r"further|rise|fall|cost|sum|combined|year)(?P<one>[a-z]{3,}))"
)
_EACH_OF = lazy_regex(
    r"\b(?:each|every|per|average|single|one|an?) (?:of (?:the|its|their|these) )?"
    r"(?P<first>[a-z-]{3,})(?: (?P<noun>[a-z]{3,}))?[^.;:]{0,60}:? ?$"
)
_MORE = lazy_regex(r"^ (?:more|less|higher|lower|fewer)\b")
_CHANGED = lazy_regex(r"\b(?:by|from|than|up|down|against)(?: about| some| only)? $")
_MEAN = lazy_regex(r"\b(?:an average of|on average|averaging|averaged)\b")
_PEOPLE = """
    people persons person head capita nationals employees workers staff residents citizens Koreans
    recipients retirees members soldiers troops reservists conscripts students pupils farmers
    families households household family beneficiaries riders pensioners victims savers borrowers
    borrower seniors parents children child men women visitors passengers specialists trainees
    guests patients refugees users customers participants insured
"""
SORTS = tuple(  # words for one sort of heads: who is counted by one may be paid by another
    frozenset(stem(word) for word in words.split())
    for words in (
        _PEOPLE,
        "aircraft airplanes planes jets fighters airliners helicopters F-35s F-35As F-15Ks KF-21s",
        "ships vessels carriers tankers destroyers frigates submarines boats newbuildings",
        "homes houses apartments flats dwellings units",
        "firms companies businesses shops stores startups enterprises",
        "schools universities colleges kindergartens",
        "cars vehicles buses trucks trains",
        "tanks howitzers guns launchers missiles",
        "visitors arrivals tourists travelers passengers guests",
        "troops soldiers servicemen personnel",
    )
)


def is_number(term: Term) -> bool:
    """Whether a figure counts heads."""
    quantity = term.quantity
    counts = quantity.kind is Kind.COUNT and quantity.comparator in NO_BOUNDS
    return counts and term.value > 1 and not term.idle and bool(heads_of(term))


def is_change(term: Term) -> bool:
    """Whether a figure is how much more or less something is."""
    return bool(_MORE.match(term.tail.lower()) or _CHANGED.search(term.lead[-16:].lower()))


def may_be_sum(one: Term, rate: Term, number: Term) -> bool:
    """Whether a figure may be a sum of what a rate is of."""
    if one is rate or one is number or not one.units & rate.units or one.value <= rate.value:
        return False
    if is_change(one) and not is_change(rate):
        return False
    if one.index == rate.index and ALSO.search(one.frame.text, *sorted((rate.at, one.at))):
        return False
    if rate.quantity.kind is not Kind.COUNT:
        return True
    mine, other = (heads_of(each) for each in (rate, one))
    return not other or _of_one_sort(mine, other)


def heads_of(term: Term) -> frozenset[str]:
    """Return the stems of what a figure counts; of an item of a list, those of its label."""
    words = term.quantity.noun
    if not words and term.quantity.kind is Kind.COUNT:
        blocks = term.frame.evidence.article.blocks
        label = blocks[term.block].kind is BlockKind.ITEM and _LABEL.search(term.lead[-60:])
        behind = _NOUNS.match(term.tail[:50])
        words = label[1] if label else behind[1] if behind else ""
    return frozenset(stem(word) for word in words.lower().split())


_LABEL = lazy_regex(r"([A-Za-z][A-Za-z -]{2,50})[^:]{0,20}: $")
_NOUNS = lazy_regex(
    r" (?:more |new |additional |other |further |of the |"
    r"of its )?([A-Za-z][\w-]{2,}(?: [a-z]{3,})?)"
)


def _of_one_sort(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of stems name the same heads, or heads of one sort."""
    return bool(one & other) or any(one & sort and other & sort for sort in SORTS)


def is_each(term: Term, number: Term) -> bool:
    """Whether a sum is what each of a number gets."""
    if term.quantity.comparator is Comparator.AT_LEAST:
        return False
    heads = heads_of(number)
    if term.quantity.kind is Kind.COUNT and (heads & heads_of(term) or not term.quantity.noun):
        return False
    found = EACH.match(term.tail[:60].lower())
    if found is not None:
        noun = stem(found["noun"] or found["one"] or "")
        if not noun or _of_one_sort(frozenset({noun}), heads):
            return True
        if found["one"]:
            return False
    of = _EACH_OF.search(term.lead[-110:].lower())
    if of is not None:
        nouns = frozenset(stem(of[name]) for name in ("first", "noun") if of[name])
        return _of_one_sort(nouns, heads)
    same = term.index == number.index and number.at < term.at
    return same and _MEAN.search(f"{term.lead[-25:]}|{term.tail[:30]}".lower()) is not None
