"""The law on its two axes of time, its files, and what-ifs upon it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.errors import BadFile, BongsuError, Faults, UnknownName
from bongsu.systems.tariffs.entries import Entry
from bongsu.systems.tariffs.held import duty
from bongsu.systems.tariffs.law import AUTHORITIES, FOREVER, names, standing, stands
from bongsu.systems.tariffs.law_files import load_law, measure_of, read_law
from bongsu.systems.tariffs.override_files import find_scenario, packaged_scenarios, read_scenario
from bongsu.systems.tariffs.records import retroactive_windows

LAW = Path(__file__).parents[3] / "src/bongsu/systems/tariffs/law"


def total(goods, origin, day, known=None, *flags, claim="none", scenario=None, **more):
    entry = Entry(
        hts10=goods,
        origin=origin,
        claim=claim,
        day=date.fromisoformat(day),
        flags=frozenset(flags),
        **more,
    )
    known_at = date.fromisoformat(known) if known else None
    return duty(entry, known_at=known_at, scenario=find_scenario(scenario))


# What an entry pays as known on the day before a notice, and on its day; from the notices.
WINDOWS = [
    ("8703230140", "KOR", "2025-11-05", "2025-12-03", 0.275, "2025-12-05", 0.15),
    ("1902300060", "KOR", "2025-11-20", "2025-12-03", 0.214, "2025-12-05", 0.15),
    ("9401614011", "KOR", "2025-11-20", "2025-12-03", 0.25, "2025-12-05", 0.15),
    ("8703230140", "DEU", "2025-08-10", "2025-09-24", 0.275, "2025-09-25", 0.15),
    ("1902300060", "JPN", "2025-08-20", "2025-09-15", 0.214, "2025-09-16", 0.15),
    ("1902300060", "CHE", "2025-12-01", "2025-12-17", 0.454, "2025-12-18", 0.15),
    ("1902300060", "LIE", "2025-12-01", "2025-12-17", 0.214, "2025-12-18", 0.15),
    ("4011101010", "TWN", "2026-05-10", "2026-05-27", 0.29, "2026-05-28", 0.15),
    ("9401614011", "TWN", "2026-05-10", "2026-05-27", 0.25, "2026-05-28", 0.15),
    ("8517130000", "KOR", "2025-04-05", "2025-04-10", 0.10, "2025-04-15", 0.0),
    ("1902300060", "IND", "2026-02-08", "2026-02-05", 0.564, "2026-02-12", 0.314),
]


@pytest.mark.parametrize(("goods", "origin", "day", "before", "old", "after", "new"), WINDOWS)
def test_a_notice_rewrites_earlier_days_once_it_is_known(
    goods, origin, day, before, old, after, new
):
    assert total(goods, origin, day, before).total == pytest.approx(old, abs=1e-6)
    assert total(goods, origin, day, after).total == pytest.approx(new, abs=1e-6)
    assert total(goods, origin, day).total == pytest.approx(new, abs=1e-6)


def test_a_step_that_was_put_off_is_known_until_then():
    seat = ("9401614011", "VNM", "2026-01-05")
    assert total(*seat, "2025-12-20").by_authority["s232"] == pytest.approx(0.30)
    assert total(*seat, "2025-12-31").by_authority["s232"] == pytest.approx(0.25)


def test_duties_on_canada_were_announced_paused_and_begun():
    toys = ("9503000073", "CAN")
    assert total(*toys, "2025-02-10", "2025-02-02").by_authority["fent"] == pytest.approx(0.25)
    assert total(*toys, "2025-02-10", "2025-02-03").by_authority["fent"] == 0.0
    assert total(*toys, "2025-03-04").by_authority["fent"] == pytest.approx(0.25)


def test_no_measure_of_a_retroactive_window_is_known_before_its_order():
    windows = retroactive_windows()
    law = load_law()
    assert len(windows) == 14
    for window in windows:
        headings = {f"{code[:4]}.{code[4:6]}.{code[6:]}" for code in window.headings}
        begun = [m for m in law.measures if m.heading in headings and m.start == window.effective]
        for measure in begun:
            assert measure.published <= window.published, measure.id
            before = measure.published - timedelta(days=1)
            assert not stands(measure, window.effective, before)
            assert stands(measure, window.effective, window.published)


def test_a_heading_that_is_still_printed_need_not_be_in_force():
    day = date(2026, 2, 24)
    still = {m.authority for m in standing(load_law(), day)}
    assert not {"recip", "fent"} & still
    assert "recip" in {m.authority for m in standing(load_law(), day - timedelta(days=1))}


def test_relief_for_plaintiffs_reaches_only_them():
    noodles = ("1902300060", "VNM", "2026-05-09", None)
    assert total(*noodles).by_authority["s122"] == pytest.approx(0.10)
    assert total(*noodles, "plaintiff").by_authority["s122"] == 0.0
    assert total("1902300060", "VNM", "2026-05-12", None, "plaintiff").by_authority["s122"] == 0.1


def test_a_new_authority_is_under_twenty_lines_of_data():
    lines = (LAW / "scenarios/s338-korea.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) < 20
    noodles, phone, steel = "1902300060", "8517130000", "7208510030"
    day, what_if = "2026-05-10", "s338-korea"
    ours = total(noodles, "KOR", day, scenario=what_if).by_authority
    assert (ours["s122"], ours["s338"]) == (0.0, pytest.approx(0.10))
    assert total(phone, "KOR", day, scenario=what_if).total == 0.0
    assert total(steel, "KOR", day, scenario=what_if).by_authority["s338"] == 0.0  # under s232
    assert total(noodles, "VNM", day, scenario=what_if).by_authority["s122"] == pytest.approx(0.10)
    assert total(noodles, "KOR", "2026-03-10", scenario=what_if).by_authority["s122"] == 0.1


def test_the_file_of_the_page_on_tariffs_does_what_that_of_the_package_does(tmp_path):
    page = (Path(__file__).parents[3] / "docs/tariffs.md").read_text("utf-8")
    text = page.split("data alone:\n\n```yaml\n")[1].split("```")[0]
    assert len(text.splitlines()) < 20
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    for hts10 in ("1902300060", "8517130000", "7208510030", "0901110025"):
        ours, theirs = (
            total(hts10, "KOR", "2026-05-10", scenario=name).by_authority
            for name in (str(file), "s338-korea")
        )
        assert ours == theirs


def test_a_part_of_aircraft_is_spared_only_where_it_is_certified_as_one():
    engine_part = ("8411919081", "VNM", "2026-08-01", None)
    assert total(*engine_part).by_authority["s301"] == pytest.approx(0.125)
    assert total(*engine_part, "civil-aircraft").by_authority["s301"] == 0.0
    assert "civil-aircraft" in {one.name for one in total(*engine_part).open_questions}


def test_void_from_the_start_gives_back_what_was_laid_on():
    paid, owed = (
        total("1902300060", "KOR", "2025-10-01", scenario=name).total
        for name in (None, "ieepa-void")
    )
    assert (paid, owed) == (pytest.approx(0.214), pytest.approx(0.064))


def test_a_threat_can_be_carried_out_in_a_what_if():
    assert total("8703230140", "KOR", "2026-02-01", scenario="korea-25").total == pytest.approx(
        0.25
    )
    assert total("8703230140", "JPN", "2026-02-01", scenario="korea-25").total == pytest.approx(
        0.15
    )


@pytest.mark.parametrize(
    ("override", "korea", "vietnam"),
    [
        ("{do: raise, targets: [surcharge], by: 0.05}", 0.15, 0.15),
        ("{do: cut, targets: ['9903.03.01'], by: 0.04, origins: KOR}", 0.06, 0.10),
        ("{do: cut, targets: ['authority:s122'], by: 0.5}", 0.0, 0.0),
        (
            "{do: stay, targets: ['9903.03.00-9903.03.11'], from: 2026-05-01, to: 2026-05-31}",
            0.0,
            0.0,
        ),
        ("{do: stay, targets: ['authority:s122'], from: 2026-06-01}", 0.10, 0.10),
        ("{do: replace, targets: ['authority:s122'], origins: '@EU;KOR'}", 0.0, 0.10),
        ("{do: set, targets: [surcharge], by: 0.15, origins: VNM}", 0.10, 0.15),
    ],
)
def test_each_deed_does_what_it_says_to_whom_it_says(tmp_path, override, korea, vietnam):
    path = tmp_path / "what-if.yaml"
    path.write_text(f"overrides:\n  - {override}\n", encoding="utf-8")
    got = [
        total("1902300060", origin, "2026-05-10", scenario=str(path)).by_authority["s122"]
        for origin in ("KOR", "VNM")
    ]
    assert got == [pytest.approx(korea), pytest.approx(vietnam)]


def test_goods_under_chapter_98_are_left_alone():
    returned = total("9801001035", "DEU", "2026-03-10")
    assert returned.by_authority["s122"] == 0.0


def test_every_packaged_what_if_can_be_read():
    assert {find_scenario(name).name for name in packaged_scenarios()} == set(packaged_scenarios())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("overides: []\n", "overides"),
        ("overrides: 3\n", "no list"),
        ("overrides: [{do: abolish, targets: [x]}]\n", "abolish"),
        ("overrides: [{do: void, targets: []}]\n", "no targets"),
        ("overrides: [{do: raise, targets: [x], by: -1}]\n", "-1"),
        ("overrides: [{do: void, targets: [x], from: soon}]\n", "soon"),
        ("measures: [{id: a, authority: s999, start: 2026-01-01}]\n", "s999"),
        ("measures: [{id: a, authority: s338, rate: 12, start: 2026-01-01}]\n", "12"),
        (
            "measures: [{id: a, authority: s338, rate: 0, needs: moonlight, start: 2026-01-01}]\n",
            "moonlight",
        ),
        ("measures: [{id: a, authority: s338, origins: Korea, start: 2026-01-01}]\n", "Korea"),
    ],
)
def test_a_faulty_what_if_is_refused_with_the_word_that_is_wrong(tmp_path, text, said):
    path = tmp_path / "what-if.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BongsuError, match=said):
        read_scenario(path)


A_DUTY = "authority: s338, rate: 0.1, start: 2026-05-01"


@pytest.mark.parametrize(
    ("text", "what", "where", "mend"),
    [
        ("overrides: [{do: void, targets: ['authority:s999']}]", "s999", "targets", "authority:s"),
        (
            "overrides: [{do: void, targets: ['foo:s122']}]",
            "foo:s122",
            "1, targets",
            "`authority:s122`",
        ),
        ("overrides: [{do: void, targets: ['group:']}]", "group:", "targets", "group:"),
        (
            "overrides: [{do: void, targets: ['9903.99.99']}]",
            "9903.99.99",
            "targets",
            "did you mean `9903.",
        ),
        ("overrides: [{do: void, targets: [9903.03.11-9903.03.00]}]", "03.11-99", "targets", ""),
        (
            "overrides: [{do: void, targets: [surcharge, korea-fil]}]",
            "korea-fil",
            "targets",
            "`korea-fill`",
        ),
        ("overrides: [{do: raise, targets: [surcharge]}]", "by how much", "1, by", "by: 0.05"),
        ("overrides: [{do: cut, targets: [surcharge]}]", "by how much", "1, by", "by: 0.05"),
        ("overrides: [{do: set, targets: [surcharge]}]", "what rate", "1, by", "by: 0.05"),
        ("overrides: [{do: void, targets: [surcharge], by: 0.1}]", "in vain", "1, by", "do: cut"),
        (
            "overrides: [{do: stay, targets: [surcharge], from: 2026-06-01, to: 2026-05-01}]",
            "2026-06-01 to before 2026-05-01",
            "1, to",
            "later than `from`",
        ),
        (
            "overrides: [{do: void, targets: [surcharge], origins: XYZ}]",
            "XYZ",
            "1, origins",
            "alpha-3",
        ),
        (
            "overrides: [{do: void, targets: [surcharge], origins: KR}]",
            "KR",
            "origins",
            "write KOR",
        ),
        (
            "measures: [{id: a, authority: s338, start: 2026-05-01}]",
            "no rate",
            "1: a, rate",
            "`rate`",
        ),
        (f"measures: [{{id: a, {A_DUTY}, end: 2026-04-01}}]", "no day", "1: a, end", "later than"),
        (f"measures: [{{id: a, {A_DUTY}, origins: XYZ}}]", "XYZ", "1: a, origins", "alpha-3"),
        (
            f"measures: [{{id: a, {A_DUTY}}}, {{id: a, {A_DUTY}}}]",
            "this file",
            "2: a, id",
            "another id",
        ),
        (
            f"measures: [{{id: korea-fill, {A_DUTY}}}]",
            "the law already",
            "1: korea-fill, id",
            "another",
        ),
        (
            f"measures: [{{id: a, {A_DUTY}, products: '@nolist'}}]",
            "nolist",
            "1: a, products",
            "known",
        ),
        (
            f"measures: [{{id: a, {A_DUTY}, products: '@s122-exmpt'}}]",
            "exmpt",
            "products",
            "`s122-exempt`",
        ),
        (f"measures: [{{id: a, {A_DUTY}, excepts: b}}]", "names no measure", "1: a, excepts", ""),
        (
            f"measures: [{{id: a, {A_DUTY}}}]\noverrides: [{{do: void, targets: [a]}}]",
            "names nothing",
            "overrides 1, targets",
            "the measure itself",
        ),
    ],
)
def test_what_a_what_if_would_do_in_vain_is_refused_with_a_mend(tmp_path, text, what, where, mend):
    path = tmp_path / "what-if.yaml"
    path.write_text(text + "\n", encoding="utf-8")
    with pytest.raises(BongsuError) as caught:
        read_scenario(path)
    fault = caught.value
    assert what in fault.what
    assert str(path) in fault.where
    assert where in fault.where
    assert mend in fault.mend


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("overrides: [{do: void, targets: ['authority:fent'], origins: KOR}]", "no goods of KOR"),
        (
            "overrides: [{do: void, targets: [9903.01.24], origins: KOR;CHN}]",
            "no target is laid on goods of KOR",
        ),
        (
            "overrides: [{do: void, targets: ['authority:s122'], to: 2026-01-01}]",
            "in force from 2026-02-24",
        ),
        ("overrides: [{do: raise, targets: [9903.01.28], by: 0.1}]", "frees goods of duty"),
        (f"measures: [{{id: a, {A_DUTY}, products: '870323'}}]", ""),
        (f"measures: [{{id: a, {A_DUTY}, products: '555'}}]", "begins with '555'"),
        (f"measures: [{{id: a, {A_DUTY}, origins: KOR, not_origins: KOR}}]", "leaves all of these"),
        (
            (
                f"measures: [{{id: a, {A_DUTY}}},"
                " {id: b, authority: s338, operation: exempt, start: 2026-05-01}]"
            ),
            "frees goods of no duty",
        ),
    ],
)
def test_what_touches_nothing_is_refused_by_name(tmp_path, text, what):
    path = tmp_path / "idle.yaml"
    path.write_text(text, encoding="utf-8")
    if not what:
        assert read_scenario(path).measures
        return
    with pytest.raises(BongsuError, match=what):
        read_scenario(path)


def test_faults_of_a_what_if_are_told_together(tmp_path):
    path = tmp_path / "what-if.yaml"
    path.write_text(
        "overrides:\n  - {do: void, targets: ['authority:s999']}\n  - {do: raise, targets: [x]}\n"
        "measures: [{id: korea-fill, authority: s338, rate: 0.1, start: 2026-05-01}]\n",
        encoding="utf-8",
    )
    with pytest.raises(Faults) as caught:
        read_scenario(path)
    assert len(caught.value.faults) == 3


def test_exceptions_may_name_headings_that_hold_no_duty_and_exemptions_need_no_rate(tmp_path):
    path = tmp_path / "what-if.yaml"
    path.write_text(
        "measures:\n"
        "  - {id: a, authority: s338, rate: 0, start: 2026-05-01, excepts: [9903.05.97, b]}\n"
        "  - {id: b, authority: s338, operation: exempt, start: 2026-05-01}\n",
        encoding="utf-8",
    )
    assert [one.id for one in read_scenario(path).measures] == ["a", "b"]


def test_an_unknown_what_if_is_refused():
    with pytest.raises(UnknownName, match="nothing"):
        find_scenario("nothing")


def test_the_files_of_the_law_are_checked(tmp_path):
    for name in ("conditions.csv", "groups.csv", "events.csv"):
        (tmp_path / name).write_text((LAW / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "lists").mkdir()
    (tmp_path / "measures").mkdir()
    head = (LAW / "measures/s122.csv").read_text(encoding="utf-8").splitlines()[0]
    bad = head.replace("authority", "office")
    (tmp_path / "measures/s122.csv").write_text(bad + "\n", encoding="utf-8")
    with pytest.raises(BadFile, match="office"):
        read_law(tmp_path)
    row = "a,9903.03.01,s122,add,ten,full" + "," * 15
    (tmp_path / "measures/s122.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    with pytest.raises(BadFile, match="first day"):
        read_law(tmp_path)


def test_every_measure_says_where_it_stands_and_quotes_it():
    for measure in load_law().measures:
        assert measure.source, measure.id
        assert measure.quote, measure.id
        assert measure.published <= measure.end_published or measure.end == FOREVER, measure.id


def test_what_a_measure_excepts_is_there():
    law = load_law()
    not_held = {
        "9903.05",
        "9903.06",
        "9903.82",
        "9903.91",
    }  # after the last text that is held, or unused
    for measure in law.measures:
        for item in measure.excepts:
            if item[:7] not in not_held:
                assert any(names(other, item) for other in law.measures), (measure.id, item)


days = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@given(
    days,
    st.sampled_from(["KOR", "CHN", "DEU", "CAN", "VNM", "RUS"]),
    st.sampled_from(["1902300060", "8427204000", "8703230140", "7208510030", "9403608093"]),
)
def test_a_total_is_its_parts_and_lies_within_its_bounds(day, origin, goods):
    answer = duty(Entry(hts10=goods, origin=origin, day=day))
    assert answer.total == pytest.approx(answer.base.rate + sum(answer.by_authority.values()))
    assert answer.low <= answer.total + 1e-12
    assert answer.total <= answer.high + 1e-12
    assert set(answer.by_authority) == set(AUTHORITIES)
    assert all(part.share >= 0 and 0 <= part.laid_on <= 1 for part in answer.components)


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_metal_never_lowers_the_duty_of_a_derivative(one, other):
    less, more = sorted((one, other))
    duties = [
        total("8427204000", "KOR", "2025-08-20", content={"steel": share}).total
        for share in (less, more)
    ]
    assert duties[0] <= duties[1] + 1e-12
    assert duties[1] == pytest.approx(0.5 * more + 0.15 * (1 - more))


def test_a_measure_lacking_its_first_day_is_refused():
    with pytest.raises(BadFile, match="first day"):
        measure_of({"id": "a", "authority": "s122"}, {})


def test_aluminium_came_on_the_lists_in_rounds():
    # U.S. note 19(j) and (k): beer and empty cans on 4 April 2025, gas cylinders on 18 August.
    def s232(code, day):
        entry = Entry(hts10=code, origin="JPN", claim="none", day=day)
        return duty(entry).by_authority["s232"]

    beer, cylinder, desk = "2203000030", "7613000000", "9403200090"
    assert [s232(beer, date(2025, 4, day)) for day in (3, 4)] == [0.0, 0.25]
    assert [s232(cylinder, date(2025, 8, day)) for day in (17, 18)] == [0.0, 0.5]
    assert s232(desk, date(2025, 3, 12)) == 0.25  # the note prints eight digits: 9403.20.00
