"""What a title and headings promise (HD)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.wording import as_note, as_warning, content_words, table, vague_words
from bongsu.audit.rules import RULES, Context
from bongsu.audit.structure.counted_marks import skipped_marks
from bongsu.audit.structure.named_parts import missing_parts
from bongsu.audit.structure.outlines import Lost, lost_numbers, lost_topics
from bongsu.audit.structure.promised_deeds import unkept_deeds
from bongsu.audit.structure.promised_things import unkept_things
from bongsu.audit.structure.promises import is_said, said_in, telling, unkept_places, unkept_topics
from bongsu.audit.structure.sections_told import untold_sections
from bongsu.audit.telling import related_part, related_words
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_DESIGNATED = regex(
    r"\b(Sections?|Articles?|Chapters?|Titles?|Annex|Resolution|Phase|Part|Pillar|Track)\s+"
    r"(\d{1,4}|[IVX]{1,5})\b"
)
_OWN_NUMBER = regex(rf"\W*(?:{_DESIGNATED.pattern}(?:[,.]?\s|\sof\s(?:the\s)?)?)+")
_WIRE = regex(r"\W*\((?:\d\w\w\s)?(?:LEAD|LD|URGENT|UPDATE|RECAP|EXCLUSIVE|NEWS\w*)\)")
_FIGURE = regex(r"(?<![\w.,\-/])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w\-/]|[.,]\d)")
_ACRONYM = regex(r"(?<![\w.])([A-Z]{3,6}|[A-Z][A-Z0-9]{2,5})(?![\w.])")
_PAIR = regex(r"\b([A-Z][a-z]{3,})\s(?:and|&)\s([A-Z][a-z]{3,})\b")
_YEARS = range(1900, 2100)
_SHORTEST_BODY = 1500  # code points: an extract keeps no promises
_SHORTEST_SAYING = 110  # and of one that must speak of the section or body its title names
_SHORTEST_TOPICAL = 400  # and of one held to the things and topics that its title names
_LONGEST_TITLE = 300
_TOPICS = 4  # topics that an announcement must have to be one
_ANNOUNCED = regex(
    r"\b(?:we|this\s+\w+|the\s+following\s+\w+|it|i)\s+(?:\w+\s+){0,2}?"
    r"(?:examines?|cover(?:s|ed)?|discuss(?:es)?|address(?:es)?|review(?:s|ed)?|explore[sd]?|"
    r"analyz(?:e|es|ed)|consider(?:s|ed)?|assess(?:es)?|turns?\s+to|looks?\s+at)\b\s",
    re.IGNORECASE,
)
_HEADLESS = 2  # paragraphs on a topic that deserve a heading


_BYLINE = regex(  # a line below a title, on who wrote or published the text
    r"(?:By\s|(?:[A-Z][\w.’'-]*[\s-]){1,4}[A-Z][\w.’'-]*,\s)|[A-Z]{2,5}\b|"
    r".*\b(?:Ministry|Department|Bank|Institute|House|Papers?|Herald|Times|School|University|Service|"
    r"Agency|News|Board|Journal|Researcher|Learning|Office|Program(?:me)?|Cent(?:er|re)|Magazine|Daily|"
    r"Post|Press|Brief|Council|Commission|Organi[sz]ation|Committee|Survey|Report|Yonhap|Reuters)\b"
)
_LABEL = regex(r"(?:FACT SHEET|PRESS RELEASE|JOINT STATEMENT|READOUT|BRIEFING|Proclamation \d+)")


def _title_alone(evidence: Evidence, start: int, end: int) -> tuple[int, int]:
    """Return where a title stands without its label and the lines on who published it."""
    first, *others = evidence.document.quote(start, end).split("\n")
    if others and _BYLINE.match(others[0]):
        end = start + len(first)
    label = _LABEL.match(evidence.text, start, end)
    return (label.end() if label else start), end


@RULES.add("HD952", "broken-promise-of-title", Severity.WARNING)
def broken_promise(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """The title names a section, a figure or a body that the text never mentions."""
    article = evidence.article
    if article.title_span is None:
        return
    start, end = _title_alone(evidence, *article.title_span)
    title = evidence.text[start:end]
    if end - start > _LONGEST_TITLE:
        return
    body = "\n".join(
        evidence.words(block)
        for block in article.blocks
        if not start <= block.start < end and block.kind is not BlockKind.META
    )
    for told, other in _other_amounts(evidence, start, end):
        yield RULES["HD952"].finding_at(
            evidence.document,
            told,
            f"the title says {evidence.words(told)}, the text {evidence.words(other)}",
            related=[related_part(evidence, other, "in the text")],
        )
    if len(body) < _SHORTEST_BODY:
        if len(body) >= _SHORTEST_SAYING:
            yield from _topics_promised(evidence, start, title, body)
            yield from _names_promised(evidence, start, title, body)
        return
    broken = set()
    for match in _parts_named(title):
        if not re.search(rf"(?<!\w){re.escape(match[2])}(?!\w)", body):
            broken.add(match.start())
            yield _promised(evidence, start, match, f"“{match[0]}”")
    spelt = {
        q.value for q in evidence.quantities if q.words and not start <= q.start < end and q.value
    }
    for match, what in (
        *_figures(title, body, spelt),
        *_pairs(title, body),
        *_acronyms(title, body),
    ):
        broken.add(match.start())
        yield as_note(_promised(evidence, start, match, what))
    if not broken:
        yield from _topics_promised(evidence, start, title, body)


def _names_promised(evidence: Evidence, start: int, title: str, body: str) -> Iterator[Finding]:
    """Yield sections and bodies of a title that a short text on its other words does not name."""
    named = [(match, f"“{match[0]}”") for match in _parts_named(title)]
    named = [one for one in named if not re.search(rf"(?<!\w){one[0][2]}(?!\w)", body)]
    said = said_in(body)
    short = [
        one
        for one in _acronyms(title, body)
        if not _NUMERAL.fullmatch(one[0][1]) and not is_said(one[0][1], said, body)
    ]
    for match, what in (*named, *short):
        rest = content_words(f"{title[: match.start()]} {title[match.end() :]}") - vague_words()
        if rest & content_words(body):
            yield as_note(_promised(evidence, start, match, what))


_NUMERAL = lazy_regex(r"[IVX]+")


def _parts_named(title: str) -> Iterator[re.Match[str]]:
    """Yield the sections of laws in a title: "Chapter 85: ..." is the number of the text itself."""
    for match in _DESIGNATED.finditer(title):
        own = _OWN_NUMBER.fullmatch(title, 0, match.end())
        if own is None or title[match.end() :][:1].isspace():
            yield match


def _topics_promised(evidence: Evidence, start: int, title: str, body: str) -> Iterator[Finding]:
    """Yield topics and places of a title that a text keeps silent about."""
    topics = dict([*unkept_things(title, body), *unkept_places(title, body)])
    if len(body) < _SHORTEST_BODY and not _told_but_for(topics, title, body):
        topics = {}  # a short text may tell its matter in words of its own
    if len(body) >= _SHORTEST_TOPICAL:
        topics |= dict([*unkept_deeds(title, body), *unkept_topics(title, body)])
    for at, topic in topics.items():
        finding = RULES["HD952"].finding(
            evidence.document,
            start + at,
            start + at + len(topic),
            f"the title promises “{topic}”, which the text never mentions",
            evidence={"occurrences_in_body": 0},
        )
        yield as_note(finding)


def _told_but_for(topics: Mapping[int, str], title: str, body: str) -> bool:
    """Whether a text has all else that its title names, and lacks one thing."""
    if len(topics) != 1:
        return False
    said = said_in(body)
    missing = set(topics.values())
    others = [word for word in telling(title) if word not in missing]
    return bool(others) and any(is_said(word, said, body) for word in others)


_THING = lazy_regex(r"[\s-]+([a-z]{4,})\b")
_ROOM = (0.4, 2.5)  # of the amount: one farther off is of another thing


def _other_amounts(evidence: Evidence, start: int, end: int) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield amounts of a title that the text gives otherwise for the thing right behind them.

    "A $180 billion shipyard plan" is told of in the text as "the $150 billion shipyard plan".
    """
    money = [q for q in evidence.quantities if q.kind is Kind.MONEY and q.value]
    body = [q for q in money if not start <= q.start < end]
    for told in money:
        if not start <= told.start < end or any(_as_much(told, q) for q in body):
            continue
        thing = _thing(evidence, told)
        same = [
            q
            for q in body
            if thing
            and q.unit == told.unit
            and _thing(evidence, q) == thing
            and _ROOM[0] < (q.value or 0.0) / (told.value or 1.0) < _ROOM[1]
        ]
        if same and len({q.value for q in same}) == 1:
            yield told, same[0]


def _thing(evidence: Evidence, quantity: Quantity) -> str:
    found = _THING.match(evidence.text, quantity.end)
    return found[1] if found is not None else ""


def _as_much(told: Quantity, other: Quantity) -> bool:
    return told.unit == other.unit and (
        told.rounded.meets(other.rounded) or told.truncated.meets(other.truncated)
    )


_Promise = tuple[re.Match[str], str]


def _figures(title: str, body: str, spelt: Collection[float]) -> Iterator[_Promise]:
    """Yield figures of a title, years left out, that a body has neither in digits nor in words."""
    taken = [match.span() for match in _DESIGNATED.finditer(title)]
    for match in _FIGURE.finditer(title):
        designated = any(start <= match.start() < end for start, end in taken)
        if designated or _is_year(match[1]) or float(match[1].replace(",", "")) in spelt:
            continue
        if not _told(match[1], body):
            yield match, f"the figure {match[1]}"


def _pairs(title: str, body: str) -> Iterator[_Promise]:
    """Yield pairs of topics of which a body has the first only."""
    if title == title.upper():
        return
    for match in _PAIR.finditer(title):
        first, second = (
            content_words(match[1]) - vague_words(),
            content_words(match[2]) - vague_words(),
        )
        told = content_words(body)
        if first and second and first <= told and not second & told:
            yield match, f"“{match[2]}”"


def _acronyms(title: str, body: str) -> Iterator[_Promise]:
    """Yield acronyms that a body has neither as such nor spelt out."""
    if title == title.upper():
        return
    label = _WIRE.match(title)
    for match in _ACRONYM.finditer(title, label.end() if label else 0):
        written = re.search(rf"(?<!\w){re.escape(match[1])}", body, re.IGNORECASE)
        if not written and not _spelt_out(match[1], f"{title[: match.start()]}\n{body}"):
            yield match, match[1]


def _promised(evidence: Evidence, start: int, match: re.Match[str], what: str) -> Finding:
    return RULES["HD952"].finding(
        evidence.document,
        start + match.start(),
        start + match.end(),
        f"the title promises {what}, which the text never mentions",
        evidence={"occurrences_in_body": 0},
    )


def _is_year(figure: str) -> bool:
    return figure.isdigit() and int(figure) in _YEARS


def _told(figure: str, body: str) -> bool:
    """Whether a body has a figure, in digits with or without commas, or in words."""
    bare = figure.replace(",", "")
    if re.search(rf"(?<![\d.]){re.escape(bare)}", body.replace(",", "")):
        return True
    spelt = table("headings")["numbers"]
    word = spelt[int(bare)] if bare.isdigit() and int(bare) < len(spelt) else None
    return word is not None and re.search(rf"\b{word}\b", body, re.IGNORECASE) is not None


def _spelt_out(acronym: str, body: str) -> bool:
    """Whether words of the body begin with the letters of an acronym, one after the other."""
    letters = [re.escape(letter) for letter in acronym if letter.isalpha()]
    joint = r"[\w'’]*[\s\-]+(?:(?:of|and|the|for|in|on)\s+){0,2}"
    return re.search(rf"\b{joint.join(letters)}", body, re.IGNORECASE) is not None


@RULES.add("HD953", "missing-heading", Severity.NOTE)
def missing_heading(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A topic that the opening announces has paragraphs but, unlike the others, no heading."""
    blocks = evidence.article.blocks
    titled = (evidence.article.title_span or (0, 0))[1]
    headings = [b for b in blocks if b.kind is BlockKind.HEADING and b.start >= titled]
    sections = [content_words(evidence.words(block)) for block in headings]
    lost = list(_lost(evidence, titled))
    yield from lost
    yield from _unmarked(evidence, lost)
    if len(headings) < _TOPICS:
        return
    for sentence in evidence.sentences:
        if sentence.start > headings[0].start:
            return
        words = evidence.words(sentence)
        opening = _ANNOUNCED.search(words)
        topics = _topics(words[opening.end() :]) if opening else []
        if len(topics) < _TOPICS:
            continue
        common = frozenset.intersection(*(content_words(topic) for topic in topics))
        for topic in topics:
            key = content_words(topic) - common - vague_words()
            if len(key) < _HEADLESS or any(_shares(key, section) for section in sections):
                continue
            first = _paragraphs_on(evidence, key, headings[0].start)
            if first is not None and all(one.start != first.start for one in lost):
                yield _headless(evidence, topic, first, sentence.start + words.index(topic))


def _lost(evidence: Evidence, after: int) -> Iterator[Finding]:
    """Yield parts of which the number or the announced heading is lost."""
    for lost in lost_numbers(evidence, after):
        message = f"the headings count on without a number {lost.what}"
        yield _without(evidence, lost, message, "the next number")
    for lost in lost_topics(evidence, after):
        message = f"“{lost.what}” is announced like the other topics, but has no heading"
        yield _without(evidence, lost, message, "announced here")


def _unmarked(evidence: Evidence, lost: Sequence[Finding]) -> Iterator[Finding]:
    """Yield numbered lines that skip a number, and parts that the text points to and lacks."""
    for slip in skipped_marks(evidence):
        here, before = slip.mark, slip.before
        if any(one.start < here.end and before.start < one.end for one in lost):
            continue
        yield RULES["HD953"].finding_at(
            evidence.document,
            here,
            f"{here.written} comes right after {before.written}",
            related=[related_part(evidence, before, "the last before it")],
        )
    for part in missing_parts(evidence):
        yield RULES["HD953"].finding_at(
            evidence.document,
            part,
            f"the text has no part with the heading “{part.name}”",
        )
    for untold in untold_sections(evidence):
        finding = RULES["HD953"].finding_at(
            evidence.document,
            untold,
            f"the text has no section on “{untold.item}”, as it has on the others",
        )
        yield as_warning(finding) if untold.likely else finding


def _without(evidence: Evidence, lost: Lost, message: str, told: str) -> Finding:
    start, end = lost.told
    return RULES["HD953"].finding_at(
        evidence.document,
        lost,
        message,
        related=[related_words(evidence, start, end, told)],
    )


def _headless(evidence: Evidence, topic: str, first: Block, announced: int) -> Finding:
    told = related_words(evidence, announced, announced + len(topic), "announced here")
    return RULES["HD953"].finding_at(
        evidence.document,
        first,
        f"“{topic}” is announced like the other topics, but its paragraphs have no heading",
        related=[told],
    )


def _topics(announcement: str) -> list[str]:
    parts = [part.strip(" .") for part in regex(r",\s+(?:and\s+)?|;\s+").split(announcement)]
    return [part for part in parts if part]


def _shares(key: frozenset[str], section: frozenset[str]) -> bool:
    return bool(key & (section - vague_words()))


def _paragraphs_on(evidence: Evidence, key: frozenset[str], after: int) -> Block | None:
    """Return the first of the paragraphs in a row that hold most words of a topic."""
    row: list[Block] = []
    for block in evidence.article.blocks:
        if block.kind is BlockKind.HEADING:
            row = []
        if block.kind is not BlockKind.PARAGRAPH or block.start < after:
            continue
        if len(key & content_words(evidence.words(block))) * 2 > len(key):
            row.append(block)
            if len(row) == _HEADLESS:
                return row[0]
        else:
            row = []
    return None
