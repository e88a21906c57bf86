"""CSV with rows that are none: each is told by its number, and every other row is rated as ever."""

import csv
import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.errors import BadFile
from bongsu.scenario.executors import PoolExecutor
from bongsu.systems.tariffs.batch import rate_file
from bongsu.systems.tariffs.entry_files import blocks
from bongsu.systems.tariffs.partitions import parts_of, rate_parts

HEAD = b"id,hts10,origin,entry_date,note\n"
CAR = b"%d,8703230140,KR,2025-11-05,x\n"
TORN = {
    "field": (b"2,8703230140,KR,2025-11-05,x,y,z\n", "has 7 fields, and the header names 5"),
    "quote": (b'2,8703230140,"KR,2025-11-05,x\n', "quote that does not close"),
    "quoted": (b'2,8703230140,"KR"x,2025-11-05,x\n', "has a quote within a field"),
    "byte": (b"2,8703230140,KR,2025-11-05,caf\xe9\n", "holds the byte 0xe9"),
}


def entries(folder, rows):
    file = folder / "entries.csv"
    file.write_bytes(HEAD + b"".join(rows))
    return file


def faults_of(done):
    assert done.errors is not None
    return pl.read_csv(done.errors, infer_schema=False)


@pytest.mark.parametrize("kind", TORN)
@pytest.mark.parametrize("rows", [1, 2, 100])
def test_a_torn_row_is_told_and_all_others_are_rated(tmp_path, kind, rows):
    row, said = TORN[kind]
    file = entries(
        tmp_path, [CAR % 1, row, CAR % 3, b'4,8703230140,KR,2025-11-05,"a\nb"\n', CAR % 5]
    )
    done = rate_file(file, tmp_path / "rated.csv", rows=rows)
    assert (done.rows, done.bad) == (5, 1)
    told = faults_of(done).to_dicts()
    assert [(one["row"], one["column"]) for one in told] == [("2", "row")]
    assert told[0]["value"].startswith("2,8703230140,")
    assert said in told[0]["reason"]
    rated = pl.read_csv(tmp_path / "rated.csv")
    assert rated["id"].to_list() == [1, None, 3, 4, 5]  # a row keeps its place
    assert rated["total"].to_list() == [0.15, None, 0.15, 0.15, 0.15]
    assert said in rated["error"][1]
    assert rated["note"].to_list()[3] == "a\nb"


def test_rows_that_a_forgotten_quote_would_swallow_are_rated(tmp_path):
    torn = [b'2,8703230140,"KR,2025-11-05,x\n', b'5,8703230140,"KR,2025-11-05,x\n']
    file = entries(tmp_path, [CAR % 1, torn[0], CAR % 3, CAR % 4, torn[1], CAR % 6])
    done = rate_file(file, tmp_path / "rated.parquet")
    assert faults_of(done)["row"].to_list() == ["2", "5"]
    assert pl.read_parquet(tmp_path / "rated.parquet")["id"].to_list() == [
        "1", None, "3", "4", None, "6",
    ]  # fmt: skip


def test_torn_rows_far_down_a_long_file_are_found(tmp_path):
    rows = [CAR % number for number in range(60_000)]
    rows[5] = rows[6] = TORN["quote"][0]
    rows[-1] = b'59999,8703230140,KR,2025-11-05,"x'
    seen: list[str | None] = []
    torn: list[int] = []
    for block in blocks(entries(tmp_path, rows), 10_000):
        if block.afresh:
            seen, torn = [], []
        torn += [len(seen) + one.row for one in block.torn]
        seen += block.frame["id"].to_list()
    assert torn == [5, 6, 59_999]
    wanted = [None if place in torn else str(place) for place in range(60_000)]
    assert seen == wanted


def test_a_file_of_nothing_but_torn_rows_is_told_whole(tmp_path):
    file = entries(tmp_path, [row for row, _ in TORN.values()] * 3)
    done = rate_file(file, tmp_path / "rated.csv", rows=5)
    assert (done.rows, done.bad) == (12, 12)


def test_processes_and_partitions_tell_torn_rows_alike(tmp_path):
    folder = tmp_path / "entries"
    folder.mkdir()
    for name, kind in (("a.csv", "field"), ("b.csv", "byte")):
        file = entries(tmp_path, [CAR % 1, CAR % 2, TORN[kind][0], CAR % 4])
        file.rename(folder / name)
    with PoolExecutor(2) as pool:
        rate_parts(parts_of([folder]), tmp_path / "pool", rows=1, each=pool.map)
    done = rate_parts(parts_of([folder]), tmp_path / "here")
    assert (done.rows, done.bad) == (8, 2)
    told = faults_of(done)
    assert list(zip(told["file"], told["row"], strict=True)) == [("a.csv", "3"), ("b.csv", "3")]
    for name in ("a.csv", "b.csv", "errors.csv"):
        assert (tmp_path / "here" / name).read_bytes() == (tmp_path / "pool" / name).read_bytes()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"hts10;origin;entry_date\n", "semicolons"),
        ("hts10,origin,entry_date,id\n".encode("utf-16"), "is in UTF-16"),
        ("hts10,origin,entry_date,numéro\n".encode("latin-1"), "byte 0xe9 in its header"),
    ],
)
def test_a_header_that_cannot_be_read_is_refused(tmp_path, text, said):
    (tmp_path / "entries.csv").write_bytes(text)
    with pytest.raises(BadFile, match=said):
        rate_file(tmp_path / "entries.csv", tmp_path / "rated.csv")


FIELDS = st.text(alphabet='ab ,"\n\r;é', max_size=6)


@given(st.lists(st.tuples(FIELDS, FIELDS), min_size=1, max_size=12), st.integers(0, 11))
def test_sound_rows_are_read_the_same_beside_a_torn_one(tmp_path_factory, notes, place):
    """What Python writes as CSV is read back, whatever stands in it; the torn row stays alone."""
    folder, place = tmp_path_factory.mktemp("notes"), min(place, len(notes))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for number, (one, other) in enumerate(notes):
        if number == place:
            text.write("torn,8703230140,KR,2025-11-05,x,y\n")
        writer.writerow([one, "8703230140", "KR", "2025-11-05", other])
    if place == len(notes):
        text.write("torn,8703230140,KR,2025-11-05,x,y\n")
    file = entries(folder, [text.getvalue().encode()])
    found = list(blocks(file, 100))
    assert [one.row for block in found for one in block.torn] == [place]
    frame = pl.concat([block.frame for block in found]).with_row_index().filter(
        pl.col("index") != place
    )  # fmt: skip
    assert frame.select("id", "note").rows() == notes
