"""How well two figures fit the roles of the part and the whole of a share.

Their places, their nouns and the words about them tell. What a share is said to be of ("of the
country's total exports") must be what the whole is called, by that name or another one for it.
"""

from __future__ import annotations

from collections.abc import Collection

from bongsu.audit.notation import DATE, FIGURE_SIGN
from bongsu.audit.reading.portions import of_these
from bongsu.audit.reading.relating import sides, with_synonyms
from bongsu.audit.reading.terms import Term
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import AMOUNTS, Kind
from bongsu.patterns import lazy_regex

_BESIDE = lazy_regex(
    r"[^;\ue000-\ue01f]{0,24}(?:,|\(|\u2014|\u2013| -| or| and)[^;\ue000-\ue01f]{0,24}"
)
_WHOLE = lazy_regex(
    r"\b(?:of|out of|among|total\w*|population|all|each of|every|surveyed|polled|asked|overall)"
    r"(?: (?:the|its|their|these|those|some|all))?(?: [a-z-]+){0,2} $"
)
_OF_ALL = lazy_regex(
    r"^ of (?:the |its |their |all |our )?(?:[a-z'\u2019-]+ ){0,2}?"
    r"(?P<all>workforce|population|total|portfolio|chamber|membership|electorate|budget|sample|panel|fleet|stock|whole|"
    r"respondents|staff|"
    r"residents|inhabitants|adults|votes?|turnover|sales|revenues?|seats|members|employees|all)\b"
)
OF_THEM = lazy_regex(r"^(?: [a-z-]+){0,2}? of (?:them|these|those|which|whom)\b")
OF_FIGURE = lazy_regex(r"^ of (?:the|its|their|these|those|all)? ?(?:[a-z-]+ )?[\ue000-\ue01f]")
_POINTS_BACK = lazy_regex(
    r"^(?:this|that|these|those|the (?:first|second|third|latter|former|last))\b[^,;.]*, (?:or )?$"
)


def bound(part: Term, share: Term) -> bool:
    """Whether a share stands right beside a figure, as another name for it."""
    if part.frame is not share.frame:
        return False
    start, end = sorted((part.at, share.at))
    return _BESIDE.fullmatch(part.frame.text, start + 1, end) is not None


def roles(share: Term, part: Term, whole: Term, siblings: Collection[Term]) -> float:
    """Return how well two figures fit the roles of the part and the whole of a share."""
    words = with_synonyms(content_words(share.tail[:60] + " " + share.lead[-60:]))
    return 0.5 + _as_part(part, share, words) + _as_whole(whole, part, share, words, siblings)


def _as_part(part: Term, share: Term, words: frozenset[str]) -> float:
    told = 0.5 * min(len(words & part.label), 2) if part.cell else 0.0
    if part.index > share.index:
        told -= 0.5
    if OF_THEM.match(part.tail):
        told += 0.3
    if bound(part, share):
        return told + 1.0
    if not part.cell and not bound(part, share):
        told += 0.7 * bool(_subject(share) & content_words(FIGURE_SIGN.split(part.tail[:_TAIL])[0]))
    if not part.near(share) and _one_of_several(share):
        told -= 1.0
    if part.near(share):
        back = part.index == share.index - 1 and _POINTS_BACK.search(share.lead.lower())
        return told + (0.8 if back else 0.5)
    if titled(share):
        return told + 0.6
    return told if part.cell else told - 0.5


_TAIL = 40  # code points behind a part in which it is told of whom it is: "72,000 for chips"


def _subject(share: Term) -> frozenset[str]:
    """Return the stems of whose share is told: "Manufacturing thus takes 55 percent"."""
    plain = len(share.lead) < _SUBJECT and FIGURE_SIGN.search(share.lead) is None
    return content_words(share.lead) if plain else frozenset()


_SUBJECT = 60  # code points of a subject with its verb


def _one_of_several(share: Term) -> bool:
    """Whether a sentence lists shares without amounts, whose parts are told nowhere."""
    kinds = [quantity.kind for _, quantity in share.frame.figures]
    return kinds.count(Kind.PERCENT) > 1 and not AMOUNTS.intersection(kinds)


def titled(share: Term) -> bool:
    """Whether a share stands in a heading, which sums up what is below."""
    return share.frame.evidence.article.blocks[share.block].kind is BlockKind.HEADING


def _as_whole(
    whole: Term, part: Term, share: Term, words: frozenset[str], siblings: Collection[Term]
) -> float:
    told = 0.3 * whole.near(share) + 1.0 * (whole in siblings)
    if whole.index > share.index + 1 and not whole.cell and not titled(share):
        told -= 1.0  # who tells a share has mostly told its whole
    if part.index == whole.index + 1 and of_these(part.frame) and _leads(whole):
        told += 0.8
    if _OF_MARKET.match(share.tail.lower()) and not whole.cell:
        told += 0.5 if _MARKET.search(whole.lead.lower()) else -1.0
    label = with_synonyms(whole.label)
    if _OF_BEFORE.search(whole.lead):
        told -= 1.0
    if words & label:
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
    if of_all := _OF_ALL.match(share.tail.lower()):
        named = of_all["all"] in _TOTALS and _whole_heads(share) and not unnamed(share, whole)
        return told + 0.4 * (whole.index <= share.index) + 0.5 * bool(named)
    known = whole in siblings or words & label or bound(part, share) or part.cell
    return told if known or OF_THEM.match(part.tail) else told - 0.5


def _leads(term: Term) -> bool:
    """Whether a figure is the first of its sentence, which "of these" in the next one points to."""
    return all(at >= term.at or q.kind not in AMOUNTS for at, q in term.frame.figures)


def of_other_row(share: Term, part: Term, whole: Term) -> bool:
    """Whether a part is a cell that a share does not name, and its whole no total."""
    named = content_words(share.lead) & part.label
    return part.cell and not named and not _TOTAL.search(whole.heads)


def _in_another_row(share: Term, whole: Term) -> bool:
    """Whether a share is of what a cell is not headed by: "of revenue", and the cell is profit."""
    of_all = _OF_ALL.match(share.tail.lower())
    return (
        of_all is not None
        and of_all["all"] not in _TOTALS
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
        return not _stems(of_all["all"]) & _named(whole)
    if said is None or of_all is not None or OF_FIGURE.match(share.tail):
        return False
    what = _POSSESSOR.sub("", said["what"])  # "of Hanul's output" is of output
    named = whole.nouns if what.startswith("those ") and whole.nouns else _named(whole)
    return not _stems(what) & named


def _stems(words: str) -> frozenset[str]:
    return with_synonyms(content_words(words))


def _named(whole: Term) -> frozenset[str]:
    return with_synonyms(whole.label | whole.nouns)


def unnamed(share: Term, whole: Term) -> bool:
    """Whether what a share is of is not told beside a whole: "31 percent of goods imports".

    A cell is told by its heads, and one that is called the whole need not be named again.
    """
    of_all = _OF_ALL.match(share.tail.lower())
    if whole.cell or (of_all is not None and of_all["all"] not in _TOTALS):
        return False
    before = FIGURE_SIGN.split(whole.lead)[-1].lower()
    led = _WHOLE.search(before) is not None or _TOTAL.search(before) is not None
    named = _named(whole) | _stems(before + FIGURE_SIGN.split(whole.tail)[0].lower())
    heads = _whole_heads(share)
    sided = [stem for stem in heads if stem in sides()]
    if any(named.isdisjoint(with_synonyms(frozenset([stem]))) for stem in sided):
        return True
    return bool(heads and not led and named.isdisjoint(with_synonyms(frozenset(heads))))


def _whole_heads(share: Term) -> list[str]:
    """Return the stems of what a share is said to be of: "of the country's total exports"."""
    said = _OF_WHAT.match(_dotless(share.tail))
    words = _POSSESSOR.sub("", _ENDS.split(said["what"])[0]).split() if said is not None else []
    return [stem for word in words if word not in _TOTALS for stem in content_words(word)]


_OF_MARKET = lazy_regex(
    r"^ (?:(?:global |world )?market share|(?:share )?of the (?:global |world |domestic )?market)\b"
)
_MARKET = lazy_regex(  # what all sell together, and none of them alone
    r"\b(?:global(?:ly)?|world(?:wide)?|nationwide|domestic|industry-wide|the (?:whole )?market|"
    r"total)\b[^;.]{0,90}$"
)
_TOTALS = frozenset({"total", "whole", "all"})
_OF_BEFORE = lazy_regex(
    r"\b(?:compared (?:with|to)|versus|against|up from|down from|than) [a-z ]*$"
)
_ENDS = lazy_regex(r"\b(?:from|in|to|by|at|on|for|with|over|during|and|that|who|which)\b")


def narrower(share: Term, part: Term, whole: Term) -> bool:
    """Whether a share is of something narrower than a whole, by a word that its part shares.

    "Stock mandates are 62 percent of total overseas stock investment", not of what is overseas.
    """
    of_all = _OF_ALL.match(share.tail.lower())
    if of_all is None or of_all["all"] not in _TOTALS or part.cell or whole.cell:
        return False
    named, own = _named(whole) | _stems(whole.lead), content_words(part.lead)
    return any(
        stem in own and named.isdisjoint(with_synonyms(frozenset([stem])))
        for stem in _whole_heads(share)
    )


def _dotless(words: str) -> str:
    return words.lower().replace("u.s.", "united states")


def called_so(share: Term, whole: Term) -> bool:
    """Whether what a share is said to be of is what an amount is called, or what a count counts."""
    said = _OF_WHAT.match(share.tail.lower())
    names = whole.label if whole.quantity.kind is Kind.MONEY else whole.nouns
    return said is not None and bool(_stems(said["what"]) & with_synonyms(names))


def names_both(share: Term, part: Term, whole: Term) -> bool:
    """Whether a share is told of a part by its name, and of a whole by all that it is called."""
    said = _OF_WHAT.match(share.tail.lower())
    if said is None or not _subject(share) & (part.label | content_words(part.lead)):
        return False
    plain = _ENDS.split(_POSSESSOR.sub("", said["what"]))[0]
    stems = [stem for word in plain.split() for stem in content_words(word)]
    known = _named(whole) | _stems(whole.lead)
    return bool(stems) and all(known & with_synonyms(frozenset([stem])) for stem in stems)


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
    r"(?P<what>(?:[a-z\u2019'-]++ ?){1,4})"
)
_POSSESSOR = lazy_regex(r"\b[a-z-]+(?:[\u2019']s|s[\u2019']) ")
_OF_WHICH = lazy_regex(r"\bof (?:which|whom)\b")
_TOTAL = lazy_regex(r"\b(?:total|all|whole|overall)\b")
