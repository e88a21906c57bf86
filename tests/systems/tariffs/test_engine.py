"""The compiled law against the one-entry answer, line by line: two routes to one duty."""

import csv
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from bongsu.errors import BongsuError
from bongsu.systems.tariffs.arrays import origin_list, ranges, schedule_arrays
from bongsu.systems.tariffs.engine import BLOCK, LATEST, NO_CLAIM, UNTOLD, Engine, Lines
from bongsu.systems.tariffs.entries import Entry
from bongsu.systems.tariffs.held import duty
from bongsu.systems.tariffs.law_files import load_law
from bongsu.systems.tariffs.override_files import find_scenario
from bongsu.systems.tariffs.overrides import Override, Scenario
from bongsu.systems.tariffs.panel import panel
from bongsu.systems.tariffs.spreads import SILENT, Spreads

FIRST, LAST = date(2025, 1, 1).toordinal(), date(2026, 12, 31).toordinal()
TELLING = [
    SILENT,
    (frozenset({"part-of-passenger-vehicle"}), ()),
    (frozenset({"not-part-of-passenger-vehicle", "civil-aircraft"}), ()),
    (frozenset({"in-transit"}), ()),
    (frozenset({"heading:9903.01.33"}), ()),
    (frozenset(), (("steel", 0.6), ("us", 0.25))),
    (frozenset(), (("aluminium", 0.0), ("copper", 0.0), ("steel", 0.0))),
]


@pytest.fixture(scope="module")
def engine():
    return Engine(load_law())


@pytest.fixture(scope="module")
def products(shared):
    """Places of the products of the legal cases, and of as many with a duty by weight or number."""
    codes = schedule_arrays().codes
    with (shared / "golden/tariffs/legal_cases.csv").open(encoding="utf-8") as stream:
        cases = np.array(sorted({int(row["hts10"]) for row in csv.DictReader(stream)}))
    places = np.searchsorted(codes, cases)
    assert (codes[places] == cases).all()
    schedule = schedule_arrays()
    priced = schedule.version_product[(schedule.low != schedule.high).any(axis=1)]
    return np.concatenate([places, priced[:: len(priced) // 40]])


def drawn(products, seed, lines):
    """Draw lines: every origin comes up, half of them known at a day."""
    rng = np.random.default_rng(seed)
    origins = rng.permutation(np.arange(lines) % len(origin_list()))
    known = rng.integers(FIRST, LAST, lines)
    return Lines(
        product=rng.choice(products, lines),
        origin=origins,
        claim=rng.choice([UNTOLD, NO_CLAIM], lines),
        day=rng.integers(FIRST, LAST, lines),
        known=np.where(rng.random(lines) < 0.8, LATEST, known),
    )


def entry_of(lines, row, telling=SILENT, per_dollar=np.nan):
    told = not np.isnan(per_dollar)
    return Entry(
        hts10=f"{schedule_arrays().codes[lines.product[row]]:010d}",
        origin=origin_list()[lines.origin[row]].iso3,
        claim="none" if lines.claim[row] == NO_CLAIM else None,
        day=date.fromordinal(int(lines.day[row])),
        value=1000.0 if told else None,
        quantity=1000.0 * per_dollar if told else None,
        flags=telling[0],
        content=dict(telling[1]),
    )


def answer_of(lines, row, scenario, *told):
    try:
        return duty(
            entry_of(lines, row, *told),
            known_at=date.fromordinal(int(lines.known[row])),
            scenario=scenario,
        )
    except BongsuError:
        return None


def changed(*origins):
    """Return a what-if that raises and cuts duties, some of them twice, for some origins or all."""
    few = frozenset(origins)
    return Scenario(
        name="changed",
        overrides=(
            Override(do="raise", targets=("authority:fent",), by=0.05, origins=few),
            Override(do="raise", targets=("authority:s232",), by=0.02, origins=few),
            Override(do="cut", targets=("authority:s232",), by=0.01, origins=few),
            Override(do="raise", targets=("baseline",), by=0.05, origins=few),
            Override(do="raise", targets=("baseline",), by=0.05, origins=few),
        ),
    )


@pytest.mark.parametrize("origin", ["CAN", "CHN", "KOR"])
def test_a_change_for_one_origin_is_to_it_what_the_change_for_all_is(products, origin):
    lines = drawn(products, seed=20250401, lines=150)
    places = [one.iso3 for one in origin_list()]
    lines = replace(lines, origin=np.full(lines.origin.size, places.index(origin)))
    for row in range(lines.product.size):
        few, every = (answer_of(lines, row, changed(*of)) for of in ((origin,), ()))
        assert (few is None) is (every is None)
        if few is not None:
            assert few.total == pytest.approx(every.total, abs=1e-12), str(few.entry)
            assert few.by_authority == pytest.approx(every.by_authority, abs=1e-12)


@pytest.mark.parametrize("name", [None, "ieepa-void", "s338-korea", "changed"])
def test_tables_agree_with_the_answer_for_one_entry(products, name):
    scenario = changed("CAN", "CHN", "KOR") if name == "changed" else find_scenario(name)
    lines = drawn(products, seed=20250101, lines=500 if name is None else 250)
    engine = Engine(load_law(), scenario)
    rated = engine.rate(lines)
    rated_lines = 0
    for row in range(lines.product.size):
        answer = answer_of(lines, row, scenario)
        if answer is None:
            assert np.isnan(rated.total[row])
            continue
        rated_lines += 1
        wanted = [answer.base.rate, *answer.by_authority.values(), answer.total]
        found = [rated.base[row], *rated.by_authority[row], rated.total[row]]
        np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-12, err_msg=str(answer.entry))
        assert engine.cells[rated.cell[row]].headings == answer.headings
    assert rated_lines > 0.8 * lines.product.size


def test_bounds_and_questions_agree_with_the_answer_for_one_entry(engine, products):
    lines = drawn(products, seed=20260101, lines=400)
    rng = np.random.default_rng(7)
    spreads, size = Spreads(engine), lines.product.size
    told = rng.integers(0, len(TELLING), size)
    per_dollar = np.where(rng.random(size) < 0.5, np.nan, rng.random(size) * 2)
    numbers = np.array([spreads.telling(TELLING[one]) for one in told])
    found = spreads.rate(lines, numbers, per_dollar)
    for row in range(size):
        answer = answer_of(lines, row, find_scenario(None), TELLING[told[row]], per_dollar[row])
        if answer is None:
            assert np.isnan(found.total[row])
            continue
        wanted = [*answer.by_authority.values(), answer.total, answer.low, answer.high]
        got = [*found.by_authority[row], found.total[row], found.low[row], found.high[row]]
        np.testing.assert_allclose(got, wanted, rtol=0, atol=1e-12, err_msg=str(answer.entry))
        names = [name for name in found.questions[row].split(";") if name]
        assert names == [one.name for one in answer.open_questions]
        assert found.headings[found.kind[row]] == ";".join(answer.headings)


def test_blocks_on_threads_give_what_one_piece_gives(engine, products):
    few = drawn(products, seed=3, lines=2_000)
    many = few.part(np.arange(2 * BLOCK + 5) % few.product.size)
    whole = engine.rate(few).total
    for rows, rated in engine.blocks(many):
        wanted = whole[np.arange(rows.start, min(rows.stop, many.product.size)) % whole.size]
        np.testing.assert_array_equal(rated.total, wanted)


def test_the_panel_of_a_day_is_the_lines_of_that_day(engine):
    day = date(2025, 12, 10)
    found = panel(engine, day)
    assert found.base.shape == (len(found.codes), len(origin_list()))
    assert len(found.codes) > 19_700
    rng = np.random.default_rng(5)
    rows, columns = rng.integers(0, len(found.codes), 500), rng.integers(0, len(origin_list()), 500)
    lines = Lines(
        product=np.searchsorted(engine.schedule.codes, found.codes[rows]),
        origin=columns,
        claim=np.full(500, NO_CLAIM),
        day=np.full(500, day.toordinal()),
        known=np.full(500, LATEST),
    )
    rated = engine.rate(lines)
    np.testing.assert_array_equal(found.by_authority[:, rows, columns].T, rated.by_authority)
    np.testing.assert_allclose(found.total[rows, columns], rated.total, rtol=0, atol=1e-15)


def test_both_axes_of_time_are_kept(engine):
    car = np.searchsorted(engine.schedule.codes, 8703230140)
    korea = [one.iso3 for one in origin_list()].index("KOR")
    known = [date(2025, 11, 20).toordinal(), date(2025, 12, 5).toordinal(), LATEST]
    lines = Lines(
        product=np.full(3, car),
        origin=np.full(3, korea),
        claim=np.full(3, NO_CLAIM),
        day=np.full(3, date(2025, 11, 5).toordinal()),
        known=np.array(known),
    )
    # 2.5 + 25 percent as known in November; 15 percent in all, back to 1 November, from December.
    assert engine.rate(lines).total == pytest.approx([0.275, 0.15, 0.15], abs=1e-12)


def test_prefixes_of_any_length_mark_their_products():
    codes = np.array([101210010, 8703230140, 8703240000, 8704310140])
    assert ranges(["01", "870323"], codes).tolist() == [True, True, False, False]
    assert ranges([], codes).tolist() == [False] * 4
    assert ranges(["8704310140"], codes).tolist() == [False, False, False, True]


@pytest.mark.parametrize("day", [date(2025, 3, 20), date(2025, 6, 10), date(2025, 9, 1)])
def test_no_article_pays_two_duties_on_metals_for_its_whole_value(engine, day):
    # Proclamations 10896 and 10947: 25, then 50 percent; 200 percent on Russian aluminium alone.
    found = panel(engine, day)
    highest = {"RUS": 2.0}
    usual = 0.25 if day < date(2025, 6, 4) else 0.5
    for place, origin in enumerate(found.origins):
        top = np.nanmax(found.by_authority[0][:, place], initial=0.0)
        assert top <= highest.get(origin, usual) + 1e-9, origin


def test_changes_of_many_countries_leave_few_rates_to_tell_apart():
    places = [one.iso3 for one in origin_list()][:30]
    many = Scenario(
        name="many",
        overrides=tuple(
            Override(
                do="raise", targets=("authority:s232",), by=0.001 * n, origins=frozenset({place})
            )
            for n, place in enumerate(places, 1)
        ),
    )
    alone = Engine(load_law()).bounds.size
    floors = sum(one.operation == "fill_to" for one in load_law().measures)
    assert Engine(load_law(), many).bounds.size <= alone + len(places) * floors
