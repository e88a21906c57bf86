"""What is told twice: a word, a label, an event (DU)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

from bongsu.audit.added import told_as_more
from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.heading_numbers import numbers_twice
from bongsu.audit.relabelled import (
    marks_twice,
    numerals_twice,
    stages_twice,
    steps_twice,
    times_twice,
)
from bongsu.audit.retold import doubled_phrases, over_pages, retold, retold_rows
from bongsu.audit.retold_apart import retold_apart
from bongsu.audit.rules import RULES, Context
from bongsu.audit.wording import (
    alternation,
    as_note,
    content_words,
    matcher,
    proper_names,
    sentence_at,
    stem,
    table,
)
from bongsu.evidence.documents import Block, BlockKind, Format, Table
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Evidence, Granularity, Sentence, within

_DOUBLE = re.compile(r"(?<![\w'’\-.])([^\W\d_]++)(\s++)(\1)(?![\w'’\-]|\.\w)", re.IGNORECASE)
_LABEL = re.compile(
    r"(table|figure|chart|box|annex|appendix|exhibit|map|panel|note|chapter|section|article|part|question|"
    r"schedule|attachment|plate|graph|diagram|example)\s+(\d{1,2}|[A-Z])(?:[.:)]|\s[\u2013\u2014-])\s",
    re.IGNORECASE,
)
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
        for match in _DOUBLE.finditer(evidence.words(block)):
            if _slip(evidence.words(block), match):
                yield RULES["DU603"].finding(
                    evidence.document,
                    block.start + match.start(),
                    block.start + match.end(),
                    f"“{match[1]} {match[3]}”: the word stands twice in a row",
                )
        for start, end, phrase in doubled_phrases(evidence, block):
            yield RULES["DU603"].finding(
                evidence.document, start, end, f"“{phrase}” stands twice in a row"
            )


def _slip(text: str, match: re.Match[str]) -> bool:
    """Whether a doubled word is no name, no idiom and no verb with its particle."""
    word, again = match[1], match[3]
    lower = word.casefold()
    if match[2].count(" ") > _SPACES:
        return False  # two columns
    function_word = lower in _function_words()
    if lower == "is" and _WHAT_IT_IS.search(text, max(0, match.start() - 60), match.start()):
        return False
    if (lower != "is" and lower in _may_double()) or (len(lower) == 1 and lower != "a"):
        return False
    if word == again and lower in table("duplicates")["openers"] and word.istitle():
        return True  # "The The", where a sentence opens
    if again[0].isupper() and (again != again.upper() or len(again) > 1):
        return False  # "Walla Walla", or two columns of names
    if not function_word and word[0].isupper() and match.start() > 0:
        return False
    if lower in table("duplicates")["particles"]:
        before = re.search(r"([^\W\d_]+)\s+$", text[max(0, match.start() - 40) : match.start()])
        return before is None or not matcher("duplicates", "phrasal").fullmatch(before[1])
    return True


_SPACES = 2  # between two words of one line; more set columns apart
_WHAT_IT_IS = lazy_regex(  # "what it is is a loan", "the problem is is that" in speech
    r"\b(?:what|who|where|how|why|all|whatever|whoever)\b[^.;,]*$|\b(?:it|that|this|he|she|there)\s$",
    re.IGNORECASE,
)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(table("words")["stop"])


@cache
def _may_double() -> frozenset[str]:
    return frozenset(table("duplicates")["may_double"])


@RULES.add("DU602", "repeated-label", Severity.WARNING)
def repeated_label(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Two headings, captions or steps of one list bear the same label."""
    yield from _headings(evidence)
    yield from _lead_ins(evidence)
    yield from _steps(evidence)
    yield from _numbers(evidence)
    yield from _row_labels(evidence)
    for here, there, label in (
        *marks_twice(evidence),
        *times_twice(evidence),
        *stages_twice(evidence),
        *numerals_twice(evidence),
    ):
        earlier = Related(
            start=there[0], end=there[1], message="first here", document=evidence.document
        )
        yield RULES["DU602"].finding(
            evidence.document, *here, f"the label “{label}” stands twice", related=[earlier]
        )


_FEWEST_ROWS = 4  # below this nobody can tell whether labels are to be unique
_FIGURE = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*")
_LETTERS = lazy_regex(r"[A-Za-z]{4}")
_MAY_REPEAT = lazy_regex(
    r"(?:sub-?)?total|sum|of which|others?\b|average|n/?a\b|source|note", re.IGNORECASE
)


def _row_labels(evidence: Evidence) -> Iterator[Finding]:
    """Yield the one label that stands before two rows of a table of figures."""
    for table_ in evidence.article.tables:
        rows = [[evidence.words(cell).strip() for cell in row] for row in table_.rows[1:]]
        if not table_.has_header or len(rows) < _FEWEST_ROWS:
            continue
        if not all(
            len(row) > 1 and row[0] and all(map(_FIGURE.fullmatch, row[1:])) for row in rows
        ):
            continue  # a second label, or the head of a group of rows, may tell two rows apart
        labels = [row[0].casefold() for row in rows]
        twice = [label for label in set(labels) if labels.count(label) > 1]
        if len(twice) != 1 or labels.count(twice[0]) > 2 or _MAY_REPEAT.match(twice[0]):
            continue
        if not _LETTERS.search(twice[0]):
            continue
        first, second = (
            row for row, label in zip(table_.rows[1:], labels, strict=True) if label == twice[0]
        )
        said = evidence.words(second[0]).strip()
        yield _repeated(evidence, second[0], first[0], f"two rows have the label “{said}”")


_LEAD_IN = re.compile(r"([A-Z][^:;]{8,60}):\s")


def _lead_ins(evidence: Evidence) -> Iterator[Finding]:
    """Yield items of one list that begin with the same words before a colon."""
    seen: dict[tuple[int, str], Block] = {}
    for block in evidence.article.blocks:
        level = block.level if block.kind is BlockKind.ITEM else -1
        seen = {key: first for key, first in seen.items() if key[0] <= level}
        if block.kind is not BlockKind.ITEM:
            continue
        label = _LEAD_IN.match(evidence.words(block))
        if label is None or len(label[1].split()) < _LABEL_WORDS:
            continue
        other = seen.setdefault((level, label[1].casefold()), block)
        if other is not block:
            yield _repeated(evidence, block, other, f"two items begin with “{label[1]}”")


_LABEL_WORDS = 2
_MARK = re.compile(r"^[ \t>*_#]{0,12}\(?(\d{1,3})[.)][ \t*_]{0,4}$")


def _numbers(evidence: Evidence) -> Iterator[Finding]:
    """Yield list items that bear the number of the item before them, in a list that counts."""
    numbered: list[tuple[int, Block]] = []
    document = evidence.document
    for block in evidence.article.blocks:
        if block.kind is not BlockKind.ITEM or block.start == block.end:
            continue
        at, _ = document.source_span(block.start, block.start + 1)
        line = document.source.rfind("\n", 0, at) + 1
        mark = _MARK.match(document.source[max(line, at - 40) : at])
        if mark is not None:
            numbered.append((int(mark[1]), block))
    for (number, block), (next_number, following) in pairwise(numbered):
        if number == next_number and number > 1:  # a list of nothing but ones counts by itself
            yield _repeated(evidence, following, block, f"two items have the number {number}")


def _headings(evidence: Evidence) -> Iterator[Finding]:
    usual = frozenset(table("duplicates")["usual_headings"])
    paged = evidence.document.format is Format.PDF
    seen: dict[tuple[object, ...], Block] = {}
    above: dict[int, str] = {}
    for place, block in enumerate(evidence.article.blocks):
        if block.kind is not BlockKind.HEADING:
            continue
        words = " ".join(evidence.words(block).split())
        above = {level: name for level, name in above.items() if level < block.level}
        bare = words.casefold().rstrip(".:")
        # A title that returns on the next page is a running head, or goes on there.
        page = evidence.document.place(block.start).page if paged else 0
        key = (*above.values(), block.level, bare, page)
        above[block.level] = words.casefold()
        if key in seen and bare not in usual and _has_text(evidence, place):
            yield _repeated(evidence, block, seen[key], f"the heading “{words}” stands twice")
        seen.setdefault(key, block)
    for block, other, label in numbers_twice(evidence):
        yield _repeated(evidence, block, other, f"the label “{label}” stands twice")
    yield from _captions(evidence)


def _captions(evidence: Evidence) -> Iterator[Finding]:
    """Yield what is labelled as another table, figure or part before it is."""
    seen: dict[tuple[str, str], tuple[Block, str]] = {}
    for block in evidence.article.blocks:
        words = " ".join(evidence.words(block).split())
        label = _LABEL.match(words) if block.kind is not BlockKind.CELL else None
        if label is not None:
            key = (label[1].casefold(), label[2].casefold())
            other = seen.setdefault(key, (block, words.casefold()))
            if other[0] is not block and other[1] != words.casefold():
                said = label[0].strip()
                yield _repeated(evidence, block, other[0], f"the label “{said}” stands twice")


def _has_text(evidence: Evidence, place: int) -> bool:
    """Whether a heading has text below it, as it has not in a list of contents."""
    following = evidence.article.blocks[place + 1 : place + 2]
    return bool(following) and following[0].kind is not BlockKind.HEADING


def _repeated(evidence: Evidence, block: Block, other: Block, message: str) -> Finding:
    earlier = Related(
        start=other.start, end=other.end, message="first here", document=evidence.document
    )
    return RULES["DU602"].finding(
        evidence.document, block.start, block.end, message, related=[earlier]
    )


def _steps(evidence: Evidence) -> Iterator[Finding]:
    """Yield ordinals that open two sentences of one list ("First, Second, Second")."""
    for here, there, word in steps_twice(evidence):
        earlier = Related(
            start=there[0], end=there[1], message="first here", document=evidence.document
        )
        yield RULES["DU602"].finding(
            evidence.document, *here, f"“{word}” opens two steps of one list", related=[earlier]
        )


@RULES.add("DU601", "event-told-twice", Severity.WARNING)
def event_told_twice(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Two rows, list items or neighbouring sentences tell the same event."""
    yield from _rows(evidence)
    items = list(_items(evidence))
    yield from items
    told = list(_sentences(evidence, {finding.start for finding in items}))
    yield from told
    for (start, end), (first, last), surely in told_as_more(evidence):
        if not any(one.start < end and start < one.end for one in (*items, *told)):
            earlier = Related(
                start=first, end=last, message="told here before", document=evidence.document
            )
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


def _rows(evidence: Evidence) -> Iterator[Finding]:
    for table_ in evidence.article.tables:
        seen: dict[str, list[Block]] = {}
        last = ""
        for row, own in _own_cells(table_):
            said = " | ".join(" ".join(evidence.words(cell).split()).casefold() for cell in row)
            spoken = re.sub(r"[\W\d_]+", "", said)
            if len(said) < _SHORT_ROW or len(spoken) < _SHORT_ROW // 2:
                continue
            # Heads and labels return under each part of a table; figures and days do not.
            if said in seen and (said == last or any(map(str.isdigit, said))):
                yield _twice(evidence, (own[0].start, own[-1].end), seen[said][0], "this row")
            seen.setdefault(said, own)
            last = said
        for again, other in retold_rows(evidence, list(seen.values())):
            yield _twice(evidence, (again[0].start, again[-1].end), other[0], "this row")


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
        said = content_words(evidence.words(block)[opening[0].end - block.start :])
        earlier = seen.setdefault(opening[0].edtf or "", [])
        for other, first in earlier[-_SAME_DAY:]:
            if min(len(said), len(other)) < _SAME_NAME:
                continue
            if len(said & other) >= _ALIKE * len(said | other):
                yield _twice(evidence, (block.start, block.end), first, "this item")
            elif min(len(said), len(other)) > _SAME_NAME and (said <= other or other <= said):
                yield as_note(_twice(evidence, (block.start, block.end), first, "this item"))
        earlier.append((said, block))


def _twice(
    evidence: Evidence, span: tuple[int, int], first: Block | Sentence, what: str
) -> Finding:
    earlier = Related(
        start=first.start, end=first.end, message="told here before", document=evidence.document
    )
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
        if _of_two_days(evidence, first, second):
            continue
        if not deeds & _deeds(earlier) or _subject(earlier) != _subject(later):
            continue
        told = _shared_name(
            list(proper_names(earlier, first.start)), list(proper_names(later, second.start))
        )
        if told is None:
            continue
        before = Related(
            start=told[0][0],
            end=told[0][1],
            message="told here before",
            document=evidence.document,
        )
        finding = RULES["DU601"].finding(
            evidence.document,
            told[1][0],
            told[1][1],
            "two sentences in a row tell the same deed of the same subject",
            related=[before],
        )
        yield finding if re.search(r"\balso\b", later) else as_note(finding)


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
    return re.compile(rf"\b(?:{'|'.join(f'(?P<{kind}>{alternation(v)})' for kind, v in kinds)})\b")


_Name = tuple[int, int, str]


def _shared_name(earlier: list[_Name], later: list[_Name]) -> tuple[_Name, _Name] | None:
    """Return two names of one event: long, and one the end of the other."""
    for new in later:
        for old in earlier:
            short, long = sorted((_key(old[2]), _key(new[2])), key=len)
            if len(short) >= _SAME_NAME and long[-len(short) :] == short:
                return old, new
    return None


def _key(name: str) -> list[str]:
    return [stem(word) for word in name.removeprefix("The ").split()]


def _subject(words: str) -> list[str]:
    """Return the last name before the first deed, whatever stands before its comma."""
    deed = _deed_forms().search(words)
    head = words[: deed.start()] if deed else words
    names = [name for _, _, name in proper_names(head.rpartition(",")[2])]
    return _key(names[-1]) if names else []
