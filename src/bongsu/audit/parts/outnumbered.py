"""Counts of some that, with the rest or by themselves, are more than there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.notation import DATE, Form, form_of, forms
from bongsu.audit.reading.fits import counted, rounded
from bongsu.audit.reading.frames import Frame
from bongsu.evidence.mentions import Comparator, Kind, Quantity
from bongsu.patterns import lazy_regex

_AND_THE_REST = forms("counts", "and_the_rest")
_ALL_BUT = form_of("counts", "all_but")


def and_the_rest(frame: Frame) -> Iterator[tuple[int, Quantity, Quantity]]:
    """Yield "four of 38 saw it, while 36 did not" and "all but four of the 26, 24 in all"."""
    for form in (*_AND_THE_REST, _ALL_BUT):
        for match in form.finditer(frame.text):
            part, whole, rest = (frame.quantity(match, name) for name in "pwr")
            if part is None or whole is None or rest is None:
                continue
            if not (counted(part) and counted(whole) and counted(rest)):
                continue
            added = int(part.bounds[0] + rest.bounds[0])
            if added > whole.bounds[0] >= max(part.bounds[0], rest.bounds[0]):
                yield added, replace(part, end=rest.end), whole


_OF_THEM = form_of("counts", "of_them")
_OF_ALL = Form(
    r"\b(?:of|out of|among) (?:the |all |these |those |some )?<w:count>(?P<said>[^;:]{0,70}?), "
    r"[^;:]{0,60}?<p:count>"
)
_BESIDES = lazy_regex(
    r"\b(?:and|than|from|against|compared|after|year|each|per|before|in addition|average)\b"
)


def of_all(frame: Frame) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield "of 46 ships that were boarded, they found 53 to leak": more than there are."""
    for match in _OF_ALL.finditer(frame.text):
        part, whole = frame.quantity(match, "p"), frame.quantity(match, "w")
        if part is None or whole is None or match.start() > _OPENS or _BESIDES.search(match[0]):
            continue
        if part.noun and part.noun[:4].lower() != whole.noun[:4].lower():
            continue
        if not (counted(part) and counted(whole)):
            continue
        if whole.bounds[1] < part.bounds[0] <= _FAR * whole.bounds[1]:
            yield part, whole


_OPENS = 3  # code points into a sentence at which its whole stands, if that is what it opens with
_FAR = 10.0  # times


def of_them(frame: Frame) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield "1.7 million came, and 2.1 million of them": more than there are."""
    counts = [q for _, q in frame.figures if q.kind is Kind.COUNT]
    for match in _OF_THEM.finditer(frame.text) if len(counts) == len("pw") else ():
        part, whole = frame.quantity(match, "p"), frame.quantity(match, "w")
        if part is None or whole is None or whole.comparator is not Comparator.EXACT:
            continue
        beyond = rounded(whole).high < rounded(part).low <= _FAR * rounded(whole).high
        if beyond and not _of_others(frame.text, match.start("w"), match.start("p")):
            yield part, whole


def _of_others(text: str, whole: int, part: int) -> bool:
    """Whether "them" are of a sentence before, as a count is of those who do something to them.

    "Our nine classes had 58 of them" speaks of pupils, and "the shop, run by nine widows, has 60
    of them" of what it lends: who does something is not whom it is done to.
    """
    if _SUBJECT.search(text, 0, whole):
        return _DOES.fullmatch(text, whole + 1, part) is not None
    owned = _OWNED.search(text, 0, whole) is not None
    return owned and _HAVE.fullmatch(text, whole + 1, part) is not None


_ARTICLE = (
    r"(?:the|our|its|their|his|her|my|your|these|those|all|each of|all of|only|just|about|some)"
)
_SUBJECT = lazy_regex(  # all that stands before a count which its clause is about
    rf"(?:^\W*|[,;:] |\b(?:and|but|while|whereas) )(?:in {DATE},? )?"
    rf"(?:(?:{_ARTICLE} ){{1,2}}(?:[a-z-]+ )?)?$",
    re.IGNORECASE,
)
_WORD = (  # of one clause: behind others an earlier subject may be brought back
    r"(?! (?:and|but|or|nor|which|that|who|whom|whose|while|when|as|if|with|for|because|where|"
    r"whether|since|until|before|after|including|among|be|been|being|came|come|"
    r"(?<!had )(?<!have )(?<!has )to|(?:were|was|are|is)(?! [a-z]+ing )|"
    r"sa(?:y|id|ys)|told|thinks?|thought|believed?|knows?|knew|hoped?|feared|claim(?:s|ed)?) )"
    r" [A-Za-z'\u2019-]+"
)
_DOES = lazy_regex(
    rf"(?:{_WORD}){{1,8}}?(?: (?:are|is|were|was) [a-z]+ing|"
    r" (?!(?:of|at|from|by|than|into|between|within|under|[a-z]+ing) )[a-z-]+)"
    r" (?:(?:about|some|only|just|nearly|almost|over) )?"
)
_OWNED = lazy_regex(
    r"(?:^\W*|[,;:] )(?:(?!(?:was|were|is|are|been|be|of|among|which|who) )[A-Za-z'\u2019-]+,? )"
    r"{2,6}(?:run|owned|kept|led|headed|staffed|managed|founded|opened|held|manned|operated|"
    r"started|tended|taught) by (?:(?:the|its|only|just|some|about) ){0,2}$",
    re.IGNORECASE,
)
_HAVE = lazy_regex(rf"(?:{_WORD}){{1,6}},?(?:(?! [a-z]+ing ){_WORD}){{1,4}} ")
