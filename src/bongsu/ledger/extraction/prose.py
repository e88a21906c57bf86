"""Awards and commitments that running text tells with their sums.

A commitment of one government to another is the sum against which a ledger runs; an award is what
a government gives a company. What the table or the timeline of the same article tells more exactly,
such as the day of the paper, is taken from there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bongsu.evidence.documents import Article, BlockKind
from bongsu.evidence.entities import Entity, entities
from bongsu.evidence.mentions import DateMention, Granularity, Kind, Quantity
from bongsu.evidence.sentences import sentences
from bongsu.ledger.extraction.deals import Found
from bongsu.ledger.extraction.instruments import instrument
from bongsu.ledger.extraction.parties import COMPANY_KINDS, belongs_to
from bongsu.ledger.extraction.records import Amount, Narrative, TimelineItem, Told
from bongsu.ledger.extraction.sources import Page
from bongsu.ledger.extraction.words import by_value, table

_NEAR = 70  # code points between a sum and the word that says what it is
_TOLD = r"[ \n](?P<told>(?:[^.;]|(?<=[A-Z])\.|\.(?=\w)){8,400})"
_PURPOSES = (re.compile(rf"\b(?:to|for)(?=[ \n][a-z]){_TOLD}"), re.compile(rf"\b(?:to|for){_TOLD}"))
_LONGEST = 240  # code points of what a sum is for


def narratives(
    page: Page,
    article: Article,
    found: Found,
    items: Sequence[TimelineItem],
    *,
    doc: int,
    before: int,
) -> Iterator[Narrative]:
    """Yield the commitments and awards of an article's paragraphs, each sum once.

    Parameters
    ----------
    page : Page
        The document.
    article : Article
        One of its articles.
    found : Found
        Dates and quantities of the article.
    items : sequence of TimelineItem
        Of the same article; they may date a commitment.
    doc : int
        Number of the article within the file.
    before : int
        How many narratives the document has given already.
    """
    seen: set[tuple[float | None, str]] = set()
    number = before
    blocks = [block for block in article.blocks if block.kind is BlockKind.PARAGRAPH]
    stretches = [(one.start, one.end) for one in sentences(page.text, blocks)]
    for quantity in found.quantities:
        if quantity.kind is not Kind.MONEY or quantity.malformed:
            continue
        near = bisect_right(stretches, quantity.start, key=lambda one: one[0]) - 1
        sentence = stretches[near] if near >= 0 and quantity.start < stretches[near][1] else None
        class_ = _class(page.text, sentence, quantity) if sentence else ""
        if sentence and class_ and (quantity.value, class_) not in seen:
            seen.add((quantity.value, class_))
            number += 1
            yield _narrative(page, found, items, quantity, sentence, class_, f"narr{number}", doc)


def _class(text: str, sentence: tuple[int, int], quantity: Quantity) -> str:
    """Return what the words near a sum make of it, "" where they say nothing."""
    first = max(sentence[0], quantity.start - _NEAR)
    last = min(sentence[1], quantity.end + _NEAR)
    best: tuple[int, str] | None = None
    for value, words in by_value("prose", "triggers"):
        for match in words.finditer(text, first, last):
            ahead = match.end() <= quantity.start
            distance = 2 * (quantity.start - match.end()) if ahead else match.start() - quantity.end
            if best is None or distance < best[0]:
                best = distance, value
    return best[1] if best else ""


def _narrative(
    page: Page,
    found: Found,
    items: Sequence[TimelineItem],
    quantity: Quantity,
    sentence: tuple[int, int],
    class_: str,
    id_: str,
    doc: int,
) -> Narrative:
    commitment = class_ == "commitment"
    us, kr = _parties(page, sentence, governments=commitment)
    date, kind = _dated(page, found, items, quantity, sentence)
    told = instrument(page.text[slice(*sentence)])
    if kind is None and told and told.value not in {"investment", "announcement"}:
        kind = told.value
    span = page.span(quantity.start, quantity.end)
    return Narrative(
        id=id_,
        doc=doc,
        line=page.line(span),
        span=span,
        sentence=page.span(*sentence),
        date=date,
        us_entities=us,
        kr_entities=kr,
        instrument="award" if class_ == "award" else kind,
        amount=Amount(
            value=quantity.value,
            currency=quantity.unit,
            of=class_,
            class_=class_,
            span=span,
        ),
        action=_action(page.text, quantity, sentence, class_),
        is_commitment=commitment,
    )


def _parties(
    page: Page, sentence: tuple[int, int], *, governments: bool
) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Return the American and the Korean parties that a sentence names."""
    start, end = sentence
    sides: dict[str, list[Told]] = {"US": [], "KR": []}
    for first, last, listed in entities().mentions(page.text[start:end]):
        entity = listed[0]
        side = _side(entity)
        if side and (governments == (entity.kind == "place")):
            words = " ".join(page.text[start + first : start + last].split())
            told = page.told(entity.name if governments else words, start + first, start + last)
            if told.value not in {one.value for one in sides[side]}:
                sides[side].append(told)
    if governments:
        for side, country in table("prose")["governments"].items():
            if not sides[side]:
                sides[side].append(page.told(country, start, end))
            sides[side] = sides[side][:1]
    return tuple(sides["US"]), tuple(sides["KR"])


def _side(entity: Entity) -> str:
    """Return on which side an entity stands; a Korean subsidiary in America is Korean."""
    if entity.kind == "place":
        return entity.country if not entity.parent and entity.country in {"US", "KR"} else ""
    if entity.kind not in COMPANY_KINDS and entity.kind != "government":
        return ""
    if belongs_to(entity.name, "KR"):
        return "KR"
    return "US" if entity.country == "US" else ""


def _dated(
    page: Page,
    found: Found,
    items: Sequence[TimelineItem],
    quantity: Quantity,
    sentence: tuple[int, int],
) -> tuple[str | None, str | None]:
    """Return day and instrument: of the timeline's item that tells the same sum, else in words."""
    for item in items:
        start, end = item.span
        for other in found.quantities:
            same = other.value == quantity.value and other.unit == quantity.unit
            if same and start <= page.span(other.start, other.end)[0] < end:
                told = instrument(item.text)
                return item.date, told.value if told else None
    dates = [one for one in found.dates_between(*sentence) if _exact(one)]
    if not dates:
        return None, None
    nearest = min(dates, key=lambda one: abs(one.start - quantity.start))
    return nearest.edtf, None


def _exact(date: DateMention) -> bool:
    return date.edtf is not None and date.granularity in {Granularity.DAY, Granularity.MONTH}


def _action(text: str, quantity: Quantity, sentence: tuple[int, int], class_: str) -> str:
    """Return what a sum is for, in the words of the sentence."""
    behind = text[quantity.end : sentence[1]]
    if class_ == "commitment":
        named = re.match(
            r"[ \n]([\w-]+(?:[ \n][\w-]+){0,3}?[ \n]?(?:commitment|package|MOU|pledge))", behind
        )
        return " ".join(named[1].split()) if named else "investment commitment"
    purpose = next((match for each in _PURPOSES if (match := each.search(behind))), None)
    return _shortened(" ".join(purpose["told"].split())) if purpose else "government award"


def _shortened(told: str) -> str:
    """Return words that are cut, where they are too many, behind one of them."""
    if len(told) > _LONGEST:
        whole = told[: _LONGEST + 1].rpartition(" ")[0] or told[:_LONGEST]
        comma = whole.rfind(",", _LONGEST // 2)
        told = whole[:comma] if comma > 0 else whole
    return told.rstrip(" ,")
