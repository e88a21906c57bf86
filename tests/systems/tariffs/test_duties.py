"""Duty texts: by hand, over every text that was ever printed, and hostile ones."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.catalog import open_catalog
from bongsu.errors import BadFile
from bongsu.systems.tariffs.duties import (
    MAX_TEXT,
    Amount,
    Part,
    clean_text,
    parse_duty,
    parse_special,
)

CATALOG = open_catalog()
BASE = CATALOG.table("hts_base")
CHAPTER_99 = CATALOG.table("hts_chapter99")


def printed(*columns):
    return sorted(
        {text for frame in (BASE, CHAPTER_99) for name in columns for text in frame[name]}
    )


BY_HAND = {
    "Free": ("free", 0.0, (), ()),
    "2.5%": ("ad_valorem", 0.025, (), ()),
    "33 1/3%": ("ad_valorem", 1 / 3, (), ()),
    "4.4¢/kg + 5%": ("compound", 0.05, (), (Amount(usd=0.044, unit="kg"),)),
    "$1.50/pr. + 20%": ("compound", 0.2, (), (Amount(usd=1.5, unit="pair"),)),
    "2.8¢/doz.": ("specific", 0.0, (), (Amount(usd=0.028, unit="doz"),)),
    "37.2¢/m3": ("specific", 0.0, (), (Amount(usd=0.372, unit="m3"),)),
    "$1.34/1000": ("specific", 0.0, (), (Amount(usd=1.34, unit="thousand"),)),
    "5.7¢/kg on drained weight + 8%": (
        "compound",
        0.08,
        (),
        (Amount(usd=0.057, unit="kg", basis="drained weight"),),
    ),
    "4.4¢/liter + 31.4¢/pf. liter": (
        "specific",
        0.0,
        (),
        (Amount(usd=0.044, unit="liter"), Amount(usd=0.314, unit="pf_liter")),
    ),
    "40¢ each + 6% on the case + 14% on the strap, band or bracelet": (
        "parts",
        0.0,
        (Part(share=0.06, basis="case"), Part(share=0.14, basis="strap, band or bracelet")),
        (Amount(usd=0.4, unit="each"),),
    ),
    "3.6606¢/kg less 0.020668¢/kg for each degree under 100 degrees (and fractions of a degree "
    "in proportion) but not less than 3.143854¢/kg": (
        "degrees",
        0.0,
        (),
        (Amount(usd=0.036606, unit="kg", low=0.03143854),),
    ),
    "The duty provided in the applicable subheading + 25%": ("in_addition", 0.25, (), ()),
    "The duty rate provided in such subheading minus 10%": ("in_addition", -0.1, (), ()),
    "The duty provided in the applicable subheading": ("unchanged", 0.0, (), ()),
    "No change": ("unchanged", 0.0, (), ()),
    "The rate applicable to the article of which it is a part": ("derived", 0.0, (), ()),
    "": ("none", 0.0, (), ()),
}


@pytest.mark.parametrize("text", BY_HAND)
def test_a_text_says_what_a_reader_says(text):
    duty = parse_duty(text)
    kind, ad_valorem, parts, amounts = BY_HAND[text]
    assert (duty.kind, duty.parts) == (kind, parts)
    assert duty.ad_valorem == pytest.approx(ad_valorem, abs=1e-12)
    assert [(a.unit, a.basis) for a in duty.amounts] == [(a.unit, a.basis) for a in amounts]
    for found, hand in zip(duty.amounts, amounts, strict=True):
        assert found.usd == pytest.approx(hand.usd, abs=1e-12)
        assert found.low == (None if hand.low is None else pytest.approx(hand.low, abs=1e-12))


def test_every_general_and_other_text_of_every_revision_is_read_or_named():
    for text in printed("general", "other"):
        duty = parse_duty(text)
        if duty.kind in {"derived", "elsewhere", "unchanged", "none", "free"}:
            assert not duty.amounts
            assert duty.ad_valorem == 0
        else:
            assert duty.ad_valorem or duty.parts or duty.amounts or "0%" in text, text


def test_every_special_text_of_every_revision_is_read_to_its_end():
    for text in printed("special"):
        rates = parse_special(text)
        assert bool(rates) == bool(text)
        said = " ".join(
            rate.duty.text + (f" ({','.join(rate.programmes)})" if rate.programmes else "")
            for rate in rates
        )
        assert said.replace(",", "").replace(" ", "") == text.replace(",", "").replace(" ", "")


def test_what_is_named_and_not_priced_is_short_to_tell():
    texts = BASE["general"].to_list() + BASE["other"].to_list()
    named = {text for text in texts if parse_duty(text).kind == "derived"}
    assert len(named) < 40
    assert all(("rate" in t) or ("duty" in t) or ("note" in t) for t in map(str.lower, named))


def test_markup_and_blanks_leave_no_trace():
    assert clean_text("$1.10/m<sup>2</sup>  + 20%<u></u>\n") == "$1.10/m2 + 20%"
    assert clean_text("Free(A,AU, \n KR)5.1%( JO )") == "Free (A,AU,KR) 5.1% (JO)"
    for text in printed("general", "special", "other"):
        assert clean_text(text) == text


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    for read in (parse_duty, parse_special):
        with suppress(BadFile):
            read(text)


@pytest.mark.parametrize(
    "text", ["5", "5¢", "$5¢/kg", "5% + ", "five percent", "5¢/furlong", "(KR)5%x"]
)
def test_what_is_no_duty_is_refused(text):
    with pytest.raises(BadFile, match="no duty can be read"):
        parse_duty(text)


def test_a_text_of_any_length_costs_little():
    for text in ("1¢/kg + " * 100_000 + "1%", "Free (A) " * 100_000, "x" * (MAX_TEXT + 1)):
        for read in (parse_duty, parse_special):
            with pytest.raises(BadFile):
                read(text)
