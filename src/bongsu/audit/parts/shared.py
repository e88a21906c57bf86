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

from bongsu.audit.notation import DATE, Form
from bongsu.audit.reading.fits import percentage, reaches, rounded, share_fits
from bongsu.audit.reading.portions import NO_SHARE, PACE, SHARE_AHEAD, Portion, of_these
from bongsu.audit.reading.relating import forms_of, sides, tokens
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.terms import PERCENT, Term, few_terms
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.intervals import Interval
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Comparator, Evidence, Kind

_WHOLES = {Kind.MONEY, Kind.COUNT, Kind.PHYSICAL}
_ROOM = (0.4, 2.5)  # of the right share: one farther off is of another whole
_NEAR = (0.6, 1.7)  # of the right share: beyond it no rounding can make the two one
_ENOUGH = 1.75  # in powers of ten
_LEAST = 0.6  # which places and words must tell of the roles, however like a slip the figure looks
_CLEAR_SAME = 1.0  # the same where the other gives the share of the same whole
_CLEAR = 0.3  # by which a pair must fit the roles better than one that gives the share
_ALIKE = 0.5  # by which the roles of a rival may be worse
_MOST = 24  # figures of an article that may be parts and wholes
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
_SIGNS = lazy_regex("[\ue000-\ue01f]")
_BESIDE = lazy_regex(
    r"[^;\ue000-\ue01f]{0,24}(?:,|\(|\u2014|\u2013| -| or| and)[^;\ue000-\ue01f]{0,24}"
)
_WHOLE = lazy_regex(
    r"\b(?:of|out of|among|total\w*|population|all|each of|every|surveyed|polled|asked|overall)"
    r"(?: (?:the|its|their|these|those|some|all))?(?: [a-z-]+){0,2} $"
)
_WHOLE_OF = lazy_regex(r"[\ue000-\ue01f] of (?:the|its|their|these|those|all)? ?(?:[a-z-]+ )?$")
_OF_FIGURE = lazy_regex(r"^ of (?:the|its|their|these|those|all)? ?(?:[a-z-]+ )?[\ue000-\ue01f]")
_BOTH = lazy_regex(r"(?: [a-z-]+){1,3},? (?:and|or|plus|against|to) (?:[a-z-]+ ){0,1}")
_AGAINST = lazy_regex(r"\b(?:compar\w+|than|versus|against|while|whereas|from|to)\b")
_OF_ALL = lazy_regex(
    r"^ of (?:the |its |their |all |our )?(?:[a-z-]+ ){0,2}?(?P<all>workforce|population|total|"
    r"portfolio|chamber|membership|electorate|budget|sample|panel|fleet|stock|whole|"
    r"respondents|staff|"
    r"residents|inhabitants|adults|votes?|turnover|sales|revenues?|seats|members|employees|all)\b"
)
_OF_THEM = lazy_regex(r"^(?: [a-z-]+){0,2}? of (?:them|these|those|which|whom)\b")


def shares_anywhere(evidence: Evidence) -> Iterator[Portion]:
    """Yield part, whole and share where the figures that must be meant do not give the share."""
    every = few_terms(evidence)
    shares = [term for term in every if _is_share(term)]
    figures = [term for term in every if _may_be_part(term)]
    if not shares or not 1 < len(figures) <= _MOST:
        return
    siblings = _wholes_of(shares, figures)
    for share in shares:
        found = _meant(share, figures, siblings)
        if found is not None and not _before(share, found[0], every):
            yield found[0].quantity, found[1].quantity, share.quantity


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
    if quantity.comparator not in {Comparator.EXACT, Comparator.APPROX}:
        return False
    lead = term.lead[-60:]
    if _PRICE.search(lead.lower()) or _MOVED.search(lead) or _RANKED.search(lead.lower()):
        return False
    if _RENAMED_CHANGE.search(lead):
        return False
    if _OF.match(term.tail):
        return True
    if fraction:
        return False
    if SHARE_AHEAD.search(lead) or _OWN.search(lead.lower()):
        return True
    said = [word for _, word in tokens(_SIGNS.split(lead)[-1])][-4:]
    return any(word in forms_of("share_verbs", "share_nouns") for word in said)


def _may_be_part(term: Term) -> bool:
    return (
        term.quantity.kind in _WHOLES
        and term.value > 0
        and term.quantity.comparator in {Comparator.EXACT, Comparator.APPROX}
        and not term.quantity.per
        and not PACE.match(term.tail)
        and not _MORE_THAN.match(term.tail)
        and not _CHANGE.search(term.lead[-40:])
        and not (term.quantity.kind is Kind.MONEY and _PRICED.search(term.lead[-40:]))
    )


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
        parts = [one for one in figures if _bound(one, share)]
        for part in parts:
            found |= {
                whole for whole in figures if _paired(part, whole) and _fits(share, part, whole)
            }
    return found


def _meant(share: Term, figures: Sequence[Term], siblings: set[Term]) -> tuple[Term, Term] | None:
    figures = [one for one in figures if not one.idle or _bound(one, share)]
    pairs = [
        (part, whole)
        for part, whole in permutations(figures, 2)
        if _paired(part, whole) and not _WHOLE_OF.search(part.lead) and _based(part, whole)
    ]
    if share.lead and (opens := _OPENS.search(share.lead)):  # "of the 145 firms, 76 percent"
        pairs = [(part, whole) for part, whole in pairs if part.at != opens.start("w")]
    named = [one for one in figures if one.at < share.at and _bound(one, share)]
    pairs = [pair for pair in pairs if not _ONE_OF.match(pair[0].frame.text, pair[0].at + 1)]
    if named:
        pairs = [(part, whole) for part, whole in pairs if part is named[-1]]
    if _OF_FIGURE.match(share.tail):
        pairs = [(part, whole) for part, whole in pairs if whole.frame is share.frame]
    if share.quantity.kind is Kind.FRACTION:  # too rough and too common to tell by its place alone
        pairs = [pair for pair in pairs if pair[0].cell or _OF_THEM.match(pair[0].tail)]
    pairs = [pair for pair in pairs if _within_room(share, *pair) and not _has_share(pair, share)]
    right = [pair for pair in pairs if _fits(share, *pair)]
    wrong = [pair for pair in pairs if pair not in right]
    if not wrong:
        return None
    roles = {pair: _roles(share, *pair, siblings) for pair in pairs}
    wrong = [
        pair
        for pair in wrong
        if not _of_other_row(share, *pair) and (pair[1] in siblings or not _unnamed(share, pair[1]))
    ]
    if not wrong:
        return None
    pair = max(wrong, key=lambda pair: roles[pair] + _slip(share, *pair))
    alike = [one for one in wrong if roles[one] > roles[pair] - _ALIKE]
    wholes = {whole.value for _, whole in alike}
    rivals = len({(p.value, w.value) for p, w in alike})
    told = roles[pair] + _slip(share, *pair)
    if len(wholes) == 1 and _follows(share, pair[0]):
        told += 0.4  # whichever part is meant, its share of the one whole is another
    else:
        told -= math.log10(rivals)
    if len(pairs) == 1 and _called_so(share, pair[1]):
        told += 0.5
    if told < _ENOUGH or (roles[pair] < _LEAST and not pair[0].cell):
        return None
    clear = [_CLEAR_SAME if one[1] is pair[1] else _CLEAR for one in right]
    return (
        None if any(roles[pair] - roles[o] < c for o, c in zip(right, clear, strict=True)) else pair
    )


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
        content_words(_SIGNS.sub(" ", words).replace("U.S.", "United States"))
        for words in (share.lead, part.frame.text)
    )
    return bool(here & there)


_POINTS_BACK = lazy_regex(
    r"^(?:this|that|these|those|the (?:first|second|third|latter|former|last))\b[^,;.]*, (?:or )?$"
)


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


def _bound(part: Term, share: Term) -> bool:
    """Whether a share stands right beside a figure, as another name for it."""
    if part.frame is not share.frame:
        return False
    start, end = sorted((part.at, share.at))
    return _BESIDE.fullmatch(part.frame.text, start + 1, end) is not None


def _roles(share: Term, part: Term, whole: Term, siblings: set[Term]) -> float:
    """Return how well two figures fit the roles of the part and the whole of a share."""
    words = content_words(share.tail[:60] + " " + share.lead[-60:])
    return 0.5 + _as_part(part, share, words) + _as_whole(whole, part, share, words, siblings)


def _as_part(part: Term, share: Term, words: frozenset[str]) -> float:
    told = 0.5 * min(len(words & part.label), 2) if part.cell else 0.0
    if part.index > share.index:
        told -= 0.5
    if _OF_THEM.match(part.tail):
        told += 0.3
    if _bound(part, share):
        return told + 1.0
    if part.near(share):
        back = part.index == share.index - 1 and _POINTS_BACK.search(share.lead.lower())
        return told + (0.8 if back else 0.5)
    blocks = share.frame.evidence.article.blocks
    if blocks[share.block].kind is BlockKind.HEADING:
        return told + 0.6
    return told if part.cell else told - 0.5


def _as_whole(
    whole: Term, part: Term, share: Term, words: frozenset[str], siblings: set[Term]
) -> float:
    told = 0.3 * whole.near(share) + 1.0 * (whole in siblings)
    titled = share.frame.evidence.article.blocks[share.block].kind is BlockKind.HEADING
    if whole.index > share.index + 1 and not whole.cell and not titled:
        told -= 1.0  # who tells a share has mostly told its whole
    if words & whole.label:
        told += 0.4
    split = whole.cell and _OF_WHICH.search(part.heads) and 0 < part.index - whole.index < 3
    told += 0.5 * bool(part.cell and split)
    if _other_noun(share, whole) and not part.cell:
        told -= 0.6 if _named_amount(share, whole) else 1.0
        told -= 1.0 * (_OF_ITS.match(share.tail.lower()) is not None and whole not in siblings)
    if whole.cell and _in_another_row(share, whole):
        return told - 1.0
    if _WHOLE.search(whole.lead.lower()) or _TOTAL.search(whole.heads):
        return told + 0.5
    if _OF_ALL.match(share.tail.lower()):
        return told + 0.4 * (whole.index <= share.index)
    known = whole in siblings or words & whole.label or _bound(part, share) or part.cell
    return told if known or _OF_THEM.match(part.tail) else told - 0.5


def _of_other_row(share: Term, part: Term, whole: Term) -> bool:
    """Whether a part is a cell that a share does not name, and its whole no total."""
    named = content_words(share.lead) & part.label
    return part.cell and not named and not _TOTAL.search(whole.heads)


def _in_another_row(share: Term, whole: Term) -> bool:
    """Whether a share is of what a cell is not headed by: "of revenue", and the cell is profit."""
    of_all = _OF_ALL.match(share.tail.lower())
    return (
        of_all is not None
        and of_all["all"] not in {"total", "whole", "all"}
        and not content_words(of_all["all"]) & whole.label
        and not _TOTAL.search(whole.heads)
    )


def _other_noun(share: Term, whole: Term) -> bool:
    """Whether a share is said to be of something that a figure does not count."""
    said = _OF_WHAT.match(share.tail.lower())
    of_all = _OF_ALL.match(share.tail.lower())
    if said is not None and whole.quantity.kind is Kind.COUNT and _OF_MONEY.match(said["what"]):
        return True
    if of_all is not None and whole.index > share.index:
        return not content_words(of_all["all"]) & (whole.label | whole.nouns)
    if said is None or of_all is not None or _OF_FIGURE.match(share.tail):
        return False
    what = _POSSESSOR.sub("", said["what"])  # "of Hanul's output" is of output
    named = whole.nouns if what.startswith("those ") and whole.nouns else whole.label | whole.nouns
    return not content_words(what) & named


def _unnamed(share: Term, whole: Term) -> bool:
    """Whether what a share is of is not told beside a whole: "31 percent of goods imports".

    A cell is told by its heads, and one that is called the whole need not be named again.
    """
    said = _OF_WHAT.match(_dotless(share.tail))
    if said is None or whole.cell or _OF_ALL.match(share.tail.lower()):
        return False
    before = _SIGNS.split(whole.lead)[-1].lower()
    led = _WHOLE.search(before) is not None or _TOTAL.search(before) is not None
    named = whole.label | whole.nouns | content_words(before + _SIGNS.split(whole.tail)[0].lower())
    words = _POSSESSOR.sub("", _ENDS.split(said["what"])[0]).split()
    heads = [stem for word in words for stem in content_words(word)]
    sided = {stem for stem in heads if stem in sides()}
    return not sided <= named or bool(heads and not led and named.isdisjoint(heads))


_ENDS = lazy_regex(r"\b(?:from|in|to|by|at|on|for|with|over|during|and|that|who|which)\b")


def _dotless(words: str) -> str:
    return words.lower().replace("u.s.", "united states")


def _called_so(share: Term, whole: Term) -> bool:
    """Whether what a share is said to be of is what an amount is called, or what a count counts."""
    said = _OF_WHAT.match(share.tail.lower())
    names = whole.label if whole.quantity.kind is Kind.MONEY else whole.nouns
    return said is not None and bool(content_words(said["what"]) & names)


def _named_amount(share: Term, whole: Term) -> bool:
    """Whether a share is said to be of an amount of money that the article calls by a total."""
    return (
        whole.quantity.kind is Kind.MONEY
        and whole.block == share.block
        and _OF_SUM.match(share.tail.lower()) is not None
        and _WHOLE.search(whole.lead.lower()) is not None
    )


_OF_MONEY = lazy_regex(
    r"(?:(?:the|its|their|his|her|our|all) )?(?:[a-z-]+ )?(?:budget|turnover|revenues?|income|"
    r"spending|debt|profits?|costs?)\b"
)
_OF_ITS = lazy_regex(r"^ of (?:its|their|his|her|our) ")
_OF_SUM = lazy_regex(
    r"^ of (?:the|this|that|its|their|our) (?:[a-z-]+ )?(?:pledge|sum|package|fund|amount|money|"
    r"loan|grant|deal|commitment|envelope|bill|price|order|contract|investment|promise|aid|award|cost|"
    r"outlay|allocation|programme|program|plan|pot|purse|settlement|fee|debt|issue|total|whole)\b"
)
_OF_WHAT = lazy_regex(
    rf"^ of (?:{DATE} )?"
    r"(?!(?:them|these|those|which|whom|this|that|it|all)\b(?! [a-z]+(?:ed|ing)\b| who\b))"
    r"(?P<what>(?:[a-z\u2019'-]+ ?){1,4})"
)
_POSSESSOR = lazy_regex(r"\b[a-z-]+(?:[\u2019']s|s[\u2019']) ")
_OF_WHICH = lazy_regex(r"\bof (?:which|whom)\b")
_TOTAL = lazy_regex(r"\b(?:total|all|whole|overall)\b")
