"""What the audit compares with: sound rows, published facts, and nothing known too early."""

from __future__ import annotations

import csv
import datetime as dt
import re
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from bongsu.audit import references
from bongsu.audit.references import (
    events,
    events_named,
)
from bongsu.audit.references.events import ACTIONS, KINDS, Events
from bongsu.evidence.sourced import sources, span

EVERY = events().all


def event(id_):
    found = events().get(id_)
    assert found is not None, id_
    return found


# --- events: the rows are sound ---


def test_there_are_events_of_every_kind():
    assert len(EVERY) >= 400
    assert set(Counter(one.kind for one in EVERY)) == set(KINDS)


def test_every_event_is_complete():
    ids = [one.id for one in EVERY]
    assert len(ids) == len(set(ids))
    for one in EVERY:
        assert one.kind in KINDS, one.id
        assert one.action in ACTIONS, one.id
        assert one.source in sources(), one.id
        assert one.what, one.id
        assert one.names, one.id
        assert all(name.strip() == name for name in one.names), one.id
        assert one.first <= one.start_last <= one.last, one.id
        assert one.supersedes == "" or event(one.supersedes).first <= one.first, one.id


def test_only_what_was_planned_was_known_before_it_began():
    for one in EVERY:
        if one.planned:
            assert one.known_from <= one.start_last, one.id
        else:
            assert one.known_from >= one.first, one.id


def test_events_of_a_numbered_row_follow_each_other():
    for topic, action in (
        ("scm", "held"),
        ("g20-summit", "held"),
        ("presidential-election", "held"),
        ("general-election", "held"),
        ("local-elections", "held"),
        ("nuclear-test", "tested"),
        ("inter-korean-summit", "held"),
        ("sma", "signed"),
        ("nuri", "launched"),
        ("trilateral-china-japan", "held"),
    ):
        numbers = [one.number or 0 for one in events().topic(topic, action=action)]
        assert all(later == number + 1 for number, later in pairwise(numbers)), topic


# --- events: published facts ---


@pytest.mark.parametrize(
    ("id_", "start"),
    [
        ("korean-war-armistice-signed", "1953-07-27"),
        ("mutual-defense-treaty-signed", "1953-10-01"),
        ("korus-signed", "2007-06-30"),
        ("korus-in-force", "2012-03-15"),
        ("nuclear-test-tested-6", "2017-09-03"),
        ("unscr-2397-adopted-2397", "2017-12-22"),
        ("scm-held-57", "2025-11-04"),
        ("oecd-accession-joined", "1996-12-12"),
        ("imf-programme-ended", "2001-08-23"),
        ("cit-ieepa-decided", "2025-05-28"),
        ("cafc-ieepa-decided", "2025-08-29"),
        ("scotus-ieepa-argued", "2025-11-05"),
        ("scotus-ieepa-decided", "2026-02-20"),
        ("korea-us-deal-announced", "2025-07-30"),
        ("ai-basic-act-in-force", "2026-01-22"),
        ("national-pension-act-in-force", "1988-01-01"),
        ("inflation-reduction-act-signed", "2022-08-16"),
        ("chips-act-signed", "2022-08-09"),
    ],
)
def test_events_stand_on_their_published_days(id_, start):
    assert event(id_).start == start


def test_the_treaty_is_one_topic_with_two_dates():
    signed, force = events().topic("mutual-defense-treaty")
    assert (signed.action, force.action) == ("signed", "in force")
    assert force.first == dt.date(1954, 11, 17)
    assert force.start_last == dt.date(1954, 11, 18)


def test_a_strategy_supersedes_the_one_before():
    newest = events().topic("nss")[-1]
    assert newest.start == "2025-12-04/2025-12-05"
    assert event(newest.supersedes).start == "2022-10-12"


def test_tariff_events_equal_the_dated_legal_events(shared):
    """Compare with the raw file: each of our effective days is one of its days."""
    text = (shared / "data" / "tariffs" / "legal_events.yaml").read_text(encoding="utf-8")
    known = set(re.findall(r"20\d\d-\d\d-\d\d", text))
    ours = [one for one in EVERY if one.source == "tariff-events"]
    assert len(ours) >= 40
    for one in ours:
        first, last = span(one.start)
        assert {first.isoformat(), last.isoformat()} <= known, one.id


def test_missile_and_rocket_tests_are_in_the_database(shared):
    """Days there are local or universal time: a day either way is let pass."""
    file = shared / "data" / "alliance" / "nk_missile_tests_1984_2026.csv"
    with file.open(encoding="utf-8") as stream:
        dated = [row["date"] for row in csv.DictReader(stream)]
    days = {dt.date.fromisoformat(day) for day in dated if len(day) == len("2006-07-05")}
    one_day = dt.timedelta(days=1)
    for one in EVERY:
        if one.source == "nti-missiles" and one.kind == "test":
            assert {one.first - one_day, one.first, one.first + one_day} & days, one.id


# --- events: names ---


@pytest.mark.parametrize(
    ("text", "name", "ids"),
    [
        ("since KORUS entered into force", "KORUS", {"korus-in-force", "korus-signed"}),
        ("the Armistice Agreement of 1953", "Armistice Agreement", {"korean-war-armistice-signed"}),
        ("at the Security Consultative Meeting", "Security Consultative Meeting", {"scm-held-57"}),
        ("UNSCR 2397 caps imports", "UNSCR 2397", {"unscr-2397-adopted-2397"}),
        ("the July 30 trade deal", "July 30 trade deal", {"korea-us-deal-announced"}),
    ],
)
def test_a_name_leads_to_its_events(text, name, ids):
    (found,) = events_named(text)
    assert text[found.start : found.end] == name
    assert ids <= {one.id for one in found.events}
    assert [one.first for one in found.events] == sorted(one.first for one in found.events)


def test_no_name_is_read_into_ordinary_words():
    text = (
        "The general election in Japan, an oral argument, martial law in another country and the "
        "court of appeals are named here, and none of them is an event of the table."
    )
    assert events_named(text) == ()


def test_a_planted_later_event_cannot_be_seen():
    planted = event("korus-signed")._replace(
        id="planted",
        topic="planted",
        names=("Planted Accord",),
        known_from=dt.date(2030, 1, 1),
    )
    known = Events((planted,))
    before, after = dt.date(2029, 12, 31), dt.date(2030, 1, 1)
    text = "the Planted Accord"
    for day, seen in ((before, False), (after, True), (None, True)):
        assert bool(known.get("planted", day)) is seen
        assert bool(known.topic("planted", as_of=day)) is seen
        assert bool(list(known.named(text, day))) is seen


def test_the_day_of_publication_hides_what_came_later():
    text = "Learning Resources"
    seen = events_named(text, dt.date(2026, 2, 11))
    assert {one.action for one in seen[0].events} == {"argued"}
    assert {one.action for one in events_named(text)[0].events} == {"argued", "decided"}


# --- reading ---


def test_every_source_has_a_title_and_a_publisher():
    for one in sources().values():
        assert one.title, one.id
        assert one.publisher, one.id
        assert one.address == "" or one.address.startswith("http"), one.id


def test_references_need_no_heavy_library():
    code = (
        "import sys; from bongsu.audit.references import events, values, exchange_band;"
        "from bongsu.evidence.entities import entities;"
        "entities(); events(); values('korea-tfr'); exchange_band('KRW', 2020);"
        "heavy = {'numpy', 'polars', 'pandas', 'xarray', 'pydantic', 'yaml'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_the_package_hands_on_what_it_names():
    assert all(hasattr(references, name) for name in references.__all__)
    assert Path(references.__file__).parent.name == "references"
