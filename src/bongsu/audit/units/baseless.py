"""Shares that do not say of what they are, where the text leaves more than one whole, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.notation import DATE
from bongsu.audit.reading.fits import share_fits
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.placed import Placed, labels, of_one_measure, placed
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import AMOUNTS, PERCENTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_SHARED = lazy_regex(
    r"\b(?:account(?:s|ed|ing)?(?: for)?|represent(?:s|ed|ing)?|ma(?:k(?:e|es|ing)|de) up|"
    r"(?:takes?|taking|took|fills?|filled) up|com(?:e|es|ing) to|came to|runs? to|ran to|"
    r"(?:must|should|has to|have to|needs? to|may|can|to) (?:carry|cover|represent|reach|confer)|"
    r"absorb(?:s|ed)?|covers?|covered|occup(?:y|ies|ied)|contribut(?:e|es|ed)|suppl(?:y|ies|ied)|"
    r"constitut(?:e|es|ed|ing)|compris(?:e|es|ed|ing)|form(?:s|ed)?|took|claim(?:s|ed)|"
    r"(?:share|proportion|portion|percentage|weight|part|fraction)(?: (?:now|then|thus))? "
    r"(?:was|is|were|are|stood at|came to|reached|amounted to|rose to|fell to)|"
    r"(?:they|these|those|it|this) (?:stood at|came to|amounted to|reached)|"
    r"(?:equal(?:s|led|ling)? to|equivalent to|corresponding to|correspond(?:s|ed) to|amounting to|"
    r"(?:a|the) (?:share|proportion|portion|weight|fraction|ratio) of|takes?|taking|buys?|bought|"
    r"receives?d?|gets?|got|absorbing|generat(?:e|es|ed|ing)|provid(?:e|es|ed|ing)|deliver(?:s|"
    r"ed)?|"
    r"produc(?:e|es|ed|ing))|"
    r"(?:to )?(?:hold|holds|held|holding|own|owns|owned|owning))(?: (?:about|around|some|"
    r"nearly|almost|"
    r"roughly|only|just|over|more than|less than|at least|a full|an estimated|exactly|a mere|"
    r"a further|"
    r"an? (?:all-time|record)(?:[- ](?:high|low))?|a hefty|as much as|up to|close to))* $",
    re.IGNORECASE,
)
_OPEN = lazy_regex(
    r"(?: or (?:more|less)| today| now| last year| in [^,;.]{1,12}| at most)?"
    r"(?:[,;.:)]|$| (?:and|but) (?:[a-z]+ed|rose|fell|was|were|is|are)\b|"
    r" (?:and|while|against) (?:the )?(?:[a-z]+ ){1,2}(?:(?:about|some|only|"
    r"just) )?[\ue000-\ue01f](?! of\b))"
)
_OF = lazy_regex(
    r"[\ue000-\ue01f] of [a-z]|\b(?:of (?:the|these|those|all|them|which|whom|its|their|our|"
    r"this|every|total|\ue000-\ue01f)|"
    r"out of|among|amongst|(?:share|proportion|part|percentage|portion|weight|rate|ratio|"
    r"growth|margin|"
    r"inflation|unemployment|turnout|support|approval|interest|stake|index) (?:of|in) [a-z]|"
    r"market share|"
    r"by (?:value|volume|weight|heat|number))\b",
    re.IGNORECASE,
)
_RATE = lazy_regex(
    r"\b(?:rate|rates|ratio|growth|margin|yield|inflation|turnout|return|tariffs?|dut(?:y|ies)|"
    r"interest|coupons?|fees?|tax(?:es)?|lev(?:y|ies)|discounts?|premiums?|probability|chance|"
    r"loans?|"
    r"bonds?|notes?|increases?|decreases?|rises?|falls?|gains?|unemployment|humidity|alcohol)\b",
    re.IGNORECASE,
)
_TWO = 2


def shares_without_base(evidence: Evidence) -> Iterator[Quantity]:
    """Yield the shares of an article that leave open what they are a share of."""
    before: Frame | None = None
    every = placed(evidence)
    for frame in all_frames(evidence):
        for at, share in frame.figures:
            share_like = share.kind is Kind.PERCENT or _TAKEN_UP.search(frame.text[:at])
            told = share_like and share.value and frame.reckoned(at) is not None
            if told and _points_to_rate(frame, at, before):
                continue
            if told and share.kind is Kind.PERCENT and _goes_on(frame, before, at):
                continue
            if told and _no_share(frame, at, share):
                continue
            alone = told and (_apposed(frame, at) or _subject(frame, before, at))
            if alone or (
                told and _baseless(frame, at) and len(_wholes(frame, before, share, every)) != 1
            ):
                yield share
        yield from _of_items(frame, evidence)
        yield from _led_by_share(frame)
        before = frame


_SHARE_OF = lazy_regex(
    r"[\ue000-\ue01f] of (?:the |its |their |all |total |South |Korea’s |Korea's )*[a-z]{3,}"
)
_AGAINST = lazy_regex(
    r"(?:^|[;,:.] )(?:and |but |while )?of (?:all |the |total )?[a-z]+ |"
    r"\b(?:set|measured|held|counted|seen|taken|put) against|\b(?:relative to|in terms of|"
    r"in proportion to|as against|on top of|in the (?:\w+ )?(?:house|chamber|assembly|council|"
    r"parliament|senate|market|sector|industry|fleet|fund|firm|company|budget|index))\b",
    re.IGNORECASE,
)


_SIGNED = lazy_regex(r"[+\u2212–-]\s?\d")  # a change, and no share
_ONE_IN = lazy_regex(  # "one in four (26 percent)"
    r"(?:\b\w+|[\ue000-\ue01f]) (?:in|out of|of) (?:every )?(?:\w+|[\ue000-\ue01f]) "
    r"\((?:about |some )?$",
    re.IGNORECASE,
)
_WEIGHT = lazy_regex(r"\bindex\b.*\bweight of [^.;]*$", re.IGNORECASE)  # of the index, plainly


def _no_share(frame: Frame, at: int, share: Quantity) -> bool:
    """Whether a percentage is a change, or spells out a fraction: "one in four (26 percent)"."""
    if _SIGNED.match(frame.evidence.words(share)) or _ONE_IN.search(frame.text, 0, at):
        return True
    figure = frame.items.get(at - len(" (") - 1)
    spelt = frame.text[max(0, at - len(" (")) : at] == " ("
    return spelt and isinstance(figure, Quantity) and figure.kind in {Kind.FRACTION, Kind.RATE}


def _goes_on(frame: Frame, before: Frame | None, at: int) -> bool:
    """Whether a share is of what its sentence is set against, or of what the shares before are."""
    if _AGAINST.search(frame.text, 0, at) or _WEIGHT.search(frame.text, 0, at):
        return True
    beside = before is not None and before.sentence.block == frame.sentence.block
    told = _SHARE_OF.search(before.text) if beside and before is not None else None
    figure = before.items.get(told.start()) if told and before is not None else None
    return isinstance(figure, Quantity) and figure.kind is Kind.PERCENT


_IT = lazy_regex(r"\b(?:[Ii]t|[Tt]his|[Tt]hat|[Tt]hey|[Tt]hese|[Tt]hose) (?:[a-z]+ ){1,3}$")


def _points_to_rate(frame: Frame, at: int, before: Frame | None) -> bool:
    """Whether what comes to a share is only pointed to, and the sentence before tells of a rate."""
    beside = before is not None and before.sentence.block == frame.sentence.block
    pointed = _IT.search(frame.text[max(0, at - _REACH) : at]) is not None
    return beside and pointed and before is not None and _RATE.search(before.text) is not None


_REACH = 40  # code points before a share in which its verb stands
_TAKEN_UP = lazy_regex(r"\b(?:takes?|taking|took|ma[dk]es?|making|fills?|filled) up $")


def _baseless(frame: Frame, at: int) -> bool:
    lead = frame.text[:at]
    if not _OPEN.match(frame.text, at + 1):
        return False
    if not _SHARED.search(lead[-70:]) and not _renamed(lead):
        return False
    clause = regex(r"[;\u2014]").split(lead)[-1]
    return (
        _OF.search(clause) is None
        and _RATE.search(clause) is None
        and _MEASURED.search(clause) is None
    )


_APPOSED = lazy_regex(  # "China's share, 28 percent, is"
    r"(?:[\u2019']s|\b(?:its|their|whose|his|her)) (?:[a-z]+ )?(?:share|portion|part|weight|"
    r"proportion)"
    r"(?:, | \()(?:now |at |about |some |roughly |only |still )*$",
    re.IGNORECASE,
)
_NAMED_WHOLE = lazy_regex(
    r"\b(?:market|(?:shares?|percent(?:age)?|per cent|%|proportions?|portions?|part|weight|"
    r"ratio) (?:of|in) [a-z])",
    re.IGNORECASE,
)


def _apposed(frame: Frame, at: int) -> bool:
    """Whether a share stands beside "its share", in a paragraph that names no whole."""
    if _APPOSED.search(frame.text[:at]) is None or not _OPEN.match(frame.text, at + 1):
        return False
    evidence, sentence = frame.evidence, frame.sentence
    start = evidence.article.blocks[sentence.block].start
    return _NAMED_WHOLE.search(evidence.text, start, sentence.end) is None


_ALONE = lazy_regex(
    r"(?:^|[,;:] |\b(?:that|and|but|while|because|since|as) )(?:(?:some|about|only|just|nearly|"
    r"over|almost) )*$",
    re.IGNORECASE,
)
_DEALT_WITH = lazy_regex(
    r" (?:was|is|has been|had been|is being|gets|got) (?:(?:[a-z]+ly|later|then|never) )?"
    r"(?!(?:due|based|needed|required)\b)[a-z]+(?:ed|wn|en|ld|nt|lt|id|un|ut)\b"
)


def _subject(frame: Frame, before: Frame | None, at: int) -> bool:
    """Whether a share alone is what something was done to: "that 62 percent was overturned"."""
    if _DEALT_WITH.match(frame.text, at + 1) is None or _ALONE.search(frame.text[:at]) is None:
        return False
    near = [frame, *([before] if before is not None else [])]
    same = [one for one in near if one.sentence.block == frame.sentence.block]
    if any(figure.kind in AMOUNTS for one in same for _, figure in one.figures if figure.value):
        return False
    return _OF.search(frame.text) is None and _MEASURED.search(frame.text) is None


_RENAMED = lazy_regex(  # "reached 35.5 billion, or 2.1 percent": of what?
    r"[\ue000-\ue01f](?: (?:in|at|by|during|for|at the end of) (?:the )?\ue020)?(?: \(\ue020\))?"
    r"(?:, (?:or |i\.e\. |that is )?| \()(?:about |some |nearly |around |only |just |over )?$"
)
_MOVES = lazy_regex(
    r"\b(?:rose|risen|rises?|rising|fell|falls?|fallen|falling|grew|grown|grows?|gain\w*|"
    r"los[est]\w*|"
    r"increas\w+|decreas\w+|declin\w+|drop\w*|jump\w*|surg\w+|climb\w*|slid\w*|cut\w*|"
    r"rais\w+|lower\w*|reduc\w+|up|down|by|more|less|fewer|higher|than|from|shed|add\w*|tumbl\w+|"
    r"plung\w+|slump\w*|soar\w*|expand\w*|shr[aiu]nk\w*|advanc\w+|clos\w+|shares?|index|kospi|"
    r"kosdaq|won|points?|target|wage|salary|fare|price)\b",
    re.IGNORECASE,
)


def _renamed(lead: str) -> bool:
    """Whether a share stands behind an amount as another name for it, and nothing moved."""
    return _RENAMED.search(lead) is not None and _MOVES.search(lead) is None


_MEASURED = lazy_regex(r"\b(?:poll|survey|respondents?|voters?|votes?)\b", re.IGNORECASE)


def _wholes(
    frame: Frame, before: Frame | None, share: Quantity, every: tuple[Placed, ...]
) -> list[Placed]:
    """Return the figures of a paragraph that some part beside a share is that share of, or may be.

    One of them alone is the whole that a reader thinks of.
    """
    block = [
        each
        for each in every
        if each.block == frame.sentence.block
        and each.quantity.kind in AMOUNTS
        and each.frame.slim[each.at] != DATE
    ]
    index = before.index if before is not None else frame.index
    parts = [
        each
        for each in block
        if index <= each.frame.index <= frame.index and each.quantity.start < share.start
    ]
    wholes = {
        whole.quantity.start: whole
        for part in parts
        for whole in block
        if whole.value > part.value and of_one_measure(part.quantity, whole.quantity, 40.0)
    }
    fitting = [
        whole
        for whole in wholes.values()
        if any(share_fits(part.quantity, whole.quantity, share) for part in parts)
    ]
    return (
        fitting
        if len(wholes) == len(fitting) == 1
        else list(wholes.values())
        if len(wholes) >= _TWO
        else []
    )


_WITH = lazy_regex(
    r"^(?:With|At) (?:about |some |over |nearly |more than |just )?\ue000?(?P<c>[\ue000-\ue01f]),? "
    r"(?:the |South |North )?[A-Z][\w.\u2019' -]{2,40}? (?:(?:now|still|again|already) )?(?:weigh|"
    r"rank|lead|top|head|come|came|is the|was the|are the|remain|form|hold|take|make)\w*\b"
)


def _led_by_share(frame: Frame) -> Iterator[Quantity]:
    """Yield "With 18 percent, Japan ranks second", where the sentence names no whole."""
    found = _WITH.search(frame.text)
    share = frame.quantity(found, "c") if found is not None else None
    if share is None or share.kind is not Kind.PERCENT or not share.value:
        return
    head = frame.text[: found.end()] if found is not None else ""
    if not (_OF.search(head) or _RATE.search(head) or _MEASURED.search(frame.text)):
        yield share


_ITEM = lazy_regex(
    r"^\W*(?P<label>[^:\ue000-\ue01f]{2,40}): (?:more than |about |over |some |"
    r"nearly )?[\ue000-\ue01f]\W*$"
)
_PART = lazy_regex(r"\b(?:part|share|portion|proportion)$", re.IGNORECASE)
_NAME = lazy_regex(r"^(?:[A-Z][\w.\u2019']++ ?){1,3}$")


def _of_items(frame: Frame, evidence: Evidence) -> Iterator[Quantity]:
    """Yield "South Korea's part: more than 90%" of a list whose other items are no shares."""
    found = _ITEM.match(frame.text) if len(frame.figures) == 1 else None
    if found is None or frame.figures[0][1].kind is not Kind.PERCENT:
        return
    label = found["label"].strip()
    if frame.figures[0][1].start not in labels(evidence):
        return
    percents = _percents(evidence)[0]
    shares = [q for q in labels(evidence) if q in percents]
    if (_PART.search(label) or _NAME.match(label)) and len(shares) == 1:
        yield frame.figures[0][1]


@remembered
def _percents(evidence: Evidence) -> Iterator[frozenset[int]]:
    yield frozenset(q.start for q in evidence.quantities if q.kind in PERCENTS)


_SHARE_HEAD = lazy_regex(
    r"\W*(?:share|portion|weight|proportion|percentage|part)s?\W*"
    r"(?:%|per ?cent|in %|in percent)?\W*",
    re.IGNORECASE,
)
_WHOLE_NAMED = lazy_regex(
    r"\b(?:shares?|percent(?:age)?s?|proportions?|portions?|weights?|parts?)\b"
    r"(?: [a-z]+){0,3} (?:of|in)\b|\btotal\b",
    re.IGNORECASE,
)
_ALL, _OFF = 100.0, 3.0  # percent
_ROWS = 3


def heads_without_base(evidence: Evidence) -> Iterator[tuple[int, int]]:
    """Yield heads of columns that say "share" alone over shares that do not add up to all."""
    for number, table in enumerate(evidence.article.tables):
        if not table.has_header or not table.rows:
            continue
        for column, head in enumerate(table.rows[0]):
            if column and _SHARE_HEAD.fullmatch(evidence.words(head)):
                cells = [
                    each.value
                    for each in placed(evidence)
                    if each.cell is not None and each.cell[0] == number and each.cell[2] == column
                ]
                if len(cells) < _ROWS or abs(sum(cells) - _ALL) <= _OFF:
                    continue
                if _WHOLE_NAMED.search(evidence.text, evidence.article.start, evidence.article.end):
                    continue
                yield head.start, head.end
