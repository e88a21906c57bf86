"""The entity list: sound rows, known facts, names that are one, names that are near."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.evidence.entities import KINDS, Entities, Entity, Term, entities, one_edit
from bongsu.evidence.name_keys import key
from bongsu.evidence.sourced import sources

ALL = entities().all
TERMS = entities().terms
SHARED_NAMES = {  # borne by several entities in the world, too
    "kcc",  # a commission and a maker of paint
    "sk",  # the group and its holding
    "김성환",
    "박지원",
    "parkjiwon",
}


def by_id(id_):
    found = entities().get(id_)
    assert found is not None, id_
    return found


# --- the rows are sound ---


def test_there_are_many_of_each_kind():
    assert len(ALL) >= 600
    counted = Counter(entity.kind for entity in ALL)
    assert set(counted) == set(KINDS)
    assert counted["company"] >= 150
    assert counted["person"] >= 150
    assert counted["government"] >= 80


def test_ids_differ_and_read_as_ids():
    ids = [entity.id for entity in ALL]
    assert len(ids) == len(set(ids))
    assert all(id_.strip("abcdefghijklmnopqrstuvwxyz0123456789-") == "" for id_ in ids)


def test_every_row_is_complete():
    for entity in ALL:
        assert entity.kind in KINDS, entity.id
        assert entity.source in sources(), entity.id
        assert entity.country == "" or (len(entity.country) == 2 and entity.country.isupper())
        assert entity.parent == "" or by_id(entity.parent).id != entity.id
        assert all(name == name.strip() and name for name in (entity.name, *entity.aliases))
        assert not set(entity.name_ko) & set("|;"), entity.id


def test_parents_make_no_circle():
    for entity in ALL:
        seen, parent = {entity.id}, entity.parent
        while parent:
            assert parent not in seen
            seen.add(parent)
            parent = by_id(parent).parent


def test_no_two_entities_share_a_name_unless_it_is_known_that_they_do():
    bearers = defaultdict(set)
    for entity in ALL:
        for name in (*entity.names, entity.name_ko):
            if name:
                bearers[key(name)].add(entity.id)
    assert {name for name, ids in bearers.items() if len(ids) > 1} == SHARED_NAMES


def test_terms_belong_to_people_and_end_after_they_begin():
    people = {entity.id for entity in ALL if entity.kind == "person"}
    for term in TERMS:
        assert term.person in people
        assert by_id(term.organisation)
        assert term.source in sources()
        assert term.end is None or term.start < term.end
        assert term.known_from >= term.start


def test_no_two_presidents_at_once():
    for country in ("south-korea", "united-states", "china", "russia"):
        terms = sorted(
            (term.start, term.end or dt.date.max)
            for term in TERMS
            if term.office == "President" and term.organisation == country
        )
        assert all(end <= start for (_, end), (start, _) in itertools.pairwise(terms))


# --- published facts ---


@pytest.mark.parametrize(
    ("office", "day", "organisation", "holder"),
    [
        ("President", dt.date(2010, 11, 11), "south-korea", "Lee Myung-bak"),
        ("President", dt.date(2016, 11, 8), "united-states", "Barack Obama"),
        ("President", dt.date(2018, 4, 27), "south-korea", "Moon Jae-in"),
        ("President", dt.date(2023, 8, 18), "south-korea", "Yoon Suk-yeol"),
        ("President", dt.date(2025, 10, 29), "south-korea", "Lee Jae-myung"),
        ("Prime Minister", dt.date(2023, 8, 18), "japan", "Fumio Kishida"),
        ("Governor of the Bank of Korea", dt.date(2020, 3, 16), "bank-of-korea", "Lee Ju-yeol"),
        ("Chair of the Federal Reserve", dt.date(2008, 12, 16), "federal-reserve", "Ben Bernanke"),
        ("U.S. Trade Representative", dt.date(2018, 9, 24), "ustr-us", "Robert Lighthizer"),
        ("Secretary of Defense", dt.date(2025, 11, 4), "dod-us", "Pete Hegseth"),
        ("Minister of National Defense", dt.date(2025, 11, 4), "mnd-kr", "Ahn Gyu-back"),
    ],
)
def test_offices_were_held_by_whom_the_record_says(office, day, organisation, holder):
    terms = entities().holders(office, day, organisation=organisation)
    assert [by_id(term.person).name for term in terms] == [holder]


def test_an_office_is_found_in_any_case_and_within_what_was_known():
    day = dt.date(2025, 10, 29)
    found = entities().holders("PRESIDENT", day, organisation="south-korea", as_of=day)
    assert [term.person for term in found] == ["lee-jae-myung"]
    early = dt.date(2025, 5, 1)
    assert entities().holders("President", day, organisation="south-korea", as_of=early) == ()


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("YG-1 Co., Ltd.", "yg-1"),
        ("YG1", "yg-1"),
        ("SK Hynix", "sk-hynix"),
        ("Hyundai Heavy Industries", "hd-hyundai-heavy-industries"),
        ("HD Hyundai Heavy Industries Co., Ltd.", "hd-hyundai-heavy-industries"),
        ("Doosan Heavy Industries & Construction", "doosan-enerbility"),
        ("LG Energy Solution, Ltd.", "lg-energy-solution"),
        ("POSCO Holdings", "posco-group"),
        ("Lee Jae Myung", "lee-jae-myung"),
        ("Jae-myung Lee", "lee-jae-myung"),
        ("Yoon Suk Yeol", "yoon-suk-yeol"),
        ("The Bank of Korea", "bank-of-korea"),
        ("한국은행", "bank-of-korea"),
        ("AT KEARNEY", None),
    ],
)
def test_variants_are_one_entity(written, id_):
    found = [entity.id for entity in entities().named(written)]
    assert found == ([id_] if id_ else [])


def test_a_group_and_its_companies_are_different():
    assert entities().named("Samsung") != entities().named("Samsung SDI")
    assert by_id("samsung-sdi").parent == "samsung-group"
    assert entities().near("Samsung") == ()


# --- names that are near ---


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("YG-Won", "yg-1"),
        ("Hanhwa Ocean", "hanwha-ocean"),
        ("Hyundia Motor", "hyundai-motor"),
        ("Doosan Enerbilty", "doosan-enerbility"),
        ("Scott Bessant", "scott-bessent"),
        ("Samsung Electroncis", "samsung-electronics"),
        ("LIG Next1", "lig-nex1"),
    ],
)
def test_one_edit_or_a_digit_spelt_out_is_suggested(written, meant):
    assert entities().named(written) == ()
    assert meant in {entity.id for entity, _ in entities().near(written)}


@pytest.mark.parametrize(
    "written",
    [
        *("SK", "SKB", "xyz", "While"),  # short
        *("Bank of Korea", "Samsung"),  # known
        *("Australian", "Hanwhas"),  # an adjective, a plural
        *("Shipbuilding", "U.S.-Korea"),  # a name that lacks a word
        *("U.S. Air", "UNICEFS"),  # near an abbreviation
    ],
)
def test_what_is_no_slip_of_a_known_name_is_left_alone(written):
    assert entities().near(written) == ()


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_one_edit_agrees_with_all_edits_written_out(first, second):
    every = set()
    for at in range(len(first) + 1):
        every.add(first[:at] + first[at + 1 :])
        for char in "abc":
            every.add(first[:at] + char + first[at:])
            every.add(first[:at] + char + first[at + 1 :])
        every.add(first[:at] + first[at : at + 2][::-1] + first[at + 2 :])
    assert one_edit(first, second) == (second in every and first != second)


@given(st.sampled_from([entity for entity in ALL if len(key(entity.name)) >= 8]), st.data())
def test_every_single_edit_of_a_long_name_is_near_it(entity, data):
    name = key(entity.name)
    at = data.draw(st.integers(1, len(name) - 2))
    how = data.draw(st.sampled_from(["drop", "double", "swap"]))
    bent = {
        "drop": name[:at] + name[at + 1 :],
        "double": name[:at] + name[at] + name[at:],
        "swap": name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    }[how]
    if bent in {name, f"{name}s", f"{name}n"} or entities().named(bent):
        return
    assert entity.id in {other.id for other, _ in entities().near(bent)}


# --- mentions, and what was known ---


def test_mentions_quote_their_text():
    text = "Hanwha Ocean and HD Hyundai Heavy Industries met Lee Jae Myung at the White House."
    found = [(text[start:end], who[0].id) for start, end, who in entities().mentions(text)]
    assert found == [
        ("Hanwha Ocean", "hanwha-ocean"),
        ("HD Hyundai Heavy Industries", "hd-hyundai-heavy-industries"),
        ("Lee Jae Myung", "lee-jae-myung"),
        ("White House", "white-house"),
    ]


def test_a_planted_later_entity_and_term_cannot_be_seen():
    later = dt.date(2030, 1, 1)
    planted = Entity(
        id="planted",
        kind="company",
        name="Planted Industries",
        aliases=(),
        name_ko="",
        country="KR",
        parent="",
        known_from=later,
        source="",
    )
    term = Term(
        person="planted",
        office="Chairman",
        organisation="planted",
        start=later,
        end=None,
        known_from=later,
        source="",
    )
    known = Entities((planted,), (term,))
    before = later - dt.timedelta(days=1)
    text = "Planted Industries"
    for day, seen in ((before, False), (later, True), (None, True)):
        assert bool(known.named(text, day)) is seen
        assert bool(known.near("Planted Industrie", day)) is seen
        assert bool(list(known.mentions(text, day))) is seen
        assert bool(known.get("planted", day)) is seen
        assert bool(known.terms_of("planted", day)) is seen
        assert bool(known.holders("chairman", dt.date(2031, 1, 1), as_of=day)) is seen
