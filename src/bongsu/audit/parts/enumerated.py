"""Lists that are announced by a number elsewhere, and what is listed in other ways.

Beside a colon or a dash a list may stand behind "namely", in the sentence that follows ("They cover
..."), in numbered clauses, in the items below a heading ("Six things to do") or in the rows of a
table. Only a list that is nearly as long as announced is taken for the one that was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bongsu.audit.parts.announced import NAMES, PARTLY, Listed
from bongsu.audit.parts.listed import ANNOUNCED, lengths
from bongsu.audit.parts.listed_at_once import OTHER, marked_list, told_next
from bongsu.audit.parts.short_forms import counted_in_words, manifold, short_forms, some_of
from bongsu.audit.reading.tallies import UNITS, number
from bongsu.audit.reading.wording import stem
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex

_WORDS = {"both": 2, "half a dozen": 6, "a dozen": 12}
_COUNT = lazy_regex(
    rf"(?<![\w$.,-])(?P<n>\d{{1,2}}(?![\d.,%:-]*\d)|{'|'.join(UNITS[2:])}|{'|'.join(_WORDS)})"
    r"(?= [a-zA-Z])",
    re.IGNORECASE,
)
PLURAL = lazy_regex(r"(?:[^su]s|men|women|people|children|criteria|media)$")
_THINGS = lazy_regex(
    r"(?: [a-z][\w-]*){0,2} (?:things|ways|tips|facts|lessons|reasons|questions|steps|"
    r"points|charts|"
    r"numbers|rules|ideas|myths|signs|trends|risks|issues|measures|options|recommendations|"
    r"priorities|"
    r"proposals|requests|demands|changes|mistakes|takeaways|keys|tests|promises|principles|items|dates|"
    r"events|milestones|findings|conclusions|scenarios|factors|areas|pillars|goals|tasks)\b",
    re.IGNORECASE,
)
_INNER = lazy_regex(r"(?:^|\s)\((\d{1,2})\)\s")
_MARKS = (":", "(", "\u2014", "\u2013", " - ", "namely", "to wit", "viz", "both ", "Both ")
_TABLES = 12  # of an article; a text with more is no prose
_BACK = 6  # blocks in which the number of a numbered list is looked for
_TOTAL = lazy_regex(r"^\W*(?:total|sum|all|average|mean|median|overall|whole)\b", re.IGNORECASE)

_Found = tuple[Quantity, Listed]


def enumerations(evidence: Evidence) -> Iterator[_Found]:
    """Yield numbers with the lists that they announce, where the two are nearly as long."""
    for found in (
        *_in_sentences(evidence),
        *_numbered(evidence),
        *_under_headings(evidence),
        *_rows(evidence),
        *_members_named(evidence),
        *short_forms(evidence),
        *some_of(evidence),
        *manifold(evidence),
    ):
        quantity, (possible, _, _) = found
        told = quantity.value or 0
        off = min((abs(length - told) for length in possible), default=0)
        if off == 1 or (off == 2 and told > 4):
            yield found


def _counts(evidence: Evidence, start: int, end: int) -> list[Quantity]:
    """Return the small numbers of a stretch that count things in the plural."""
    found = []
    for match in _COUNT.finditer(evidence.text, start, end):
        word = match["n"].lower()
        value = _WORDS.get(word) or number(word)
        behind = evidence.text[match.end() : min(end, match.end() + 60)]
        lead = " ".join(evidence.text[max(start, match.start() - 14) : match.start()].split()[-1:])
        noun = behind.split()[:4]
        plural = [at for at, w in enumerate(noun) if PLURAL.search(w.strip(".,:;()"))]
        if not value or value < 2 or not plural:
            continue
        if OTHER.search(" ".join(noun[: min(3, plural[0] + 2)])) or OTHER.search(lead):
            continue
        if PARTLY.match(behind):
            continue
        found.append(counted_in_words(match.start(), match.end(), value))
    return found


def _in_sentences(evidence: Evidence) -> Iterator[_Found]:
    sentences = evidence.sentences
    for place, sentence in enumerate(sentences):
        if evidence.block_of(sentence).kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        words = evidence.words(sentence)
        following = sentences[place + 1] if place + 1 < len(sentences) else None
        told = told_next(evidence, following) if following is not None else None
        beside = told is not None and following is not None and following.block == sentence.block
        if not beside and not any(mark in words for mark in _MARKS):
            continue
        counts = _counts(evidence, sentence.start, sentence.end)
        for quantity in counts:
            if _OF_THOSE.search(words[: quantity.start - sentence.start]):
                continue  # "four channels between the two ministries: ..."
            listed = marked_list(evidence, sentence, quantity)
            if listed is not None:
                yield quantity, listed
        lists = bool(counts) and ":" in words[counts[0].end - sentence.start :]
        if len(counts) == 1 and told is not None and beside and not lists:
            yield counts[0], told


_OF_THOSE = lazy_regex(
    rf"\b(?:\d+|{'|'.join(UNITS[1:13])}|all|some|most|many|several|both|each|none|half)\b[^:;]*"
    r" (?:of|for|between|among|in|by|to) (?:the|its|their|these|those) $",
    re.IGNORECASE,
)


def _numbered(evidence: Evidence) -> Iterator[_Found]:
    """Yield the number of "three questions" with the clauses "(1)", "(2)" of a later paragraph."""
    blocks = evidence.article.blocks
    for place, block in enumerate(blocks):
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        words = evidence.words(block)
        told = [int(found[1]) for found in _INNER.finditer(words)] if "(2)" in words else []
        if block.kind is BlockKind.ITEM and told[:1] == [2]:
            told = [1, *told]  # its mark has been read already
        if len(told) < 2 or told != list(range(1, len(told) + 1)):
            continue
        lead = words.partition("(1)")[0] if "(1)" in words else ""
        if any(number(word) == len(told) for word in lead.lower().split()):
            continue  # announced right there, by whatever noun
        for before in reversed(blocks[max(0, place - _BACK) : place + 1]):
            counts = [
                one
                for one in _counts(evidence, before.start, before.end)
                if ANNOUNCED.match(evidence.text, one.end)
            ]
            if counts or (before is not block and "(2)" in evidence.words(before)):
                if len(counts) == 1 and (before is block or "(2)" not in evidence.words(before)):
                    yield counts[0], (frozenset({len(told)}), block.start, block.end)
                break


def _under_headings(evidence: Evidence) -> Iterator[_Found]:
    """Yield the number of "Six things to do" with the items, or numbered heads, of its section."""
    blocks = evidence.article.blocks
    for place, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING:
            continue
        counts = _counts(evidence, block.start, block.end)
        told = [one for one in counts if _THINGS.match(evidence.text, one.end)]
        if len(told) != 1:
            continue
        listed = _listed_in(evidence, _section(blocks, place))
        if len(listed) > 2:
            yield told[0], (frozenset({len(listed)}), listed[0].start, listed[-1].end)


def _section(blocks: Sequence[Block], place: int) -> list[Block]:
    """Return the blocks below a heading, up to the next one that is no deeper."""
    own = blocks[place]
    section = []
    for block in blocks[place + 1 :]:
        if block.kind is BlockKind.HEADING and block.level <= own.level:
            break
        section.append(block)
    return section


def _listed_in(evidence: Evidence, section: Sequence[Block]) -> list[Block]:
    """Return the items of the only list of a section, or the heads that number it."""
    heads = [block for block in section if block.kind is BlockKind.HEADING]
    if heads:
        numbers = [_HEAD_NUMBER.match(evidence.text, head.start, head.end) for head in heads]
        told = [int(found[1]) for found in numbers if found]
        running = told == list(range(1, len(told) + 1))
        return [head for head, found in zip(heads, numbers, strict=True) if found and running]
    runs = [
        list(group)
        for kind, group in groupby(section, key=lambda block: block.kind)
        if kind is BlockKind.ITEM
    ]
    return [item for item in runs[0] if item.level == runs[0][0].level] if len(runs) == 1 else []


_HEAD_NUMBER = lazy_regex(r"\W*(?:No\. ?)?(\d{1,2})[.):] ")


def _rows(evidence: Evidence) -> Iterator[_Found]:
    """Yield the number of "nine plants" with the rows of a table of plants."""
    for table in evidence.article.tables[:_TABLES]:
        rows = [row for row in table.rows if row]
        if not table.has_header or len(rows) < 4:
            continue
        head = evidence.words(rows[0][0]).split()
        body = [row for row in rows[1:] if not _TOTAL.match(evidence.words(row[0]))]
        labels = {evidence.words(row[0]) for row in body}
        if not head or len(labels) < len(body) or len(head[-1]) < 4:
            continue
        noun = stem(head[-1])
        counts = _of_noun(evidence, evidence.article.blocks, noun)
        counts = counts or _beside_table(evidence, rows[0][0])
        if len({one.value for one in counts}) == 1:
            yield counts[0], (frozenset({len(body)}), body[0][0].start, body[-1][-1].end)


_SHOWN = lazy_regex(
    r"\b(?:(?:the|this|following) table|table (?:below|above|\d)|listed below|as follows|"
    r"the following|(?:are|is) (?:these|below))\b",
    re.IGNORECASE,
)


def _beside_table(evidence: Evidence, cell: Block) -> list[Quantity]:
    """Return the number of a sentence right above a table that says that it shows them."""
    blocks = evidence.article.blocks
    above = [block for block in blocks if block.end <= cell.start][-1:]
    return [
        one
        for sentence in evidence.sentences
        for block in above
        if block.kind is BlockKind.PARAGRAPH
        and block.start <= sentence.start < block.end
        and (said := _SHOWN.search(evidence.words(sentence))) is not None
        for one in _counts(evidence, sentence.start + said.start(), sentence.end)
    ]


_MEMBER = (
    r"(?:members?|countries|states|nations|economies|parties|partners|signatories|participants|"
    r"provinces|cities|governments|allies)"
)
_OF_MEMBERS = lazy_regex(rf" (?:[a-z-]+ )?{_MEMBER}\b")
_ARE_MEMBERS = lazy_regex(
    rf"(?:(?:Taking part|Participating|They|These|Those|(?:The|Its|Their|Other|Current|Full) "
    rf"(?:[a-z-]+ )?{_MEMBER}|{_MEMBER.capitalize()})[a-z ,]{{0,30}}? (?:are|were)|"
    rf"(?:It|The [a-z]+) (?:comprises?|consists? of|is made up of|brings? together))(?: now)?:? "
    rf"(?P<body>{NAMES})(?=[.;]|$)"
)
_MANY_NAMES = 4  # from which a list of names is that of all members


def _members_named(evidence: Evidence) -> Iterator[_Found]:
    """Yield the number of members of a body with the sentence of an article that names them."""
    listed: list[Listed] = []
    for sentence in evidence.sentences:
        words = evidence.words(sentence)
        if words.count(",") < _MANY_NAMES - 2:
            continue
        found = _ARE_MEMBERS.match(words.strip())
        if found is not None and evidence.block_of(sentence).kind is BlockKind.PARAGRAPH:
            start = sentence.start + words.index(found["body"])
            listed.append((lengths(found["body"]), start, start + len(found["body"])))
    if len(listed) != 1 or min(listed[0][0], default=0) < _MANY_NAMES:
        return
    counts = [
        one
        for block in evidence.article.blocks
        if block.kind is BlockKind.PARAGRAPH
        for one in _counts(evidence, block.start, block.end)
        if _OF_MEMBERS.match(evidence.text, one.end)
    ]
    if len({one.value for one in counts}) == 1:
        yield counts[0], listed[0]


def _of_noun(evidence: Evidence, blocks: Sequence[Block], noun: str) -> list[Quantity]:
    """Return the numbers of an article's paragraphs that count a noun."""
    found = []
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            for one in _counts(evidence, block.start, block.end):
                behind = evidence.text[one.end : one.end + 60].split()[:4]
                if any(stem(word.strip(".,:;")) == noun for word in behind):
                    found.append(one)
    return found
