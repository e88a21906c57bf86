"""Rules on counts: CN121 a list of another length than stated, CN122 an impossible tally."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.fits import counted, rounded
from bongsu.audit.frames import Frame, frames, pattern
from bongsu.audit.listed import lengths, ordinals_after
from bongsu.audit.pairing import addable
from bongsu.audit.telling import about
from bongsu.audit.rules import RULES, Context
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, Sentence

_MOST = 40  # items; a longer list is a table or a count of something else


@RULES.add("CN121", "list-count", Severity.WARNING)
def cn121(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A list has more or fewer items than the text says: "ten states", nine listed."""
    rule = RULES["CN121"]
    for index, sentence in enumerate(evidence.sentences):
        for quantity in _counts(evidence, sentence):
            assert quantity.value is not None
            found = (
                _inline(evidence, sentence, quantity)
                or _below(evidence, index, quantity)
                or ordinals_after(evidence, index, quantity)
            )
            if found is None:
                continue
            possible, start, end = found
            if int(quantity.value) in possible:
                continue
            listed = "or".join(f" {number} " for number in sorted(possible)).strip()
            yield rule.finding(
                evidence.document,
                quantity.start,
                quantity.end,
                f"{evidence.words(quantity)} are announced and {listed} are listed",
                related=[
                    Related(start=start, end=end, message="the list", document=evidence.document)
                ],
                evidence={"announced": int(quantity.value), "listed": sorted(possible)},
            )


def _counts(evidence: Evidence, sentence: Sentence) -> Iterator[Quantity]:
    """Yield the figures of a sentence that may announce a list."""
    for claim in _claims(evidence, sentence):
        quantity = claim
        if (
            quantity.kind is Kind.COUNT
            and quantity.comparator is Comparator.EXACT
            and quantity.value is not None
            and quantity.value == int(quantity.value)
            and 2 <= quantity.value <= _MOST
            and counted(quantity)
        ):
            yield quantity


def _claims(evidence: Evidence, sentence: Sentence) -> list[Quantity]:
    from bisect import bisect_left

    first = bisect_left(evidence.quantities, sentence.start, key=lambda q: q.start)
    last = bisect_left(evidence.quantities, sentence.end, key=lambda q: q.start)
    return list(evidence.quantities[first:last])


_INTRODUCED = re.compile(r"(?P<noun>(?: [A-Za-z][\w-]*){1,5}?)(?P<mark>:| ?[\u2014\u2013] ?| \()(?= ?\S)")
_NOT_LISTING = re.compile(
    r"\b(?:including|such as|like|e\.g|among|especially|notably|times|percent|out of|of the|other|another|more|additional|for example)\b",
    re.IGNORECASE,
)


def _inline(
    evidence: Evidence, sentence: Sentence, quantity: Quantity
) -> tuple[frozenset[int], int, int] | None:
    """Return how long the list may be that follows in the sentence: "three aims: a, b, and c"."""
    tail = evidence.text[quantity.end : sentence.end]
    found = _INTRODUCED.match(tail)
    if found is None or _NOT_LISTING.search(found["noun"]) or not _plural(found["noun"]):
        return None
    start = quantity.end + found.end()
    mark = found["mark"].strip()
    body = evidence.text[start : sentence.end]
    if mark == "(":
        close = body.find(")")
        if close < 0:
            return None
        body = body[:close]
    elif mark in "\u2014\u2013":
        close = re.search(r"[\u2014\u2013]", body)
        body = body[: close.start()] if close else body
    possible = lengths(body)
    return (possible, start, start + len(body.rstrip())) if possible else None


def _plural(noun: str) -> bool:
    return re.search(r"(?:s|men|women|people|children|criteria)$", noun.strip().lower()) is not None


_FOLLOWING = re.compile(r"\bfollowing\b|\bbelow\b|:\s*$", re.IGNORECASE)


def _below(
    evidence: Evidence, index: int, quantity: Quantity
) -> tuple[frozenset[int], int, int] | None:
    """Return how many list items follow a paragraph that ends by announcing them."""
    sentence = evidence.sentences[index]
    words = evidence.text[sentence.start : sentence.end]
    blocks = evidence.article.blocks
    last = index + 1 == len(evidence.sentences) or (
        evidence.sentences[index + 1].block != sentence.block
    )
    if not last or not words.rstrip().endswith(":") or _NOT_LISTING.search(words):
        return None
    items = []
    for block in blocks[sentence.block + 1 :]:
        if block.kind is not BlockKind.ITEM:
            break
        items.append(block)
    top = [block for block in items if block.level == items[0].level]
    if len(top) < 2 or len(_many(evidence, sentence)) > 1:
        return None
    return frozenset({len(top)}), top[0].start, top[-1].end


def _many(evidence: Evidence, sentence: Sentence) -> list[Quantity]:
    return list(_counts(evidence, sentence))


_PART_OF = [
    pattern(r"<p:count>(?: [a-z-]+)? (?:of|out of)(?: (?:the|its|their|all|those|these))+ <w:count>"),
    pattern(r"<p:count> (?:of|out of) <w:count>"),
]
_NOT_PARTS = re.compile(r"\b(?:per|every|each|ratio|odds|multiple|chapter|page|article|day|times)\b", re.IGNORECASE)
_OF_THE = pattern(r"\bof (?:the|its|their|all|these|those) <w:count>~35,")
_INCLUDING = pattern(r"<w:money|count|physical>(?P<link>~45\b(?:including|of which|of whom)\b)~25_<p:money|count|physical>")
_VOTES = pattern(r"<a:count>~25\b(?:in favor|for|yes|yea|ayes?)\b~15<b:count>~25\b(?:against|opposed|no|nays?)\b")
_MEMBERS = pattern(r"<w:count>[- ](?:member|seat|person|strong)")


@RULES.add("CN122", "impossible-tally", Severity.ERROR)
def cn122(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Parts of a count are more than the whole: seventeen of fifteen, or votes above the seats."""
    rule = RULES["CN122"]
    for frame in frames(evidence):
        for part, whole in (*_parts(frame), *_included(frame)):
            yield about(
                rule,
                evidence,
                part,
                f"{evidence.words(part)} cannot be among {evidence.words(whole)}",
                inputs={"whole": whole},
            )
        for parts, whole in (*_tallies(frame), *_assemblies(frame)):
            added = sum(part.value or 0 for part in parts)
            yield about(
                rule,
                evidence,
                parts[-1],
                f"{' + '.join(evidence.words(part) for part in parts)} is {added:g}, "
                f"more than the {evidence.words(whole)} there are",
                inputs={"whole": whole, **{f"part {at + 1}": q for at, q in enumerate(parts[:-1])}},
            )


def _parts(frame: Frame) -> Iterator[tuple[Quantity, Quantity]]:
    for form in _PART_OF:
        for match in form.finditer(frame.text):
            part, whole = frame.quantity(match, "p"), frame.quantity(match, "w")
            if part is None or whole is None or _NOT_PARTS.search(match[0]):
                continue
            pair = addable(part, whole, frame)
            if pair is not None and rounded(pair[0]).low > rounded(pair[1]).high:
                yield pair


def _included(frame: Frame) -> Iterator[tuple[Quantity, Quantity]]:
    for match in _INCLUDING.finditer(frame.text):
        part, whole = frame.quantity(match, "p"), frame.quantity(match, "w")
        if part is None or whole is None or part.kind is not whole.kind or part.unit != whole.unit:
            continue
        if whole.kind is Kind.COUNT and whole.noun[:4] != part.noun[:4]:
            continue
        between = frame.text[match.start("link") + 1 : match.end("link")]
        if re.search(r"\bper\b|\ba (?:year|month)\b|\bannual", between):
            continue
        high = rounded(whole).high if whole.comparator not in _OPEN else _upper(whole)
        if rounded(part).low > high and part.comparator is Comparator.EXACT:
            yield part, whole


_OPEN = {Comparator.OVER, Comparator.AT_LEAST}


def _upper(whole: Quantity) -> float:
    """Return the most that people call "over 100": half as much again."""
    return 1.15 * whole.bounds[1]


def _tallies(frame: Frame) -> Iterator[tuple[list[Quantity], Quantity]]:
    """Yield "of the fifteen, eight rose and nine fell"."""
    match = _OF_THE.search(frame.text)
    if match is None or re.search(r"\b(?:also|both|some of whom|respectively|least)\b", frame.text):
        return
    whole = frame.quantity(match, "w")
    if whole is None or not counted(whole):
        return
    parts = [
        q
        for at, q in frame.figures
        if at > match.end() and q.kind is Kind.COUNT and q.value is not None
    ]
    others = [q for at, q in frame.figures if at > match.end() and q.kind is not Kind.COUNT]
    if others or len(parts) < 2 or not all(counted(p) for p in parts) or not _own_verbs(frame, match):
        return
    if sum(p.value or 0 for p in parts) > (whole.value or 0) and all(
        (p.value or 0) <= (whole.value or 0) for p in parts
    ):
        yield parts, whole


_VERBED = pattern(r"<p:count> (?:of them |[a-z]+ )?(?:were|was|are|had|have|rose|fell|grew|shrank|[a-z]+ed)\b")


def _own_verbs(frame: Frame, match: re.Match[str]) -> bool:
    """Whether each part has a verb of its own, so that none is a number of something else."""
    rest = frame.text[match.end() :]
    counts = [at for at, q in frame.figures if at >= match.end() and q.kind is Kind.COUNT]
    verbed = {found.start("p") + match.end() for found in _VERBED.finditer(rest)}
    return bool(counts) and all(at in verbed for at in counts)


def _assemblies(frame: Frame) -> Iterator[tuple[list[Quantity], Quantity]]:
    """Yield votes for and against that outnumber "the 300-member assembly"."""
    votes, seats = _VOTES.search(frame.text), _MEMBERS.search(frame.text)
    if votes is None or seats is None:
        return
    parts = [frame.quantity(votes, "a"), frame.quantity(votes, "b")]
    whole = frame.quantity(seats, "w")
    known = [part for part in parts if part is not None and part.value is not None]
    if whole is None or whole.value is None or len(known) < 2 or whole in known:
        return
    if sum(part.value or 0 for part in known) > whole.value:
        yield known, whole
