"""Which figures tell a change, and which way it goes, whatever the words of the sentence.

A change is known by a word of a whole class beside it ("an enlargement of 35 percent", "25 percent
dearer", "gave up 4 points"). What it is a change of is for others to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.wording import table
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import PERCENTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex


class Changed(NamedTuple):
    """A figure that tells a change."""

    quantity: Quantity
    way: str  # "up", "down", or "apart" for a gap between two
    near: bool  # whether the word of change stands beside the figure
    frame: Frame
    at: int  # of the figure's sign in the frame


@remembered
def changed(evidence: Evidence) -> Iterator[Changed]:
    """Yield every figure in percent that an article tells as a change or a gap."""
    for frame in all_frames(evidence):
        for at, quantity in frame.figures:
            if quantity.kind not in PERCENTS or not quantity.value or quantity.malformed:
                continue
            way, near = _way(frame, at)
            if _OF_PRICE.match(frame.text, at + 1):
                continue
            if way and not _pace(frame, at) and not _ON_YEAR.match(frame.text, at + 1):
                yield Changed(quantity=quantity, way=way, near=near, frame=frame, at=at)


@remembered
def changed_on_year(evidence: Evidence) -> Iterator[Changed]:
    """Yield the changes that are told against the year before: "up 8 percent year-on-year"."""
    for frame in all_frames(evidence):
        for at, quantity in frame.figures:
            if quantity.kind not in PERCENTS or not quantity.value or quantity.malformed:
                continue
            way, near = _way(frame, at)
            if near and _ON_YEAR.match(frame.text, at + 1) and not _pace(frame, at):
                yield Changed(quantity=quantity, way=way, near=near, frame=frame, at=at)


@remembered
def told_apart(evidence: Evidence) -> Iterator[Changed]:
    """Yield the fractions ("by nearly one-fifth") and the points that an article tells as changes.

    A fraction is given in percent, and as roughly as words for it are.
    """
    for frame in all_frames(evidence):
        for at, quantity in frame.figures:
            in_percent = quantity.kind is Kind.PERCENT_CHANGE and quantity.words
            if in_percent or (quantity.kind is Kind.FRACTION and _whole_is_level(frame, at)):
                value = (1 if in_percent else 100) * (quantity.value or 0.0)
                rough = max(_ROUGH * value, 2.0)
                said = replace(
                    quantity, kind=Kind.PERCENT, unit="percent", value=value, step=rough,
                    approximate_step=rough, comparator=Comparator.EXACT, words=False,
                )  # fmt: skip
            elif quantity.kind is Kind.POINTS and quantity.value:
                said = quantity
            else:
                continue
            way, near = _way(frame, at)
            paced = _pace(frame, at) or _ON_YEAR.match(frame.text, at + 1)
            if near and way in {"up", "down"} and not quantity.malformed and not paced:
                yield Changed(quantity=said, way=way, near=near, frame=frame, at=at)


@remembered
def changes_of_all_kinds(evidence: Evidence) -> Iterator[Changed]:
    """Yield every figure with a word of change right beside it, in percent, points or amounts.

    The way of a change that words leave open ("a step of", "a revision of") is "either"; that of
    what one flow leaves of another is "left".
    """
    for frame in all_frames(evidence):
        for at, quantity in frame.figures:
            if quantity.kind not in _CHANGES or not quantity.value or quantity.malformed:
                continue
            way = _way_of_any(frame, at, quantity)
            if way and not _pace(frame, at):
                yield Changed(quantity=quantity, way=way, near=True, frame=frame, at=at)


def _way_of_any(frame: Frame, at: int, quantity: Quantity) -> str:
    """Return the way of a change of any kind, or nothing if it is none."""
    text, amount = frame.text, quantity.kind in _TOLD_AS_AMOUNTS
    way, near = _way(frame, at)
    if near and _valued(frame, at):
        return "either"
    if near and not (amount and _loses(frame, at)):
        return way
    if _NEUTRAL.search(text, max(0, at - _BEFORE), at):
        return "either"
    adds = _ADDS.search(text, max(0, at - 40), at)
    if adds and not amount:
        return "down" if adds["down"] else "up"
    if quantity.kind is Kind.POINTS and _ALTOGETHER.match(text, at + 1):
        return "either"
    if quantity.kind in _FLOWS and _LEAVES.search(text, max(0, at - 40), at):
        return "left"
    on_top = text[max(0, at - 4) : at] == "The " and _ON_TOP.match(text, at + 1)
    if on_top or _THE_MORE.search(text, max(0, at - 30), at):
        return "up"
    return "down" if _SHORT_OF.match(text, at + 1) else ""


_TOLD_AS_AMOUNTS = frozenset({Kind.MONEY, Kind.COUNT, Kind.PHYSICAL, Kind.DURATION, Kind.INDEX})
_CHANGES = _TOLD_AS_AMOUNTS | PERCENTS | {Kind.POINTS}
_NEUTRAL = lazy_regex(
    r"\b(?:steps?|moves?|changes?|revisions?|adjustments?|shifts?|swings?|corrections?|variations?)"
    r" (?:of|by) (?:(?:about|some|nearly|only|just|a|an|full|exactly|roughly) )*$",
    re.IGNORECASE,
)
_ADDS = lazy_regex(
    r"\b(?:adds?|added|adding|tack(?:s|ed|ing)? on|(?P<down>subtract(?:s|ed|ing)?|"
    r"deduct(?:s|ed|ing)?|tak(?:es|en|ing) away|took away)) (?:about |another |some |roughly )?$",
    re.IGNORECASE,
)
_FLOWS = frozenset({Kind.MONEY, Kind.COUNT})
_LEAVES = lazy_regex(  # what is left of one flow once the other is taken off
    r"\b(?:leav(?:es|ing)|left|mak(?:es|ing) for|result(?:s|ed|ing) in|yield(?:s|ed|ing)|"
    r"nett(?:ed|ing)|giv(?:es|ing)|gave|lead(?:s|ing) to|led to)(?: [a-z]+){0,6} $",
    re.IGNORECASE,
)
_ALTOGETHER = lazy_regex(r",? (?:in all|altogether|in total|all told|overall)\b")
_ON_TOP = lazy_regex(r" (?:on top|extra|in addition|more)\b")
_THE_MORE = lazy_regex(r"\b[Tt]he (?:additional|extra|added|further) (?:about |some )?$")
_VALUED = r"(?:improvements?|deteriorations?|worsening|recover\w+|setbacks?|better|worse)\b"
_VALUED_AHEAD = lazy_regex(rf"\b{_VALUED} (?:of|by) (?:[a-z]+ )?$", re.IGNORECASE)
_VALUED_BEHIND = lazy_regex(rf" {_VALUED}", re.IGNORECASE)


def _valued(frame: Frame, at: int) -> bool:
    """Whether a change is called good or bad, which does not tell where its level goes."""
    return (
        _VALUED_BEHIND.match(frame.text, at + 1) is not None
        or _VALUED_AHEAD.search(frame.text, max(0, at - 40), at) is not None
    )


_SHORT_OF = lazy_regex(r" short(?= ?(?:[.,;:)\u2014\u2013]|of\b|$))")
_LOSS = lazy_regex(  # of money, a loss and a deficit are levels of their own
    r"\b(?:loss|losses|lose|loses|losing|lost|premiums?|discounts?|additions?|extra|inflows?|"
    r"deficits?|surplus(?:es)?|short(?:fall|age)|leads?|over|under|more than|less than|above|below|"
    r"up to|or more|or less) (?:(?:of|by|about|some|at|to|a|an|the) )*$|\b(?:raises?d?|raising)\b",
    re.IGNORECASE,
)


def _loses(frame: Frame, at: int) -> bool:
    """Whether what seems to be the change of an amount is an amount of its own."""
    return _LOSS.search(frame.text, max(0, at - 40), at) is not None


_ROUGH = 0.4  # of a fraction in words, by which it may be off in all


def _whole_is_level(frame: Frame, at: int) -> bool:
    """Whether a fraction is by how much a level changed: "by a third", "a third more than"."""
    value = dict(frame.figures)[at].value or 0.0
    by = _BY.search(frame.text[max(0, at - 30) : at].lower())
    return 0 < value < 1 and (by is not None or _MORE.match(frame.text, at + 1) is not None)


_BY = lazy_regex(
    r"\bby (?:(?:about|some|nearly|almost|roughly|over|only|just|more than|a full) )*$"
)
_MORE = lazy_regex(
    r" (?:more|fewer|less|higher|lower|larger|smaller|bigger|dearer|cheaper|longer|shorter) than\b"
)


_OF_PRICE = lazy_regex(  # what a percentage is a rate of, and no change: "25 percent tariffs"
    r" (?:[a-z]+ ){0,3}?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es)?|stakes?|"
    r"coupons?|interest)\b"
    r"(?! (?:cuts?|hikes?|rises?|increases?|reductions?|breaks?|relief|revenues?|receipts|income))"
)
_WORD = regex(r"[a-z]+")
_BEHIND = 34  # signs behind a figure, and before it, where a word of change is beside it
_BEFORE = 60
_SIGN = regex(r"[\ue000-\ue01f]")
_STOPS = frozenset(table("changes")["levels_behind"])
_OVER = frozenset(table("changes")["passed_over"])


def _way(frame: Frame, at: int) -> tuple[str, bool]:
    text = frame.text
    way = _way_behind(text[at + 1 : at + 1 + _BEHIND].lower())
    if way:
        return way, True
    amounts = _AMOUNTS_TO.search(text, max(0, at - _BEFORE), at)
    if amounts and (way := way_of(amounts["noun"].lower())):
        return way, True
    if risen := _UP_FROM_OR.search(text, max(0, at - _BEFORE), at):
        return risen["way"].lower(), True
    if _TAKES.search(text, max(0, at - 24), at) and text.startswith(" off ", at + 1):
        return "down", True
    if beside := _UP_FROM.match(text, at + 1):
        return beside["way"].lower(), True
    if signed := _SIGNED.search(text, max(0, at - 12), at):
        return ("down" if signed["down"] else "up"), True
    if passive := _PASSIVE.match(text, at + 1):
        return ("up" if passive["up"] else "down"), True
    whole = text[max(0, at - _BEFORE) : at].lower()
    head = _SIGN.split(whole)[-1]
    way = _way_before(head) or ("apart" if _APART.search(whole) else "")
    if way:
        return way, True
    if text[at + 1 : at + 5] == " of ":
        return "", False
    ways = {way for word in _WORD.findall(text.lower()) if (way := way_of(word))}
    ways -= {"apart"}
    return (ways.pop(), False) if len(ways) == 1 else ("", False)


_AMOUNTS_TO = lazy_regex(  # "the gain comes to 30 percent"
    r"\b(?:the|this|that|its|their|an?) (?:[a-z]+ )?(?P<noun>[a-z-]+)(?: (?:thus|therefore))? "
    r"(?:comes? to|came to|amounts? to|amounted to|works? out (?:at|to)|worked out (?:at|to)|"
    r"equals|equalled) (?:about |some |nearly |roughly )?$",
    re.IGNORECASE,
)
_UP_FROM_OR = lazy_regex(  # "up from 45.8 trillion a year before, or 6.8 percent"
    r"\b(?P<way>up|down) from [^;.\ue000-\ue01f]{0,20}[\ue000-\ue01f]"
    r"[^;.\ue000-\ue01f]{0,24}\bor $",
    re.IGNORECASE,
)
_TAKES = lazy_regex(
    r"\b(?:tak(?:es?|en|ing)|took|shav\w+|knock\w*|slic\w+|lop\w*|cut|chip\w*|wip\w+|clip\w*)"
    r"(?: about| some)? $",
    re.IGNORECASE,
)
_UP_FROM = lazy_regex(  # "46 percent up from the 2,746 points of mid-May"
    r" (?P<way>up|down) (?:from|on|against|over|compared)\b", re.IGNORECASE
)
_SIGNED = lazy_regex(
    r"[(\u2014] ?(?:plus|\+|\u25b2|(?P<down>minus|[-\u2212\u25bc])) ?$", re.IGNORECASE
)
_PASSIVE = lazy_regex(  # "so that a fifth, or 22.4 percent, was lost"
    r",?(?: of (?:it|them|this|that))?(?: (?:was|were|is|are|will be|has been|have been|had been|"
    r"would be))? (?:(?P<up>added|gained)|lost|shed|wiped out|cut away|shaved off|gone)\b",
    re.IGNORECASE,
)


def _way_behind(tail: str) -> str:
    """Return the way of "percent expansion" or "percent smaller"."""
    signs = _SIGN.search(tail)
    tail = tail[: signs.start()] if signs else tail
    for place, word in enumerate(_WORD.findall(regex(r"[,;.:()]").split(tail)[0])[:3]):
        if word in {"of", "to", "in", "and", "from", "for", "was", "were", "is"} or word.startswith(
            "point"
        ):
            return ""
        way = way_of(word) if word not in _AMBIGUOUS else ""
        if way and (place == 0 or word not in _COMPARED):
            return way
    return ""


_APART = lazy_regex(
    r"\b(?:gap|spread|difference|margin|differential|distance|lead)\b[^,;.]*\b(?:is|was|"
    r"were|amount\w*|"
    r"com(?:es|e|ing) to|came to|reach\w*|stands?|stood|equal\w*|widen\w*|"
    r"narrow\w*)\b[^,;.]{0,16}$"
)
_AMBIGUOUS = frozenset(
    {"up", "down", "off", "over", "under", "edge", "margin", "lead", "top", "add", "contract"}
)
_COMPARED = frozenset({"above", "below"})


def _way_before(head: str) -> str:
    """Return the way of "a gain of", "went up by", "losing" right before a figure."""
    last = regex(r"[;:()\u2014]").split(head)[-1]
    words = _WORD.findall(last)
    ahead = words[-7:]
    for place in range(len(ahead) - 1, -1, -1):
        word = ahead[place]
        two = f"{ahead[place - 1]} {word}" if place else ""
        way = _phrases().get(two, "") or ("" if word in {"over", "under"} else way_of(word))
        if word == "up" and place and ahead[place - 1][:2] in {"ma", "ta"}:
            return ""  # "made up 50 percent"
        if way and word in {"up", "down", "off"} and place and (verb := way_of(ahead[place - 1])):
            return verb
        if way and not (word in _MORE_OR_LESS and place == len(ahead) - 1 and ahead[-1] != word):
            return way
        if word in _STOPS or (word not in _OVER and not word.endswith("ly")):
            if "by" in ahead[place + 1 :]:
                return _verb_of(ahead[: place + 1])
            return ""
    return ""


def _verb_of(words: list[str]) -> str:
    """Return the way of the verb to which "by" belongs: "reduced its workforce by"."""
    ways = [way for word in words if (way := way_of(word)) and way != "apart"]
    return ways[-1] if ways else ""


_MORE_OR_LESS = frozenset({"more", "less", "over", "under", "above", "below"})
_PACE = lazy_regex(
    r"[^,;.]{0,12}?(?<!within )(?<!in )(?<!over )(?<!than )(?<!for )\b(?:a|per|each|"
    r"every) (?:year|month|quarter|week|day|annum|decade)\b|"
    r"[^,;.]{0,30}\b(?:annually|annual(?! (?:figure|level|value|reading|mean)s?\b)|"
    r"yearly|on average|in real terms|chance|probability)\b",
    re.IGNORECASE,
)
_ON_YEAR = lazy_regex(r"[^,;.]{0,30}\b(?:year-on-year|on-year|yoy)\b", re.IGNORECASE)
_PACED = lazy_regex(
    r"\b(?:annual|annually|yearly|monthly|average|averag\w+|compound|real|each|every)"
    r"\W*(?:[a-z]+ ){0,4}$",
    re.IGNORECASE,
)


def _pace(frame: Frame, at: int) -> bool:
    """Whether a change is one a year, or one of another kind than between two levels."""
    return (
        _PACE.match(frame.text, at + 1) is not None
        or _PACED.search(frame.text, max(0, at - 50), at) is not None
    )


@cache
def way_of(word: str) -> str:
    """Return "up", "down", "apart" or nothing: where a word in small letters says that it goes."""
    return _ways().get(word, "")


@cache
def _phrases() -> dict[str, str]:
    return {word: way for word, way in _ways().items() if " " in word}


@cache
def _ways() -> dict[str, str]:
    ways: dict[str, str] = {}
    groups = table("changes")
    for word in groups["gap"]:
        ways[word] = "apart"
    for way, other in (("up", "more"), ("down", "less")):
        for word in (*groups[f"{way}_words"], *groups[other]):
            ways[word] = way
        for verb in groups[f"{way}_verbs"]:
            ways.update(dict.fromkeys(inflected(verb), way))
    return ways


_SHORT = regex(r"(?:^|[^aeiou])[aeiou][bdgmnpt]$")


def inflected(verb: str) -> list[str]:
    """Return the forms of a regular verb in English, with the noun that is like it.

    Examples
    --------
    >>> inflected("trim"), inflected("edge up")[3]
    (['trim', 'trims', 'trimmed', 'trimming'], 'edging up')
    """
    first, space, rest = verb.partition(" ")
    if first.endswith("e"):
        past, ending = first + "d", first[:-1] + "ing"
    elif first.endswith("y"):
        past, ending = first[:-1] + "ied", first + "ing"
    elif (_SHORT.search(first) and len(first) <= 5) or first == "outstrip":
        past, ending = first + first[-1] + "ed", first + first[-1] + "ing"
    else:
        past, ending = first + "ed", first + "ing"
    third = first + ("es" if first.endswith(("s", "sh", "ch", "x")) else "s")
    if first.endswith("y"):
        third = first[:-1] + "ies"
    return [form + space + rest for form in (first, third, past, ending)]
