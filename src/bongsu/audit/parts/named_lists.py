"""Lists that a sentence sets beside a number of things, read item by item.

"Three types of contract were A (gloss), where ..., and B", "four ports -- A, B and C --", "five of
the ten members: A, B, C and D": behind the number stands a noun in the plural, then a word or a
mark that equates, then names or short nouns parted by commas, of which "and" joins the last. What
else a reader may count in such a list leaves it without a length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bongsu.audit.reading.tallies import UNITS, number
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Kind, Quantity, Sentence
from bongsu.patterns import lazy_regex, regex

NUMBER = rf"(?:\d{{1,2}}(?![\d.,%:-]*\d)|{'|'.join(UNITS[2:13])})"
_COUNT = lazy_regex(
    rf"(?<![\w$.,/-])(?P<n>{NUMBER})(?P<of> of (?:the|its|their|these) {NUMBER})?(?= [A-Za-z])",
    re.IGNORECASE,
)
_NOUN = lazy_regex(
    r"(?P<noun>(?: (?!(?:and|or|of|in|for|to|from|by|are|"
    r"were)\b)[A-Za-z][\w\u2019'-]*){0,4}? [a-z-]*"
    r"(?:[^\Wsu]s|men|women|people|children|criteria|media))"
    r"(?P<more> (?:of|for|in|to|from|by|on|at|under|with|"
    r"among) (?:[\w\u2019'.-]+ ){0,5}?[\w\u2019'-]+)?"
    r"(?P<link> (?:are|were|remain) (?:as follows: ?)?|,? (?:namely|to wit|viz\.),? |: |"
    r" ?[\u2014\u2013] ?"
    r"| -{1,2} | \(|, | (?=[A-Z][\w-]*(?:,| and) [A-Z]))(?=\S)"
)
_NAME = (
    r"(?:[Tt]he )?(?:Reps?\. |Sens?\. |Mr\. |Ms\. |Dr\. )?[A-Z][\w.\u2019'&/-]*"
    r"(?: (?:of (?:the )?|de |& )?[A-Z][\w.\u2019'&/-]*){0,4}"
)
_LOW = (
    r"(?:an? |the |its )?(?!(?:and|or|the|from|in|at|by|for|with|to|other|others?|all|both|each|"
    r"not|more|many|some|most|then|including|such|like|notably|especially|which|who|where|if|as|"
    r"was|were|is|are|has|had|have)\b)"
    r"[a-z][\w-]*(?: (?!(?:and|or|that|which|who|in|to|by|for|from|with|at|on|as|was|were|is|are|"
    r"has|had|"
    r"have)\b)[a-z][\w-]*){0,2}"
)
_GLOSS = r"(?: ?\([^()]{1,60}\))?(?:\d{1,2}(?=\W))?"
_RELATIVE = r"(?: *, (?:where|which|who|whose) [^;:.()]{3,160}?(?=, and ))?"
_JOINT = lazy_regex(r",? (?:and|or|&) |, ")
LIST_ENDS = lazy_regex(
    r"\s*(?:$|[.;:)\u201d\u2014\u2013]|--? |, (?!and\b|or\b)[a-z]|(?:in|as|at|for|with|on|by|"
    r"last|during|"
    r"after|since|where|which|who|respectively|according)\b)"
)
GOES_ON = lazy_regex(r"\s*(?:$|[.;:)])| (?!and\b|or\b)[a-z]")  # "the broadcasters A and B ran"
_ITEMS = {True: regex(_NAME + _GLOSS + _RELATIVE), False: regex(_LOW + _GLOSS)}
_NO_LIST_AHEAD = lazy_regex(
    r"\b(?:more than|over|at least|nearly|almost|about|around|up to|another|fewer than|every|"
    r"each|per|"
    r"no\.|chapter|section|article|page|table|one of|out of|including|such as|among)\s$",
    re.IGNORECASE,
)
_NO_LIST = lazy_regex(
    r"\b(?:times|percent|points|years|months|days|weeks|hours|minutes|won|dollars|sides|camps|more|"
    r"additional|including|like|such|respondents|others)\b",
    re.IGNORECASE,
)
_ARE = ("are", "were", "remain")
_SORTS = lazy_regex(
    r"\b(?:types|kinds|categories|forms|components|elements|pillars|parts|areas|sectors|sources|"
    r"causes|"
    r"purposes|methods|goals|aims|priorities|conditions|criteria|items|products|groups|measures)$"
)
_FEWEST_LOW = 3  # plain nouns, since two may be one thing
_MANY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A number of things with the list beside it, and whether that must be all of them."""

    count: Quantity
    length: int
    start: int
    end: int
    firm: bool


def named_lists(evidence: Evidence) -> Iterator[Listing]:
    """Yield the numbers whose list has one item more or less, of a long one also two."""
    for place, sentence in enumerate(evidence.sentences):
        if evidence.block_of(sentence).kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        flat = _flowing(evidence, place)
        for match in _COUNT.finditer(flat):
            found = _listing(flat, match, sentence)
            if found is not None:
                off = abs(found.length - (found.count.value or 0))
                if off == 1 or (off == 2 and (found.count.value or 0) >= _MANY):
                    yield found


def _flowing(evidence: Evidence, place: int) -> str:
    """Return a sentence, with the next line where a broken page parts the two."""
    sentence, end = evidence.sentences[place], evidence.sentences[place].end
    if place + 1 < len(evidence.sentences) and not _CLOSED.search(evidence.words(sentence)):
        then = evidence.sentences[place + 1]
        if _ON.match(evidence.text, then.start):
            end = then.end
    return evidence.text[sentence.start : end].replace("\n", " ")


_CLOSED = lazy_regex(r"[.!?:;\u201d\"]\s*$")
_ON = lazy_regex(r"[,a-z]")


def _listing(flat: str, match: re.Match[str], sentence: Sentence) -> Listing | None:
    head = _NOUN.match(flat, match.end())
    lead = flat[max(0, match.start() - 24) : match.start()]
    if head is None or _NO_LIST_AHEAD.search(lead) or _NO_LIST.search(head["noun"]):
        return None
    mark = head["link"].strip()
    if head["more"] and not mark:
        return None  # "three tests under the Trade Facilitation and Trade Enforcement Act"
    read = read_list(flat, head.end(), names=True, ended=LIST_ENDS if mark else GOES_ON)
    plain = read is None
    if plain and mark and (not mark.startswith(_ARE) or _SORTS.search(head["noun"])):
        read = read_list(flat, head.end(), names=False, ended=LIST_ENDS)
    if read is None or (plain and read[0] < _FEWEST_LOW and "namely" not in mark):
        return None
    if mark == "," and head["more"] and head["more"].split()[-1][0].isupper():
        return None  # "three ports in Busan, Ulsan and Pohang"
    return Listing(
        count=counted_as(sentence.start + match.start(), match["n"]),
        length=read[0],
        start=sentence.start + head.end(),
        end=sentence.start + read[1],
        firm=bool(mark) and not plain and (read[0] >= _FEWEST_LOW or mark.startswith(_ARE)),
    )


def read_list(
    flat: str, start: int, *, names: bool, ended: re.Pattern[str]
) -> tuple[int, int] | None:
    """Return the number of items of a list and where it ends; none if that is not plain."""
    item, at, count = _ITEMS[names], start, 0
    last = False
    while True:
        found = item.match(flat, at)
        if found is None or found.end() == at:
            return None
        count, at = count + 1, found.end()
        joint = _JOINT.match(flat, at)
        if last or joint is None:
            return (count, at) if last and ended.match(flat, at) else None
        last = joint[0].strip(" ,") in {"and", "or", "&"}
        at = joint.end()


def counted_as(start: int, written: str) -> Quantity:
    """Return a small number, in digits or in words, as a count."""
    return Quantity(
        start=start,
        end=start + len(written),
        kind=Kind.COUNT,
        value=float(number(written) or 0),
        unit="",
        step=1.0,
        approximate_step=1.0,
    )
