"""Countries, groups and claims."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from bongsu.catalog import open_catalog
from bongsu.errors import OutOfRange, UnknownName
from bongsu.systems.tariffs.duties import parse_special
from bongsu.systems.tariffs.origins import (
    check_claim,
    eligible,
    find_origin,
    find_programme,
    origins,
    programmes,
)

DAY = date(2025, 6, 1)


def test_a_country_has_one_row_and_is_found_by_all_its_names():
    for origin in origins().values():
        for text in (origin.iso2, origin.iso3, origin.name, *origin.census, origin.iso2.lower()):
            assert find_origin(text) is origin
    assert len({origin.iso3 for origin in origins().values()}) == len(origins())


def test_groups_are_those_of_the_law():
    assert sum("eu" in origin.groups for origin in origins().values()) == 27
    column_2 = {origin.iso2 for origin in origins().values() if origin.column_2}
    assert column_2 == {"BY", "CU", "KP", "RU"}  # General Note 3(b), with Public Law 117-110


@pytest.mark.parametrize("text", ["", "Atlantis", "ZZ", "K", "kor ea", "x" * 10**6])
def test_what_is_no_country_is_refused(text):
    with pytest.raises(UnknownName, match="is no country"):
        find_origin(text)


def test_every_census_code_of_the_trade_tables_is_a_country():
    catalog = open_catalog()
    for table in ("tariff_imports", "tariff_imports_by_sector", "tariff_preference_use"):
        for census in catalog.table(table)["census"].unique():
            if census != "0003":  # the European Union
                assert find_origin(census).census


@pytest.mark.parametrize("text", ["KORUS", "korus", "KR", " KorusFTA "])
def test_a_programme_is_found_by_name_symbol_and_alias(text):
    assert find_programme(text) is programmes()["KORUS"]


@pytest.mark.parametrize("text", [None, "", "none", "None", "MFN", "-"])
def test_no_claim_is_no_programme(text):
    assert find_programme(text) is None


def test_a_strange_claim_is_refused():
    with pytest.raises(UnknownName, match="is no preference programme"):
        find_programme("NAFTA")


def test_only_its_own_countries_may_claim_a_programme():
    korus, usmca = programmes()["KORUS"], programmes()["USMCA"]
    assert [o.iso2 for o in origins().values() if eligible(o, korus, DAY)] == ["KR"]
    assert [o.iso2 for o in origins().values() if eligible(o, usmca, DAY)] == ["CA", "MX"]
    with pytest.raises(OutOfRange, match="goods of Germany cannot claim KORUS"):
        check_claim(find_origin("DE"), korus, DAY)
    check_claim(find_origin("DE"), None, DAY)


def test_a_union_is_no_origin_and_its_members_are():
    for text in ("EU", "European Union"):
        with pytest.raises(UnknownName, match="give a member, such as DE"):
            find_origin(text)


def test_a_renewal_counts_from_the_day_on_which_it_was_known():
    agoa, kenya = programmes()["AGOA"], find_origin("KE")
    after, known = date(2025, 11, 5), date(2026, 2, 3)
    assert eligible(kenya, agoa, date(2025, 9, 30), date(2025, 12, 1))
    assert not eligible(kenya, agoa, after, known - timedelta(days=1))
    assert eligible(kenya, agoa, after, known)
    assert eligible(kenya, agoa, after)
    assert not eligible(kenya, agoa, date(2027, 1, 1))
    with pytest.raises(OutOfRange, match="ran to 2025-09-30, as known on 2025-12-01") as told:
        check_claim(kenya, agoa, after, date(2025, 12, 1))
    assert "renewed for that day on 2026-02-03" in told.value.mend


def test_a_lapsed_programme_names_its_last_day():
    with pytest.raises(OutOfRange, match="it ran to 2020-12-31"):
        check_claim(find_origin("IN"), find_programme("GSP"), DAY)


def test_every_symbol_of_the_special_column_belongs_to_a_programme():
    special = open_catalog().table("hts_base")["special"].unique()
    printed = {s for text in special for rate in parse_special(text) for s in rate.programmes}
    owned = [symbol for programme in programmes().values() for symbol in programme.symbols]
    twice = {symbol for symbol in owned if owned.count(symbol) > 1}
    assert twice == {"IL"}  # of Israel, and of the zones that general note 3(a)(v) puts beside it
    assert printed <= set(owned) | {"N", "CA", "MX"}  # CA, MX: lines of chapter 98 of old


def test_zones_of_egypt_enter_as_goods_of_israel_do_and_keep_their_own_claim():
    """In 2024 Egypt paid 12 of 290 million dollars of general duty."""
    zones, israel = find_programme("N"), find_programme("IL")
    assert zones is not None
    assert israel is not None
    assert zones == find_programme("qiz")
    assert zones.symbols == israel.symbols
    assert israel.name == "ILFTA"
    check_claim(find_origin("EG"), zones, DAY)


def test_every_programme_names_countries_that_exist():
    for programme in programmes().values():
        assert programme.source
        assert programme.origins - {"*"} <= set(origins())


def test_names_are_those_of_the_catalogue():
    known = set(open_catalog().table("un_countries").filter(pl.col("iso2").is_not_null())["iso2"])
    assert known <= set(origins())
