"""One clause that a text has twice, with two figures: nothing else in the words differs.

"Payments are due within 60 days of the notice" and, further on, "within 90 days of the notice"; a
"three-term lawmaker" who "served two terms"; "below 15 percent the sum shall be 12 percent".
What the dates, names or conditions of two clauses set apart is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.needs import Guarded, guarded_regex
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.tallies import TENS, UNITS, number
from bongsu.audit.reading.wording import content_words, in_quotes, prose
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import DateMention, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_FEWEST, _MANY = 3, 5  # content words of clauses that are the same, and of some that are nearly so
_ALIKE = 0.85
_MOST = 20  # clauses of one key that are compared
_CONDITION = lazy_regex(
    r"\b(?:from|after|until|if|when|unless|where|for|by|as of|before|once|except|other|another|"
    r"new|next|second|"
    r"previous\w*|former\w*|now|then|instead|but|while|not|no|average|men|women|first|last|later)\b"
)
_NO_CLAUSE = lazy_regex(
    r"\b(?:compared|versus|respectively|e\.g|example|question|option|step|phase|round|stage)\b"
)


class Twice(NamedTuple):
    """A figure, the one that the same clause has elsewhere, and whether this is likely a slip."""

    start: int
    end: int
    other: tuple[int, int]
    likely: bool
    why: str = "in the same words elsewhere"


class _Clause(NamedTuple):
    frame: Frame
    words: frozenset[str]
    plain: str
    figures: tuple[Quantity, ...]
    section: int


def clauses_alike(evidence: Evidence) -> Iterator[Twice]:
    """Yield figures of a clause that stands elsewhere in the text with another one."""
    yield from _sentences_alike(evidence)
    yield from _terms_served(evidence)
    yield from _topped_up(evidence)


def _sentences_alike(evidence: Evidence) -> Iterator[Twice]:
    seen: dict[tuple[object, ...], list[_Clause]] = {}
    for clause in _clauses(evidence):
        kinds = tuple(sorted(one.kind.value for one in clause.figures))
        keys = {(kinds, min(clause.words)), (kinds, max(clause.words))}
        earlier = {id(one): one for key in keys for one in seen.get(key, ())}
        found = next(
            (twice for one in earlier.values() if (twice := _differs(evidence, one, clause))), None
        )
        if found is not None:
            yield found
        for key in keys:
            some = seen.setdefault(key, [])
            if len(some) < _MOST:
                some.append(clause)


def _clauses(evidence: Evidence) -> Iterator[_Clause]:
    section = 0
    last = 0
    blocks = evidence.article.blocks
    for frame in all_frames(evidence):
        block = frame.sentence.block
        section += sum(one.kind is BlockKind.HEADING for one in blocks[last:block])
        last = block
        if blocks[block].kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        figures = tuple(q for _, q in frame.figures if q.kind is not Kind.ORDINAL)
        if not 0 < len(figures) <= _TWO or _NO_CLAUSE.search(frame.text):
            continue
        words = _no_figures(content_words(evidence.words(frame.sentence)))
        if len(words) < _FEWEST:
            continue
        if any(one.value is None for one in figures):
            continue
        plain = " ".join(frame.text.lower().rstrip(" .").split())
        yield _Clause(frame, words, plain, figures, section)


def _no_figures(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if not word[0].isdigit()) - _numbers()


@cache
def _numbers() -> frozenset[str]:
    return content_words(" ".join((*UNITS, *TENS, "hundred thousand million billion trillion")))


_TWO = 2  # figures of a clause


def _differs(evidence: Evidence, one: _Clause, other: _Clause) -> Twice | None:
    """Return the one figure in which two clauses differ, if they are else the same."""
    if len(one.figures) != len(other.figures):
        return None
    pairs = [(a, b) for a, b in zip(one.figures, other.figures, strict=True) if a.value != b.value]
    if len(pairs) != 1 or pairs[0][0].kind is not pairs[0][1].kind:
        return None
    first, second = pairs[0]
    if first.unit != second.unit or _days(one.frame) != _days(other.frame):
        return None
    if first.comparator is not second.comparator or in_quotes(
        evidence, other.frame.sentence, second.start
    ):
        return None
    short, long = sorted((one.plain, other.plain), key=len)
    same = long.startswith(short)
    if not same and one.words != other.words:
        most = max(len(one.words), len(other.words))
        shared = len(one.words & other.words)
        if most < _MANY or shared < _ALIKE * most or _names(one) != _names(other):
            return None
        if one.words - other.words and other.words - one.words:
            return None  # a word for a word: "women hold" and "men hold" are two things
    apart = long[len(short) :] if same else " ".join(one.words ^ other.words)
    if _HEADED.search(one.frame.text):
        return None
    near = one.section == other.section
    likely = near and not _CONDITION.search(apart)
    return Twice(second.start, second.end, (first.start, first.end), likely)


_HEADED = lazy_regex(r"^[^.]{2,40}: ?[\ue000-\ue01f]")  # a line of a list: "Total: 40"


def _days(frame: Frame) -> frozenset[str]:
    return frozenset(
        item.edtf or "" for item in frame.items.values() if isinstance(item, DateMention)
    )


def _names(clause: _Clause) -> frozenset[str]:
    return frozenset(_NAME.findall(clause.frame.text[1:]))


_NAME = lazy_regex(r"\b[A-Z][\w-]*")
_COUNT = rf"(?:{'|'.join(UNITS[1:13])}|\d{{1,2}})"
_ROLE = (
    r"(?P<role>lawmaker|legislator|mayor|governor|senator|minister|congress(?:man|woman)|"
    r"president|prime minister|"
    r"member|representative|chair(?:man|woman)?|councilor|MP)"
)
_N_TERM = Guarded(rf"\b(?P<n>{_COUNT})-(?:term|time) (?:[a-z]+ ){{0,2}}?{_ROLE}\b")
_SERVED = Guarded(
    rf"\b(?:serv(?:ed|ing)|complet(?:ed|ing)|won|sat for|was elected (?:for|to)|elected (?:for|"
    rf"to)|held) "
    rf"(?:for |a total of |her |his )?(?P<n>{_COUNT}|once|twice)(?: (?:consecutive|full|"
    rf"successive|straight))? terms?\b(?! of)|"
    rf"\b(?:had been|has been|was|served as|been) {_ROLE.replace('P<role>', ':')} "
    rf"(?P<m>once|twice|{_COUNT} times)\b"
)
_OFTEN = {"once": 1, "twice": 2}
_NEAR = 4  # sentences between which the two are said of one person


def _terms_served(evidence: Evidence) -> Iterator[Twice]:
    """Yield "served two terms" of one who was called a three-term lawmaker just before."""
    called: list[tuple[int, int, int, int]] = []
    for place, (sentence, words) in enumerate(prose(evidence)):
        for match in _N_TERM.finditer(words):
            size = number(match["n"].lower()) or 0
            called.append(
                (place, size, sentence.start + match.start(), sentence.start + match.end())
            )
        for match in _SERVED.finditer(words):
            said = (match["n"] or match["m"]).lower().removesuffix(" times")
            times = _OFTEN.get(said) or number(said) or 0
            near = [one for one in called if place - one[0] <= _NEAR]
            sizes = {one[1] for one in near}
            if len(sizes) == 1 and len(near) == 1 and times not in sizes:
                start = sentence.start + match.start()
                yield Twice(start, sentence.start + match.end(), near[0][2:], likely=True)


_TOPPED = guarded_regex(
    r"\b(?:less than|below|under) (?P<a>[\ue000-\ue01f])(?=[, ])[^;.]{1,60}?\b(?:sum|total|"
    r"combined|together)\b[^;.]{1,160}?"
    r"\b(?:shall|will|must|is to|are to) (?:be|equal|come to|reach|amount to|total) "
    r"(?P<b>[\ue000-\ue01f])"
)


_RAISED = "as the bound below which it is raised to that sum"


def _topped_up(evidence: Evidence) -> Iterator[Twice]:
    """Yield the sum to which what is below a bound is raised, though the sum lies below it."""
    for frame in all_frames(evidence):
        for match in _TOPPED.finditer(frame.text):
            bound, added = frame.quantity(match, "a"), frame.quantity(match, "b")
            if bound is None or added is None or bound.unit != added.unit:
                continue
            if (added.value or 0.0) < (bound.value or 0.0):
                yield Twice(
                    added.start, added.end, (bound.start, bound.end), likely=True, why=_RAISED
                )
