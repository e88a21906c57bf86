"""Shares whose part and whole stand anywhere in the article, and which of its figures they are.

A share is known by its words ("made up 18 percent", "or 78 percent", "a majority of"). How well two
figures fit the roles of its part and its whole is read off from their places, their nouns and the
words before them. Nothing is said if a pair that fits the roles about as well as any gives the
share.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from bongsu.audit.notation import FIGURE_SIGN, Form
from bongsu.audit.parts.share_roles import (
    OF_FIGURE,
    OF_THEM,
    bound,
    called_so,
    narrower,
    of_other_row,
    roles,
    titled,
    unnamed,
)
from bongsu.audit.reading.fits import percentage, reaches, rounded, share_fits
from bongsu.audit.reading.portions import NO_SHARE, PACE, SHARE_AHEAD, Portion, of_these
from bongsu.audit.reading.relating import forms_of, tokens
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.terms import PERCENT, Term, few_terms
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, NO_BOUNDS, Evidence, Kind
from bongsu.patterns import lazy_regex

_ROOM = (0.4, 2.5)  # of the right share: one farther off is of another whole
_NEAR = (0.6, 1.7)  # of the right share: beyond it no rounding can make the two one
_ENOUGH = 1.75  # in powers of ten
_LEAST = 0.6  # which places and words must tell of the roles, however like a slip the figure looks
_CLEAR_SAME = 1.0  # the same where the other gives the share of the same whole
_CLEAR = 0.3  # by which a pair must fit the roles better than one that gives the share
_FINE = 0.1  # percent
_ALIKE = 0.5  # by which the roles of a rival may be worse
_MOST = 24  # figures that may be parts and wholes, of an article or the paragraphs about a share
_BLOCKS = 4  # paragraphs on either side of a share in an article with more figures
_CAP = 2.5  # what a slip of the finger may count for at most
_FRACTION_ROOM = 4.0  # percent by which words for fractions are rough
_OWN = lazy_regex(
    r"(?:\b(?:their|its|his|her|our)|(?:,|\(|\u2014|\u2013| -) ?(?:or|(?:which|that) is to say|"
    r"in other words|i\.e\.|that is|namely|meaning|equivalent to|equal to)?) $"
)
_PRICE = lazy_regex(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es)?|interest|yields?|inflation|growth|"
    r"coupons?|"
    r"rates?|discounts?|premiums?|margins?|targets?|gdp)\b"
)
RATE_LED = lazy_regex(
    r"\b(?:interest|base|policy|inflation|growth|tariff|duty|tax|exchange|mortgage|discount) rates?"
    r"\b[^,;:\ue000-\ue01f]*$"
)
_MOVED = Form("{up}|{down}|{up_noun}|{down_noun}")
_OF = lazy_regex(r"^(?: [a-z-]+)? of\b")
_WHOLE_OF = lazy_regex(r"[\ue000-\ue01f] of (?:the|its|their|these|those|all)? ?(?:[a-z-]+ )?$")
_BOTH = lazy_regex(r"(?: [a-z-]+){1,3},? (?:and|or|plus|against|to) (?:[a-z-]+ ){0,1}")
_AGAINST = lazy_regex(r"\b(?:compar\w+|than|versus|against|while|whereas|from|to)\b")


def shares_anywhere(evidence: Evidence) -> Iterator[Portion]:
    """Yield part, whole and share where the figures that must be meant do not give the share."""
    every = few_terms(evidence)
    shares = [term for term in every if _is_share(term)]
    if not shares:
        return
    figures = [term for term in every if _may_be_part(term)]
    siblings = _wholes_of(shares, figures) if len(figures) <= _MOST else set()
    for share in shares:
        about = figures if len(figures) <= _MOST else _nearest(share, figures)
        own = (
            siblings
            if len(figures) <= _MOST
            else _wholes_of([one for one in shares if abs(one.block - share.block) <= 3], about)
        )
        found = _meant(share, about, own) if len(about) > 1 else None
        if found is None or _of_one_row(evidence, *found[:2]):
            continue
        if not _before(share, found[0], every):
            yield found[0].quantity, found[1].quantity, share.quantity


def _of_one_row(evidence: Evidence, *cells: Term) -> bool:
    """Whether two cells stand in rows of one name, so that neither is a part of the other."""
    heads = []
    for term in cells:
        block = evidence.article.blocks[term.block]
        if not term.cell or block.column == 0:
            return False
        head = evidence.article.tables[block.table].rows[block.row][0]
        heads.append(evidence.words(head).strip().casefold())
    return len(set(heads)) == 1 and bool(heads[0])


def _nearest(share: Term, figures: Sequence[Term]) -> list[Term]:
    """Return the figures of the paragraphs about a share, as far as there are not too many."""
    found: list[Term] = []
    for apart in range(_BLOCKS):
        some = [one for one in figures if abs(one.block - share.block) <= apart]
        if len(some) > _MOST:
            break
        found = some
    return found


def _before(share: Term, part: Term, every: Sequence[Term]) -> bool:
    """Whether a figure right before a share makes it right, and the part that is meant not."""
    lead = [one for one in every if one.frame is share.frame and one.at < share.at]
    if not lead or part is lead[-1] or not lead[-1].value:
        return False
    return any(_paired(lead[-1], one) and _fits(share, lead[-1], one) for one in every)


def _is_share(term: Term) -> bool:
    """Whether words beside a percentage or a fraction call it a share."""
    quantity = term.quantity
    fraction = quantity.kind is Kind.FRACTION
    if quantity.kind is not Kind.PERCENT and not fraction:
        return False
    if term.cell or not quantity.value or NO_SHARE.match(term.frame.text, term.at + 1):
        return False
    if term.tail.startswith((" of that of ", " of those of ", " of what ")):
        return False  # a ratio to the like of another
    if quantity.comparator not in NO_BOUNDS:
        return False
    lead = term.lead[-60:]
    if _OWN_NOUN.search(lead):
        return False  # "was 55 billion and its current account surplus 5 percent": of that
    if _SHARE_BEHIND.match(term.tail):
        return True
    return not _led_otherwise(lead) and (
        _OF.match(term.tail) is not None
        or (not fraction and _led_as_share(lead) and not _ON_YEAR.search(term.frame.text))
    )


_OWN_NOUN = lazy_regex(r"\band (?:its|the|their) (?:[a-z]+ ){2,4}$")
_ON_YEAR = lazy_regex(r"\b(?:year-on-year|on-year|yoy|y/y)\b")  # changes, also those in brackets


def _led_otherwise(lead: str) -> bool:
    """Whether what stands before a percentage makes it a rate, a change or a rank."""
    lower = lead.lower()
    return (
        _PRICE.search(lower) is not None
        or _MOVED.search(lead) is not None
        or _RANKED.search(lower) is not None
        or _RENAMED_CHANGE.search(lead) is not None
    )


def _led_as_share(lead: str) -> bool:
    if SHARE_AHEAD.search(lead) or _OWN.search(lead.lower()):
        return True
    said = [word for _, word in tokens(FIGURE_SIGN.split(lead)[-1])][-4:]
    return any(word in forms_of("share_verbs", "share_nouns") for word in said)


def _may_be_part(term: Term) -> bool:
    return (
        term.quantity.kind in AMOUNTS
        and term.value > 0
        and term.quantity.comparator in NO_BOUNDS
        and not term.quantity.per
        and not PACE.match(term.tail)
        and not _MORE_THAN.match(term.tail)
        and not _CHANGE.search(term.lead[-40:])
        and not (term.quantity.kind is Kind.MONEY and _PRICED.search(term.lead[-40:]))
    )


_SHARE_BEHIND = lazy_regex(r" (?:[a-z]+ ){0,2}?share(?! of| price)\b")  # "a 20 percent share"
_MORE_THAN = lazy_regex(r" (?:more|fewer|less) [^,;.]{0,40}\bthan\b")  # "1,416 fewer seats than"
_RANKED = lazy_regex(r"\b(?:top|bottom|upper|lower|highest|lowest|richest|poorest|within) $")
_ABOUT = r"(?: (?:a|an|another|about|some|nearly|almost|only|just|further|additional|over))* $"
_CHANGE = lazy_regex(rf"\b(?:by|up|down){_ABOUT}")
_RENAMED_CHANGE = lazy_regex(  # "up 8 pence, or 1.3 percent"
    rf"\b(?:by|up|down){_ABOUT[:-1]}[\ue000-\ue01f](?: [a-z]+)? ?(?:,|\(|-|\u2013)(?: ?or)? ?$"
)
_PRICED = lazy_regex(rf"(?<!account )(?<!accounts )(?<!accounted )(?<!accounting )\bfor{_ABOUT}")


def _wholes_of(shares: Sequence[Term], figures: Sequence[Term]) -> set[Term]:
    """Return the wholes of which other shares of the article are right."""
    found: set[Term] = set()
    for share in shares:
        if share.units != frozenset({PERCENT}):
            continue
        parts = [one for one in figures if bound(one, share)]
        for part in parts:
            found |= {
                whole for whole in figures if _paired(part, whole) and _fits(share, part, whole)
            }
    return found


def _meant(share: Term, figures: Sequence[Term], siblings: set[Term]) -> tuple[Term, Term] | None:
    figures = [one for one in figures if not one.idle or bound(one, share)]
    named = [one for one in figures if one.at < share.at and bound(one, share)]
    names = _of_one_name(named[-1], figures) if named else []
    pairs = [one for one in _pairs(share, figures, names) if not _in_next_clause(share, one[1])]
    right = [pair for pair in pairs if _fits(share, *pair)]
    wrong = [pair for pair in pairs if pair not in right]
    sure = right and (len(names) > 1 or titled(share))
    if not wrong or sure or _settled(share, names, figures):
        return None
    told_of = {pair: roles(share, *pair, siblings) for pair in pairs}
    wrong = [
        pair
        for pair in wrong
        if not of_other_row(share, *pair)
        and (pair[1] in siblings or not unnamed(share, pair[1]))
        and not narrower(share, *pair)
    ]
    if not wrong:
        return None
    pair = max(wrong, key=lambda pair: told_of[pair] + _slip(share, *pair))
    alike = [one for one in wrong if told_of[one] > told_of[pair] - _ALIKE]
    wholes = {whole.value for _, whole in alike}
    rivals = len({(p.value, w.value) for p, w in alike})
    told = told_of[pair] + _slip(share, *pair)
    if len(wholes) == 1 and _follows(share, pair[0]):
        told += 0.4  # whichever part is meant, its share of the one whole is another
        made_up = (_made_up(pair[0], rest, figures) for rest in figures if rest is not pair[0])
        told += 0.3 * (pair[1] in made_up)
    else:
        told -= math.log10(rivals)
    if len(pairs) == 1 and called_so(share, pair[1]):
        told += 0.5
    if told < _ENOUGH or (told_of[pair] < _LEAST and not pair[0].cell):
        return None
    right = [one for one in right if one[0] is not pair[0] or not _says_roughly(one[1], pair[1])]
    clear = [
        _CLEAR_SAME if one[1] is pair[1] or one[0].frame is pair[0].frame else _CLEAR
        for one in right
    ]
    return (
        None
        if any(told_of[pair] - told_of[o] < c for o, c in zip(right, clear, strict=True))
        else pair
    )


def _pairs(share: Term, figures: Sequence[Term], names: Sequence[Term]) -> list[tuple[Term, Term]]:
    """Return the figures of which one may be the part and the other the whole of a share."""
    pairs = [
        (part, whole)
        for part, whole in permutations(figures, 2)
        if _paired(part, whole) and not _WHOLE_OF.search(part.lead) and _based(part, whole)
    ]
    if share.lead and (opens := _OPENS.search(share.lead)):  # "of the 145 firms, 76 percent"
        pairs = [(part, whole) for part, whole in pairs if part.at != opens.start("w")]
    pairs = [pair for pair in pairs if _made_up(*pair, figures) is None]
    pairs = [pair for pair in pairs if not _ONE_OF.match(pair[0].frame.text, pair[0].at + 1)]
    if names:
        pairs = [(part, whole) for part, whole in pairs if part in names]
    if OF_FIGURE.match(share.tail):
        pairs = [(part, whole) for part, whole in pairs if whole.frame is share.frame]
    if share.quantity.kind is Kind.FRACTION:  # too rough and too common to tell by its place alone
        pairs = [pair for pair in pairs if pair[0].cell or OF_THEM.match(pair[0].tail)]
    return [pair for pair in pairs if _within_room(share, *pair) and not _has_share(pair, share)]


def _made_up(part: Term, rest: Term, figures: Sequence[Term]) -> Term | None:
    """Return the figure told before two of a sentence that make it up, if there is one.

    "Of 90 children 54 were born in China; 36 were born in the North": neither is of the other.
    """
    if part.frame is not rest.frame or _BASED.search(rest.lead):
        return None
    first = min(part.quantity.start, rest.quantity.start)
    wholes = (
        one
        for one in figures
        if one.value == part.value + rest.value
        and one.units & part.units & rest.units
        and one.near(part)
        and one.quantity.start < first
    )
    return next(wholes, None)


_NEXT_CLAUSE = lazy_regex(r"(?:, (?:and|but)|; ?|, while|, whereas) (?:the |its |their )?[A-Z]")


def _in_next_clause(share: Term, whole: Term) -> bool:
    """Whether a figure stands behind a share in a clause on another: "and Chinese yards 1,421"."""
    if whole.frame is not share.frame or whole.at < share.at:
        return False
    return _NEXT_CLAUSE.search(share.frame.text, share.at, whole.at) is not None


def _settled(share: Term, names: Sequence[Term], figures: Sequence[Term]) -> bool:
    """Whether so fine a share of the figure beside it is right of any figure at all."""
    return share.quantity.step <= _FINE and any(
        share_fits(name.quantity, one.quantity, share.quantity) for name in names for one in figures
    )


def _says_roughly(rough: Term, fine: Term) -> bool:
    """Whether a figure says only roughly what another one says: "nearly 1.6 million"."""
    return (
        fine.quantity.step < 0.1 * rough.quantity.step
        and abs(fine.value - rough.value) <= 0.51 * rough.quantity.step
    )


def _of_one_name(last: Term, figures: Sequence[Term]) -> list[Term]:
    """Return a figure with the one that it tells again: "3.47 million CGT (95 ships)"."""
    told = [one for one in figures if one.frame is last.frame and one.at < last.at]
    again = told and _GLOSS.fullmatch(last.frame.text, told[-1].at + 1, last.at)
    return [told[-1], last] if again else [last]


_GLOSS = lazy_regex(r"(?: [a-z]+){0,3} \((?:or |about )?[$€£¥]?")
_BASED = lazy_regex(r"\b(?:out of|of|among) (?:the |its |their |these |those |all )?$")
_ONE_OF = lazy_regex(  # "20 percent (male 2,680 / female 2,571)": a share of both
    r" ?/ ?(?:[a-z]+ )?[\ue000-\ue01f]"
)
_INFERRED = lazy_regex(
    r"\b(?:hence|thus|therefore|accordingly|consequently|which means|meaning|so that|it follows|"
    r"that is to say|which is to say|in other words|that makes|which makes)\b|^so\b"
)


def _follows(share: Term, part: Term) -> bool:
    """Whether a share is inferred from what the sentence of a part says of the same thing."""
    if not _INFERRED.search(share.frame.text.lower()):
        return False
    here, there = (
        content_words(FIGURE_SIGN.sub(" ", words).replace("U.S.", "United States"))
        for words in (share.lead, part.frame.text)
    )
    return bool(here & there)


def _has_share(pair: tuple[Term, Term], share: Term) -> bool:
    """Whether another percentage beside the part is the share, to the places shown."""
    part, whole = pair
    right = 100 * part.value / whole.value
    return any(
        one.kind is Kind.PERCENT
        and one.start != share.quantity.start
        and one.value not in {None, share.value}
        and abs(right - (one.value or 0.0)) <= 0.51 * one.step
        for _, one in part.frame.figures
    )


def _paired(part: Term, whole: Term) -> bool:
    return (
        bool(part.units & whole.units)
        and part.value < whole.value
        and not (part.frame is whole.frame and (_compared(part, whole) or of_these(part.frame)))
        and (
            part.quantity.unit == whole.quantity.unit
            or part.quantity.kind is not Kind.COUNT
            or not part.quantity.noun
            or not whole.quantity.noun
            or part.near(whole)
        )
    )


_OPENS = lazy_regex(
    r"\bof (?:the|these|those|its|their|our) (?P<w>[\ue000-\ue01f])[^,;\ue000-\ue01f]*, $",
    re.IGNORECASE,
)
_OUT_OF = lazy_regex(r"(?: [a-z]+)?(?: out)? of (?:the |its |their |all )?(?P<w>[\ue000-\ue01f])")


def _based(part: Term, whole: Term) -> bool:
    """Whether a whole is the one that a part names itself, if it names one: "680 out of 2,403"."""
    named = _OUT_OF.match(part.frame.text, part.at + 1)
    return named is None or (whole.frame is part.frame and whole.at == named.start("w"))


def _compared(part: Term, whole: Term) -> bool:
    """Whether two figures are set against each other, so that neither is of the other."""
    start, end = sorted((part.at, whole.at))
    if _BOTH.fullmatch(part.frame.text, start + 1, end):
        return True  # "120 men and 180 women"
    return _AGAINST.search(part.frame.text, start, end) is not None


def _fits(share: Term, part: Term, whole: Term) -> bool:
    told = share.value * (100 if share.quantity.kind is Kind.FRACTION else 1)
    if not _NEAR[0] * part.value <= told / 100 * whole.value <= _NEAR[1] * part.value:
        return False
    if share.quantity.kind is Kind.FRACTION:
        value = 100 * share.value
        near = Interval(value - _FRACTION_ROOM, value + _FRACTION_ROOM)
        return reaches(near, percentage, part.quantity, whole.quantity)
    return share_fits(part.quantity, whole.quantity, share.quantity)


def _within_room(share: Term, part: Term, whole: Term) -> bool:
    right = 100 * part.value / whole.value
    told = share.value * (100 if share.quantity.kind is Kind.FRACTION else 1)
    return _ROOM[0] * right <= told <= _ROOM[1] * right


def _slip(share: Term, part: Term, whole: Term) -> float:
    if share.quantity.kind is Kind.FRACTION:
        return 0.0
    right = percentage(rounded(part.quantity), rounded(whole.quantity))
    return min(_CAP, surprise(share.quantity, right))
