"""Companies, and names that a title has too, in another spelling than where they are introduced.

A company with its legal form ("Halla Metals, LLC") is the same with any one letter changed, an "s"
too, since no other word of it differs. Titles capitalise every word, so that a name is known in
them only by another place of the text: all words but one the same, and that one a letter apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bongsu.audit.needs import guarded_regex
from bongsu.audit.structure.misspelt import plain_words
from bongsu.audit.structure.romanised import Name
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.entities import entities, one_edit
from bongsu.evidence.mentions import Evidence

_WORD = r"[A-Z][\w&’'-]*"
_COMPANY = guarded_regex(
    rf"(?<![\w&’'-])(?:(?:The|A|An|In|At|For|With|By)\s)?(?P<name>{_WORD}(?:\s{_WORD}){{1,4}}),?\s"
    r"(?:(?:Co|Inc|Corp|Ltd)\b\.?|LLC\b|L\.L\.C\.|PLC\b|plc\b|GmbH\b|AG\b|S\.A\.|Limited\b)"
)
_SHORTEST = 4  # letters of the word in which two names differ
_ENDINGS = frozenset("sndryil")  # by which forms of one word differ: "Korean", "Members"
_MOST = 60  # names of one text that are looked for
_FEWEST_WORDS, _MOST_WORDS = 2, 5


def respelt_names(evidence: Evidence, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield a name in another spelling, and the place where it is introduced."""
    told: set[str] = set()
    for company in _companies(evidence):
        if company.written not in told:
            told.add(company.written)
            yield from _respelt(evidence, company, _whole(evidence), strict=False)
    titles = [
        (block.start, block.end)
        for block in evidence.article.blocks
        if block.kind is BlockKind.HEADING
    ]
    for name in names:
        if len(told) > _MOST or not titles:
            return
        several = _FEWEST_WORDS <= len(name.written.split()) <= _MOST_WORDS
        if several and name.written not in told:
            told.add(name.written)
            yield from _respelt(evidence, name, titles, strict=True)


def _whole(evidence: Evidence) -> list[tuple[int, int]]:
    return [(evidence.article.start, evidence.article.end)]


def _companies(evidence: Evidence) -> Iterator[Name]:
    for block in evidence.article.blocks:
        for found in _COMPANY.finditer(evidence.text, block.start, block.end):
            yield Name(found.start("name"), found.end("name"), found["name"])


def _respelt(
    evidence: Evidence, name: Name, spans: Sequence[tuple[int, int]], *, strict: bool
) -> Iterator[tuple[Name, Name]]:
    """Yield where a name stands with one word of it a letter apart."""
    words = name.written.split()
    for place, word in enumerate(words):
        if len(word) < _SHORTEST or not word.isalpha():
            continue
        others = words[:place] + words[place + 1 :]
        rest = [re.escape(one) for one in words]
        rest[place] = rf"(?P<odd>{re.escape(word[0])}[A-Za-z]{{2,}})"
        form = r"\b" + r"\s".join(rest) + r"\b"
        for start, end in spans:
            part = evidence.text[start:end]
            if not all(one in part for one in others):
                continue
            for found in re.finditer(form, part):
                other = Name(start + found.start(), start + found.end(), found[0])
                if _one_slip(evidence, word, found["odd"], strict=strict) and not _both_known(
                    name, other
                ):
                    yield other, name
                    return


def _one_slip(evidence: Evidence, word: str, other: str, *, strict: bool) -> bool:
    """Whether two words are a letter apart, and, if asked, no plain words or forms of one."""
    if word == other or not one_edit(word.casefold(), other.casefold()):
        return False
    if not strict:
        return True
    short, long = sorted((word, other), key=len)
    if long[:-1] == short and long[-1] in _ENDINGS:
        return False
    return not {word.casefold(), other.casefold()} & plain_words(evidence.text)


def _both_known(name: Name, other: Name) -> bool:
    known = entities()
    return bool(known.named(name.written)) and bool(known.named(other.written))
