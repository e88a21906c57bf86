"""What is told twice: a word or an event (DU601, DU603)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.transcripts import transcribed
from bongsu.audit.reading.wording import (
    alternation,
    as_note,
    content_words,
    matcher,
    proper_names,
    sentence_at,
    stem,
    table,
)
from bongsu.audit.rules import RULES, Context
from bongsu.audit.statements.recounted import recounted
from bongsu.audit.structure.added import told_as_more
from bongsu.audit.structure.doubled import DOUBLE, doubled_name, phrases, seldom_doubled, slip
from bongsu.audit.structure.entries_of_one_day import entries_of_one_day
from bongsu.audit.structure.head_rows import heads_columns
from bongsu.audit.structure.items_of_one_deed import items_of_one_deed
from bongsu.audit.structure.one_form import of_two_things
from bongsu.audit.structure.retold import (
    over_pages,
    retold,
    retold_rows,
)
from bongsu.audit.structure.retold_apart import retold_apart
from bongsu.audit.telling import related_part, related_words
from bongsu.evidence.documents import Block, BlockKind, Table
from bongsu.evidence.mentions import Evidence, Granularity, Sentence, within
from bongsu.evidence.readers.code import meets_code
from bongsu.patterns import lazy_regex, regex

_SHORT_ROW = 25  # code points: a shorter row says too little to be the same event
_SAME_NAME = 3  # capitalised words in a name that means one event
_SAME_DAY = 20  # items of one day that are compared
_ALIKE = 0.8  # of the content words of two rows


@RULES.add("DU603", "doubled-word", Severity.WARNING)
def doubled_word(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """The same word stands twice in a row."""
    for here, word in over_pages(evidence):
        yield RULES["DU603"].finding(
            evidence.document, *here, f"“{word}” ends one page and begins the next"
        )
    for block in evidence.article.blocks:
        if block.kind is BlockKind.META:
            continue
        for match in DOUBLE.finditer(evidence.words(block)):
            start, end = block.start + match.start(), block.start + match.end()
            if heads_columns(evidence.text, start, end) or meets_code(
                evidence.document, start, end
            ):
                continue
            if slip(evidence.words(block), match):
                finding = RULES["DU603"].finding(
                    evidence.document,
                    block.start + match.start(),
                    block.start + match.end(),
                    f"“{match[1]} {match[3]}”: the word stands twice in a row",
                )
                yield as_note(finding) if transcribed(evidence) else finding
            elif seldom_doubled(match):
                finding = RULES["DU603"].finding(
                    evidence.document,
                    block.start + match.start(),
                    block.start + match.end(),
                    f"“{match[1]} {match[3]}”: is the word meant twice?",
                )
                yield as_note(finding)
            elif doubled_name(evidence, block, match):
                finding = RULES["DU603"].finding(
                    evidence.document,
                    block.start + match.start(),
                    block.start + match.end(),
                    f"“{match[1]}” stands twice in a row here, and once elsewhere",
                )
                yield as_note(finding)
        yield from phrases(evidence, block)


@RULES.add("DU601", "event-told-twice", Severity.WARNING)
def event_told_twice(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Two rows, list items or neighbouring sentences tell the same event."""
    yield from _rows(evidence)
    yield from _recounted(evidence)
    items = list(_items(evidence))
    yield from items
    told = list(_sentences(evidence, {finding.start for finding in items}))
    yield from told
    span = evidence.article.title_span or (-1, -1)
    for (start, end), (first, last), surely in told_as_more(evidence):
        if span[0] <= first < span[1]:
            continue  # a title tells the news that the text below it tells again
        if not any(one.start < end and start < one.end for one in (*items, *told)):
            earlier = related_words(evidence, first, last, "told here before")
            finding = RULES["DU601"].finding(
                evidence.document,
                start,
                end,
                "this is told as one more event, and an earlier telling has its time and matter",
                related=[earlier],
            )
            yield finding if surely else as_note(finding)
    known = {sentence_at(evidence, one.start) for one in (*items, *told)}
    for again, first_told in retold_apart(evidence):
        if sentence_at(evidence, again.start) not in known:
            span = (again.start, again.end)
            yield as_note(_twice(evidence, span, first_told, "this sentence"))


def _recounted(evidence: Evidence) -> Iterator[Finding]:
    """Yield figures by which a text calls back what it told with another one."""
    for first, again in recounted(evidence):
        earlier = related_part(evidence, first, "told so")
        finding = RULES["DU601"].finding_at(
            evidence.document,
            again,
            f"{evidence.words(again)} calls back what was told as {evidence.words(first)}",
            related=[earlier],
        )
        yield as_note(finding)


def _rows(evidence: Evidence) -> Iterator[Finding]:
    for table_ in evidence.article.tables:
        seen: dict[str, list[Block]] = {}
        last = ""
        for row, own in _own_cells(table_):
            said = " | ".join(" ".join(evidence.words(cell).split()).casefold() for cell in row)
            spoken = regex(r"[\W\d_]+").sub("", said)
            if len(said) < _SHORT_ROW or len(spoken) < _SHORT_ROW // 2:
                continue
            # Heads and labels return under each part of a table; figures and days do not.
            if said in seen and (said == last or any(map(str.isdigit, said))):
                yield _twice(evidence, (own[0].start, own[-1].end), seen[said][0], "this row")
            seen.setdefault(said, own)
            last = said
        rows = list(seen.values())
        told = set()
        for again, other in retold_rows(evidence, rows):
            told.add(again[0].start)
            yield _twice(evidence, (again[0].start, again[-1].end), other[0], "this row")
        for again, other in entries_of_one_day(evidence, rows):
            if again[0].start not in told:
                yield as_note(
                    _twice(evidence, (again[0].start, again[-1].end), other[0], "this row")
                )


def _own_cells(table_: Table) -> Iterator[tuple[Sequence[Block], list[Block]]]:
    """Yield each row, and those of its cells that have words and come from no row above."""
    above = 0
    for row in table_.rows:
        own = sorted(
            (cell for cell in row if above <= cell.start < cell.end), key=lambda cell: cell.start
        )
        if own:
            above = own[-1].end
            yield row, own


def _items(evidence: Evidence) -> Iterator[Finding]:
    """Yield items that begin with the same day and say nearly the same."""
    seen: dict[str, list[tuple[frozenset[str], Block]]] = {}
    told: set[int] = set()
    entries: list[list[Block]] = []
    for block in evidence.article.blocks:
        if block.kind not in {BlockKind.ITEM, BlockKind.PARAGRAPH}:
            continue
        opening = [
            date
            for date in within(evidence.dates, block.start, min(block.end, block.start + 60))
            if date.start == block.start and date.edtf
        ]
        if not opening:
            continue
        entries.append([block])
        said = content_words(evidence.words(block)[opening[0].end - block.start :])
        earlier = seen.setdefault(opening[0].edtf or "", [])
        for other, first in earlier[-_SAME_DAY:]:
            if min(len(said), len(other)) < _SAME_NAME:
                continue
            if len(said & other) >= _ALIKE * len(said | other):
                told.add(block.start)
                yield _twice(evidence, (block.start, block.end), first, "this item")
            elif min(len(said), len(other)) > _SAME_NAME and (said <= other or other <= said):
                told.add(block.start)
                yield as_note(_twice(evidence, (block.start, block.end), first, "this item"))
        earlier.append((said, block))
    yield from _items_alike(evidence, entries, told)


def _items_alike(
    evidence: Evidence, entries: Sequence[Sequence[Block]], told: set[int]
) -> Iterator[Finding]:
    """Yield items that tell one deed in other words, but those that were told already."""
    of_one_day = ((again[0], first[0]) for again, first in entries_of_one_day(evidence, entries))
    for item, earlier in (*items_of_one_deed(evidence), *of_one_day):
        if item.start not in told:
            told.add(item.start)
            yield as_note(_twice(evidence, (item.start, item.end), earlier, "this item"))


def _twice(
    evidence: Evidence, span: tuple[int, int], first: Block | Sentence, what: str
) -> Finding:
    earlier = related_part(evidence, first, "told here before")
    return RULES["DU601"].finding(
        evidence.document,
        *span,
        f"{what} tells the same event as an earlier one",
        related=[earlier],
    )


def _sentences(evidence: Evidence, listed: Collection[int]) -> Iterator[Finding]:
    """Yield a sentence that tells a deed anew: in its words, or of the same subject and thing."""
    told_anew = set()
    for sentence, other in retold(evidence):
        told_anew.add(sentence.start)
        if evidence.block_of(sentence).start not in listed:
            yield _twice(evidence, (sentence.start, sentence.end), other, "this sentence")
    for first, second in pairwise(evidence.sentences):
        if second.start in told_anew:
            continue
        later = evidence.words(second)
        deeds = _deeds(later) if first.block == second.block else frozenset()
        if not deeds or matcher("duplicates", "another").search(later):
            continue
        earlier = evidence.words(first)
        if _of_two_days(evidence, first, second) or of_two_things(earlier, later):
            continue
        if not deeds & _deeds(earlier) or _subject(earlier) != _subject(later):
            continue
        told = _shared_name(
            list(proper_names(earlier, first.start)), list(proper_names(later, second.start))
        )
        if told is None:
            continue
        before = related_words(evidence, told[0][0], told[0][1], "told here before")
        finding = RULES["DU601"].finding(
            evidence.document,
            told[1][0],
            told[1][1],
            "two sentences in a row tell the same deed of the same subject",
            related=[before],
        )
        yield finding if regex(r"\balso\b").search(later) else as_note(finding)


_TIMES = frozenset({Granularity.DAY, Granularity.MONTH})  # a year may be that of anything else


def _of_two_days(evidence: Evidence, first: Sentence, second: Sentence) -> bool:
    """Whether two sentences each have a day or month, none in common: two issues of one thing."""
    one, other = (
        {d.edtf for d in within(evidence.dates, s.start, s.end) if d.granularity in _TIMES}
        for s in (first, second)
    )
    return bool(one) and bool(other) and not one & other


def _deeds(words: str) -> frozenset[str]:
    if not any(beginning in words for beginning in _deed_beginnings()):
        return frozenset()
    return frozenset(str(match.lastgroup) for match in _deed_forms().finditer(words))


@cache
def _deed_beginnings() -> tuple[str, ...]:
    """Return the first word of each deed: to look for these is quicker than for all of them."""
    forms = (form for forms in table("duplicates")["deeds"].values() for form in forms)
    return tuple(dict.fromkeys(form.split()[0] for form in forms))


@cache
def _deed_forms() -> re.Pattern[str]:
    kinds = table("duplicates")["deeds"].items()
    return regex(rf"\b(?:{'|'.join(f'(?P<{kind}>{alternation(v)})' for kind, v in kinds)})\b")


_Name = tuple[int, int, str]


def _shared_name(earlier: list[_Name], later: list[_Name]) -> tuple[_Name, _Name] | None:
    """Return two names of one event: long, and one the end of the other."""
    for new in later:
        for old in earlier:
            if _DATED.search(new[2]) or _DATED.search(old[2]):
                continue  # "On November 4" is no name
            short, long = sorted((_key(old[2]), _key(new[2])), key=len)
            if len(short) >= _SAME_NAME and long[-len(short) :] == short:
                return old, new
    return None


_DATED = lazy_regex(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d"
)


def _key(name: str) -> list[str]:
    return [stem(word) for word in name.removeprefix("The ").split()]


def _subject(words: str) -> list[str]:
    """Return the last name before the first deed, whatever stands before its comma."""
    deed = _deed_forms().search(words)
    head = words[: deed.start()] if deed else words
    names = [name for _, _, name in proper_names(head.rpartition(",")[2])]
    return _key(names[-1]) if names else []
