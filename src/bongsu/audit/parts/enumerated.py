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
from bongsu.audit.parts.listed import ANNOUNCED, is_clause, lengths, lengths_of, past_aside
from bongsu.audit.parts.short_forms import counted_in_words, manifold, short_forms, some_of
from bongsu.audit.reading.tallies import UNITS, number
from bongsu.audit.reading.wording import stem
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Evidence, Quantity, Sentence
from bongsu.patterns import lazy_regex, regex

_WORDS = {"both": 2, "half a dozen": 6, "a dozen": 12}
_COUNT = lazy_regex(
    rf"(?<![\w$.,-])(?P<n>\d{{1,2}}(?![\d.,%:-]*\d)|{'|'.join(UNITS[2:])}|{'|'.join(_WORDS)})"
    r"(?= [a-zA-Z])",
    re.IGNORECASE,
)
_MARK = lazy_regex(
    r"(?P<said>(?: [\w\u2019'-]+){1,9}?(?:, [a-z]+(?: [a-z]+){1,4}(?=:))?)"
    r"(?P<mark>:|,? namely,?|,? to wit,?|,? viz\.?|"
    r" ?[\u2014\u2013]| -| \() ?(?=\w)"
)
_FAR_MARK = lazy_regex(  # "Six ports share what the ministry granted for new cables: ..."
    r"(?P<noun> (?:[a-z-]+ )?[a-z]+s) (?:will|would|may|must|can|are|were|have|had|[a-z]+ed|[a-z]+)"
    r"(?: [\w\u2019'-]+){2,24}?: (?=[A-Z]|(?:the|an?) )"
)
_WHEN = lazy_regex(  # behind what is counted: "in the first half", "over the coming year"
    r" (?:in|over|through|throughout|during|by|for|from|since|until|within|before|after|this|next|"
    r"last|every)(?: (?:the|this|that|its|their|first|second|third|fourth|next|last|coming|past|"
    r"early|late|mid|summer|winter|spring|autumn|fall|half|quarter|week|month|year|years|months|"
    r"decade|two|three|four|five|ten|few|of|\d{4}|[A-Z][a-z]+ \d{4}|end))+$"
)
_NUMBERED = lazy_regex(r"\d|\b(?:percent|points?|million|billion)\b")
_CUT = lazy_regex(
    r",? (?:none|all|each|both|most|some|neither|many|any|of (?:which|whom)|which|who|where|"
    r"while|but|"
    r"although|because|so|in order|as well(?! as))\b.*$",
    re.DOTALL,
)
_PLURAL = lazy_regex(r"(?:[^su]s|men|women|people|children|criteria|media)$")
_THEY = lazy_regex(
    r"(?:They|These|Those)(?: [a-z]+)?? (?:are|were|cover|concern|comprise|address|span|deal with|"
    r"relate to|range over|consist of|regard)(?: the following)?:? "
)
_SO_CALLED = (
    rf"(?P<body>{NAMES}),? (?:all |each )?[a-z]+ (?:[a-z]+ ){{0,3}}?"
    r"(?:this|these|that|such|them|it|so)\b"
)
_NAMED = lazy_regex(r"(?:The )?(?!\w+ly,)[A-Z][\w.-]+(?: [A-Z][\w.-]*){0,3}, (?:the )?[A-Z]")
_SO = lazy_regex(r"\b(?:this|these|that|such|them|it|so)\b")
_OTHER = lazy_regex(
    r"\b(?:out of|of the|other|more|another|additional|least|most|times|years?|months?|"
    r"days?|weeks?|"
    r"hours?|percent|points?|won|dollars?|members? of|every|each|per|up to|over|about|some|first|"
    r"last|next|largest|biggest|top|among|including|such as|sides|camps|blocs|halves|teams)\b",
    re.IGNORECASE,
)
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
_ITEM_WORDS = 7
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
        plural = [at for at, w in enumerate(noun) if _PLURAL.search(w.strip(".,:;()"))]
        if not value or value < 2 or not plural:
            continue
        if _OTHER.search(" ".join(noun[: min(3, plural[0] + 2)])) or _OTHER.search(lead):
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
        told = _told_next(evidence, following) if following is not None else None
        beside = told is not None and following is not None and following.block == sentence.block
        if not beside and not any(mark in words for mark in _MARKS):
            continue
        counts = _counts(evidence, sentence.start, sentence.end)
        for quantity in counts:
            if _OF_THOSE.search(words[: quantity.start - sentence.start]):
                continue  # "four channels between the two ministries: ..."
            listed = _marked(evidence, sentence, quantity)
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


def _marked(evidence: Evidence, sentence: Sentence, quantity: Quantity) -> Listed | None:
    """Return the list behind a mark or a word that opens it: ", namely a, b and c"."""
    text = evidence.text
    if text[quantity.start : quantity.end].lower() == "both":
        found = _APPOSED.match(text, quantity.end, sentence.end)
        return _listed(text, *found.span("body"), names=True) if found else None
    found = _MARK.match(text, quantity.end, sentence.end)
    said = _WHEN.sub("", found["said"]) if found is not None else ""
    if found is None or _NUMBERED.search(said) or _OTHER.search(said):
        return _far_off(text, sentence, quantity)
    mark, start = found["mark"].strip(" ,"), found.end()
    closing = {"(": ")", "\u2014": "\u2014", "\u2013": "\u2013", "-": " - "}.get(mark)
    end = text.find(closing, start, sentence.end) if closing else sentence.end
    if end < 0:
        if mark == "(":
            return None
        end = sentence.end
    return _listed(text, start, end, names=mark in {"\u2014", "\u2013", "-"}, noun=said)


def _far_off(text: str, sentence: Sentence, quantity: Quantity) -> Listed | None:
    """Return the list of "Four channels carry most of the work: ...", a number that opens it."""
    if text[sentence.start : quantity.start].strip():
        return None
    far = _FAR_MARK.match(text, quantity.end, sentence.end)
    if far is None or _NUMBERED.search(far[0]) or _OTHER.search(far["noun"]):
        return None
    return _listed(text, far.end(), sentence.end, names=True)


_APPOSED = lazy_regex(rf" [a-z-]+s, (?P<body>{NAMES})(?=[,;.)]|$)")


_PLAIN = lazy_regex(  # "finance, trade, foreign affairs and defense": short items and no names
    r"[a-z-]+(?: [a-z-]+){0,2}(?:, [a-z-]+(?: [a-z-]+){0,2}){2,},? and [a-z-]+(?: [a-z-]+){0,2}"
)
_TITLED = lazy_regex(r"\b(Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|St)\.")


def _listed(text: str, start: int, end: int, *, names: bool, noun: str = "") -> Listed | None:
    start = past_aside(text, start)
    if _CLOSED.search(text, start, end):
        return _by_semicolons(text, start, end)
    body = _TITLED.sub(r"\1", _CUT.sub("", text[start:end]).strip())
    if (
        _NUMBERED.search(body)
        or is_clause(body)
        or "," not in body
        or '"' in body
        or "\u201c" in body
    ):
        return None
    if names and regex(NAMES).fullmatch(body.rstrip(".")) is None and not _PLAIN.fullmatch(body):
        return None
    first, _, last = body.rpartition(",")
    items = [*first.split(","), *regex(r"\b(?:and|or)\b").split(last)]
    if any(len(item.split()) > _ITEM_WORDS or _TALLIED.match(item) for item in items):
        return None
    possible = lengths_of(noun, body)
    return (possible, start, start + len(body)) if possible else None


_TALLIED = lazy_regex(rf"\W*(?:{'|'.join(UNITS[2:13])}) (?:in|of|from|at|on|for)\b", re.IGNORECASE)
_CLOSED = lazy_regex(r"; and (?!so\b)")
_HEAD_ENDS = lazy_regex(r"[,(]| (?:which|who|whose|led|that|where|for|with)\b")
_AND_IN = lazy_regex(r"\b(?:and|or|as well as)\b|&")


def _by_semicolons(text: str, start: int, end: int) -> Listed | None:
    """Return the list whose items tell more of themselves: "the navy, which ...; and the port"."""
    body = text[start:end].rstrip()
    items = [item.strip().removeprefix("and ") for item in body.split(";")]
    alone = "," not in items[-1] and all("," in item for item in items[:-1])
    if _OF_ALL.match(items[-1]) or (alone and len(items[-1].split()) > _SHORT_ITEM):
        items.pop()  # "...; and both report to the prime minister" is no item
    heads = [_HEAD_ENDS.split(item)[0] for item in items]
    if any(_NUMBERED.search(head) or not 0 < len(head.split()) <= _ITEM_WORDS for head in heads):
        return None
    joined = sum(len(_AND_IN.findall(head)) for head in heads)
    return frozenset(range(len(items), len(items) + joined + 1)), start, start + len(body)


_SHORT_ITEM = 4  # words of an item that tells nothing of itself where the others do
_OF_ALL = lazy_regex(r"(?:both|all|each|together|they|these|neither|none)\b")
_ITEM = r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) [\w'\u2019 -]{3,40}?"
_SUBJECTS = lazy_regex(  # "The navy, the customs service and the port office each send a boat"
    rf"(?P<body>{_ITEM}(?:, {_ITEM})+,? and {_ITEM}) (?:each|all|both|will (?:each|all|share))\b"
)


def _told_next(evidence: Evidence, sentence: Sentence) -> Listed | None:
    """Return the list of "They cover a, b and c." or "A, B and C bear this title."."""
    text = evidence.text
    said = evidence.words(sentence)
    start = sentence.start + len(said) - len(said.lstrip())
    said = said.lstrip()
    they = _THEY.match(text, start, sentence.end)
    if they is not None:
        return _listed(text, they.end(), sentence.end, names=False)
    subjects = _SUBJECTS.match(said)
    if subjects is not None:
        possible = lengths(subjects["body"])
        return (possible, start, start + len(subjects["body"])) if possible else None
    if not _NAMED.match(said) or not _SO.search(said):
        return None
    called = regex(_SO_CALLED).match(said)
    if called is None:
        return None
    possible = lengths(called["body"])
    return (possible, start, start + len(called["body"])) if possible else None


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
