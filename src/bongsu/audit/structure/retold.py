"""What a text tells twice: an event in two sentences or two rows, or two words in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import content_words, matcher, prose, table
from bongsu.audit.structure.one_form import of_two_things
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_TIMES = frozenset({Granularity.DAY, Granularity.MONTH})
_FIGURE = regex(r"\d+(?:[,.]\d+)*")
_ENDS = regex(r"[.!?:;\u2026][)\]\"'\u201d\u2019*_]*\s*$")  # no signature, no cover
_PROVIDES = guarded_regex(r"\bshall\b")  # one clause may stand in several provisions
_CAPTION = guarded_regex(r"\b(?:Sources?|Notes?):|^\W*(?:Figure|Table|Box|Chart)\s\d|^[▲▼]")
_MARKS = frozenset("_*`>")
_FEWEST = 5  # content words of a sentence that tells an event
_DATED = 0.9  # of the words of both, that must be shared where both give one day or month
_UNDATED = 0.8  # and within a paragraph, where they give none
_NEAR = 4  # sentences between which what "also" happened should be something new
_WITHIN = 0.85  # of the shorter one's words
_ROWS = 0.65  # of the words of two rows with the same figures
_FEWEST_IN_ROW = 4
_ADDS = guarded_regex(r"\b(?:[Aa]lso|[Ii]n addition|[Mm]oreover|[Ff]urthermore|[Ll]ikewise)\b")
_MOST = 30  # sentences with one key that are compared


class _Told(NamedTuple):
    place: int
    sentence: Sentence
    words: frozenset[str]
    figures: frozenset[str]
    times: frozenset[str]
    adds: bool  # whether it says that it adds something


def retold(evidence: Evidence) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield a sentence and an earlier one that tells the same deed in nearly the same words."""
    seen: dict[str, list[_Told]] = {}
    for place, (sentence, text) in enumerate(prose(evidence)):
        words = content_words(text)
        figures = frozenset(_FIGURE.findall(text))
        if len(words) < _FEWEST or not figures or not _ENDS.search(text):
            continue
        if _PROVIDES.search(text):
            continue
        if _is_caption(evidence, sentence):
            continue  # what has no figure is a thought, and may well be told again
        times = frozenset(
            date.edtf
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.granularity in _TIMES and date.edtf
        )
        told = _Told(place, sentence, words, figures, times, _ADDS.search(text) is not None)
        ends = (min(words), max(words))  # of nearly the same words one end is the same
        keys = sorted(times or ends)
        earlier = next(
            (one for key in keys for one in seen.get(key, ())[-_MOST:] if _same(one, told)), None
        )
        if earlier is not None and not _recalls(text):
            yield sentence, earlier.sentence
        for key in keys:
            seen.setdefault(key, []).append(told)


def _is_caption(evidence: Evidence, sentence: Sentence) -> bool:
    """Whether a sentence belongs to a note on a source, or is set in large print between others."""
    block = evidence.block_of(sentence)
    document = evidence.document
    if _CAPTION.search(evidence.words(block)) is not None:
        return True
    at, end = document.source_span(block.start, block.end)
    around = document.source[max(0, at - 1) : at] + document.source[end : end + 1]
    alone = (sentence.start, sentence.end) == (block.start, block.end)
    return around[:1] in _MARKS and (alone or around[1:] in _MARKS)


def _recalls(text: str) -> bool:
    return matcher("duplicates", "another").search(text) is not None


def _same(first: _Told, second: _Told) -> bool:
    """Whether two sentences have most words in common, and no figure or time set apart."""
    shared = len(first.words & second.words)
    if first.figures - second.figures and second.figures - first.figures:
        return False
    if first.times != second.times and not (first.times and second.times):
        return False
    share = shared / len(first.words | second.words)
    near = second.place - first.place <= _NEAR
    beside = near and second.sentence.block == first.sentence.block
    if share >= (_DATED if first.times else _UNDATED) and (beside or first.times):
        return True
    return (
        near
        and second.adds
        and bool(first.times)
        and shared >= _WITHIN * min(len(first.words), len(second.words))
    )


def retold_rows(
    evidence: Evidence, rows: Sequence[Sequence[Block]]
) -> Iterator[tuple[Sequence[Block], Sequence[Block]]]:
    """Yield a row and an earlier one with the same figures and nearly the same words."""
    seen: dict[tuple[str, ...], list[tuple[frozenset[str], Sequence[Block]]]] = {}
    for row in rows:
        said = " | ".join(evidence.words(cell) for cell in row)
        figures = tuple(sorted(_FIGURE.findall(said)))
        words = frozenset(word for word in content_words(said) if not word[:1].isdigit())
        if not figures or len(words) < _FEWEST_IN_ROW:
            continue
        for others, other in seen.setdefault(figures, [])[-_MOST:]:
            if (
                len(words & others) >= _ROWS * len(words | others)
                and _labelled(evidence, row, other)
                and not _of_others(evidence, row, other)
                and not of_two_things(said, " | ".join(evidence.words(cell) for cell in other))
            ):
                yield row, other
                break
        seen[figures].append((words, row))


def _labelled(evidence: Evidence, row: Sequence[Block], other: Sequence[Block]) -> bool:
    """Whether two rows begin alike, as those of one day or one company do."""
    first, second = (" ".join(evidence.words(one[0]).split()).casefold() for one in (row, other))
    return first == second


_PARTY = lazy_regex(r"[A-Z][\w&.’'-]*(?:\s(?:&\s)?[A-Z][\w&.’'-]*){0,4}")


def _of_others(evidence: Evidence, row: Sequence[Block], other: Sequence[Block]) -> bool:
    """Whether two rows name two parties in one column: one deal each, in the same words."""
    pairs = [
        [" ".join(evidence.words(cell).split()) for cell in cells]
        for cells in zip(row[1:], other[1:], strict=False)
    ]
    return len(row) == len(other) and any(
        all(_PARTY.fullmatch(cell) for cell in cells)
        and not content_words(cells[0]) & content_words(cells[1])
        for cells in pairs
    )


_PHRASE = regex(r"(?<![\w'’\-])(([a-z]{2,})\s([a-z]{2,}))\s\1(?![\w'’\-])")


_NOUN = lazy_regex(r"\s(?!(?:and|or|of|in|to|for|is|are|was|were|the|by|with|at|on)\b)[a-z]{4,}")
_WHAT = lazy_regex(r"\b(?:what|whatever|who|whoever)$")
_MORE = lazy_regex(r"more|less|on|again|over|[a-z]+er")
_JOINS = {"and", "or", "by", "after", "upon"}  # "on and on and", "year after year after"


def _is_idiom(phrase: str, second: str) -> bool:
    """Whether two words join a word to itself, and then begin what follows: "hand in hand in"."""
    return second in _JOINS or phrase in table("duplicates")["joined"]


def doubled_phrases(evidence: Evidence, block: Block) -> Iterator[tuple[int, int, str]]:
    """Yield two words that stand twice in a row, which no idiom does: "to work to work"."""
    for match in _PHRASE.finditer(evidence.words(block)):
        words = match[1].lower().split()
        lead = evidence.text[block.start : block.start + match.start()].rstrip(' \n"”’').lower()
        if words[0] == "after" and lead.endswith(words[-1]):
            continue  # "week after week after week"
        around = lead[-12:] + evidence.words(block)[match.end() :][:16]
        if match[2] == "and" and (match[3] in around or _MORE.fullmatch(match[3])):
            continue  # "you talk and talk and talk", "and more and more people"
        if match[2] in {"and", "or"} and _NOUN.match(evidence.words(block), match.end()):
            continue  # "minerals, and energy and energy products"
        if _WHAT.search(lead):
            continue  # "what comes first comes first"
        if match[3] == "to" and lead.endswith("from"):
            continue  # "from house to house to see"
        if match[2] != match[3] and not _is_idiom(match[1], match[3]):
            yield block.start + match.start(), block.start + match.end(), match[1]


_REPORTS = (
    r"(?:report|announc|not|stat|stress|emphasi[sz]|add|argu|claim|explain|reveal|warn|confirm|"
    r"conclud|remark|mention|declar|disclos|point)(?:ed|s|es|ing)(?:\sout)?"
)
_WHO = r"(?:(?:[\w’'-]+|(?:[A-Z][a-z]{0,3}|U\.S|U\.N)\.)\s){1,10}?"
_REPORTED_TWICE = guarded_regex(
    rf"\b(?P<verb>{_REPORTS})\sthat\s(?P<who>{_WHO})(?P<again>(?P=verb)\sthat)\b"
)
_SOURCE_TWICE = guarded_regex(
    r"\b[Aa]ccording\sto\s(?P<who>(?:the\s)?[^,.;:]{3,60}),\s[^.;:]{5,250},\s"
    r"(?P<again>according\sto\s(?P=who))(?=[.,;]|$)"
)
_CLAUSE = lazy_regex(  # whoever is so described reports something else
    r"\b(?:who|which|that|is|are|was|were|has|have|had|will|would|(?:and|but|or|then)\s$|"
    r"[a-z]{2,}ed|rose|fell|grew|met|held|made|took|it|they|he|she|we)(?:\b|$)"
)
_BESIDE = lazy_regex(  # "..., and the paper added that": two reports, or one of what another has
    r"\b(?:and|but|while|whereas|though|as)\s(?:the|its|his|her|their|an?|one|others?|[A-Z])|"
    r"\b(?:daily|dailies|agency|newspaper|paper|broadcaster|network|magazine|weekly|station|Yonhap|"
    r"Reuters|Bloomberg|Kyodo|Xinhua|TASS|AP|AFP|KCNA|News|Times|Post|Journal|Ilbo|Shimbun|NHK|CNN)\b"
)


def reported_twice(evidence: Evidence, block: Block) -> Iterator[tuple[int, int, str]]:
    """Yield what reports one statement twice: "the paper reported that Kim reported that"."""
    words = evidence.words(block)
    for form in (_REPORTED_TWICE, _SOURCE_TWICE):
        for match in form.finditer(words):
            two = _CLAUSE.search(match["who"]) or _BESIDE.search(match["who"])
            if form is _SOURCE_TWICE or not two:
                yield block.start + match.start("again"), block.start + match.end(), match["again"]


_BREAK = lazy_regex(r"\W*(?:page\s)?\d+\W*(?:(?:of|/)\s?\d+)?\W*|\W*\d+\s?-?", re.IGNORECASE)
_LAST = lazy_regex(r"([a-z]+)\s*$")
_FIRST = lazy_regex(r"([a-z]+)\s")
_APART = 4  # blocks of a page break: a number, a running head
_HEAD = 8  # words of a running head


def over_pages(evidence: Evidence) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the word that ends a page in the midst of a sentence and begins the next one again."""
    blocks = [b for b in evidence.article.blocks if b.kind is not BlockKind.META]
    for place, block in enumerate(blocks):
        last = _LAST.search(evidence.text, max(block.start, block.end - 30), block.end)
        if last is None or block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        paged = False
        for following in blocks[place + 1 : place + 1 + _APART]:
            words = evidence.words(following)
            first = _FIRST.match(words)
            if first is not None and first[1] == last[1] and paged:
                yield (following.start, following.start + first.end(1)), last[1]
                break
            paged = paged or _BREAK.fullmatch(words) is not None
            if len(words.split()) > _HEAD:
                break
