"""What becomes of packaged statements once a lab has added the article that they were made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.ledger.statements_made import deal, stated

from bongsu.ledger import store
from bongsu.ledger.corrections import correct
from bongsu.ledger.events import Event
from bongsu.ledger.exports import contents, written
from bongsu.ledger.files import append
from bongsu.ledger.statements import Statement
from bongsu.ledger.store import open_ledger

TITLE = "The Q4 2025 Ledger"
LATER = "2026-05-01T08:00:00Z"
BEFORE = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
AFTER = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


def about(document: str, title: str, day: str = "2026-02-10") -> list[Statement]:
    return [
        stated(document, "title", title, document=document),
        stated(document, "published", day, document=document),
    ]


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A packaged file of statements: an article with two deals."""
    place = tmp_path / "packaged.jsonl"
    monkeypatch.setattr(store, "packaged", lambda: place)
    kia, naver = ("Kia",), ("Naver",)
    append(
        place,
        [
            *about("document:p", TITLE),
            *deal("p", amount=1e6, korean=kia, us=("Ford",), document="document:p"),
            *deal("q", korean=naver, us=("Intel",), document="document:p"),
        ],
    )
    return place


@pytest.fixture
def lab(tmp_path: Path, packaged: Path) -> Path:
    """The folder of a lab over the packaged file."""
    return tmp_path / "lab"


def add_article(lab: Path, *, title: str = TITLE, document: str = "document:f") -> None:
    """Add the article itself, as extraction reads it: other subjects, the same deals."""
    told = [
        *about(document, title, "2026-02-03"),
        *deal("f", amount=1e6, korean=("Kia",), us=("Ford",), document=document),
        *deal("g", korean=("NAVER",), us=("Intel",), document=document),
        stated("deal:f", "place", "Ohio", document=document),
    ]
    append(lab / "ledger.jsonl", [replace(one, recorded_at=LATER) for one in told])


def shown(lab: Path, as_of: dt.date | None = None) -> dict[str, Event]:
    with open_ledger(lab, as_of) as ledger:
        return {event.subject: event for event in ledger.events()}


def say(lab: Path, subject: str, prop: str, value: str, when: dt.datetime, **more: str) -> None:
    """Correct something by hand."""
    with open_ledger(lab) as ledger:
        held = ledger.statements("subject = ?", [subject])
        given = {"by": "Kim", "because": "seen", **more}
        ledger.add(correct(subject, prop, value, stated=held, moment=when, **given))


def test_a_deal_of_the_article_keeps_its_packaged_subject_and_tells_the_articles_words(
    lab: Path,
) -> None:
    assert shown(lab).keys() == {"deal:p", "deal:q"}
    assert not lab.exists()
    add_article(lab, title="THE Q4 2025 — Ledger")
    held = shown(lab)
    assert held.keys() == {"deal:p", "deal:q"}
    assert held["deal:q"].texts("kr_entity") == ("NAVER",)
    assert {one.document for one in held["deal:p"].statements} == {"document:f"}


def test_days_before_the_article_was_added_are_told_as_packaged(lab: Path) -> None:
    add_article(lab)
    assert shown(lab, dt.date(2026, 4, 30))["deal:q"].texts("kr_entity") == ("Naver",)
    assert shown(lab, dt.date(2026, 5, 1))["deal:q"].texts("kr_entity") == ("NAVER",)


@pytest.mark.parametrize("when", [BEFORE, AFTER])
def test_what_people_corrected_holds_before_and_after_the_article_is_added(
    lab: Path, when: dt.datetime
) -> None:
    if when is AFTER:
        add_article(lab)
    say(lab, "deal:p", "amount", "2e6", when)
    say(lab, "deal:p", "place", "Texas", when)
    say(
        lab,
        "deal:q",
        "kr_entity",
        "LG Chem",
        when,
        instead_of=shown(lab)["deal:q"].texts("kr_entity")[0],
    )
    if when is BEFORE:
        add_article(lab)
    held = shown(lab)
    assert held.keys() == {"deal:p", "deal:q"}
    assert held["deal:p"].many("amount") == (2e6,)
    assert held["deal:p"].texts("place") == ("Texas",)
    assert held["deal:q"].texts("kr_entity") == ("LG Chem",)


def test_a_correction_of_the_article_leaves_the_days_before_it_alone(lab: Path) -> None:
    add_article(lab)
    say(lab, "deal:p", "amount", "2e6", AFTER)
    assert shown(lab, dt.date(2026, 5, 20))["deal:p"].many("amount") == (1e6,)


def test_calendars_know_their_entries_again(lab: Path) -> None:
    def identifiers() -> set[bytes]:
        with open_ledger(lab) as ledger:
            ics = written("ics", contents(ledger.statements()))
        return {line for line in ics.splitlines() if line.startswith(b"UID")}

    before = identifiers()
    add_article(lab)
    assert identifiers() == before


def test_a_deal_that_only_people_spoke_of_stays_where_the_article_lacks_it(
    lab: Path, packaged: Path
) -> None:
    side = deal("n", korean=("LG Chem",), us=("Tesla",), document="document:n")
    append(packaged, [*about("document:n", "The Press Release"), *side])
    append(packaged, deal("o", korean=("Doosan",), document="document:n", date="2025-12-24"))
    say(lab, "deal:n", "place", "Texas", BEFORE)
    add_article(lab)
    assert shown(lab).keys() == {"deal:p", "deal:q", "deal:n"}


def test_a_second_copy_of_the_article_is_a_document_of_its_own(lab: Path) -> None:
    add_article(lab)
    copy = [
        *about("document:h", TITLE),
        *deal("h", amount=1e6, korean=("Kia",), us=("Ford",), document="document:h"),
    ]
    append(lab / "ledger.jsonl", [replace(one, recorded_at="2026-06-01T00:00:00Z") for one in copy])
    assert shown(lab).keys() == {"deal:p", "deal:q", "deal:h"}


def test_another_deal_of_the_day_is_not_taken_for_the_packaged_one(lab: Path) -> None:
    told = [
        *about("document:f", TITLE),
        *deal("f", korean=("Celltrion",), us=("Boeing",), document="document:f"),
    ]
    append(lab / "ledger.jsonl", told)
    assert shown(lab).keys() == {"deal:f"}


def test_other_documents_lie_beside_the_packaged_ones(lab: Path) -> None:
    add_article(lab, title="The Q1 Ledger")
    assert shown(lab).keys() == {"deal:p", "deal:q", "deal:f", "deal:g"}


def test_a_packaged_document_gives_way_alone_where_others_tell_the_most(
    lab: Path, packaged: Path
) -> None:
    side: Iterable[Statement] = deal("n", document="document:n")
    append(packaged, [*about("document:n", "The Press Release"), *side])
    append(lab / "ledger.jsonl", about("document:s", "The press release"))
    assert shown(lab).keys() == {"deal:p", "deal:q"}
