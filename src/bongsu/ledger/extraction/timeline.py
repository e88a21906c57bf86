"""Timelines: paragraphs, items or rows that open with a day or a range, and their events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bongsu.evidence.documents import Article, Block, BlockKind
from bongsu.evidence.entities import entities
from bongsu.evidence.mentions import DateMention, Granularity
from bongsu.evidence.sentences import sentences
from bongsu.ledger.extraction.deals import Found
from bongsu.ledger.extraction.occasions import Occasion, occasions, released_before, topics
from bongsu.ledger.extraction.own_days import ON_DAY, own_day
from bongsu.ledger.extraction.people import Naming, Roster, company, held, ministry, namings
from bongsu.ledger.extraction.places import where
from bongsu.ledger.extraction.records import DiplomaticEvent, Person, Span, TimelineItem, Told
from bongsu.ledger.extraction.sources import Page

_OPENS = re.compile(r"[ \n]*(?:[:–—|-][ \n]*|[,.][ \n]*)?(?=[\"“‘'A-Z가-힣])")
_VIRTUAL = re.compile(
    r"\b(?:virtual(?:ly)?|online|by (?:tele)?phone|by video(?: link)?)\b", re.IGNORECASE
)
_PLACE = re.compile(
    r"\b(?:in|to|at|visits?|visited)[ \n](?P<place>(?:[A-Z][\w.'’-]*)(?:[ \n][A-Z][\w.'’-]*){0,3}"
    r"(?:,[ \n][A-Z][\w.]*(?:[ \n][A-Z][\w.]*){0,2}(?=[,.;]|[ \n][a-z]|\Z))?)"
)
_CONVENING = re.compile(r"\b(?:convening|joined by|with participation from|among|gathering)\b")
_BODIES = frozenset({"international", "government", "association", "company", "group"})
_DAYS = frozenset({Granularity.DAY, Granularity.RANGE})
_HE = re.compile(rf"(?:{ON_DAY.pattern},?[ \n])?(?:he|she)\b", re.IGNORECASE)
_THEY = re.compile(
    rf"(?:{ON_DAY.pattern},?[ \n])?(?:they|the two (?:officials|ministers|leaders|presidents))\b",
    re.IGNORECASE,
)
_FEWEST = 2  # paragraphs with a date in front that make a timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    """A block that opens with a date, and where its text begins."""

    block: Block
    date: DateMention
    at: int


def timeline(
    page: Page, article: Article, found: Found, *, doc: int, before: int
) -> Iterator[TimelineItem]:
    """Yield the items of an article's timelines.

    Parameters
    ----------
    page : Page
        The document.
    article : Article
        One of its articles.
    found : Found
        Its dates, in the order of the text.
    doc : int
        Number of the article within the file.
    before : int
        How many items the document has given already.
    """
    openings = list(_openings(page, article, found))
    if len(openings) < _FEWEST:
        return
    roster = Roster(
        [one for block in _prose(article) for one in namings(page.text, block.start, block.end)]
    )
    days = {one.date.edtf for one in openings}
    for number, opening in enumerate(openings, before + 1):
        yield _Item(page, opening, found, roster, days).item(f"tl{number:02d}", doc)


def rows_as_items(
    page: Page,
    article: Article,
    pairs: Sequence[tuple[Block, Block]],
    found: Found,
    *,
    doc: int,
    before: int,
) -> Iterator[TimelineItem]:
    """Yield the rows of a table of events: a cell with the date, a cell with what took place."""
    roster = Roster(
        [one for block in article.blocks for one in namings(page.text, block.start, block.end)]
    )
    number = before
    for dated, told in pairs:
        dates = [one for one in found.dates_in(dated) if one.edtf and one.granularity in _DAYS]
        if dates and told.end > told.start:
            number += 1
            opening = _Opening(block=told, date=dates[0], at=told.start)
            yield _Item(page, opening, found, roster, set()).item(f"tl{number:02d}", doc)


def _prose(article: Article) -> list[Block]:
    kinds = {BlockKind.PARAGRAPH, BlockKind.ITEM}
    return [block for block in article.blocks if block.kind in kinds]


def _openings(page: Page, article: Article, found: Found) -> Iterator[_Opening]:
    """Yield the blocks that open with a day, a range of days, and then a new phrase."""
    for block in _prose(article):
        dates = found.dates_in(block)
        if not dates or dates[0].start - block.start > 2 or not dates[0].edtf:
            continue
        if dates[0].granularity not in _DAYS:
            continue
        match = _OPENS.match(page.text, dates[0].end, block.end)
        if match and match.end() > dates[0].end:
            yield _Opening(block=block, date=dates[0], at=match.end())


class _Item:
    """One item on its way to a record."""

    def __init__(
        self, page: Page, opening: _Opening, found: Found, roster: Roster, days: set[str | None]
    ) -> None:
        self.page, self.found, self.roster, self.days = page, found, roster, days
        self.block, self.date, self.at = opening.block, opening.date, opening.at
        first, _, last = str(opening.date.edtf).partition("/")
        self.first, self.last = first, last or None
        self.flags: list[str] = []

    def item(self, id_: str, doc: int) -> TimelineItem:
        """Return the item."""
        page, block = self.page, self.block
        span = page.whole(block)
        told = [
            (max(one.start, self.at), one.end)
            for one in sentences(page.text, (block,))
            if one.end > self.at
        ]
        events: list[DiplomaticEvent] = []
        subject: tuple[Person, ...] = ()
        for occasion in occasions(page.text, told):
            event = self._event(occasion, subject)
            subject = event.people or subject
            events.append(event)
            events.extend(self._documents(occasion, event))
        place = next((event.place for event in events if event.place), None)
        period = self.found.periods.at(self.date.start)
        if period and self.date.first and not period.first <= self.date.first <= period.last:
            self.flags.append("date_outside_period")
        return TimelineItem(
            id=id_,
            doc=doc,
            line=page.line(span),
            span=span,
            date=self.first,
            date_end=self.last,
            date_span=page.span(self.date.start, self.date.end),
            place=place.value if place else None,
            text=" ".join(page.text[block.start : block.end].split()),
            events=tuple(events),
            flags=tuple(dict.fromkeys(self.flags)),
        )

    def _event(self, occasion: Occasion, subject: tuple[Person, ...]) -> DiplomaticEvent:
        page = self.page
        named = self._named(occasion)
        people = self._people(named)
        start = occasion.clause[0]
        opening = page.text[start : occasion.clause[1]]
        shares = occasion.shares_subject or _HE.match(opening)
        if shares and subject[:1]:
            people = (*subject[:1], *(one for one in people if one.name != subject[0].name))
        people = (*self._by_family_name(occasion, named, subject, people), *people)
        verb = occasion.verb
        ahead = verb is not None and page.text.startswith("agree", verb.start)
        if not people and (occasion.repeats or (_THEY.match(opening) and not ahead)):
            people = subject  # who agree to hold something need not be there
        first, last, date_span = self._dated(occasion)
        for one in named:
            if (
                self.date.first
                and not one.former
                and held(one.name, one.office, self.date.first) is False
            ):
                self.flags.append("office_not_held")
        if not occasion.kind:
            self.flags.append("kind_unknown")
        return DiplomaticEvent(
            kind=occasion.kind,
            what=page.told(" ".join(page.text[slice(*occasion.what)].split()), *occasion.what),
            date=first,
            date_end=last,
            date_told=self._vague(occasion),
            date_span=date_span,
            people=people,
            organisations=tuple(self._organisations(occasion, named)),
            topics=tuple(
                page.told(topic, first, last)
                for topic, first, last in topics(page.text, occasion.stretches)
            ),
            place=self._place(occasion),
            span=page.span(occasion.clause[0], occasion.stretches[0][1]),
        )

    def _flag_offices(self, named: list[Naming]) -> None:
        """Flag an office that its printed holder had left, or not entered yet, on the day."""
        day = self.date.first
        if day and any(held(one.name, one.office, day) is False for one in named if not one.former):
            self.flags.append("office_not_held")

    def _dated(self, occasion: Occasion) -> tuple[str, str | None, Span]:
        """Return the days of an event and where they stand: its own, else those of the item."""
        last = occasion.clause[1]
        dates = self.found.dates_between(self.date.start, last)
        verb_end = occasion.verb.end if occasion.verb else None
        own = own_day(self.page.text, occasion.clause, dates, verb_end)
        if own is None:
            return self.first, self.last, self.page.span(self.date.start, self.date.end)
        first, _, until = own.edtf.partition("/")
        return first, until or None, self.page.span(own.start, own.end)

    def _named(self, occasion: Occasion) -> list[Naming]:
        """Return who takes part: those of the clause and of what tells more, not of the past."""
        stretches = [occasion.clause, *occasion.stretches[1:]]
        return [one for stretch in stretches for one in namings(self.page.text, *stretch)]

    def _people(self, named: list[Naming]) -> tuple[Person, ...]:
        told: dict[str, Person] = {}
        for one in named:
            name, office = self.roster.resolved(one, self.date.first)
            person = Person(name=name, office=office, span=self.page.span(one.start, one.end))
            told.setdefault(name, person)
        return tuple(told.values())

    def _by_family_name(
        self,
        occasion: Occasion,
        named: list[Naming],
        earlier: tuple[Person, ...],
        present: tuple[Person, ...],
    ) -> Iterator[Person]:
        """Yield people of the item whom a later sentence calls by family name alone."""
        start, end = occasion.clause
        text = self.page.text
        for person in earlier:
            family = re.escape(person.name.split()[0])
            match = re.compile(rf"(?<![\w-]){family}(?![\w-]|['’])").search(text, start, end)
            if not match or any(one.start <= match.start() < one.end for one in named):
                continue
            if person.name not in {one.name for one in present}:
                span = self.page.span(*match.span())
                yield Person(name=person.name, office=person.office, span=span)

    def _vague(self, occasion: Occasion) -> str | None:
        if occasion.kind != "agreement":
            return None
        start, end = occasion.clause
        for one in self.found.dates_between(start, end):
            if one.granularity is Granularity.VAGUE:
                return " ".join(self.page.text[one.start : one.end].split())
        return None

    def _organisations(self, occasion: Occasion, named: list[Naming]) -> Iterator[Told]:
        seen: set[str] = set()
        for value, start, end in sorted(
            self._all_organisations(occasion, named), key=lambda one: one[1]
        ):
            if value not in seen:
                seen.add(value)
                yield self.page.told(value, start, end)

    def _all_organisations(
        self, occasion: Occasion, named: list[Naming]
    ) -> Iterator[tuple[str, int, int]]:
        for one in named:
            if one.former:
                continue
            if any(word in one.office for word in (" of ", "Secretary", " Minister")):
                _, office = self.roster.resolved(one, self.date.first)
                if led := ministry(office):
                    yield led, one.start, one.end
            if body := company(one.office):
                yield body, one.start, one.start + len(body)
        yield from self._bodies(occasion, named)
        if occasion.kind == "agreement":
            for match in re.finditer(r"\(([A-Z]{2,8})\)", self.page.text[slice(*occasion.clause)]):
                at = occasion.clause[0] + match.start(1)
                yield match[1], at, at + len(match[1])

    def _bodies(self, occasion: Occasion, named: list[Naming]) -> Iterator[tuple[str, int, int]]:
        """Yield the countries that act, and the bodies that the clause names."""
        start, end = occasion.clause
        text = self.page.text
        verb = occasion.verb.start if occasion.verb else start
        guests = _CONVENING.search(text, start, occasion.stretches[0][1])
        for first, last, found in entities().mentions(text[start : occasion.stretches[0][1]]):
            a, b, entity = start + first, start + last, found[0]
            if any(one.start <= a < one.end for one in named) or text[a - 1 : a] == "(":
                continue
            country = entity.kind == "place" and not entity.parent
            acts = b <= verb and not re.match(r"['’]|[ \n][A-Z(]", text[b : b + 2])
            if country and (acts or (guests and a > guests.start())):
                yield entity.name, a, b
            elif entity.kind in _BODIES and b <= end:
                yield " ".join(text[a:b].split()), a, b

    def _place(self, occasion: Occasion) -> Told | None:
        start, end = occasion.clause
        text = self.page.text
        virtual = _VIRTUAL.search(text, start, end)
        if virtual:
            return self.page.told("virtual", *virtual.span())
        for match in _PLACE.finditer(text, start, end):
            place = (
                " ".join(match["place"].split()).rstrip(".,")
                if not match["place"].endswith("D.C.")
                else match["place"]
            )
            known = where(place)
            if known and (known.state or (known.city and known.country)):
                return self.page.told(
                    place, match.start("place"), match.start("place") + len(place)
                )
        return None

    def _documents(self, occasion: Occasion, event: DiplomaticEvent) -> Iterator[DiplomaticEvent]:
        """Yield the documents that a sentence dates apart, if no item has that day."""
        start, end = occasion.stretches[0]
        for one in self.found.dates_between(start + 1, end):
            if one.granularity is not Granularity.DAY:
                continue
            name = released_before(self.page.text, start, one.start)
            if name is None or one.edtf in self.days:
                continue
            yield DiplomaticEvent(
                kind="document_release",
                what=self.page.told(" ".join(self.page.text[slice(*name)].split()), *name),
                date=one.edtf,
                date_span=self.page.span(one.start, one.end),
                organisations=event.organisations,
                span=self.page.span(name[0], one.end),
            )
