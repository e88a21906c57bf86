"""Product lists: by the longest prefix, on a day."""

from __future__ import annotations

from datetime import date

import pytest

from bongsu.catalog import open_catalog
from bongsu.errors import UnknownName
from bongsu.systems.tariffs.lists import list_names, listed, listings, product_list

TABLE = open_catalog().table("tariff_product_lists")
DAY = date(2025, 9, 1)


def test_all_forty_lists_are_there_with_every_prefix():
    assert len(list_names()) == 40
    for name in list_names():
        rows = TABLE.filter(list_id=name)
        assert product_list(name).prefixes() == set(rows["prefix"])
        assert sum(len(entries) for entries in product_list(name).entries.values()) == rows.height


def test_a_product_falls_under_a_shorter_prefix():
    assert listed("s232_auto_parts_note33g", "4011101010", DAY)
    assert not listed("s232_auto_parts_note33g", "1902300060", DAY)
    found = listings("s301_china", "0101210010", DAY)
    assert [entry.prefix for entry in found] == ["01012100"]
    assert found[0].heading == "9903.88.15"


def test_looking_for_a_product_finds_what_the_whole_list_holds():
    codes = open_catalog().table("hts_base")["hts10"].unique().sort().to_list()[::211]
    for name in list_names():
        entries = product_list(name).entries
        for code in codes:
            plain = [
                entry
                for length in range(10, 1, -1)
                for entry in entries.get(code[:length], ())
                if entry.stands(DAY)
            ]
            assert list(listings(name, code, DAY)) == plain


def test_entries_begin_and_end_on_their_days():
    last = TABLE.filter(TABLE["until"].is_not_null()).row(0, named=True)
    name, code, end = last["list_id"], last["prefix"], last["until"]
    before, after = (
        {(e.sublist, e.heading, e.since, e.until) for e in listings(name, code, day)}
        for day in (date.fromordinal(end.toordinal() - 1), end)
    )
    entry = (last["sublist"], last["heading"], last["since"], end)
    assert entry in before
    assert entry not in after
    first = TABLE.filter(list_id="s232_derivative_pre_annex", since=date(2025, 8, 18))["prefix"][0]
    assert not any(
        e.since == date(2025, 8, 18)
        for e in listings("s232_derivative_pre_annex", first, date(2025, 8, 17))
    )
    assert listed("s232_derivative_pre_annex", first, date(2025, 8, 18))


def test_a_part_or_heading_of_a_list_can_be_asked_for():
    assert listed("s301_china", "0101210010", DAY, sublist="4A")
    assert not listed("s301_china", "0101210010", DAY, sublist="1")
    assert not listed("s301_china", "0101210010", DAY, heading="9903.88.01")


def test_a_list_that_is_not_there_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match="did you mean `s301_china`"):
        product_list("s301_chinaa")
