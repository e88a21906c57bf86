"""Votes, seats and answers that together are more than the body which they are of has.

A body is a count of members, seats, ballots or people asked. Its parts are the counts of a sentence
that tells how they voted, answered or were dealt with, or a column of seats; the body may be told
anywhere else in the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from bongsu.audit.notation import FIGURE_SIGN
from bongsu.audit.parts.seats_held import seats_held, seats_of_party
from bongsu.audit.reading.fits import counted
from bongsu.audit.reading.relating import forms_of, tokens
from bongsu.audit.reading.sums import split_again
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_FARTHEST = 1.6  # times the body: parts that are more by far are of another
_LEAST = 5.0  # a body smaller than that is one in passing
_MEMBERS = content_words(
    "members seats delegates delegations lawmakers senators deputies judges justices directors "
    "councilors councillors legislators representatives parliamentarians commissioners adults "
    "respondents ballots papers names electors people companies firms states nations countries "
    "experts participants delegations applicants claims households shareholders panelists jurors "
    "ministers governors workers employees residents students envoys economists diplomats "
    "arbitrators citizens cases petitions requests complaints lawsuits bids tenders partners "
    "trustees"
)
_BODY = lazy_regex(
    r"^(?:-(?:member|seat|judge|person|nation|strong|man|state)\b| of (?:them|these|those|whom)\b"
    r"| (?:[a-z-]+ )?(?:replied|answered|responded|voted|took part|were (?:polled|asked|surveyed)))"
)
_NOUN_BEHIND = lazy_regex(  # of a definite number, whose noun is not read: "the seven members"
    r"^ (?:[a-z-]+ )?(?:members|judges|justices|directors|senators|commissioners|lawmakers|"
    r"delegates|councilors|trustees|jurors)\b"
)
_BODY_BEFORE = lazy_regex(
    r"\b(?:body|chamber|council|assembly|parliament|senate|house|board|panel|committee|court|jury|tribunal|bench|"
    r"total|all|each of the|of the|polled|surveyed|asked|interviewed|canvassed|"
    r"telephoned)(?: of)? $"
)
_CAST = lazy_regex(
    r"\b(?:cast|voted|took part|present|polled|replied|answered|responded|turned out|"
    r"attend\w*|surveyed|asked|in the chamber|taken up|valid)\b"
)
_OVERLAP = lazy_regex(
    r"\b(?:multiple|more than one|both|several answers|also|up to (?:two|three)|"
    r"each of (?:them|whom)|"
    r"respectively|including|of wh(?:om|ich)|compared|than|from|average|per|years?)\b"
)
_COLUMN = content_words("seats votes members ballots delegates lawmakers mandates councilors")


def outnumbered_bodies(evidence: Evidence) -> Iterator[tuple[list[Quantity], Quantity]]:
    """Yield parts with the body that they are more than."""
    every = [
        term for term in few_terms(evidence) if term.quantity.kind is Kind.COUNT and _plain(term)
    ]
    bodies = [
        term
        for term in every
        if not term.cell and _is_body(term) and not seats_of_party(evidence, term.quantity)
    ]
    if not bodies:
        return
    told = [term for term in every if not term.cell]
    groups = [list(group) for _, group in groupby(told, key=lambda term: term.index)]
    rows = [*groups, *([*a, *b] for a, b in pairwise(groups) if _go_together(a[0], b[0]))]
    for parts in rows:
        found = _outnumbered(parts, bodies)
        if found is not None:
            yield found
    yield from _columns(evidence, every, bodies)
    yield from _lists(evidence, every, bodies)


_ANEW = lazy_regex(
    r"\W*(?:Of|Among|Amongst) (?:its|the|these|those|their|all)\b(?! (?:rest|others|remaining)\b)"
)


def _go_together(first: Term, second: Term) -> bool:
    """Whether two sentences may divide one body, the second not anew: "Of its members, ten"."""
    return first.near(second) and _ANEW.match(second.frame.text) is None


_SEAT = content_words("seats")
_SEATED = content_words("members seats delegates lawmakers senators deputies votes ballots")
_LABELED = lazy_regex(r"[:\u2013\u2014-] ?$|, $")
_TOTAL = lazy_regex(r"^\W*(?:total|all|sum|in all|together)\b", re.IGNORECASE)


def _lists(
    evidence: Evidence, every: Sequence[Term], bodies: Sequence[Term]
) -> Iterator[tuple[list[Quantity], Quantity]]:
    """Yield the items of a list, "Party: 120", that are more than the seats told above it."""
    blocks = evidence.article.blocks
    items = [one for one in every if blocks[one.block].kind is BlockKind.ITEM]
    for _, run in groupby(enumerate(items), key=lambda pair: pair[1].block - pair[0]):
        listed = [one for _, one in run]
        if len(listed) < 3 or not all(_LABELED.search(one.lead) for one in listed):
            continue
        if any(_TOTAL.match(one.lead) for one in listed):
            continue
        wholes = [one for one in bodies if one.nouns & _SEATED and one.index < listed[0].index]
        added = sum(one.value for one in listed)
        most = max(one.value for one in listed)
        if wholes and all(most <= w.value < added <= _FARTHEST * w.value for w in wholes):
            yield [one.quantity for one in listed], wholes[0].quantity


def _plain(term: Term) -> bool:
    return counted(term.quantity) or (
        term.quantity.comparator is Comparator.EXACT and term.quantity.step <= 1
    )


def _is_body(term: Term) -> bool:
    if term.value < _LEAST or _RANGE.search(term.lead):
        return False
    tail = term.tail.lower()
    if term.nouns & _MEMBERS or _BODY.match(tail) or _NOUN_BEHIND.match(tail):
        return True
    return _BODY_BEFORE.search(term.lead[-40:].lower()) is not None


_RANGE = lazy_regex(r"[\ue000-\ue01f]-? (?:to|or) (?:an? )?$")


_FEWEST_BARE = 3


def _bare_ones(parts: list[Term]) -> list[Term]:
    """Return the votes without a noun, if there are enough: "for, 19; against, 11; abstaining, 4".

    What has a noun beside them is what they are on: "the admission of three operators".
    """
    bare = [one for one in parts if not one.quantity.noun and not _COUNTED.match(one.tail)]
    return bare if len(bare) >= _FEWEST_BARE else parts


_COUNTED = lazy_regex(r" (?!votes?\b|ballots?\b|members?\b)(?:[a-z-]+ ){0,2}?[a-z-]{2,}s\b")


def _outnumbered(
    group: Sequence[Term], bodies: Sequence[Term]
) -> tuple[list[Quantity], Quantity] | None:
    frames = list({one.index: one.frame for one in group}.values())
    text = " ".join(frame.text for frame in frames)
    inner = [one for one in group if one in bodies and _opens(one)]
    if len({one.index for one in inner if _OF_THE.search(one.lead[-24:].lower())}) > 1:
        return None  # "nineteen of the 20 men. Of the 65 women, 31": two bodies
    left = [one for one in inner if _REMAINING.search(one.lead[-24:].lower())]
    parts = [
        one
        for one in group
        if one not in inner
        and not _SAME.search(one.lead[-8:].lower())
        and not _ONE_OF.search(one.lead[-30:].lower())
        and not _SOME_OF.match(one.tail.lower())
        and not _IN_ALL.match(one.tail.lower())
        and not _GUESSED.match(one.tail.lower())
        and not _NEEDED.search(one.lead[-48:].lower())
        and not _TOTAL_OF.search(one.lead[-30:].lower())
        and not (left and one.index < left[0].index)
    ]
    held = [one for one in parts if seats_held(one.frame.evidence, one.quantity)]
    if not any(one.nouns & _SEAT for one in parts if one not in held):
        parts = [one for one in parts if one not in held] or parts
    parts = _bare_ones(parts)
    singles = sum(_persons(match["who"]) for match in _ALONE.finditer(text))
    if not parts or len(parts) + singles < 2 or _OVERLAP.search(text.lower()):
        return None
    said = sum(word in forms_of("vote_words") for _, word in tokens(text)) + bool(singles)
    dissent = _DISSENT.search(text) is not None
    if said < (1 if len(parts) > 2 or dissent else 2) or (
        len(frames) > 1 and (_told_apart(parts) or (len(parts) < 3 and not dissent))
    ):
        return None
    if dissent and len(parts) <= _TWO and any(_only_speaks(part) for part in parts):
        return None  # "two dissented, and four said that they would write": the same again
    added = sum(part.value for part in parts) + singles
    most = max(part.value for part in parts)
    alone = said > 1 and singles > 0 and len({one.value for one in bodies}) == 1
    dissenting = dissent and len({one.value for one in bodies if one not in parts}) == 1
    wholes = inner or _told_elsewhere(
        parts, bodies, block=None if len(parts) > 2 or dissenting or alone else group[0].block
    )
    tight = [one for one in wholes if _CAST.search(_around(one))]
    near = [one for one in tight if one.near(group[0])] or tight or wholes
    if not near:
        return None
    whole = max(near, key=lambda one: one.value)
    if not most <= whole.value < added <= _FARTHEST * whole.value:
        return None
    if any(_of_others(part, whole) for part in parts) or split_again(
        [part.value for part in parts]
    ):
        return None
    nouns = frozenset(noun for part in parts for noun in part.nouns)
    rivals = [one for one in bodies if not whole.nouns & nouns or one.nouns & nouns]
    if not inner and near is wholes and any(one.value >= added for one in rivals):
        return None
    return [part.quantity for part in parts], whole.quantity


def _told_elsewhere(
    parts: Sequence[Term], bodies: Sequence[Term], *, block: int | None
) -> list[Term]:
    """Return the bodies of other sentences that parts may be of, of one block or of any."""
    most = max(part.value for part in parts)
    told_in = {part.index for part in parts}
    return [
        one
        for one in bodies
        if one.index not in told_in
        and not (one.value == most and _SIDE.match(one.tail.lower()))
        and block in {None, one.block}
    ]


_DISSENT = lazy_regex(r"[\ue000-\ue01f](?: [a-z]+)? dissented\b")  # only from a vote
_TWO = 2
_SPOKE = lazy_regex(  # what those of either side may do
    r"(?:,? [a-z]+)? (?:also )?(?:said|wrote|asked|told|argued|noted|added|spoke|explained|pointed|"
    r"stressed|warned|expected|thought|believed|hoped|will|would|plan\w*|read|attended|questioned|"
    r"doubted|mentioned|called)\b"
)


_SIDED = lazy_regex(
    r"\b(?:against|in favou?r|vot\w+|back(?:ed|s)|support\w*|oppos\w+|reject\w*|approv\w*|agree\w*|"
    r"dissent\w*|upheld|uphold\w*|affirm\w*|concur\w*|prefer\w*|abstain\w*|denied|grant\w*|favou?r\w*)\b"
)


def _only_speaks(part: Term) -> bool:
    """Whether some are told to have said or thought something, and not how they voted."""
    tail = FIGURE_SIGN.split(part.tail)[0]
    return _SPOKE.match(tail) is not None and _SIDED.search(tail) is None


_SIDE = lazy_regex(  # "seven members preferred a cut": one side again, and not the whole
    r" (?:members|judges|justices|directors|lawmakers|commissioners|of (?:them|these|those))\b"
    r"(?: \([^()]*\))? (?:also )?(?:preferred|judged|voted|favou?red|supported|backed|wanted|"
    r"argued|opposed|dissented|saw|agreed|thought|felt)\b"
)
_SOME_OF = lazy_regex(r" of (?:the )?(?:them|these|those|others?|latter|former)\b")
_OF_WHOM = lazy_regex(r" of (?:the|its|their|these|those) (?P<noun>[a-z]+)")


def _of_others(part: Term, whole: Term) -> bool:
    """Whether a part is said to be of something that is not the body."""
    said = _OF_WHOM.match(part.tail)
    return said is not None and not content_words(said["noun"]) & (whole.nouns | whole.label)


_ONE_OF = lazy_regex(  # "work for one of its 58 suppliers": no further part
    r"\b(?:one|any|some|each|none|either|most|many) of (?:the|its|their|our|these|those) "
    r"(?:[a-z-]+ )?$"
)
_IN_ALL = lazy_regex(r"(?: [a-z-]+){0,2},? (?:in all|in total|altogether|all told|combined)\b")
_TOTAL_OF = lazy_regex(r"\b(?:total|totall?ing|sum|totall?ed)(?: of)? $")
_GUESSED = lazy_regex(  # "eleven of the left must have voted for it": they are among those who did
    r"[^.;,\ue000-\ue01f]{0,60}?\b(?:must|may|might|could) have\b"
)
_NEEDED = lazy_regex(  # "overriding the veto would have taken 194"
    r"\b(?:(?:would|will|must|might|could) (?:have )?"
    r"(?:take|taken|need|needed|require|required|been)|"
    r"takes?|needs?|needed|requires?|required|short of|threshold of|quorum of|at least|minimum of|"
    r"majority of) (?:a |the |some |at least |another )?$"
)
_SAME = lazy_regex(r"\b(?:the|these|those|all) $")


def _around(term: Term) -> str:
    """Return what is said right before and behind a figure, up to the next one."""
    return (
        f"{FIGURE_SIGN.split(term.lead[-30:])[-1]} {FIGURE_SIGN.split(term.tail[:45])[0]}".lower()
    )


_PERSON = r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2}"
_ALONE = lazy_regex(
    rf"(?<![Tt]he )\b(?P<who>(?!(?:\w+ )?(?:National|Assembly|Congress|Parliament|Senate|House|"
    rf"Council"
    rf"|Committee|Board|Court|Security))"
    rf"{_PERSON}(?:(?:,|,? and) {_PERSON})*) (?:cast|abstained|vetoed|voted|opposed|"
    r"objected|dissented|withdrew|was absent|preferred|favored|favoured|wanted|disagreed|refused|"
    r"rejected|stayed away|demurred|held out)\b"
)


def _persons(who: str) -> int:
    """Return how many persons a subject names: two in "Kim Minsu and Park Jin"."""
    return len(regex(r",? and |, ").split(who))


def _told_apart(parts: Sequence[Term]) -> bool:
    """Whether one of two sentences holds none of the parts."""
    return len({part.index for part in parts}) < 2


def _opens(term: Term) -> bool:
    """Whether a count is that of which the others of its sentence are parts."""
    return _OF_THE.search(term.lead[-24:].lower()) is not None or (
        _BODY.match(term.tail.lower()) is not None
    )


_REMAINING = lazy_regex(r"\bthe (?:remaining|other) $")  # the others before are none of these
_OF_THE = lazy_regex(
    r"\b(?:of|out of|all|among|with)(?: all)?(?: the| its| these)?(?: remaining| other)? $"
)


def _columns(
    evidence: Evidence, every: Sequence[Term], bodies: Sequence[Term]
) -> Iterator[tuple[list[Quantity], Quantity]]:
    """Yield the column of a table of seats or votes that sums up to more than there are."""
    blocks = evidence.article.blocks
    cells = [term for term in every if term.cell and term.label & _COLUMN]
    for _, group in groupby(cells, key=lambda term: blocks[term.block].table):
        column = list(group)
        heads = column[0].label & _COLUMN
        if len(column) < 2 or any("total" in term.heads for term in column):
            continue
        if len({term.label & _COLUMN for term in column}) > 1:
            continue
        wholes = [one for one in bodies if one.nouns & heads]
        added = sum(term.value for term in column)
        most = max(term.value for term in column)
        if wholes and all(most < w.value < added <= _FARTHEST * w.value for w in wholes):
            yield [term.quantity for term in column], wholes[0].quantity
