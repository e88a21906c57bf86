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
from typing import NamedTuple

from bongsu.audit.notation import FIGURE_SIGN, Form
from bongsu.audit.parts.share_pairs import (
    gives_share,
    has_share,
    in_next_clause,
    made_up,
    paired,
    share_pairs,
)
from bongsu.audit.parts.share_roles import (
    bound,
    called_so,
    names_both,
    narrower,
    of_other_row,
    roles,
    titled,
    unnamed,
)
from bongsu.audit.reading.alone import stand_alone
from bongsu.audit.reading.fits import percentage, rounded, share_fits
from bongsu.audit.reading.named_pairs import PERCENT_OF, named_pairs
from bongsu.audit.reading.portions import NO_SHARE, PACE, SHARE_AHEAD
from bongsu.audit.reading.relating import forms_of, tokens
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.terms import PERCENT, Term, few_terms
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import AMOUNTS, NO_BOUNDS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_ENOUGH = 1.75  # in powers of ten
_LEAST = 0.6  # which places and words must tell of the roles, however like a slip the figure looks
_CLEAR_SAME = 1.0  # the same where the other gives the share of the same whole
_CLEAR = 0.3  # by which a pair must fit the roles better than one that gives the share
_FINE = 0.1  # percent
_ALIKE = 0.5  # by which the roles of a rival may be worse
_MOST = 24  # figures that may be parts and wholes, of an article or the paragraphs about a share
_BLOCKS = 4  # paragraphs on either side of a share in an article with more figures
_CAP = 2.5  # what a slip of the finger may count for at most
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


class Meant(NamedTuple):
    """A share that the figures which must be meant do not give."""

    part: Quantity
    whole: Quantity
    share: Quantity
    tied: bool  # the text itself binds them, and nothing else is like them near by


def shares_anywhere(evidence: Evidence) -> Iterator[Meant]:
    """Yield part, whole and share where the figures that must be meant do not give the share.

    First they are looked for by their places and roles, then by the words that they share with it;
    in the second case any two figures about it that give the share explain it.
    """
    told: set[Term] = set()
    for share, part, whole in _by_roles(evidence):
        told.add(share)
        tied = _tied(share, part, whole) and stand_alone(evidence, whole.quantity, part.quantity)
        yield Meant(part.quantity, whole.quantity, share.quantity, tied)
    for named in named_pairs(evidence):
        pair = named.first, named.second
        if (
            named.how == PERCENT_OF
            and named.result not in told
            and not has_share(pair, named.result)
        ):
            figures = (named.first.quantity, named.second.quantity, named.result.quantity)
            yield Meant(*figures, tied=False)


_POINTING = lazy_regex(
    r"\W*(?:(?:and|so|thus|hence|of|among|together|taken together) )?"
    r"(?:that|this|these|those|they|it|them|both|the (?:two|latter|former))\b",
    re.IGNORECASE,
)


def _tied(share: Term, part: Term, whole: Term) -> bool:
    """Whether a share renames a part, points back to it, or names both it and its whole."""
    if titled(share) or (part.cell and whole.cell) or names_both(share, part, whole):
        return True
    rates = [one for at, one in share.frame.figures if at < share.at and one.kind is Kind.PERCENT]
    if not rates and _follows(share, part):
        return True
    if not bound(part, share) and not _POINTING.match(share.lead):
        return False
    return part.near(share) and (whole.near(share) or whole.near(part))


def _by_roles(evidence: Evidence) -> Iterator[tuple[Term, Term, Term]]:
    """Yield share, part and whole by how well figures fit the roles of the two."""
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
            yield share, *found


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
    return any(paired(lead[-1], one) and gives_share(share, lead[-1], one) for one in every)


def _is_share(term: Term) -> bool:
    """Whether words beside a percentage or a fraction call it a share."""
    quantity = term.quantity
    fraction = quantity.kind is Kind.FRACTION
    if quantity.kind is not Kind.PERCENT and not fraction:
        return False
    if term.cell or not quantity.value or NO_SHARE.match(term.frame.text, term.at + 1):
        return False
    if _HANGUL.match(term.tail):
        return False  # "3.6% 늘었다": of a text in Korean nothing is read
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


_HANGUL = lazy_regex(r" ?[\uac00-\ud7a3]")
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
                whole
                for whole in figures
                if paired(part, whole) and gives_share(share, part, whole)
            }
    return found


def _meant(share: Term, figures: Sequence[Term], siblings: set[Term]) -> tuple[Term, Term] | None:
    figures = [one for one in figures if not one.idle or bound(one, share)]
    named = [one for one in figures if one.at < share.at and bound(one, share)]
    names = _of_one_name(named[-1], figures) if named else []
    pairs = [one for one in share_pairs(share, figures, names) if not in_next_clause(share, one[1])]
    right = [pair for pair in pairs if gives_share(share, *pair)]
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
        wholes_made = (made_up(pair[0], rest, figures) for rest in figures if rest is not pair[0])
        told += 0.3 * (pair[1] in wholes_made)
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


def _slip(share: Term, part: Term, whole: Term) -> float:
    if share.quantity.kind is Kind.FRACTION:
        return 0.0
    right = percentage(rounded(part.quantity), rounded(whole.quantity))
    return min(_CAP, surprise(share.quantity, right))
