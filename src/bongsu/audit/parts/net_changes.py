"""Parts of a net change, in percent or in its unit, that are more than the whole of it.

The change is told by a verb ("lost a net 3,120"), a noun or a comparative, in the sentence of the
part or in one before; that a figure is a part of it is told by "of the increase", "of that
reduction", "of the additional staff".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import Form
from bongsu.audit.reading.fits import rounded
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.relating import forms_of, tokens
from bongsu.audit.reading.tallies import count_in_words, number
from bongsu.audit.reading.terms import PERCENT, POINTS, Term, few_terms
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_ALL = 100.0  # percent
_OF = lazy_regex(r"^(?: [a-z-]+){0,2}? (?:of|to|towards?) (?P<what>(?:[a-z\u2019'-]++ ?){1,5})")
_OF_IT = guarded_regex(
    r"\bof (?:the|this|that|these|those) (?P<what>(?:[a-z-]++ ?){1,3})"
    r"(?![^;:]*\b(?:by|was to|is to|were to)\b)[^;:\ue000-\ue01f]*$"
)
_OF_WHICH = lazy_regex(r" (?:of which|of whom|of it|of that|of them)\b")
_MOVED = Form("{up}|{down}|{more}|{less}|{up_noun}|{down_noun}")
_NET = lazy_regex(
    r"\b(?:net|on balance|additional|extra|gained|added|grew|grown|lost|rose|fell|more|fewer)\b"
)
_OF_THE_CHANGE = lazy_regex(
    r"\bof the (?P<w>[\ue000-\ue01f])(?P<said>[^;\ue000-\ue01f]{0,90}?(?:in [\ue020-\ue03f])?), ?"
    r"(?:(?P<n>[a-z]+|[\ue000-\ue01f])(?= [a-z])|"
    r"(?:the )?[a-z][a-z\u2019'. -]{2,40} (?P<m>[\ue000-\ue01f])(?=[,;.]| [a-z]))"
)
_BY = lazy_regex(r"\bby(?: [a-z]+){0,2} $")
_LEVEL = lazy_regex(r"\b(?:to|at|from|than)(?: (?:the|about|some|nearly|just|only|a))* $")
_BACK = 14  # sentences in which the change may have been told


def outweighing_shares(evidence: Evidence) -> Iterator[Quantity]:
    """Yield shares above one of what words call a change: "134 percent of the decline"."""
    for term in few_terms(evidence):
        if PERCENT in term.units and not term.cell and rounded(term.quantity).low > _ALL:
            found = _OF.match(term.tail.lower())
            if found is not None and (_change(found["what"]) or _of_net_change(term)):
                yield term.quantity
        elif term.quantity.kind is Kind.FRACTION and 1.0 < term.value < _MOST_OF and not term.cell:
            found = _OF.match(term.tail.lower())
            if found is not None and _THE.match(found["what"]) and _change(found["what"]):
                yield term.quantity


_MOST_OF = 3.0  # a fraction that may be called a share by mistake: "five-fourths of the rise"
_IT = lazy_regex(r" of (?:it|this|that|them)\b(?! [a-z]+s\b)")
_SAID_NET = lazy_regex(
    r"\b(?:net (?:increase|gain|rise|growth|decrease|loss|fall|decline|change|addition|"
    r"inflow|outflow|reduction|expansion|[a-z]+ of)|on balance|"
    r"(?:grew|rose|fell|gained|lost|added|shrank) (?:by )?a net|"
    r"(?:the|that|this|its) (?:[a-z-]+ ){0,2}(?:increase|rise|gain|growth|decline|fall|drop|"
    r"decrease|"
    r"expansion|reduction))\b"
)
_SHARED = lazy_regex(
    r"\b(?:suppl\w+|account\w*|made|makes?|provid\w+|contribut\w+|represent\w*|constitut\w+|"
    r"compris\w+|form\w*|took|takes?|claim\w*|was|were|is|are)\b[^,;]*$"
)


def _of_net_change(term: Term) -> bool:
    """Whether a share is "of it", and the sentence or the one before tells of a net change."""
    if not _IT.match(term.tail.lower()) or not _SHARED.search(term.lead[-40:].lower()):
        return False
    evidence, sentence = term.frame.evidence, term.frame.sentence
    block = evidence.article.blocks[sentence.block]
    start = max(block.start, sentence.start - _BEFORE)
    return _SAID_NET.search(evidence.text[start : sentence.end].lower()) is not None


_BEFORE = 250  # code points before a sentence in which "it" was told


def _change(words: str) -> bool:
    """Whether the head of some words, or what stands before it, is that of a change."""
    for _, word in tokens(words):
        if word in _ENDS or word == "gross":
            return False
        if word in forms_of("change_nouns", "change_marks") and not word.endswith("ing"):
            return True
    return False


_ENDS = {"of", "in", "from", "to", "for", "by", "who", "which", "are", "is", "was", "were", "has"}
_ENDS |= {"have", "had", "will", "would", "as", "at", "on", "with", "and", "or", "than"}


def outweighing_parts(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield parts of a change with the change, where they are more than all of it."""
    every = few_terms(evidence)
    for place, term in enumerate(every):
        if PERCENT in term.units or not _part_of_change(term) or _LEVEL.search(term.lead):
            continue
        whole = _whole(term, every[:place])
        if whole is not None and rounded(term.quantity).low > rounded(whole.quantity).high:
            yield term.quantity, whole.quantity
    before: Frame | None = None
    for frame in all_frames(evidence):
        yield from _of_the_change(frame)
        yield from _shares_of_which(frame)
        yield from _of_net(frame, before)
        before = frame


_THE = lazy_regex(r"(?:the|this|that|these|those|its|their|all|net|such)\b")


def _part_of_change(term: Term) -> bool:
    behind = _OF.match(term.tail.lower())
    if POINTS in term.units and behind is not None and " of " not in behind[0]:
        return False  # what goods add to the rise of a price index is of another index
    if behind is not None and _THE.match(behind["what"]) and _change(behind["what"]):
        return True
    before = _OF_IT.search(term.lead.lower())
    if before is None:
        return False
    return _change(before["what"])


def _whole(part: Term, before: Sequence[Term]) -> Term | None:
    """Return the change that was told last in the unit of a part."""
    for term in reversed(before):
        if part.index - term.index > _BACK:
            return None
        if term.quantity.kind is not part.quantity.kind or not term.units & part.units:
            continue
        if term.quantity.comparator is not Comparator.EXACT or _LEVEL.search(term.lead):
            continue
        if _part_of_change(term) or term.lead.endswith("("):
            continue  # a part itself, of another change
        near = f"{term.lead[-40:]} {term.tail[:30]}"
        moved = _MOVED.search(near) or _BY.search(term.lead.lower()) or _NET.search(near.lower())
        apart = term.frame is not part.frame or _NEXT.search(part.frame.text, term.at, part.at)
        if apart and moved and not _other_way(part, near):
            return term
    return None


_NEXT = lazy_regex(r"[;:\u2014\u2013]|, (?:and|but|while|with|as|since|though|of which)\b")
_NEW = lazy_regex(r"\b(?:new|additional|extra|added|created)\b")
_LOST = lazy_regex(r"\b(?:lost|cut|closed|shed|abolished|vanished)\b")
_FELL, _ROSE = Form("{down}|{less}|{down_noun}"), Form("{up}|{more}|{up_noun}")


def _other_way(part: Term, change: str) -> bool:
    """Whether a part is of what was gained and a change is a fall, or the reverse."""
    said = f"{part.lead[-60:]} {part.tail[:40]}".lower()
    fell, rose = _FELL.search(change) is not None, _ROSE.search(change) is not None
    gained, lost = _NEW.search(said) is not None, _LOST.search(said) is not None
    return fell != rose and gained != lost and fell == gained


def _of_the_change(frame: Frame) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield "of the nine points that she gained, eleven came" and "1,260 of the 900 added"."""
    lower = frame.text.lower()
    for match in _OF_THE_CHANGE.finditer(lower):
        whole = frame.quantity(match, "w")
        if whole is None or whole.value is None or not _NET.search(match["said"]):
            continue
        at = match.start("n") if match["n"] else match.start("m")
        item = frame.items.get(at)
        part = item if isinstance(item, Quantity) else None
        told = number(match["n"]) if part is None and match["n"] else None
        if told is not None and told > whole.value:
            yield _in_words(frame, match["n"], whole, float(told)), whole
        elif part is not None and _of_kind(part, whole) and (part.value or 0.0) > whole.value:
            yield part, whole
    for at, part in frame.figures:
        behind = _OF_FIGURE.match(lower, at + 1)
        whole = frame.quantity(behind, "w") if behind is not None else None
        if behind is None or whole is None or whole.value is None or part.kind is not whole.kind:
            continue
        if _NET.search(lower, behind.end(), behind.end() + 60) and (part.value or 0) > whole.value:
            yield part, whole


_CALLED_NET = lazy_regex(
    r"\bnet (?:(?:job|population|annual|monthly) )?(?:increase|rise|gain|growth|decrease|decline|"
    r"fall|loss|"
    r"reduction|inflow|outflow|change|addition|expansion|migration|emigration|immigration|buying|selling|"
    r"(?:of )?$|\ue000)[^,;:.\ue000-\ue01f]{0,30}$|\b(?:on balance|"
    r"in net terms),? [^,;:.\ue000-\ue01f]{0,30}$"
)
_NET_BEHIND = lazy_regex(
    r" (?:[a-z-]+ ){0,2}?(?:net\b|on balance\b|in net terms\b|(?:additional|extra|more|fewer)\b)"
)
_MOVED_BY = Form(
    r"(?:{up}|{down})(?: [a-z]+ly)?(?: by)?(?: (?:about|some|nearly|almost|only|just|over))* $"
)
_INCLUDES = lazy_regex(
    r",? (?:\(?(?:of which|of whom|including|which includes?|includ(?:es|ed)|among them|"
    r"among which)|with) "
    r"[^;:.]{0,45}$"
)
_LED_OF = lazy_regex(
    r"(?:^|[,;:] |\b(?:that|and|but) )(?:out )?(?:of|among) (?:the|this|these|those|its|their|"
    r"that) [^,;.]{0,45}$"
)
_DOES = lazy_regex(
    r" (?:[a-z-]+ ){0,3}?(?:were|was|are|is|came|come|went|go|fell|had|have|took|work|lie|"
    r"stemmed|arose)\b"
)
_OF_THESE = lazy_regex(
    r"(?:of|among|out of) (?:these|them|those|that|this|which)[^\ue000-\ue01f]{0,40}$"
)


def _of_net(frame: Frame, before: Frame | None) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield "a net inflow of 3 trillion, of which 4.2 trillion" and what "of these" counts then."""
    lower = frame.text.lower()
    figures = [(at, q) for at, q in frame.figures if q.value and frame.reckoned(at) is not None]
    for (at, whole), (then, part) in pairwise(figures):
        alike = part.kind is whole.kind and (part.unit == whole.unit or Kind.COUNT is part.kind)
        if not alike or rounded(part).low <= rounded(whole).high or not _is_net(frame, at):
            continue
        between, behind = lower[at + 1 : then], lower[then + 1 :]
        led = _LED_OF.search(lower[:at]) is not None and "," in between and _DOES.match(behind)
        which = _OF_WHICH.match(behind)
        told = (_INCLUDES.search(between) and " with " not in between) or which or led
        if told:
            yield part, whole
    if before is None or before.index + 1 != frame.index or not figures:
        return
    at, part = figures[0]
    last = [(place, q) for place, q in before.figures if q.value and q.kind is part.kind]
    if last and before.sentence.block == frame.sentence.block and _OF_THESE.match(lower[:at]):
        place, whole = last[-1]
        if _is_net(before, place) and rounded(part).low > rounded(whole).high:
            yield part, whole


def _is_net(frame: Frame, at: int) -> bool:
    """Whether a figure is told as a net change, or as what something moved by."""
    lead, tail = frame.text[:at].lower(), frame.text[at + 1 :].lower()
    if _LEVEL.search(lead[-20:]):
        return False
    named = _CALLED_NET.search(lead[-60:]) or _NET_BEHIND.match(tail[:40])
    return bool(named or _MOVED_BY.search(lead[-40:]))


def _of_kind(part: Quantity, whole: Quantity) -> bool:
    return part.kind is whole.kind or (part.kind is Kind.COUNT and not part.noun)


_OF_FIGURE = lazy_regex(r" of the (?P<w>[\ue000-\ue01f])")


def _in_words(frame: Frame, word: str, whole: Quantity, value: float) -> Quantity:
    """Return a number in words behind a figure of its sentence as a figure."""
    text = frame.evidence.text.lower()
    start = text.index(word, whole.end)
    return count_in_words(start, start + len(word), value)


def _shares_of_which(frame: Frame) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield "a net 2.4 trillion, 70 percent of which came from here and 45 percent from there"."""
    shares = [(at, q) for at, q in frame.figures if q.kind is Kind.PERCENT and q.value]
    if len(shares) != 2 or not _OF_WHICH.match(frame.text.lower(), shares[0][0] + 1):
        return
    lead = frame.text[: shares[0][0]].lower()
    wholes = [q for at, q in frame.figures if at < shares[0][0]]
    between = frame.text[shares[0][0] : shares[1][0]]
    if wholes and _NET.search(lead) and " and " in between[-12:]:
        first, second = (q for _, q in shares)
        if rounded(first).low + rounded(second).low > _ALL:
            yield second, wholes[-1]
