"""Shares of a whole that is named, where the amounts of the part and of the whole stand elsewhere.

"Receipts: $30 billion", "Output: $200 billion" and "all receipts: 18% of output" have the same
names, wherever each stands. "115 billion, or 30.7 percent of revenue" has its part beside it; where
it is the share of spending, another stated whole, it names the wrong one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bongsu.audit.notation import FIGURE_SIGN
from bongsu.audit.reading.coordinated import moved
from bongsu.audit.reading.fits import percentage, rounded, share_fits
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import content_words, stem
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, NO_BOUNDS, DateMention, Evidence, Kind
from bongsu.patterns import lazy_regex

_ROOM = (0.4, 2.5)  # of the right share: one farther off is of something else
_MOST = 10  # other wholes: among more, one fits by chance
_FINE = 0.012  # of a share to its step: told so roughly, any of several wholes may give it
_OF_WHOLE = lazy_regex(
    r"^(?:\s?(?:percent|%))?\s(?:of|to)\s(?P<name>(?:(?:the|its|their|all|total|overall|this|that)\s)*"
    r"[A-Za-z][\w'\u2019-]*(?:\s(?!(?:in|for|at|by|and|or|of|to|was|were|is|are|on|from|as|while|but|this|last|"
    r"next)\b)[A-Za-z][\w'\u2019-]*){0,3})"
)
_WHAT = lazy_regex(
    r"^(?:\s?(?:percent|%))?\sof\swhat\s(?P<name>[^,.;\ue000-\ue020]{4,50}?)(?=[,.;]|$)"
)
_SAID = lazy_regex(
    r"\b(?:is|are|was|were|will be|came? to|comes to|amount\w*(?: to)?|account\w* for|"
    r"equal\w*(?: to)?|"
    r"stood at|stands at|reached|number\w*|total\w*|make\w* up|made up|represent\w*|takes? up|"
    r"took up|"
    r"therefore|thus|hence|set at|has|had|about|some|roughly|nearly|as a share|of|at|in|be)\b|"
    r"[:(,*\u2013\u2014=]|\s-\s"
)
_CUT = lazy_regex(
    r"[.;:\ue000-\ue01f]|,\s(?:and|but|while|of which)\b|\b(?:and|while|whereas|but)\b"
)
_OR = lazy_regex(
    r"^(?:\s[a-z]+){0,5}?(?:,|,?\s(?:or|which\sis|that\sis|equal\sto|equivalent\sto)|\s\(|,?\s(?:is|are|make\sup|"
    r"made\sup|were|was))\s?(?:about\s|some\s|nearly\s|only\s|just\s)?$"
)
_FREE = """total overall government governments state public national annual other tax
    nominal general
    all central whole entire amount sum year combined korea korean south country"""


class NamedShare(NamedTuple):
    """A share with its part, the whole that it names, and perhaps the one that it is of."""

    share: Term
    part: Term
    whole: Term
    right: Interval
    fitting: Term | None
    likely: bool


@cache
def _free() -> frozenset[str]:
    return frozenset(stem(word) for word in _FREE.split())


def named_shares(evidence: Evidence) -> Iterator[NamedShare]:
    """Yield shares of named wholes that the amounts of these names do not give."""
    shares: list[tuple[Term, str]] = []
    terms = few_terms(evidence)
    for term in terms:
        name = _whole_name(term)
        if name:
            shares.append((term, name))
    if not shares:
        return
    amounts = [term for term in terms if _is_amount(term)]
    for share, name in shares:
        whole_words = content_words(name)
        if not whole_words:
            continue
        beside = _beside(share, amounts)
        found = (
            _of_wrong_whole(share, beside, whole_words, amounts)
            if beside is not None
            else _of_names(share, whole_words, amounts)
        )
        if found is not None:
            yield found


def _whole_name(term: Term) -> str:
    """Return what a percentage is said to be of; nothing if it is no share."""
    quantity = term.quantity
    if quantity.kind is not Kind.PERCENT or term.cell or not term.value:
        return ""
    if quantity.comparator not in NO_BOUNDS or moved(term):
        return ""
    match = _WHAT.match(term.tail) or _OF_WHOLE.match(term.tail)
    return match["name"] if match else ""


def _is_amount(term: Term) -> bool:
    quantity = term.quantity
    plain = quantity.kind in AMOUNTS and quantity.comparator in NO_BOUNDS
    return plain and term.value > 0 and not term.idle and not quantity.per and not moved(term)


def _beside(share: Term, amounts: Sequence[Term]) -> Term | None:
    """Return the amount that a share stands behind as another name for it."""
    here = [one for one in amounts if one.frame is share.frame and one.at < share.at]
    if not here:
        return None
    gap = share.frame.text[here[-1].at + 1 : share.at]
    return here[-1] if _OR.match(gap) else None


def names_of(term: Term) -> frozenset[str]:
    """Return the stems of the words that an amount is called by in its clause."""
    return content_words(_clause(term)) | term.nouns | _behind(term)


def _clause(term: Term) -> str:
    before = FIGURE_SIGN.split(term.lead)[-1]
    cuts = [
        found.end()
        for found in _CUT.finditer(before)
        if found[0] != ":" or before[found.end() :].strip(" *$€₩")
    ]
    words = before[cuts[-1] :] if cuts else before
    return words[-_REACH:]


_REACH = 70  # code points before an amount in which it is named


_OF_WHAT = lazy_regex(
    r"^ (?:in|of|for) (?:the |its |their )?(?P<name>[a-z]+(?: [a-z]+)?)(?=[,.;]| and )"
)


def _behind(term: Term) -> frozenset[str]:
    of_what = _OF_WHAT.match(term.tail)
    if of_what is not None:
        return content_words(of_what["name"])
    if term.quantity.kind is Kind.COUNT:
        return content_words(FIGURE_SIGN.split(term.tail)[0].split(",")[0].split(" and ")[0][:30])
    return frozenset()


def _years(term: Term) -> set[str]:
    """Return the years of a sentence or a line."""
    return {
        item.edtf[:4]
        for item in term.frame.items.values()
        if isinstance(item, DateMention) and item.edtf
    }


def _same_year(one: Term, other: Term) -> bool:
    first, second = _years(one), _years(other)
    return not first or not second or bool(first & second)


def _of_wrong_whole(
    share: Term, part: Term, name: frozenset[str], amounts: Sequence[Term]
) -> NamedShare | None:
    """Return a share whose named whole does not give it, while another stated one does."""
    called: dict[float, frozenset[str]] = {}
    larger: dict[float, Term] = {}
    for one in amounts:
        if one.units & part.units and one.value > part.value:
            larger.setdefault(one.value, one)
            called[one.value] = called.get(one.value, frozenset()) | names_of(one)
    named = [
        one
        for value, one in larger.items()
        if name <= called[value] | _free() and name & called[value]
    ]
    if not named or any(share_fits(part.quantity, one.quantity, share.quantity) for one in named):
        return None
    others = [one for one in larger.values() if one not in named]
    fitting = [
        one
        for one in others
        if share_fits(part.quantity, one.quantity, share.quantity) and called[one.value] & _wholes()
    ]
    right = _right(part, named[0])
    if len(fitting) != 1 or len(named) > 1 or len(others) > _MOST or not _in_room(share, right):
        return None
    fine = share.quantity.step / share.value * len(others) <= 5 * _FINE
    return NamedShare(share, part, named[0], right, fitting[0], fine)


@cache
def _wholes() -> frozenset[str]:
    words = """spend spends spent expenditure outlays budget revenue income taxes exports imports
        assets liabilities debt sales costs population inhabitants workers workforce households
        applications applicants cases pledged investment production output demand supply total
        GDP product residents members filed reviewed received collected firms seats votes loans
        deposits trade profit consumption capacity area land voters pupils students beds"""
    return frozenset(stem(word.casefold()) for word in words.split())


def _right(part: Term, whole: Term) -> Interval:
    return percentage(rounded(part.quantity), rounded(whole.quantity))


def _in_room(share: Term, right: Interval) -> bool:
    return _ROOM[0] * right.low <= share.value <= _ROOM[1] * right.high


def _of_names(share: Term, name: frozenset[str], amounts: Sequence[Term]) -> NamedShare | None:
    """Return a share whose part and whole are stated by the names that it gives them."""
    own = _subject(share)
    if not own:
        return None
    parts = [one for one in amounts if _is_named(one, own) and _same_year(one, share)]
    wholes = [one for one in amounts if _is_whole(one, name) and _same_year(one, share)]
    pairs = [
        (part, whole)
        for part in parts
        for whole in wholes
        if part.units & whole.units and part.value != whole.value and part is not whole
    ]
    if not pairs or any(share_fits(p.quantity, w.quantity, share.quantity) for p, w in pairs):
        return None
    if len({part.value for part, _ in pairs}) > 1:
        return None
    near = [pair for pair in pairs if _in_room(share, _right(*pair))]
    if not near:
        return None
    part, whole = min(near, key=lambda pair: abs(math.log(share.value / _right(*pair).high)))
    return NamedShare(share, part, whole, _right(part, whole), None, True)


def _subject(share: Term) -> frozenset[str]:
    """Return the words that tell what a share is of the whole: its label or its subject."""
    before = FIGURE_SIGN.split(share.lead)[-1]
    pieces = [piece for piece in _SAID.split(before) if content_words(piece)]
    return content_words(pieces[0]) if pieces and len(pieces[0]) <= _REACH else frozenset()


def _is_named(term: Term, own: frozenset[str]) -> bool:
    """Whether an amount is called what a share is told of, but for words that narrow nothing."""
    pieces = [piece for piece in _SAID.split(_clause(term)) if content_words(piece)]
    told = content_words(pieces[-1] if pieces else "") | (term.nouns if not pieces else frozenset())
    if len(pieces) > 1:
        told = content_words(pieces[0])
    return bool(told & own) and not (told ^ own) - _free()


_GDP = frozenset({stem("gdp")})
_GROSS = content_words("gross domestic product")


def _is_whole(term: Term, name: frozenset[str]) -> bool:
    told = content_words(_clause(term)) | term.nouns
    if name == _GDP:
        return (told >= _GDP or told >= _GROSS) and not told & content_words("capita head growth")
    return bool(name & told) and name - _free() <= told and len(told - name - _free()) <= _LOOSE


_LOOSE = 3  # words of the sentence of a whole that are not in its name: a verb and a place
