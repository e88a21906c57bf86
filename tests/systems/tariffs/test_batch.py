"""Files of entry lines: what is rated, what is told aside, and that nothing is half written."""

import os
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from bongsu.cli.tariffs_batch import batch
from bongsu.errors import BadFile, BadOutput, OutOfRange
from bongsu.systems.tariffs.answer_files import Writer
from bongsu.systems.tariffs.batch import OUT, rate_file

ROWS = """id,hts10,origin,claim,entry_date,known_at,value,quantity,flags,total
a,8703.23.01.40,KR,,2025-11-05,2025-11-20,30000,,,mine
b,8703230140,KOR,none,2025-11-05,2025-12-05,,,,
c,8703230140,KOR,USMCA,2025-11-05,,,,,
d,8703230199,KOR,none,2025-11-05,,,,,
e,87032301,KOR,none,2025-11-05,,,,,
f,8703230140,XX,none,2024-11-05,,-4,,,
g,8427204000,KR,none,2025-08-20,,30000,,steel=0.6,
h,8427204000,KR,none,2025-08-20,,30k,,steel=1.6,
i,,KR,none,soon,,,,,
"""


@pytest.fixture
def entries(tmp_path):
    path = tmp_path / "entries.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def rows_of(path):
    read = pl.read_csv if path.suffix == ".csv" else pl.read_parquet
    return {row["id"]: row for row in read(path).to_dicts()}


def faults_of(done):
    assert done.errors is not None
    return pl.read_csv(done.errors, infer_schema=False)


def test_good_rows_are_rated_and_other_columns_pass_through(entries, tmp_path):
    out = tmp_path / "rated.csv"
    done = rate_file(entries, out)
    rows = rows_of(out)
    assert list(rows) == list("abcdefghi")
    assert (done.rows, done.bad) == (9, 6)
    assert rows["a"]["total_given"] == "mine"
    assert [rows["a"][name] for name in ("base", "s232", "total")] == [0.025, 0.25, 0.275]
    assert (rows["a"]["low"], rows["a"]["open_questions"]) == (0.25, "claim")  # KORUS is free
    assert (rows["b"]["total"], rows["b"]["headings"]) == (0.15, "9903.94.61;9903.01.33")
    assert (rows["g"]["s232"], rows["g"]["recip"]) == (0.3, 0.06)
    assert all(rows[name]["error"] is None for name in "abg")


def test_bad_rows_are_told_by_row_and_column(entries, tmp_path):
    done = rate_file(entries, tmp_path / "rated.csv")
    assert done.errors is not None
    told = pl.read_csv(done.errors, infer_schema=False)
    places = [(int(row["row"]), row["column"]) for row in told.to_dicts()]
    assert places == [
        (3, "claim"),
        (4, "hts10"),
        (5, "hts10"),
        (6, "origin"),
        (6, "entry_date"),
        (6, "value"),
        (8, "flags"),
        (8, "value"),
        (9, "hts10"),
        (9, "entry_date"),
    ]
    reasons = "\n".join(told["reason"].to_list())
    for words in ("cannot claim USMCA", "never stood", "has 8 digits", "is no country", "is blank"):
        assert words in reasons
    assert rows_of(tmp_path / "rated.csv")["c"]["total"] is None


@pytest.mark.parametrize("rows", [1, 4, 100])
def test_blocks_of_any_size_give_the_same_file(entries, tmp_path, rows):
    rate_file(entries, tmp_path / "whole.csv")
    rate_file(entries, tmp_path / "parts.csv", rows=rows)
    assert (tmp_path / "parts.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    wanted = (tmp_path / "whole.csv.errors.csv").read_bytes()
    assert (tmp_path / "parts.csv.errors.csv").read_bytes() == wanted


def test_parquet_gives_what_csv_gives(entries, tmp_path):
    typed = pl.read_csv(entries).with_columns(
        pl.col("known_at").str.to_date(), pl.col("hts10").str.replace_all(r"\.", "")
    )
    typed.write_parquet(tmp_path / "entries.parquet")
    rate_file(tmp_path / "entries.parquet", tmp_path / "rated.parquet", rows=4)
    rate_file(entries, tmp_path / "rated.csv")
    one, other = rows_of(tmp_path / "rated.parquet"), rows_of(tmp_path / "rated.csv")
    for name in OUT:
        assert [row[name] or None for row in one.values()] == [
            row[name] or None for row in other.values()
        ]


def test_codes_that_were_read_as_numbers_get_their_nought_back(tmp_path):
    frame = pl.DataFrame(
        {"hts10": [101210010], "origin": ["KR"], "entry_date": ["2025-03-01"], "id": ["x"]}
    )
    frame.write_parquet(tmp_path / "entries.parquet")
    assert rate_file(tmp_path / "entries.parquet", tmp_path / "rated.csv").bad == 0


def test_a_file_without_rows_keeps_its_columns(tmp_path):
    (tmp_path / "none.csv").write_text("hts10,origin,entry_date\n", encoding="utf-8")
    for out in (tmp_path / "rated.csv", tmp_path / "rated.parquet"):
        assert rate_file(tmp_path / "none.csv", out).rows == 0
    columns = pl.read_parquet(tmp_path / "rated.parquet").columns
    assert columns == ["hts10", "origin", "entry_date", *OUT]


def test_a_missing_column_is_named_and_nothing_is_written(tmp_path):
    (tmp_path / "bad.csv").write_text("hts10,country\n8703230140,KR\n", encoding="utf-8")
    with pytest.raises(BadFile, match="origin, entry_date"):
        rate_file(tmp_path / "bad.csv", tmp_path / "rated.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.csv"]


def test_a_torn_file_leaves_nothing_behind(tmp_path):
    file = parquet(tmp_path)
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(BadFile, match="cannot be read"):
        rate_file(file, tmp_path / "rated.csv", rows=2)
    assert [path.name for path in tmp_path.iterdir()] == ["entries.parquet"]


def test_what_a_killed_run_left_behind_is_cleared_by_the_next(entries, tmp_path):
    left = tmp_path / ".rated.csv.part"
    left.mkdir()
    (left / "out.csv").write_text("half a row")
    (left / "part-00000009.parquet").write_text("half a part")
    rate_file(entries, tmp_path / "rated.csv")
    assert not left.exists()
    assert list(rows_of(tmp_path / "rated.csv")) == list("abcdefghi")


def test_two_runs_never_write_the_same_file(entries, tmp_path):
    out = tmp_path / "rated.csv"
    with Writer(out), pytest.raises(BadOutput, match="another run is writing it"):
        rate_file(entries, out)
    assert rate_file(entries, out).rows == 9


def test_a_file_is_never_written_over_itself(entries):
    with pytest.raises(OutOfRange, match="overwrite"):
        rate_file(entries, entries)
    with pytest.raises(OutOfRange, match="neither CSV nor Parquet"):
        rate_file(entries, entries.with_suffix(".xlsx"))


def test_the_command_says_where_things_are(entries, tmp_path):
    done = CliRunner().invoke(batch, [str(entries), "--out", str(tmp_path / "rated.parquet")])
    assert done.exit_code == 1
    assert "9 rows in" in done.output
    assert "6 bad rows in" in done.output
    good = tmp_path / "good.csv"
    good.write_text("".join(ROWS.splitlines(keepends=True)[:3]), encoding="utf-8")
    assert CliRunner().invoke(batch, [str(good), "--out", str(tmp_path / "r.csv")]).exit_code == 0


def test_a_column_that_stands_twice_is_refused(tmp_path):
    file = tmp_path / "twice.csv"
    file.write_text("hts10,origin,entry_date,origin\n8703230140,KR,2025-11-05,JP\n")
    with pytest.raises(BadFile, match="has the column origin twice"):
        rate_file(file, tmp_path / "rated.csv")


def test_the_example_of_the_retroactive_window_holds_for_a_whole_file(tmp_path):
    """A Korean car entered on 5 November 2025, as known on each day from 20 November on."""
    known = pl.date_range(pl.date(2025, 11, 20), pl.date(2025, 12, 20), "1d", eager=True)
    pl.DataFrame({"known_at": known}).with_columns(
        hts10=pl.lit("8703230140"),
        origin=pl.lit("KR"),
        claim=pl.lit("none"),
        entry_date=pl.date(2025, 11, 5),
    ).write_parquet(tmp_path / "cars.parquet")
    rate_file(tmp_path / "cars.parquet", tmp_path / "rated.parquet")
    rated = pl.read_parquet(tmp_path / "rated.parquet")
    # Published in the Federal Register of 4 December 2025 (90 FR 55964).
    before = pl.col("known_at") < pl.date(2025, 12, 4)
    assert rated.filter(before)["total"].unique().to_list() == [0.275]
    assert rated.filter(~before)["total"].unique().to_list() == [0.15]


CARS = {"hts10": ["8427204000"] * 3, "origin": ["KR"] * 3, "entry_date": ["2025-08-20"] * 3}


def parquet(folder, **columns):
    file = folder / "entries.parquet"
    pl.DataFrame(CARS | columns, strict=False).write_parquet(file)
    return file


def test_lists_of_flags_and_content_are_read_as_texts(tmp_path):
    listed = parquet(tmp_path, flags=[["donation"], None, []], content=[[], ["steel=0.6"], None])
    rate_file(listed, tmp_path / "rated.csv")
    rate_file(listed, tmp_path / "rated.parquet")
    told = pl.DataFrame(CARS | {"flags": ["donation", "", ""], "content": ["", "steel=0.6", ""]})
    told.write_parquet(tmp_path / "told.parquet")
    rate_file(tmp_path / "told.parquet", tmp_path / "wanted.parquet")
    wanted = pl.read_parquet(tmp_path / "wanted.parquet").select(OUT)
    assert pl.read_parquet(tmp_path / "rated.parquet").select(OUT).equals(wanted)
    assert pl.read_csv(tmp_path / "rated.csv")["total"].to_list() == wanted["total"].to_list()
    assert pl.read_csv(tmp_path / "rated.csv")["flags"].to_list()[0] == "donation"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"hts10": [["8427204000"]] * 3}, "the column hts10 holds List"),
        ({"value": [{"usd": 5}] * 3}, "the column value holds Struct"),
        ({"flags": [[1], [2], [3]]}, "the column flags holds List"),
        ({"hts10": [b"8427204000"] * 3}, "the column hts10 holds Binary"),
        ({"total": [1] * 3, "total_given": [2] * 3}, "total and total_given"),
    ],
)
def test_columns_that_cannot_be_read_or_passed_on_are_refused(tmp_path, columns, said):
    with pytest.raises(BadFile, match=said):
        rate_file(parquet(tmp_path, **columns), tmp_path / "rated.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["entries.parquet"]


@pytest.mark.parametrize("extra", [[[1], [2], []], [{"a": 1}] * 3, [b"x"] * 3])
def test_what_csv_cannot_hold_needs_parquet(tmp_path, extra):
    file = parquet(tmp_path, extra=extra)
    with pytest.raises(BadOutput, match="the column extra holds"):
        rate_file(file, tmp_path / "rated.csv")
    assert rate_file(file, tmp_path / "rated.parquet").bad == 0
    assert pl.read_parquet(tmp_path / "rated.parquet")["extra"].to_list() == extra


def test_content_that_is_told_twice_makes_a_bad_row(tmp_path):
    content = ["steel=0.6;steel=0.3", "aluminum=0.6,aluminium=0.3", "steel=0.6"]
    file = parquet(tmp_path, content=content, flags=["", "", "steel=0.3"])
    done = rate_file(file, tmp_path / "rated.csv")
    assert done.errors is not None
    told = pl.read_csv(done.errors, infer_schema=False)
    assert told["column"].to_list() == ["content"] * 3
    for said, reason in zip(
        ("steel is", "aluminium is", "flags tell"), told["reason"], strict=True
    ):
        assert said in reason


def test_a_place_that_cannot_be_written_is_named(entries, tmp_path, monkeypatch):
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(BadOutput, match="is a folder") as refused:
        rate_file(entries, tmp_path / "folder.csv")
    assert refused.value.where == str(tmp_path / "folder.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(BadOutput, match="no ordinary file"):
        rate_file(entries, tmp_path / "pipe.csv")
    assert (tmp_path / "pipe.csv").is_fifo()
    with pytest.raises(BadFile, match="no such folder") as lost:
        rate_file(entries, tmp_path / "rated.csv", errors=tmp_path / "none" / "bad.csv")
    assert lost.value.where == str(tmp_path / "none")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_csv", full)
    with pytest.raises(BadOutput, match="No space left") as shut:
        rate_file(entries, tmp_path / "rated.csv")
    assert shut.value.where == str(tmp_path / "rated.csv")


def test_a_duty_by_quantity_asks_for_it_in_a_file_too(tmp_path):
    file = tmp_path / "wine.csv"
    row = "2204100075,{},none,2025-11-05,{}\n"
    rows = [row.format("AU", ","), row.format("AU", "600,80"), row.format("AU", "600,")]
    file.write_text("hts10,origin,claim,entry_date,value,quantity\n" + "".join(rows))
    rate_file(file, tmp_path / "rated.csv")
    rated = pl.read_csv(tmp_path / "rated.csv")
    assert rated["open_questions"].to_list() == ["quantity", "", "quantity"]
    assert rated["base"][1] == pytest.approx(0.198 * 80 / 600)


def test_goods_that_come_back_are_bad_rows_unless_they_enter_as_others_do(tmp_path):
    file = tmp_path / "back.csv"
    file.write_text(
        "hts10,origin,claim,entry_date,flags\n8703230140,US,none,2025-11-05,\n"
        "8703230140,USA,none,2025-11-05,not-chapter-98\n8703230140,KR,none,2025-11-05,\n"
    )
    done = rate_file(file, tmp_path / "rated.csv")
    told = faults_of(done).to_dicts()
    assert [(one["row"], one["column"]) for one in told] == [("1", "origin")]
    assert "under chapter 98" in told[0]["reason"]


def test_a_renewed_programme_may_be_claimed_from_when_that_is_known(tmp_path):
    file = tmp_path / "kenya.csv"
    row = "6110202069,KE,AGOA,{},{}\n"
    days = [
        ("2025-11-05", "2025-12-01"),
        ("2025-11-05", "2026-02-03"),
        ("2025-09-30", "2025-12-01"),
    ]
    file.write_text(
        "hts10,origin,claim,entry_date,known_at\n" + "".join(row.format(*d) for d in days)
    )
    done = rate_file(file, tmp_path / "rated.csv")
    assert done.bad == 1
    rated = pl.read_csv(tmp_path / "rated.csv")
    assert "as known on 2025-12-01" in rated["error"][0]
    assert rated["error"].to_list()[1:] == [None, None]


def test_a_quantity_beside_no_value_to_speak_of_is_a_bad_row(tmp_path):
    file = tmp_path / "wine.csv"
    file.write_text(
        "hts10,origin,claim,entry_date,value,quantity\n2204100075,AU,none,2025-11-05,1e-300,1e308\n"
        "2204100075,AU,none,2025-11-05,600,80\n"
    )
    done = rate_file(file, tmp_path / "rated.csv")
    told = faults_of(done).to_dicts()
    assert [(one["row"], one["column"]) for one in told] == [("1", "quantity")]


def test_lines_that_end_with_carriage_returns_alone_are_refused(tmp_path):
    file = tmp_path / "old.csv"
    file.write_bytes(b"hts10,origin,entry_date\r8703230140,KR,2025-11-05\r")
    with pytest.raises(BadFile, match="carriage returns alone"):
        rate_file(file, tmp_path / "rated.csv")
    file.write_bytes("hts10,origin,entry_date\n8703230140,KR,2025-11-05\n".encode("utf-16-le"))
    with pytest.raises(BadFile, match="NUL bytes"):
        rate_file(file, tmp_path / "rated.csv")


def test_bad_rows_may_stand_on_another_disk(entries, tmp_path, monkeypatch):
    def apart(self, target):
        if self.parent != Path(target).parent and self.name == "errors.csv":
            raise OSError(18, "Invalid cross-device link")
        return os.replace(self, target)  # noqa: PTH105  # what `Path.replace` does

    monkeypatch.setattr(Path, "replace", apart)
    (tmp_path / "other").mkdir()
    done = rate_file(entries, tmp_path / "rated.csv", errors=tmp_path / "other" / "bad.csv")
    assert done.errors is not None
    assert pl.read_csv(done.errors)["row"].n_unique() == done.bad == 6
