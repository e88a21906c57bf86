"""Single headings under facts given one by one: does it apply, and what are the rates then?

The tests are another project's (see the README beside them); their facts are put into the words of
an entry here. Rows that it disputes itself are left out.
"""

import json
import re
from datetime import date

import polars as pl
import pytest

from bongsu.systems.tariffs.entries import Base, Entry
from bongsu.systems.tariffs.law_files import load_law
from bongsu.systems.tariffs.origins import origins
from bongsu.systems.tariffs.rating import rate

PLAIN = "1902300060"  # noodles: on no list
NAMES = {
    "south_korea": "KOR", "european_union": "DEU", "the_european_union": "DEU",
    "member_state_of_european_union": "DEU", "hong_kong": "HKG", "hong_kong_china": "HKG", "united_kingdom": "GBR",
    "the_united_kingdom": "GBR", "uk": "GBR", "uae": "ARE", "the_united_arab_emirates": "ARE",
    "united_arab_emirates": "ARE", "turkiye": "TUR", "turkey": "TUR", "bahamas": "BHS", "the_bahamas": "BHS",
    "cote_d_ivoire": "CIV", "democratic_republic_of_the_congo": "COD", "falkland_islands": "FLK",
    "myanmar": "MMR", "myanmar_burma": "MMR", "philippines": "PHL", "the_philippines": "PHL",
    "bosnia_and_herzegovina": "BIH", "vietnam": "VNM", "burma": "MMR",
}  # fmt: skip
HEADING = re.compile(r"9903_(\d\d)_(\d\d)")
EXCEPTIONS = {  # facts that are named otherwise than by their heading
    "article_classified_in_subheadings_enumerated_in_us_note_2_v_iii_a": "9903.01.32",
    "article_classified_in_subheadings_enumerated_in_us_note_2_v_iii": "9903.01.32",
    "article_provided_in_us_note_2_v_vi_through_v_xvi": "9903.01.33",
}
FLAGS = {
    "article_is_humanitarian_donation": "donation",
    "article_is_informational_material": "informational-material",
    "article_is_personal_use_accompanied_baggage": "personal-use",
    "article_is_cbp_determined_transshipped_to_evade": "transshipped",
    "article_is_patented_pharmaceutical_article": "patented-pharmaceutical",
}
ENERGY = (
    "crude_oil", "natural_gas", "lease_condensate", "natural_gas_liquid", "refined_petroleum_product",
    "uranium", "coal", "biofuel", "geothermal_heat", "kinetic_movement_of_flowing_water",
    "critical_mineral_as_defined_by_30_u_s_c_1606_a_3",
)  # fmt: skip
METALS = {  # facts of note 52(f) and goods that they describe
    "article_is_aluminum_steel_copper_or_derivative_aluminum_or_steel_article": "7208510030",
    "article_is_passenger_vehicle_or_light_truck": "8703230140",
    "article_is_part_of_passenger_vehicle_or_light_truck": "8708299000",
    "article_is_medium_or_heavy_duty_vehicle": "8701210080",
    "article_is_part_of_medium_or_heavy_duty_vehicle": "8708996890",
    "article_is_wood_product": "9401614011",
    "article_is_semiconductor_article": "8471804000",
    "article_is_patented_pharmaceutical_article": "3004909291",
}


class Given:
    """A schedule that holds the rates of the test."""

    def __init__(self, general, special):
        self.general, self.special = general, special

    def base(self, entry, claim, day, known_at):
        return Base(rate=self.special if claim else self.general, general=self.general)

    def claims(self, entry, day, known_at):
        return ()


@pytest.fixture(scope="module")
def tests(shared):
    table = pl.read_parquet(shared / "golden/tariffs/axiom_heading_tests.parquet")
    return [row for row in table.iter_rows(named=True) if not row["disputed"]]


def country(facts, rule):
    by_name = {re.sub(r"[^a-z]+", "_", o.name.partition(" (")[0].lower()): o.iso3 for o in origins().values()}
    told = {
        re.sub(r"_as_provided_for.*|_under_applicable.*", "", key.partition("is_product_of_")[2]): value
        for key, value in facts.items()
        if "is_product_of_" in key and not key.endswith("a_country")
    }
    for name, value in told.items():
        if value:
            return NAMES.get(name) or by_name[name]
    return "ZZZ" if told else None


def entry_of(row, facts, claim):
    flags = {flag for fact, flag in FLAGS.items() if facts.get(fact)}
    for fact, value in facts.items():
        if not value or "rate" in fact:
            continue
        found = [f"9903.{a}.{b}" for a, b in HEADING.findall(fact)]
        flags |= {f"heading:{heading}" for heading in found[:1]}
        if fact in EXCEPTIONS:
            flags.add(f"heading:{EXCEPTIONS[fact]}")
    loaded = any("loaded" in fact and value for fact, value in facts.items())
    in_time = any("deadline" in fact and value for fact, value in facts.items())
    if loaded and in_time:
        flags.add("in-transit")
    goods = PLAIN
    if any(facts.get(f"article_is_{name}") for name in ENERGY):
        goods = "2709001000"
    if facts.get("article_is_potash"):
        flags.add("heading:9903.01.15")
    excepted = facts.get("article_is_9802_excepted_entry")
    agreed = facts.get("cbp_agrees_chapter_98_entry_is_appropriate")
    if facts.get("article_is_properly_claimed_chapter_98_entry") and agreed and not excepted:
        flags.add("chapter-98")
    if facts.get("article_is_usmca_duty_free_good") or facts.get("article_qualifies_as_usmca_originating"):
        flags.add("heading:9903.01.14")
    return Entry(
        hts10=goods,
        origin=country(facts, row["rule"]) or "ZZZ",
        claim=claim,
        day=date.fromisoformat(row["date"]),
        flags=frozenset(flags),
    )


def component(row, facts, claim):
    """Return what the heading adds, or None where it does not apply."""
    schedule = Given(row["in_general"] or 0.0, row["in_special"] or 0.0)
    entry = entry_of(row, facts, claim)
    answer = rate(entry, law=load_law(), schedule=schedule)
    parts = [part for part in answer.components if part.heading == row["heading"]]
    return sum(part.share for part in parts) if parts else None


def expected(outputs, ending, *without):
    for key, value in outputs.items():
        if key.endswith(ending) and not any(word in key for word in without):
            return value
    return None


ADDING = ("fentanyl", "reciprocal", "forced-labor", "brazil")


def rated(tests):
    return [
        row
        for row in tests
        if row["heading"] and row["rule"].startswith(ADDING) and row["in_general"] is not None
        and not row["rule"].startswith(("reciprocal-annex", "reciprocal-metals"))
    ]  # fmt: skip


def test_headings_apply_and_add_what_they_say(tests):
    wrong, judged = [], 0
    for row in rated(tests):
        facts, outputs = json.loads(row["inputs"]), json.loads(row["outputs"])
        plain = component(row, facts, "none")
        general = row["in_general"] + (plain or 0.0)
        for key, want in outputs.items():
            got = None
            if "general_duty_rate" in key and "column_2" not in key:
                got = general
            elif "special_duty_rate" in key and row["in_special"] is not None:
                got = row["in_special"] + (component(row, facts, "ANY") or 0.0)
            elif key.endswith("additional_duty"):
                got = plain or 0.0
            elif key.endswith(("_heading_applies", "additional_duty_applies", "floor_duty_applies", "exceeded_applies", "duty_rate_applies")) or key == "heading_applies":
                got = "holds" if plain is not None else "not_holds"
            if got is None:
                continue
            judged += 1
            same = got == want if isinstance(want, str) else got == pytest.approx(want, abs=1e-9)
            if not same:
                wrong.append((row["case_id"], row["rule"], row["case"], key, got, want))
    assert judged > 900
    assert wrong == []
