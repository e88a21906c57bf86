"""`bongsu tariffs average`, as a user types it."""

import json

import pytest
from click.testing import CliRunner

from bongsu.cli.main import cli
from bongsu.errors import BadOutput

SHORT = ("--from", "2025-10-20", "--to", "2025-11-20")


def typed(*words):
    return CliRunner().invoke(cli, ["tariffs", "average", *words])


def told(*words):
    result = typed(*words)
    assert result.exit_code == 0, result.output or result.exception
    return result.output


def test_a_day_tells_both_layers_beside_each_other():
    text = told("--date", "2025-11-05", "--known-at", "2025-11-20")
    assert "South Korea, by the law of 2025-11-05, as known on 2025-11-20" in text
    assert "no claim     2024 claims" in text
    for words in ("Section 232", "IEEPA reciprocal", "between", "imports of 2024"):
        assert words in text


def test_the_table_and_the_data_tell_the_same():
    data = json.loads(told("--date", "2025-11-05", "--json"))
    (group,) = data["groups"]
    assert group["law"]["total"] == pytest.approx(
        sum(group["law"][name] for name in ("base", "s232", "recip", "s201")), abs=1e-6
    )
    assert group["claims"]["base"] < group["law"]["base"]
    text = told("--date", "2025-11-05")
    assert f"{100 * group['law']['total']:.2f}" in text
    assert f"{100 * group['claims']['total']:.2f}" in text


def test_several_origins_stand_beside_each_other():
    text = told("--origin", "KR,JP", "--origin", "EU", *SHORT)
    assert "EU     JPN     KOR" in text
    assert "2025-11-01" in text


def test_series_begin_a_row_where_the_law_moves():
    rows = json.loads(told(*SHORT, "--json"))
    assert [row["from"] for row in rows][1:] == ["2025-11-01", "2025-11-13", "2025-11-14"]
    assert sum(row["days"] for row in rows) == 32
    entry = json.loads(told(*SHORT, "--known-at", "entry", "--json"))
    # The deal of 1 November was published in December: cars still pay 25 on these days.
    ends = [series[-1]["groups"][0]["law"]["s232"] for series in (rows, entry)]
    assert ends[1] > ends[0] + 0.03


def test_months_and_groups_have_tables_of_their_own():
    months = told("--revenue", *SHORT)
    assert "2025-10    12" in months
    assert "2025-11    20" in months
    assert "\n87 " in told("--by", "chapter", "--date", "2025-11-05")
    assert "MVH" in told("--by", "sector", "--date", "2025-11-05", "--layer", "claims")


def test_a_chart_is_a_drawing_of_the_series(tmp_path):
    told(*SHORT, "--chart", str(tmp_path / "one.svg"))
    drawing = (tmp_path / "one.svg").read_text()
    assert "South Korea: from" in drawing
    assert "Section 232" in drawing
    told("--origin", "KR,JP", *SHORT, "--chart", str(tmp_path / "two.png"))
    assert (tmp_path / "two.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--date", "2024-05-01"), "2024-05-01 is not covered"),
        (("--origin", "DE", "--date", "2025-11-05"), "give EU"),
        (("--origin", "Atlantis", "--date", "2025-11-05"), "no country"),
        ((*SHORT, "--chart", "a.pdf"), "neither SVG nor PNG"),
        (("--by", "chapter", *SHORT, "--chart", "a.svg"), "up to 4 origins"),
        (("--scenario", "nothing", "--date", "2025-11-05"), "no what-if"),
        (("--from", "2025-11-05", "--to", "2025-11-04"), "comes before"),
    ],
)
def test_what_cannot_be_answered_says_why(words, says):
    result = typed(*words)
    assert result.exit_code != 0
    assert says in str(result.exception)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--known-at", "1999-01-01"), "before the first edition"),
        (("--date", "2025-11-20", "--known-at", "1999-01-01"), "before the first edition"),
        (("--origin", "", "--date", "2025-11-20"), "no partner is named"),
        (
            (
                "--origin",
                " , ",
            ),
            "no partner is named",
        ),
        (("--date", "2025-11-20", "--chart", "f.svg"), "--chart draws a series"),
        (("--date", "2025-11-20", "--revenue"), "--revenue tells months"),
        (("--date", "2025-11-20", "--from", "2025-11-01"), "give either"),
        (("--date", "2025-11-20", "--to", "2025-12-01"), "give either"),
        (("--revenue", "--chart", "f.svg"), "--chart draws rates"),
    ],
)
def test_what_would_be_passed_over_is_refused(words, says):
    result = typed(*words)
    assert result.exit_code in {1, 2}
    assert says in f"{result.output}{result.exception}"
    assert not isinstance(result.exception, (IndexError, ValueError))


def test_a_chart_that_has_no_place_is_refused_before_anything_is_weighed(tmp_path):
    for place, said in ((tmp_path / "none" / "a.svg", "none"), (tmp_path / "a.svg", "a.svg")):
        (tmp_path / "a.svg").mkdir(exist_ok=True)
        result = typed(*SHORT, "--chart", str(place))
        assert isinstance(result.exception, BadOutput)
        assert result.exception.where == str(tmp_path / said)
        assert "2025-11-01" not in result.output
