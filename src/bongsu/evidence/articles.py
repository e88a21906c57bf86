"""Tells the articles of a file apart, and reads what the head of each says about it.

An article begins with its title, directly above a line that says when it was published. Titles
broken over several headings are mended, banners that stand above every title are passed over, and
paragraphs that a page's end broke in two are joined.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bongsu.evidence.documents import Article, Block, BlockKind, Document, Format, Table
from bongsu.evidence.mastheads import unfolded
from bongsu.evidence.parts import Meta, Parts
from bongsu.patterns import lazy_regex, regex

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?"
_MONTH += r"|Jul(?:y|\.)?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?"
_MONTH += r"|Dec(?:ember|\.)?)"
_YEAR = r"(?:19|20)\d\d"
_OTHER_MONTH = _MONTH.replace("<month>", "<month2>")
_DAY = regex(
    rf"(?:{_MONTH}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>{_YEAR})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? {_OTHER_MONTH},? (?P<year2>{_YEAR})"
    rf"|(?P<us>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/{_YEAR})(?!\d)"
    rf"|(?P<iso>{_YEAR}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01]))(?!\d))"
)
_DATELINE = lazy_regex(
    rf"[A-Z][A-Z .’'-]{{2,40}}(?:, [A-Z][A-Za-z. ]{{1,20}})?,? \(?{_DAY.pattern}\)?,? ?"
    r"(?:\([A-Za-z][\w /.-]{1,40}\) ?)?(?:--|[–—-]|:) ?"
)
_LINE = 250  # code points of what stands below a title: whose, what it is, of which day, by whom
_SMALL = 0.5  # share of its words that begin with a small letter
_SENTENCE = lazy_regex(
    r"\b(?:is|are|was|were|has|have|had|will|would|said|says|announced|held|met|signed|rose|fell)\b"
)
_SAYS_WHEN = regex(
    r"(?:First )?(?:Published|Posted|Updated|Released|Issued|Last updated|Publication date|Date"
    r"|Release date|For (?:immediate )?release)\b[:,]?(?: on| at)?[: ]*",
    re.IGNORECASE,
)
_BYLINE = lazy_regex(
    r"[ ,.|]{1,3}(?:\d{1,2}:\d\d[ ,.|]{0,3}(?:[AP]M|[ap]\.?m\.?|KST)?|[Bb]y [A-Z])"
)
_SAYS_WHO = regex(r"(?:Authors?|By|Written by)\b:? (?P<names>.+)", re.IGNORECASE)
_SAYS_WHAT = regex(
    r"(?:Category|Categories|Tags?|Topics?|Keywords?|Source|Contact|Section|Region|Program|Share)\b"
    r" ?: ?.+",
    re.IGNORECASE,
)
_NAME = regex(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}")
_NEAR_TITLE = 4  # blocks between a title and the day below it
_HEAD = 12  # blocks in which the head of a single article lies
_TERMINAL = regex(r"[.!?:;…][\"”’')\]*]*\Z")
_ASIDES = {"]": ("[", 600), ")": ("(", 60)}  # of remarks behind a paragraph: sign, code points
_TILL = _MONTH.replace("<month>", "<till>")
_ITEM_DAY = regex(
    rf"{_MONTH} \d{{1,2}}(?:\s?[–—-]\s?(?:{_TILL} )?\d{{1,2}})?(?:, \d{{4}})?\b(?! (?:and|to"
    rf"|through)\b)"
)
_ABOUT = regex(
    r"(?:Feature image|Image|Photo|Picture|Cover image|Source|Note)s?\b|(?:The )?views expressed"
    r"|.{0,400}\b(?:is|are) (?:an?|the) (?:[\w.-]+ ){0,8}(?:Fellow|Researcher|Analyst|Professor"
    r"|Director|Intern|Scholar|Associate|writer|Economist|Correspondent|Editor|Manager|Officer"
    r"|Lecturer)\b.{0,400}\Z"
    r"|.{0,200}\bregistered under the F(?:ARA|oreign Agents)|All rights reserved|©|Copyright\b"
    r"|Return to\b|Authors? \(in order|Additional information is available",
    re.IGNORECASE | re.DOTALL,
)


class _Head(NamedTuple):
    """Where an article begins, and the blocks of its title."""

    first: int
    title: tuple[int, ...]


def articles(parts: Parts, meta: Meta) -> tuple[Article, ...]:
    """Return the articles of a file, in order; at least one if there is any text.

    Parameters
    ----------
    parts : Parts
        The file as a reader left it.
    meta : Meta
        What the format says about the whole file; used where the text itself says nothing.
    """
    if not parts.blocks:
        return ()
    blocks = _mended(parts)
    heads = _heads(parts.text, blocks)
    if not heads or len(heads) == 1:
        head = heads[0] if heads else _single_head(parts.text, blocks)
        return (_article(parts, blocks, 0, len(blocks), head.title, meta),)
    bounds = [head.first for head in heads[1:]] + [len(blocks)]
    starts = [0, *bounds[:-1]]
    return tuple(
        _article(parts, blocks, start, end, head.title, Meta(publisher=meta.publisher))
        for head, start, end in zip(heads, starts, bounds, strict=True)
    )


def document_of(parts: Parts, meta: Meta, *, data: bytes, name: str, kind: Format) -> Document:
    """Return a file that a reader has taken apart as the document that it is.

    Parameters
    ----------
    parts, meta
        What stands in the file, and what it says about itself.
    data : bytes
        The file, whose hash the document keeps.
    name : str
        How errors and findings name it.
    kind : Format
        What it was read as.
    """
    return Document(
        name=name,
        format=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        source=parts.source,
        text=parts.text,
        offsets=parts.offsets,
        articles=articles(parts, meta),
        anchors=parts.anchors,
        notes=parts.notes,
    )


def _mended(parts: Parts) -> list[Block]:
    """Join paragraphs that a page's end broke, and call notes and items what they are."""
    joined: list[Block] = []
    for block in unfolded(parts, _DAY):
        last = joined[-1] if joined else None
        if last is not None and _goes_on(parts.text, last, block):
            joined[-1] = replace(last, end=block.end)
        else:
            joined.append(block)
    named = [_named(parts.text, block) for block in joined]
    return _timeline(parts.text, named)


def _goes_on(text: str, last: Block, block: Block) -> bool:
    """Whether a paragraph goes on in the next block: it does not end, the next does not begin."""
    if (
        last.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}
        or block.kind is not BlockKind.PARAGRAPH
    ):
        return False
    end, begins = _before_aside(text, last), text[block.start : block.end]
    ends = text[max(last.start, end - 8) : end]
    if last.end - last.start < 40 or not ends or _TERMINAL.search(ends) or _is_meta(begins):
        return False
    if text[block.start].islower():
        return True
    before = text[last.start : last.end]
    if _masthead(before) is not None or _day_apart(before) is not None:
        return False
    words = before.split()
    titled = sum(word[0].isupper() for word in words) > 0.6 * len(words)
    return (
        len(words) >= 12 and not titled and len(begins.split()) >= 6 and not _ITEM_DAY.match(begins)
    )


def _before_aside(text: str, block: Block) -> int:
    """Return where a paragraph ends but for a remark in brackets: "[...]", "... cars. (Yonhap)"."""
    opening, reach = _ASIDES.get(text[block.end - 1], ("", 0))
    if not opening:
        return block.end
    opened = text.rfind(opening, max(block.start, block.end - reach), block.end)
    if opened < 0:
        return block.end
    return block.start + len(text[block.start : opened].rstrip())


def _is_meta(words: str) -> bool:
    if len(words) > 300:
        return False
    when = _SAYS_WHEN.match(words)
    if when and _DAY.match(words, when.end()) and len(words) <= when.end() + 60:
        return True
    who = _SAYS_WHO.match(words)
    return bool((who and _names(who["names"]) and len(words) < 200) or _SAYS_WHAT.fullmatch(words))


def _named(text: str, block: Block) -> Block:
    if block.kind is not BlockKind.PARAGRAPH:
        return block
    words = text[block.start : block.end]
    if _is_meta(words):
        return replace(block, kind=BlockKind.META)
    return replace(block, kind=BlockKind.NOTE) if _ABOUT.match(words) else block


def _timeline(text: str, blocks: list[Block]) -> list[Block]:
    """Call paragraphs that open with a day items, where three or more follow each other."""
    found = list(blocks)
    run: list[int] = []
    for at, block in enumerate([*blocks, None]):
        opens = (
            block is not None
            and block.kind is BlockKind.PARAGRAPH
            and _ITEM_DAY.match(text, block.start, block.end)
        )
        if opens:
            run.append(at)
            continue
        if len(run) >= 3:
            for item in run:
                found[item] = replace(found[item], kind=BlockKind.ITEM, level=1)
        run = []
    return found


def _heads(text: str, blocks: list[Block]) -> list[_Head]:
    """Return the heads of articles: headings with a day of publication directly below them."""
    heads: list[_Head] = []
    counts = Counter(
        text[block.start : block.end].casefold()
        for block in blocks
        if block.kind is BlockKind.HEADING
    )
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.META or _published(text[block.start : block.end]) is None:
            continue
        title = _title_above(blocks, at)
        if not title or (heads and title[0] <= heads[-1].title[-1]):
            continue
        first = title[0]
        kept = [
            index
            for index in title
            if len(title) == 1
            or counts[text[blocks[index].start : blocks[index].end].casefold()] == 1
        ]
        heads.append(_Head(first, tuple(kept or title[-1:])))
    return heads


def _title_above(blocks: list[Block], at: int) -> list[int]:
    """Return the run of headings directly above a block, few blocks away."""
    index = at - 1
    while index >= 0 and at - index < _NEAR_TITLE and blocks[index].kind is BlockKind.META:
        index -= 1
    title: list[int] = []
    while index >= 0 and blocks[index].kind is BlockKind.HEADING and len(title) < 5:
        title.insert(0, index)
        index -= 1
    return title


def _single_head(text: str, blocks: list[Block]) -> _Head:
    """Return the title of a file with one article: its first heading, or a short first line."""
    for at, block in enumerate(blocks[:_HEAD]):
        if block.kind is BlockKind.HEADING:
            return _Head(0, tuple(_whole_title(text, blocks, at)))
    for at, block in enumerate(blocks[:3]):
        words = text[block.start : block.end]
        if block.kind is BlockKind.PARAGRAPH and len(words) <= 250 and not _DAY.search(words):
            short = len(words) <= 120 or not _TERMINAL.search(words)
            if short and not words.endswith("."):
                return _Head(0, (at,))
            break
    return _Head(0, ())


def _whole_title(text: str, blocks: list[Block], at: int) -> list[int]:
    """Return a heading and those that go on in it: "The Road to" above "Reform"."""
    title = [at]
    for last, block in zip(blocks[at:], blocks[at + 1 :], strict=False):
        ends = text[last.start : last.end].rsplit(" ", 1)[-1].casefold()
        goes_on = block.kind is BlockKind.HEADING and block.level == last.level + 1
        if not goes_on or ends not in _OPEN_ENDS:
            break
        title.append(title[-1] + 1)
    return title


_OPEN_ENDS = frozenset(  # words behind which a title goes on
    (
        *("to", "of", "for", "the", "a", "an", "and", "in"),
        *("on", "with", "from", "by", "s", "korea's", "or", "at"),
    )
)


def _article(
    parts: Parts, blocks: list[Block], start: int, end: int, title: tuple[int, ...], meta: Meta
) -> Article:
    text = parts.text
    own = blocks[start:end]
    renamed = [
        replace(block, kind=BlockKind.HEADING, level=1) if start + at in title else block
        for at, block in enumerate(own)
    ]
    headed = [blocks[at] for at in title]
    words = " ".join(" ".join(text[block.start : block.end].split()) for block in headed)
    head = [text[block.start : block.end] for block in own[:_HEAD]]
    tables, renumbered = _tables(parts.tables, renamed)
    return Article(
        start=own[0].start,
        end=own[-1].end,
        title=words or meta.title,
        title_span=(headed[0].start, headed[-1].end) if headed else None,
        published=_head_day(own, head, bool(title)) or meta.published,
        authors=_authors(own, text) or meta.authors,
        publisher=meta.publisher,
        blocks=tuple(renumbered),
        tables=tables,
    )


def _head_day(own: Sequence[Block], head: list[str], titled: bool) -> dt.date | None:
    """Return the day that the head says: in so many words, else alone in a line near the title."""
    for words in head:
        day = _published(words)
        if day is not None:
            return day
    for block, words in zip(own[: 8 if titled else 4], head, strict=False):
        found = _DAY.search(words) if len(words) <= 80 else None
        if found is None or block.kind is BlockKind.HEADING:
            continue
        if _OF_A_TITLE.search(words[: found.start()]):
            continue
        rest = len(words) - len(found[0])
        if not found.start() and _BYLINE.match(words, found.end()):
            return _day(found)
        if rest <= (15 if words.endswith(".") else 40):  # what is longer is a sentence
            return _day(found)
    return _masthead_day(own[:_NEAR_TITLE], head)


def _masthead_day(own: Sequence[Block], head: list[str]) -> dt.date | None:
    """Return the one day of what stands below a title, or of a dateline."""
    for block, words in zip(own, head, strict=False):
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.META}:
            found = _DATELINE.match(words) or _day_apart(words) or _masthead(words)
            if found is not None:
                return _day(found)
    return None


_PARTED = lazy_regex(r"\s(?:[|·•/]|[–—])\s")


def _day_apart(words: str) -> re.Match[str] | None:
    """Return the day that is a part of a line by itself: "For staff | Updated May 3, 2023"."""
    parts = _PARTED.split(words) if len(words) <= _LINE else []
    told = [(part, _SAYS_WHEN.match(part)) for part in parts]
    said = [_DAY.fullmatch(part, when.end()) for part, when in told if when is not None]
    days = [found for found in said or map(_DAY.fullmatch, parts) if found is not None]
    return days[0] if len(days) == 1 else None


def _masthead(words: str) -> re.Match[str] | None:
    """Return the one day of what says whose a text is and by whom, but tells nothing."""
    if len(words) > _LINE or _TERMINAL.search(words):
        return None
    found = list(_DAY.finditer(words))
    if len(found) != 1 or _SENTENCE.search(words) or _OF_A_TITLE.search(words[: found[0].start()]):
        return None
    others = regex(r"[^\W\d_]+").findall(words)
    lower = sum(word[0].islower() for word in others)
    return found[0] if lower <= _SMALL * len(others) else None


_OF_A_TITLE = lazy_regex(r"\b(?:of|in|since|by|from|to|until|after|before|between|and) $")


def _published(words: str) -> dt.date | None:
    when = _SAYS_WHEN.match(words)
    found = _DAY.match(words, when.end()) if when else None
    return _day(found) if found else None


def _day(found: re.Match[str]) -> dt.date | None:
    try:
        if found["iso"]:
            year, month, day = (int(part) for part in regex(r"[-./]").split(found["iso"]))
            return dt.date(year, month, day)
        if found["us"]:
            month, day, year = map(int, found["us"].split("/"))
            return dt.date(year, month, day)
        name = (found["month"] or found["month2"])[:3]
        month = next(at for at, whole in enumerate(_MONTHS, 1) if whole.startswith(name))
        return dt.date(
            int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"])
        )
    except ValueError:  # February 30: a rule reports it, and the article has no day
        return None


def _authors(own: Sequence[Block], text: str) -> tuple[str, ...]:
    for block in own[:_HEAD]:
        who = _SAYS_WHO.match(text[block.start : block.end])
        if who and block.kind is BlockKind.META:
            return tuple(_names(who["names"]))
    return ()


def _names(words: str) -> list[str]:
    """Return the names of a list of people, or nothing if it is none."""
    parts = regex(r",? and |, |; | & ").split(words.strip())
    return (
        [part.strip() for part in parts] if all(_NAME.fullmatch(p.strip()) for p in parts) else []
    )


def _tables(
    tables: Sequence[Table], blocks: Sequence[Block]
) -> tuple[tuple[Table, ...], Iterator[Block]]:
    """Return the tables of some blocks, counted from 0, and the blocks with those counts."""
    used = sorted({block.table for block in blocks if block.table >= 0})
    if used == list(range(len(used))):
        return tuple(tables[at] for at in used), iter(blocks)
    anew = {old: new for new, old in enumerate(used)}
    kept = tuple(
        replace(
            tables[old],
            rows=tuple(
                tuple(replace(cell, table=anew[old]) for cell in row) for row in tables[old].rows
            ),
        )
        for old in used
    )
    return kept, (
        replace(block, table=anew[block.table]) if block.table >= 0 else block for block in blocks
    )
