"""Documents and rules that tests of the checker make by hand, apart from readers and families."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.ignores import RULES_ON_NOTES
from bongsu.audit.rules import Context, Needs, Register
from bongsu.evidence.documents import (
    Article,
    Block,
    BlockKind,
    Document,
    Format,
    Table,
    TextBuilder,
)
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import (
    Claim,
    DateMention,
    Evidence,
    Granularity,
    Kind,
    Quantity,
    Sentence,
)

_COMMENT = re.compile(r"^<!--.{0,500}?-->\n|<!--.{0,500}?-->", re.DOTALL | re.MULTILINE)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?) (?:percent|%)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def document_of(source: str, name: str = "a.md") -> Document:
    """Return a document: comments left out, blocks parted by blank lines, tabs part cells."""
    built = TextBuilder()
    at = 0
    for comment in _COMMENT.finditer(source):
        built.copy(source, at, comment.start())
        at = comment.end()
    built.copy(source, at, len(source))
    text = built.text
    blocks: list[Block] = []
    rows: list[list[Block]] = []
    for found in re.finditer(r"(?:[^\n]+\n?)+", text):
        if "\t" in found[0]:
            rows += _rows(found)
        else:
            blocks.append(_block(found))
    cells = [cell for row in rows for cell in row]
    table = (Table(rows=tuple(tuple(row) for row in rows), has_header=True),) if rows else ()
    article = Article(
        start=0,
        end=len(text),
        title="",
        title_span=None,
        published=None,
        authors=(),
        publisher="",
        blocks=tuple(sorted((*blocks, *cells), key=lambda block: block.start)),
        tables=table,
    )
    return Document(
        name=name,
        format=Format.MARKDOWN,
        sha256=hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest(),
        source=source,
        text=text,
        offsets=built.offsets(),
        articles=(article,),
    )


def _block(found: re.Match[str]) -> Block:
    words = found[0].rstrip("\n")
    head = re.match(r"#+ ", words)
    item = re.match(r"- ", words)
    lead = head or item
    return Block(
        kind=BlockKind.HEADING if head else BlockKind.ITEM if item else BlockKind.PARAGRAPH,
        start=found.start() + (lead.end() if lead else 0),
        end=found.start() + len(words),
        level=len(head[0]) - 1 if head else 1 if item else 0,
    )


def _rows(found: re.Match[str]) -> Iterator[list[Block]]:
    at = found.start()
    for number, line in enumerate(found[0].rstrip("\n").split("\n")):
        row = []
        for column, words in enumerate(line.split("\t")):
            row.append(
                Block(
                    kind=BlockKind.CELL,
                    start=at,
                    end=at + len(words),
                    table=0,
                    row=number,
                    column=column,
                )
            )
            at += len(words) + 1
        yield row


def evidence_of(source: str, name: str = "a.md") -> Evidence:
    """Return what a crude reading finds: percentages and years; a block is a sentence."""
    return analyse(document_of(source, name))[0]


def analyse(document: Document) -> tuple[Evidence, ...]:
    article = document.articles[0]
    sentences = tuple(
        Sentence(start=block.start, end=block.end, block=number)
        for number, block in enumerate(article.blocks)
    )
    quantities = tuple(
        Quantity(
            start=found.start(),
            end=found.end(),
            kind=Kind.PERCENT,
            value=float(found[1]),
            unit="percent",
            step=0.1 if "." in found[1] else 1.0,
        )
        for found in _PERCENT.finditer(document.text)
    )
    dates = tuple(
        DateMention(
            start=found.start(), end=found.end(), edtf=found[0], granularity=Granularity.YEAR
        )
        for found in _YEAR.finditer(document.text)
    )
    claims = tuple(
        Claim(
            quantity=quantity,
            measure="rate",
            subject="",
            period=None,
            sentence=next(
                n for n, one in enumerate(sentences) if one.start <= quantity.start < one.end
            ),
        )
        for quantity in quantities
    )
    return (
        Evidence(
            document=document,
            article=article,
            sentences=sentences,
            quantities=quantities,
            dates=dates,
            stretches=dates,
            claims=claims,
        ),
    )


_WORDS = {
    "wrong": ("XX101", Severity.ERROR, "It says wrong: 5 % of 20, is 1."),
    "doubtful": ("XX102", Severity.WARNING, "It is doubtful."),
    "perhaps": ("XX301", Severity.NOTE, "It is perhaps so."),
    "trial": ("XY901", Severity.WARNING, "It is on trial."),
}


def register_of() -> Register:
    """Return a register with a rule of each kind.

    `wrong` is an error that leads on to `see`, `doubtful` a warning, `perhaps` a note, `trial` a
    preview; `shared` in two documents is an error between them.
    """
    register = Register()
    for rule in RULES_ON_NOTES:
        register.enter(rule)
    for word in _WORDS:
        _add_word(register, word)
    _add_shared(register)
    return register


def _each(word: str, evidence: Evidence) -> Iterator[tuple[int, int]]:
    return (found.span() for found in re.finditer(rf"\b{word}\b", evidence.text))


def _add_word(register: Register, word: str) -> None:
    id_, severity, message = _WORDS[word]

    @register.add(id_, f"{word}-word", severity, preview=word == "trial")
    def rule(evidence: Evidence, context: Context) -> Iterator[Finding]:
        """Find one word."""
        document = evidence.document
        related = [
            Related(start=start, end=end, message="what it should be", document=document)
            for start, end in (_each("see", evidence) if word == "wrong" else ())
        ]
        rests_on = {"inputs": [{"written": "5", "interval": Interval(4.5, 5.5)}], "sum": 1.0}
        for start, end in _each(word, evidence):
            yield register[id_].finding(
                document, start, end, message, related=related, evidence=rests_on
            )


def _add_shared(register: Register) -> None:
    @register.add("XD901", "shared-word", Severity.ERROR, needs=Needs.DOCUMENTS, corpus=True)
    def shared(evidences: Sequence[Evidence], context: Context) -> Iterator[Finding]:
        """Find `shared` in two documents."""
        places = [
            (part.document, place)
            for part in (*evidences, *context.against)
            for place in _each("shared", part)
        ]
        checked = {id(part.document) for part in evidences}
        for document, (start, end) in places:
            other, place = next(((d, p) for d, p in places if d is not document), (None, (0, 0)))
            if other is None or id(document) not in checked:
                continue
            near = Related(start=place[0], end=place[1], message="as here", document=other)
            yield register["XD901"].finding(
                document, start, end, "Both say shared.", related=[near]
            )
