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
    "south_korea": "KOR",
    "european_union": "DEU",
    "the_european_union": "DEU",
    "member_state_of_european_union": "DEU",
    "hong_kong": "HKG",
    "hong_kong_china": "HKG",
    "united_kingdom": "GBR",
    "the_united_kingdom": "GBR",
    "uk": "GBR",
    "uae": "ARE",
    "the_united_arab_emirates": "ARE",
    "united_arab_emirates": "ARE",
    "turkiye": "TUR",
    "turkey": "TUR",
    "bahamas": "BHS",
    "the_bahamas": "BHS",
    "cote_d_ivoire": "CIV",
    "democratic_republic_of_the_congo": "COD",
    "falkland_islands": "FLK",
    "myanmar": "MMR",
    "myanmar_burma": "MMR",
    "philippines": "PHL",
    "the_philippines": "PHL",
    "bosnia_and_herzegovina": "BIH",
    "vietnam": "VNM",
    "burma": "MMR",
}
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
    "crude_oil",
    "natural_gas",
    "lease_condensate",
    "natural_gas_liquid",
    "refined_petroleum_product",
    "uranium",
    "coal",
    "biofuel",
    "geothermal_heat",
    "kinetic_movement_of_flowing_water",
    "critical_mineral_as_defined_by_30_u_s_c_1606_a_3",
)
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
SETTLED = frozenset(
    {
        "patented-pharmaceutical",
        "listed-pharmaceutical-company",
        "meets-note-39-parameters",
        "part-of-truck",
        "part-of-passenger-vehicle",
    }
)
ECONOMIES = {  # facts of the order on forced labour, and an economy of each kind
    "article_is_good_of_10_percent_economy": "BGD",
    "article_is_product_of_european_union_or_taiwan": "DEU",
    "article_is_product_of_japan_korea_or_switzerland": "JPN",
    "article_is_good_of_other_investigated_economy": "VNM",
}


class Given:
    """A schedule that holds the rates of the test."""

    def __init__(self, general, special):
        self.general, self.special = general, special

    def base(self, _entry, claim, _day, _known_at):
        return Base(rate=self.special if claim else self.general, general=self.general)

    def claims(self, _entry, _day, _known_at):
        return ()


@pytest.fixture(scope="module")
def tests(shared):
    table = pl.read_parquet(shared / "golden/tariffs/axiom_heading_tests.parquet")
    return [row for row in table.iter_rows(named=True) if not row["disputed"]]


def country(facts, rule):
    by_name = {
        re.sub(r"[^a-z]+", "_", o.name.partition(" (")[0].lower()): o.iso3
        for o in origins().values()
    }
    told = {
        re.sub(
            r"_as_provided_for.*|_under_applicable.*", "", key.partition("is_product_of_")[2]
        ): value
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
        if not value or fact.endswith("_rate"):
            continue
        found = [f"9903.{a}.{b}" for a, b in HEADING.findall(fact)]
        flags |= {f"heading:{heading}" for heading in found[:1]}
        if fact in EXCEPTIONS:
            flags.add(f"heading:{EXCEPTIONS[fact]}")
    loaded = any("loaded" in fact and value for fact, value in facts.items())
    in_time = any("deadline" in fact and value for fact, value in facts.items())
    day = date.fromisoformat(row["date"])
    if loaded and in_time:  # the fact holds only of an entry before the deadline
        flags.add("in-transit")
        day = min(day, date(2025, 10, 4))
    goods = PLAIN
    if any(facts.get(f"article_is_{name}") for name in ENERGY):
        goods = "2709001000"
    if facts.get("article_is_potash"):
        flags.add("heading:9903.01.15")
    excepted = facts.get("article_is_9802_excepted_entry")
    agreed = facts.get("cbp_agrees_chapter_98_entry_is_appropriate")
    if facts.get("article_is_properly_claimed_chapter_98_entry") and agreed and not excepted:
        flags.add("chapter-98")
    if facts.get("article_is_usmca_duty_free_good") or facts.get(
        "article_qualifies_as_usmca_originating"
    ):
        flags.add("heading:9903.01.14")
    return Entry(
        hts10=goods,
        origin=country(facts, row["rule"]) or "ZZZ",
        claim=claim,
        day=day,
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
        if row["heading"]
        and row["rule"].startswith(ADDING)
        and row["in_general"] is not None
        and not row["rule"].startswith(("reciprocal-annex", "reciprocal-metals"))
    ]


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
            elif (
                key.endswith(
                    (
                        "_heading_applies",
                        "additional_duty_applies",
                        "floor_duty_applies",
                        "exceeded_applies",
                        "duty_rate_applies",
                    )
                )
                or key == "heading_applies"
            ):
                got = "holds" if plain is not None else "not_holds"
            if got is None or (
                plain is None and want == 0 and got in (row["in_general"], row["in_special"])
            ):
                continue  # a rule that does not apply may say nil for the rate it leaves alone
            judged += 1
            same = got == want if isinstance(want, str) else got == pytest.approx(want, abs=1e-9)
            if not same:
                wrong.append((row["case_id"], row["rule"], row["case"], key, got, want))
    assert judged > 900
    assert not wrong, "\n".join(map(str, wrong))


def answered(goods, origin, day, *flags, general=0.0):
    entry = Entry(
        hts10=goods,
        origin=origin,
        claim="none",
        day=date.fromisoformat(day),
        flags=frozenset(flags),
    )
    return rate(entry, law=load_law(), schedule=Given(general, general))


def of_rule(tests, beginning):
    found = [row for row in tests if row["rule"].startswith(beginning)]
    return [(row, json.loads(row["inputs"]), json.loads(row["outputs"])) for row in found]


def test_exclusions_from_the_reciprocal_duties_apply_to_what_they_list(tests):
    for row, facts, outputs in of_rule(tests, ("reciprocal-annex", "reciprocal-metals")):
        listed = "8542310045" if row["heading"] == "9903.01.32" else "7601209045"
        goods = listed if any(v is True for v in facts.values()) else PLAIN
        answer = answered(goods, "VNM", row["date"], general=row["in_general"])
        applies = row["heading"] in answer.headings
        assert applies == ("holds" in outputs.values()), row["case_id"]
        assert not applies or answer.by_authority["recip"] == 0.0


def test_the_surcharge_spares_what_its_proclamation_spares(tests):
    for row, facts, outputs in of_rule(
        tests, ("proclamation", "annex-exclusion", "section-232-exclusion")
    ):
        listed = (
            facts.get("article_listed_in_annex_i_paragraph_2_or_annex_ii")
            or row["heading"] == "9903.03.03"
        )
        metal = facts.get("import_part_is_subject_to_section_232_tariff")
        goods = "8542310045" if listed else "7208510030" if metal else PLAIN
        flags = (
            ["in-transit"]
            if facts.get("import_was_loaded_and_in_final_transit_before_surcharge_effective_time")
            else []
        )
        answer = answered(goods, "VNM", row["date"], *flags)
        if "temporary_import_surcharge_duty_rate" in outputs:
            assert answer.by_authority["s122"] == outputs["temporary_import_surcharge_duty_rate"], (
                row["case_id"]
            )
        else:
            assert (row["heading"] in answer.headings) == ("holds" in outputs.values()), row[
                "case_id"
            ]


def test_russian_metal_pays_wherever_the_article_comes_from(tests):
    for row, facts, outputs in of_rule(tests, "russia"):
        told = {key for key, value in facts.items() if value}
        origin = "RUS" if any("is_product_of_russia" in key for key in told) else "TUR"
        flags = {"commerce-exclusion"} if any("exclusion" in key for key in told) else set()
        if any("smelted" in key or "was_cast" in key for key in told):
            flags.add("russian-aluminium")
        answer = answered("7601209045", origin, row["date"], *flags)
        part = sum(one.share for one in answer.components if one.heading == row["heading"])
        assert part == outputs["section_232_aluminum_russia_additional_duty_rate"], row["case_id"]


def test_goods_under_section_232_are_out_of_the_duties_on_forced_labour(tests):
    for row, facts, outputs in of_rule(tests, "forced-labor-metals"):
        kinds = [goods for fact, goods in METALS.items() if facts.get(fact)]
        described = facts["article_provided_for_in_subdivision_f_of_us_note_52"]
        goods = kinds[0] if kinds and described else PLAIN
        answer = answered(goods, "VNM", row["date"], *SETTLED)
        assert (row["heading"] in answer.headings) == ("holds" in outputs.values()), row["case_id"]


def test_the_order_on_forced_labour_sets_each_kind_of_economy_its_rate(tests):
    for row, facts, outputs in of_rule(tests, "forced-labor-presidential"):
        origin = next(code for fact, code in ECONOMIES.items() if facts.get(fact))
        trq = facts["article_covered_by_established_textile_or_apparel_trq_for_economy"]
        annex = facts["article_identified_in_annex_for_economy"]
        flags = ["heading:9903.06.12"] if trq else []
        goods = "8542310045" if annex else PLAIN
        answer = answered(
            goods, origin, row["date"], *flags, general=facts["applicable_mfn_tariff_rate"]
        )
        want = outputs["forced_labor_section_301_additional_duty_rate"]
        assert answer.by_authority["s301"] == pytest.approx(want), row["case_id"]


def test_no_undisputed_row_goes_unjudged(tests):
    others = (
        "reciprocal-annex",
        "reciprocal-metals",
        "proclamation",
        "annex-exclusion",
        "section-232-exclusion",
        "russia",
        "forced-labor-metals",
        "forced-labor-presidential",
    )
    judged = {row["case_id"] for row in rated(tests)} | {
        row["case_id"] for row in tests if row["rule"].startswith(others)
    }
    assert {row["case_id"] for row in tests} - judged == set()
